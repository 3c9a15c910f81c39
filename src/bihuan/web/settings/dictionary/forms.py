"""The forms of the dictionary."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.kernel.limits import Unit
from bihuan.standards.queries import StandardRow
from bihuan.standards.rules.terms import Grade, Habit
from bihuan.web.kit.fields import DayField, LinesField
from bihuan.web.settings.dictionary.present import GRADES, KINDS

MOST_BYTES = 20 * 1024 * 1024


class HabitForm(forms.Form):
    """What plain 小时 and 天 mean. Fields of their own, because the reading of a limit changes with them."""

    hours = forms.ChoiceField(
        label=_("Plain “小时” means"),
        choices=[
            (Unit.SERVICE_HOURS.value, _("service hours")),
            (Unit.CONTINUOUS_HOURS.value, _("hours without a break")),
        ],
    )
    days = forms.ChoiceField(
        label=_("Plain “天” means"),
        choices=[(Unit.WORKDAYS.value, _("working days")), (Unit.CALENDAR_DAYS.value, _("calendar days"))],
    )


def habit_of(said: dict[str, Any]) -> Habit:
    """Return what the form said plain words mean."""
    return Habit(hours=Unit(said["hours"]), days=Unit(said["days"]))


class ConditionForm(HabitForm):
    """Begin or replace a filing condition."""

    text = forms.CharField(label=_("Filing condition"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    limit = forms.CharField(
        label=_("Time limit as written"),
        max_length=60,
        help_text=_("Such as 2紧急工作时, 4工作时, 5工作日, 15自然日, 4小时."),
        widget=forms.TextInput(
            attrs={
                "hx-get": reverse_lazy("settings:reading"),
                "hx-trigger": "input changed delay:400ms, change from:#id_hours, change from:#id_days",
                "hx-target": "#reading",
                "hx-include": "#id_hours, #id_days",
                "autocomplete": "off",
            }
        ),
    )
    grade = forms.ChoiceField(
        label=_("Grade"),
        required=False,
        choices=[("", _("not graded")), *((each.value, GRADES[each]) for each in Grade)],
    )
    source = forms.CharField(
        label=_("Source"), required=False, max_length=300, help_text=_("The document and clause it comes from.")
    )
    from_on = DayField(label=_("In force from"), help_text=_("Cases filed before that day keep their old limit."))
    field_order = ("text", "limit", "hours", "days", "grade", "source", "from_on")


class EndForm(forms.Form):
    """End a filing condition."""

    from_on = DayField(
        label=_("No longer in force from"),
        help_text=_("From that day on no case is filed under it. Cases filed before keep it."),
    )


class ClassForm(forms.Form):
    """Change a class; of a class of the standard itself only what is ours."""

    name = forms.CharField(label=_("Name"), max_length=60)
    major_code = forms.CharField(label=_("Code of the major class"), max_length=10, required=False)
    major_name = forms.CharField(label=_("Major class"), max_length=60, required=False)
    words = LinesField(
        label=_("Other words people use for it"),
        required=False,
        help_text=_("One to a line, without blanks inside. Search and suggestions find the class by them."),
    )
    help = forms.CharField(
        label=_("How to tell it apart"),
        required=False,
        max_length=1000,
        help_text=_("What sets it off from the classes it is confused with."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, is_ours: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in () if is_ours else ("name", "major_code", "major_name"):
            self.fields[name].disabled = True
            self.fields[name].help_text = gettext("Set by the standard.") if name == "name" else ""


class NewClassForm(ClassForm):
    """Add a class of our own."""

    standard = forms.ChoiceField(label=_("Standard"))
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()), initial="matter")
    code = forms.CharField(label=_("Code"), max_length=20, help_text=_("2 to 20 letters or digits; it stays for good."))
    field_order = ("standard", "kind", "code", "name")

    def __init__(self, *args: Any, standards: Iterable[StandardRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["standard"], standards)


class StandardForm(forms.Form):
    """Add or change a standard."""

    ref = forms.CharField(label=_("Reference"), max_length=60, help_text=_("Such as GB/T 47678.5-2026."))
    name = forms.CharField(label=_("Name"), max_length=120)
    edition = forms.CharField(label=_("Edition"), max_length=30, required=False)
    in_force_on = DayField(label=_("In force from"))
    ends_on = DayField(label=_("Last day in force"), required=False, help_text=_("Empty: still in force."))
    source = forms.CharField(label=_("Source"), max_length=300)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ImportForm(HabitForm):
    """Upload a table of filing conditions."""

    standard = forms.ChoiceField(label=_("Into which standard"))
    file = forms.FileField(label=_("Excel workbook"))
    from_on = DayField(label=_("In force from"), help_text=_("What the table replaces ends on that day."))
    field_order = ("standard", "file", "from_on", "hours", "days")

    def __init__(self, *args: Any, standards: Iterable[StandardRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["standard"], standards)

    def clean_file(self) -> Any:
        """Refuse what is too large to be a table."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(gettext("This file is larger than 20 MB. Copy the table alone into a new workbook."))
        return file

    def standard_uuid(self) -> UUID:
        """Return the standard chosen."""
        return UUID(self.cleaned_data["standard"])


def choose(field: Any, standards: Iterable[StandardRow]) -> None:
    """Offer the standards, the newest first."""
    field.choices = [(str(row.uuid), f"{row.ref} {row.name}") for row in standards]
