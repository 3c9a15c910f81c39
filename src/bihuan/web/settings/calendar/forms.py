"""The forms of the calendar."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.orgs.rules import Day
from bihuan.web.kit.fields import LinesField
from bihuan.web.settings.calendar.days import Unreadable, read_days


class YearForm(forms.Form):
    """The days off and the working weekend days of one year."""

    closed = LinesField(
        label=_("Days off"),
        required=False,
        rows=14,
        help_text=_("One day or stretch to a line: date, blank, name. Weekends need not be listed."),
    )
    opened = LinesField(
        label=_("Working days on weekends"),
        required=False,
        rows=8,
        help_text=_("Saturdays and Sundays that are worked in exchange (调休)."),
    )
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("The notice they come from, with its number.")
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_closed(self) -> list[Day]:
        """Read the days off."""
        return self._days("closed")

    def clean_opened(self) -> list[Day]:
        """Read the days worked."""
        return self._days("opened")

    def _days(self, name: str) -> list[Day]:
        try:
            return read_days(self.cleaned_data[name], year=self.year)
        except Unreadable as fault:
            text = gettext(
                "“%(line)s” is no day I can read. Write it like 2026-10-01 国庆节 or 10月1日至10月7日 国庆节."
            )
            raise ValidationError(text % {"line": fault.args[0]}) from fault


class HoursForm(forms.Form):
    """When service hours run."""

    service_hours = forms.CharField(
        label=_("Service hours of a working day"),
        max_length=60,
        help_text=_("From–to, several separated by commas, such as 08:00-12:00,14:00-18:00."),
    )


class DistrictForm(forms.Form):
    """What the district is called."""

    name = forms.CharField(label=_("Name of the district"), max_length=60)
    code = forms.CharField(label=_("Division code"), max_length=12, required=False)
