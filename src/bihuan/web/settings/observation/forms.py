"""The form of an observation rule."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _


class ObservationForm(forms.Form):
    """A rule that begins on a day; the one of the same class ends then."""

    case_class = forms.ChoiceField(label=_("For"), required=False)
    look_days = forms.IntegerField(
        label=_("Look again after (days)"), help_text=_("After closing, the clock then asks inspectors to look again.")
    )
    period_days = forms.IntegerField(
        label=_("Observed for (days)"), help_text=_("Until then a fresh failure of the same class is a rebound.")
    )
    distance_m = forms.IntegerField(
        label=_("Within (metres)"), help_text=_("Of the closed case. The same point of the register always counts.")
    )
    multipliers = forms.CharField(
        label=_("Weight of the 1st, 2nd … rebound"),
        max_length=60,
        help_text=_("Numbers with blanks between, like 1 2 3. The last one goes on for all that follow."),
    )
    propose_at = forms.IntegerField(label=_("Propose a lasting cure from this rebound on"))
    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("Which document says so, or who decided."))
    from_on = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, data: Any, *, classes: Sequence[tuple[str, str]], today: date, initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"from_on": today} | initial)
        field: Any = self.fields["case_class"]
        field.choices = [("", _("all classes without a rule of their own")), *classes]

    def values(self) -> dict[str, Any]:
        """Return the arguments of the command."""
        said = dict(self.cleaned_data)
        weights = said["multipliers"].replace("、", " ").replace("，", " ").replace(",", " ").replace("×", " ")
        case_class = UUID(said["case_class"]) if said["case_class"] else None
        return said | {"multipliers": tuple(weights.split()), "case_class": case_class}
