"""The form of each step: what the person must say, and nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bihuan.cases.rules.moves import Step

Choices = Sequence[tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Options:
    """What the choices of a form are made of, asked for only when a form needs them."""

    conditions: Callable[[], Choices]
    units: Callable[[], Choices]
    colleagues: Callable[[], Choices]
    parts: Callable[[], Choices]
    limit: str = ""

    def likeliest(self, groups: Choices) -> str:
        """Return the first choice of the group of likely ones, or nothing when the words suggest none."""
        name, choices = groups[0] if groups else ("", ())
        return str(choices[0][0]) if name == _("Likely") and choices else ""


def text_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StepForm(forms.Form):
    """One step. values(): the command's arguments."""

    has_files = False
    files_label: Any = ""

    def __init__(self, data: Any = None, *, options: Options) -> None:
        super().__init__(data)
        self.options = options
        self.prepare()

    def prepare(self) -> None:
        """Fill in the choices."""

    def choose(self, name: str, choices: Choices) -> None:
        """Give a field its choices."""
        field: Any = self.fields[name]
        field.choices = choices

    def values(self) -> dict[str, Any]:
        """Return the arguments of the command."""
        return dict(self.cleaned_data)


class Reasoned(StepForm):
    """A step that needs a reason."""

    text = text_field(_("Reason"))


class MayBeReasoned(StepForm):
    """A step that may carry a remark."""

    text = text_field(_("Remark"), required=False)


class FileForm(StepForm):
    """File under a condition."""

    condition = forms.ChoiceField(
        label=_("Filing condition"),
        help_text=_("It sets the class and the time limit. The likeliest ones stand first."),
    )

    def prepare(self) -> None:
        groups = self.options.conditions()
        self.choose("condition", [("", _("choose …")), *groups])
        self.initial["condition"] = self.options.likeliest(groups)

    def values(self) -> dict[str, Any]:
        return {"condition": UUID(self.cleaned_data["condition"])}


class DispatchForm(StepForm):
    """Dispatch to units."""

    lead_unit = forms.ChoiceField(label=_("Lead unit"))
    co_units = forms.MultipleChoiceField(
        label=_("Co-handling units"), required=False, widget=forms.CheckboxSelectMultiple
    )
    limit = forms.CharField(label=_("Another limit"), required=False, max_length=30)

    def prepare(self) -> None:
        units = list(self.options.units())
        self.choose("lead_unit", [("", _("choose …")), *units])
        self.choose("co_units", units)
        self.fields["limit"].help_text = _("Empty keeps %(limit)s. Write another like 4小时 or 5个工作日.") % {
            "limit": self.options.limit
        }

    def values(self) -> dict[str, Any]:
        return {
            "lead_unit": UUID(self.cleaned_data["lead_unit"]),
            "co_units": tuple(UUID(unit) for unit in self.cleaned_data["co_units"]),
            "limit": self.cleaned_data["limit"],
        }


class AcceptForm(StepForm):
    """Accept, and perhaps say who does it."""

    handler = forms.ChoiceField(label=_("Who does it"), required=False)

    def prepare(self) -> None:
        self.choose("handler", [("", _("decide later")), *self.options.colleagues()])

    def values(self) -> dict[str, Any]:
        handler = self.cleaned_data["handler"]
        return {"handler": UUID(handler) if handler else None}


class AssignForm(StepForm):
    """Give it to a person."""

    handler = forms.ChoiceField(label=_("Who does it"))

    def prepare(self) -> None:
        self.choose("handler", [("", _("choose …")), *self.options.colleagues()])

    def values(self) -> dict[str, Any]:
        return {"handler": UUID(self.cleaned_data["handler"])}


