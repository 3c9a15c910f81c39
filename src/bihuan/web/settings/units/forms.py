"""The forms of units and posts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.web.kit.fields import LinesField, PickField
from bihuan.web.settings.present import power_choices


class UnitForm(forms.Form):
    """Add or change a unit."""

    code = forms.CharField(label=_("Code"), max_length=30, help_text=_("Lists are sorted by it."))
    name = forms.CharField(label=_("Full name"), max_length=120)
    short_name = forms.CharField(
        label=_("Short name"), max_length=30, required=False, help_text=_("What lists and cases show.")
    )
    aliases = LinesField(
        label=_("Other names"),
        required=False,
        help_text=_("One to a line: every name that minutes and notices call it by. Documents are read with them."),
    )
    parent_uuid = PickField(label=_("Stands under"), required=False)
    is_active = forms.BooleanField(
        label=_("In use"), required=False, help_text=_("A unit out of use gets no new cases; old ones keep it.")
    )


class PostForm(forms.Form):
    """Add or change a post."""

    title = forms.CharField(label=_("Title of the post"), max_length=60, help_text=_("Such as 经办 or 督查员."))
    powers = forms.MultipleChoiceField(
        label=_("Powers"),
        required=False,
        choices=power_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They belong to the post: whoever holds it has them, as long as they hold it."),
    )
    is_active = forms.BooleanField(
        label=_("In use"), required=False, help_text=_("A post out of use gives its holders no powers.")
    )
