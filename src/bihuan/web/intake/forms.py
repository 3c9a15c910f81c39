"""Forms of intake: a document to be read, a draft to be changed."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.intake.queries import DraftView
from bihuan.kernel.initials import initials
from bihuan.orgs import queries as orgs
from bihuan.web.kit.choices import Choices, conditions


class UploadForm(forms.Form):
    """A document and the day it was written."""

    file = forms.FileField(label=gettext_lazy("Document"), max_length=200, allow_empty_file=True)
    reference_on = forms.DateField(
        label=gettext_lazy("Written on"),
        required=False,
        help_text=gettext_lazy("Tells the years that it leaves out; today if you say nothing."),
        widget=forms.DateInput(attrs={"type": "date", "data-draft": "off"}, format="%Y-%m-%d"),
    )


class _Searched:
    """Gives every option more words and the pinyin initials of all its words, so that a picker finds it by them.

    more: other words of a choice, by its value.
    """

    more: Mapping[str, str] = {}

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(*args, **kwargs)  # type: ignore[misc]  # mixed into Select
        words = self.more.get(str(option["value"]), "")
        option["attrs"]["data-keys"] = _keys(f"{option['label']} {words}")
        if words:
            option["attrs"]["data-words"] = words
        return option


@lru_cache(maxsize=4000)
def _keys(words: str) -> str:
    return initials(*words.split())


class Picker(_Searched, forms.Select):
    """A list in which one types to find: words or pinyin initials."""


class ManyPicker(_Searched, forms.SelectMultiple):
    """The same for several choices."""


class GiveForm(forms.Form):
    """A unit for all the drafts that were ticked."""

    lead_unit = forms.ChoiceField(
        label=gettext_lazy("Lead unit of the ticked ones"), widget=Picker(attrs={"data-behaviour": "picker"})
    )

    def __init__(self) -> None:
        super().__init__(auto_id="give_%s")
        _offer_units(self, "lead_unit", _("Lead unit of the ticked ones"))


class DraftForm(forms.Form):
    """Everything a person may change about a draft; the fields are called as the command's."""

    title = forms.CharField(label=gettext_lazy("What is to be done"), max_length=200)
    lead_unit = forms.ChoiceField(
        label=gettext_lazy("Lead unit"), required=False, widget=Picker(attrs={"data-behaviour": "picker"})
    )
    co_units = forms.MultipleChoiceField(
        label=gettext_lazy("Co-handling units"), required=False, widget=ManyPicker(attrs={"data-behaviour": "picker"})
    )
    condition = forms.ChoiceField(
        label=gettext_lazy("Class and filing condition"),
        required=False,
        widget=Picker(attrs={"data-behaviour": "picker"}),
    )
    limit = forms.CharField(
        label=gettext_lazy("Limit or last day"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Like 5个工作日, or a day like 4月10日; empty: the limit of the filing condition."),
    )
    place = forms.CharField(label=gettext_lazy("Place"), required=False, max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Explanation"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, draft: DraftView, at: datetime) -> None:
        super().__init__(data, initial=_initial(draft), auto_id=f"id_{draft.uuid.hex[:8]}_%s")
        _offer_units(self, "lead_unit", _("— not decided —"))
        _offer_units(self, "co_units")
        found = conditions(f"{draft.title} {draft.source_text}", timezone.localdate(at))
        _offer(self, "condition", [("", _("— not decided —")), *found])

    def changes(self) -> dict[str, Any]:
        """Return what edit_draft takes."""
        found = self.cleaned_data
        return {
            "title": found["title"],
            "text": found["text"],
            "lead_unit": _uuid(found["lead_unit"]),
            "co_units": tuple(UUID(uuid) for uuid in found["co_units"]),
            "condition": _uuid(found["condition"]),
            "limit": found["limit"],
            "place": found["place"],
        }


def _initial(draft: DraftView) -> dict[str, Any]:
    return {
        "title": draft.title,
        "text": draft.text,
        "lead_unit": str(draft.lead_unit.uuid) if draft.lead_unit else "",
        "co_units": [str(unit.uuid) for unit in draft.co_units],
        "condition": str(draft.condition_uuid or ""),
        "limit": draft.limit_text or (draft.deadline_on.isoformat() if draft.deadline_on else ""),
        "place": draft.place_text,
    }


def _offer_units(form: forms.Form, name: str, nobody: str = "") -> None:
    """Give a field the units in use; they are found by every name they have."""
    units = orgs.active_units()
    chosen: Choices = [(str(unit.uuid), unit.short_name or unit.name) for unit in units]
    more = {str(unit.uuid): " ".join([unit.name, *unit.aliases]) for unit in units}
    _offer(form, name, [("", nobody), *chosen] if nobody else chosen, more)


def _offer(form: forms.Form, name: str, choices: Choices, more: Mapping[str, str] | None = None) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
    if isinstance(field.widget, _Searched):
        field.widget.more = more or {}


def _uuid(text: str) -> UUID | None:
    return UUID(text) if text else None