class SuspendForm(StepForm):
    """Ask to suspend."""

    review_on = forms.DateField(
        label=_("Review day"),
        help_text=_("The clock runs again on that day by itself; at most one year ahead."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    text = text_field(_("Reason"))

    def prepare(self) -> None:
        today = timezone.localdate()
        limits = {"min": str(today + timedelta(days=1)), "max": str(today + timedelta(days=365))}
        self.fields["review_on"].widget.attrs |= limits


class FeedBackForm(StepForm):
    """Say and show what was done."""

    has_files = True
    files_label = _("Photos or documents that show the result")
    text = text_field(_("What was done"))


class FeedBackPartForm(FeedBackForm):
    """The same for a co-handling unit's part."""

    files_label = _("Photos or documents, if any")


class VerifyForm(StepForm):
    """Find that it is fixed."""

    has_files = True
    files_label = _("Own photos, if any")
    text = text_field(_("What was found"))
    on_site = forms.BooleanField(label=_("I saw it on site"), required=False)


class ReworkForm(VerifyForm):
    """Find that it is not fixed."""

    is_false = forms.BooleanField(
        label=_("It was only made to look fixed (false rectification)"),
        required=False,
        help_text=_("Counted on its own and shown to the discipline office. Tick it only when you are sure."),
    )


class ObserveForm(StepForm):
    """Look again."""

    has_files = True
    files_label = _("Photos, if any")
    came_back = forms.TypedChoiceField(
        label=_("How is it now?"),
        choices=[("no", _("still fixed")), ("yes", _("it came back: open a new case"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    text = text_field(_("What was found"))


def decided(label: Any, yes: Any, no: Any, name: str) -> type[StepForm]:
    """Return a form that decides yes or no, with a reason."""
    choice = forms.TypedChoiceField(
        label=label,
        choices=[("yes", yes), ("no", no)],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    return type("DecideForm", (Reasoned,), {name: choice, "field_order": [name, "text"]})


class WaiveForm(StepForm):
    """Go on without a co-handling unit."""

    unit = forms.ChoiceField(label=_("Co-handling unit"))
    text = text_field(_("Reason"))

    def prepare(self) -> None:
        self.choose("unit", self.options.parts())

    def values(self) -> dict[str, Any]:
        return {"unit": UUID(self.cleaned_data["unit"]), "text": self.cleaned_data["text"]}


class LinkForm(StepForm):
    """Name the case that came back."""

    earlier_code = forms.CharField(
        label=_("Number of the closed case"),
        max_length=30,
        help_text=_("Of the case whose problem this is again, like AJ-2026-00031. It counts on from there."),
    )
    text = text_field(_("Reason"))


class CureForm(StepForm):
    """Order a lasting cure."""

    title = forms.CharField(
        label=_("What is to be done for good"),
        max_length=200,
        help_text=_("Not another clean-up: what keeps it from coming back, a facility or a rule of work."),
    )
    condition = forms.ChoiceField(
        label=_("Filing condition"),
        help_text=_("It sets class and time limit of the cure, which is a case of its own."),
    )
    text = text_field(_("Reason"))

    def prepare(self) -> None:
        self.choose("condition", [("", _("choose …")), *self.options.conditions()])

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data) | {"condition": UUID(self.cleaned_data["condition"])}


class ReportForm(forms.Form):
    """Report a problem at the desk."""

    title = forms.CharField(label=_("What is wrong"), max_length=200)
    text = text_field(_("Description"), required=False)
    place = forms.CharField(
        label=_("Where"), required=False, max_length=200, help_text=_("Street and number, or point.")
    )
    lon = forms.FloatField(label=_("Longitude"), required=False)
    lat = forms.FloatField(label=_("Latitude"), required=False)
    datum = forms.ChoiceField(
        label=_("Coordinates are from"),
        required=False,
        choices=[
            ("wgs84", _("GPS (WGS84, CGCS2000)")),
            ("gcj02", _("Amap, Tencent, WeChat (GCJ-02)")),
            ("bd09", _("Baidu (BD-09)")),
        ],
    )


FORMS: dict[Step, type[StepForm]] = {
    Step.FILE: FileForm,
    Step.DECLINE: Reasoned,
    Step.DISPATCH: DispatchForm,
    Step.ACCEPT: AcceptForm,
    Step.SEND_BACK: Reasoned,
    Step.ASSIGN: AssignForm,
    Step.ASK_EXTENSION: Reasoned,
    Step.GRANT_EXTENSION: MayBeReasoned,
    Step.REFUSE_EXTENSION: Reasoned,
    Step.ASK_SUSPENSION: SuspendForm,
    Step.GRANT_SUSPENSION: MayBeReasoned,
    Step.REFUSE_SUSPENSION: Reasoned,
    Step.RESUME: StepForm,
    Step.FEED_BACK: FeedBackForm,
    Step.VERIFY_PASS: VerifyForm,
    Step.VERIFY_FAIL: ReworkForm,
    Step.URGE: MayBeReasoned,
    Step.ESCALATE: Reasoned,
    Step.VOID: Reasoned,
    Step.OBSERVE: ObserveForm,
    Step.LINK: LinkForm,
    Step.UNLINK: Reasoned,
    Step.CURE: CureForm,
    Step.APPEAL: Reasoned,
    Step.REVIEW_APPEAL: decided(_("First review"), _("support the appeal"), _("refuse it"), "supports"),
    Step.DECIDE_APPEAL: decided(_("Decision"), _("grant: do not count it"), _("refuse it"), "grants"),
    Step.ACCEPT_PART: StepForm,
    Step.FEED_BACK_PART: FeedBackPartForm,
    Step.WAIVE_PART: WaiveForm,
}
