"""The forms of people, terms of office and delegations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bihuan.web.kit.fields import DayField, PickField


def password_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """Return a field for a new password; what was typed is never sent back."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class PersonForm(forms.Form):
    """Add a person."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60)
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        help_text=_("Letters, digits, Chinese characters and . _ - @, without spaces. It stays for good."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)
    new = password_field(
        _("First password"),
        required=False,
        help_text=_("At least 10 characters. Left empty, the person cannot sign in until one is set."),
    )


class ChangeForm(forms.Form):
    """Change a person's name and address."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60)
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)


class CloseForm(forms.Form):
    """Close a person's account."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False, help_text=_("Such as retired, or moved to another district.")
    )


class PasswordForm(forms.Form):
    """Set somebody's password."""

    new = password_field(_("New password"), help_text=_("At least 10 characters. Hand it over in person."))
    again = password_field(_("The same once more"))

    def clean(self) -> None:
        """Compare the two."""
        said = super().clean() or {}
        if said.get("new") and said.get("again") and said["new"] != said["again"]:
            self.add_error("again", _("The two are not the same. Type both once more."))


class OwnPasswordForm(PasswordForm):
    """Set one's own."""

    old = password_field(_("Present password"))
    field_order = ("old", "new", "again")


class TakeForm(forms.Form):
    """Let a person hold a post."""

    person_uuid = PickField(label=_("Person"))
    post_uuid = PickField(label=_("Post"))
    from_on = DayField(label=_("First day"))
    to_on = DayField(label=_("Last day"), required=False, help_text=_("Empty: until they leave it."))


class LeaveForm(forms.Form):
    """End a term of office."""

    to_on = DayField(label=_("Last day"), help_text=_("They hold the post to the end of this day."))


class DelegateForm(forms.Form):
    """Let somebody stand in."""

    deputy_uuid = PickField(label=_("Who stands in"))
    from_on = DayField(label=_("First day"))
    to_on = DayField(label=_("Last day"))
    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False, help_text=_("Such as 休假 or 外出培训.")
    )
