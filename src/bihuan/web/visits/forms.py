"""The forms of the inspections."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.kernel.errors import Refusal
from bihuan.orgs.queries import active_units
from bihuan.visits.queries import find_places, inspectors, sample_size
from bihuan.visits.rules.draw import By
from bihuan.visits.rules.kinds import RoundKind
from bihuan.web.kit.answers import blame

Choices = list[tuple[str, Any]]


class RoundForm(forms.Form):
    """What every round needs."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Such as the area and the week."))
    from_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    to_on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(
        label=_("Note for whoever goes"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )

    def __init__(self, *args: Any, on: Any, types: Choices, **more: Any) -> None:
        """on: today, for whoever inspects. types: point types to choose from."""
        super().__init__(*args, **more)
        self._on, self._types = on, types

    def _choose(self, name: str, choices: Choices) -> None:
        fields: dict[str, Any] = self.fields
        fields[name].choices = choices

    def _people(self) -> Choices:
        return [(str(person.uuid), name) for person, name in inspectors(self._on)]


class ByPlanForm(RoundForm):
    """A round of named points."""

    places = forms.CharField(
        label=_("Points, in the order of the walk"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One a line: its code or its whole name, as in the register."),
    )
    person = forms.ChoiceField(label=_("Who goes"), required=False, help_text=_("Empty: whoever inspects takes it."))
    field_order = ("name", "places", "person", "from_on", "to_on", "note")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._choose("person", [("", _("left open")), *self._people()])

    def clean_places(self) -> Sequence[UUID]:
        """Return the points by uuid, or name the lines that are none."""
        lines = [line.strip() for line in self.cleaned_data["places"].splitlines() if line.strip()]
        found, unknown = find_places(lines)
        if unknown:
            raise forms.ValidationError(
                _("Not one point of the register: %(lines)s. Check the code, or use the code instead of the name."),
                params={"lines": "、".join(unknown[:10])},
            )
        return tuple(found)

    def said(self) -> dict[str, Any]:
        """Return what the command needs."""
        told = dict(self.cleaned_data)
        person = told.pop("person")
        return told | {"place_uuids": told.pop("places"), "person_uuid": UUID(person) if person else None}


class DrawForm(RoundForm):
    """What is drawn by lot."""

    count = forms.IntegerField(label=_("How many to draw"), min_value=1, max_value=2000, initial=20)
    units = forms.MultipleChoiceField(
        label=_("Only of these units"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all."),
    )
    people = forms.MultipleChoiceField(
        label=_("Who may be drawn to inspect"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "None ticked: everybody whose post inspects today. Nobody gets a point of their own unit if it can be avoided."
        ),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._choose("units", [(str(unit.uuid), unit.short_name or unit.name) for unit in active_units()])
        self._choose("people", self._people())

    def said(self) -> dict[str, Any]:
        """Return what the command needs."""
        told = dict(self.cleaned_data)
        for name in ("units", "people"):
            told[name] = tuple(UUID(each) for each in told[name])
        return told


class PointDrawForm(DrawForm):
    """Points by lot."""

    types = forms.MultipleChoiceField(
        label=_("Only of these types"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all."),
    )
    by = forms.ChoiceField(
        label=_("Spread evenly over"),
        choices=[
            (By.TYPE_AND_AREA.value, _("types and units")),
            (By.TYPE.value, _("types")),
            (By.AREA.value, _("units")),
        ],
        help_text=_("Each part of the list is drawn from in proportion to its size."),
    )
    field_order: tuple[str, ...] = ("name", "count", "by", "types", "units", "people", "from_on", "to_on", "note")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._choose("types", self._types)

    def said(self) -> dict[str, Any]:
        """Return what the command needs."""
        told = super().said()
        return told | {"types": tuple(told["types"]), "by": By(told["by"])}


class AssessmentForm(PointDrawForm):
    """Points by lot, as many as a precision needs."""

    half_width = forms.DecimalField(
        label=_("Wanted precision, ± points"),
        required=False,
        min_value=Decimal("0.1"),
        max_value=50,
        decimal_places=1,
        help_text=_(
            "Instead of a number: as many are drawn as the score of the whole needs for this half-width, if the scores "
            "of points spread by 25 points around their mean."
        ),
    )
    field_order = ("name", "half_width", "count", "by", "types", "units", "people", "from_on", "to_on", "note")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        fields: dict[str, Any] = self.fields
        fields["count"].required = False
        fields["count"].initial = None
        fields["count"].help_text = _("Empty: as many as the precision needs. At least two of each part are drawn.")

    def clean(self) -> dict[str, Any]:
        """Work out how many the wanted precision needs."""
        told = super().clean() or self.cleaned_data
        half_width = told.pop("half_width", None)
        if told.get("count") or self.errors:
            return told
        if half_width is None:
            self.add_error("count", _("Say how many to draw, or how precise the score is to be."))
            return told
        units = [UUID(each) for each in told["units"]]
        try:
            needed = sample_size(Fraction(half_width) / 100, types=told["types"], units=units, by=By(told["by"]))
        except Refusal as refusal:
            blame(self, refusal)
        else:
            told["count"] = needed.total
        return told


class RecheckForm(DrawForm):
    """Closed cases to look at again."""

    days = forms.IntegerField(label=_("Closed in the last days"), min_value=1, max_value=730, initial=90)
    random_share = forms.IntegerField(
        label=_("Share drawn by chance, percent"),
        min_value=0,
        max_value=100,
        initial=30,
        help_text=_(
            "The rest are those likeliest to come back. Without some by chance nobody can tell how good the guess is."
        ),
    )
    field_order = ("name", "count", "days", "random_share", "units", "people", "from_on", "to_on", "note")


FORMS: dict[RoundKind, type[ByPlanForm | DrawForm]] = {
    RoundKind.PLANNED: ByPlanForm,
    RoundKind.AROUND: ByPlanForm,
    RoundKind.DRAWN: PointDrawForm,
    RoundKind.ASSESSMENT: AssessmentForm,
    RoundKind.RECHECK: RecheckForm,
}


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
