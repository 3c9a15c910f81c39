"""The form of an access token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.web.kit.fields import DayField, PickField


class TokenForm(forms.Form):
    """Make a token."""

    label = forms.CharField(
        label=_("What it is for"), max_length=60, help_text=_("Such as 12345 平台对接. The list shows it.")
    )
    holding_uuid = PickField(
        label=_("Acts as"),
        help_text=_("The token may do exactly what this person may do in this post, and no longer than they hold it."),
    )
    expires_on = DayField(label=_("Last day"), help_text=_("At most two years ahead."))
