"""Template tags of the desk pages: icons, moments, form controls and the hidden field that makes a form repeatable."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms, template
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bihuan.web.kit import present
from bihuan.web.kit.doors import ACTING_AS

register = template.Library()
CLASSES: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxSelectMultiple, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxInput, "form-check-input"),
    (forms.Select, "form-select"),
    (forms.Widget, "form-control"),
]


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Return an icon of the sprite. label: what a screen reader says; without it the icon is decoration."""
    address = f"{static('web/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, address)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', address)


@register.simple_tag
def moment(at: datetime | None, *, is_end: bool = False) -> SafeString:
    """Return a moment in words, with the exact one in its title; nothing for None. is_end: something ends with it."""
    if at is None:
        return SafeString("")
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        at.isoformat(),
        present.exact_end(at) if is_end else present.exact(at),
        present.moment_words(at, timezone.now(), is_end=is_end),
    )


@register.filter
def exact(at: datetime) -> str:
    """Return the moment to the minute in the district's time zone."""
    return present.exact(at)


@register.filter
def exact_end(at: datetime) -> str:
    """Return the moment to the minute at which something ends in the district's time zone: 24:00, not 00:00."""
    return present.exact_end(at)


@register.simple_tag(takes_context=True)
def request_uuid(context: template.Context) -> SafeString:
    """Return the hidden fields by which a form can be sent twice and done once, and only in the post it was made for."""
    field = format_html('<input type="hidden" name="request_uuid" value="{}" autocomplete="off">', uuid4())
    hat = getattr(context.get("request"), "hat", None)
    if hat is None:
        return field
    carried = '{}<input type="hidden" name="{}" value="{}" autocomplete="off">'
    return format_html(carried, field, ACTING_AS, hat.key)


@register.filter
def control(field: BoundField) -> SafeString:
    """Return the control of a form field with the classes the style sheet expects."""
    widget = field.field.widget
    kind = next(name for known, name in CLASSES if isinstance(widget, known))
    attributes: dict[str, Any] = {}
    if kind:
        mark = " is-invalid" if field.errors else ""
        attributes["class"] = f"{widget.attrs.get('class', '')} {kind}{mark}".strip()
    if str(widget.attrs.get("placeholder", "")) == str(field.label):
        attributes["placeholder"] = False  # the label says it already
    return field.as_widget(attrs=attributes)


@register.filter
def is_check(field: BoundField) -> bool:
    """Tell whether the field is one box to tick, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """Tell whether the field is several controls under one legend."""
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
