"""Making, drawing and closing rounds, skipping stops, making observations void."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bihuan.kernel.errors import Kind, Refusal
from bihuan.orgs.rules import Power
from bihuan.standards.queries import type_names
from bihuan.visits import access, commands, queries
from bihuan.visits.rules.kinds import RoundKind
from bihuan.web.errors import STATUS
from bihuan.web.kit.answers import blame, gone_to
from bihuan.web.kit.doors import DeskRequest, call_from, door
from bihuan.web.kit.sent import version
from bihuan.web.visits.forms import FORMS, ByPlanForm, DrawForm, ReasonForm
from bihuan.web.visits.present import KINDS

BOTH = ("GET", "POST")
WEEK = timedelta(days=6)


@door(Power.SUPERVISE, methods=BOTH)
def new(request: DeskRequest) -> HttpResponseBase:
    """Choose a kind of round, or fill in its form: ?kind=."""
    wanted = request.GET.get("kind", "")
    if wanted not in set(RoundKind):
        kinds = [(kind.value, words) for kind, words in KINDS.items()]
        return render(
            request,
            "web/visits/round_kinds.html",
            {"here": "rounds", "title": _("Make a round"), "kinds": kinds},
        )
    kind, today = RoundKind(wanted), timezone.localdate()
    types = sorted(type_names().items())
    initial = {"from_on": today, "to_on": today + WEEK, "places": "\n".join(request.GET.getlist("place"))}
    form = FORMS[kind](request.POST or None, initial=initial, on=today, types=types)

    def act() -> HttpResponse:
        if isinstance(form, ByPlanForm):
            made = commands.make_round(call_from(request), kind=kind, **form.said())
            said = _("Round %(code)s made.") % {"code": made.code}
        else:
            made = commands.commit_seed(call_from(request), kind=kind, **form.said())
            said = _("List and seed of %(code)s are in the ledger. Now draw.") % {"code": made.code}
        return gone_to(request, _page_of(made.round_uuid), said=said)

    words = KINDS[kind]
    context = {"words": words, "is_draw": isinstance(form, DrawForm), "title": words.label, "button": _button(form)}
    return _answer(request, form, act, "web/visits/round_form.html", context)


def _button(form: Form) -> str:
    return _("Commit list and seed") if isinstance(form, DrawForm) else _("Make the round")


def _answer(
    request: DeskRequest, form: Form, act: Callable[[], HttpResponse], template: str, context: Mapping[str, object]
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return act()
            except Refusal as refusal:
                if refusal.kind is Kind.NOT_FOUND:
                    raise
                blame(form, refusal)
                status = STATUS[refusal.kind]
    return render(request, template, {"here": "rounds", "form": form, **context}, status=status)


@door(Power.SUPERVISE, methods=("POST",))
def draw(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Draw the stops of a round."""
    made = commands.draw_round(call_from(request), round_uuid=uuid, expected_version=version(request))
    said = ngettext("%(count)s stop drawn.", "%(count)s stops drawn.", made.stops) % {"count": made.stops}
    return gone_to(request, _page_of(uuid), said=said)


@door(Power.SUPERVISE, methods=("POST",))
def close(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Close a round."""
    made = commands.close_round(call_from(request), round_uuid=uuid, expected_version=version(request))
    return gone_to(request, _page_of(uuid), said=_("Round %(code)s closed.") % {"code": made.code})


@door(Power.SUPERVISE, Power.INSPECT, methods=BOTH)
def skip(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Leave a stop out, with a reason."""
    stop = access.stop_for(uuid)
    form, back = ReasonForm(request.POST or None), _page_of(stop.round.uuid)

    def act() -> HttpResponse:
        commands.skip_stop(call_from(request), stop_uuid=uuid, reason=form.cleaned_data["reason"])
        return gone_to(request, back, said=_("Stop skipped."))

    name = stop.place.name if stop.place else stop.case.title if stop.case else ""
    note = _("%(name)s is left out of the round. The reason stays with it; a later visit still does the stop.") % {
        "name": name
    }
    context = {"title": _("Skip a stop"), "note": note, "button": _("Skip"), "back": back}
    return _answer(request, form, act, "web/visits/reason_form.html", context)


@door(Power.SUPERVISE, Power.INSPECT, methods=BOTH)
def void(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Make an observation void, with a reason."""
    seen = access.observation_for(uuid)
    queries.visit_page(request.actor, seen.visit.uuid)
    form, back = ReasonForm(request.POST or None), reverse("visits:visit", args=[seen.visit.uuid])

    def act() -> HttpResponse:
        commands.void_observation(call_from(request), observation_uuid=uuid, reason=form.cleaned_data["reason"])
        return gone_to(request, back, said=_("Observation made void."))

    note = _(
        "“%(element)s” will again be what the latest valid observation says. The observation stays and shows that it is "
        "void; a case that came of it goes on and is made void on its own page."
    ) % {"element": seen.element.text}
    context = {"title": _("Make an observation void"), "note": note, "button": _("Make void"), "back": back}
    return _answer(request, form, act, "web/visits/reason_form.html", context)


def _page_of(round_uuid: UUID) -> str:
    return reverse("visits:round", args=[round_uuid])
