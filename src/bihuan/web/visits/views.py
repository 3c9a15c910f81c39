"""Rounds, one round, one visit, pictures of observations."""

from uuid import UUID

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from bihuan.evidence.queries import path_of
from bihuan.orgs.rules import Power
from bihuan.visits import queries
from bihuan.visits.rules.kinds import StopState
from bihuan.web.kit.doors import DeskRequest, door
from bihuan.web.kit.present import Page, with_query
from bihuan.web.kit.sent import page_number
from bihuan.web.visits.present import KINDS, RESULTS, SCOPES, STOPS, VIEWERS, case_badge, round_badge


@door(*VIEWERS)
def listing(request: DeskRequest) -> HttpResponseBase:
    """Show the rounds, the newest first."""
    number = page_number(request.GET)
    rows, total = queries.rounds(page=number)
    first = (number - 1) * queries.PAGE + 1
    last = first + len(rows) - 1
    page = Page(
        first if rows else 0,
        last if rows else 0,
        str(total),
        with_query(request.GET, page=str(number - 1)) if number > 1 else "",
        with_query(request.GET, page=str(number + 1)) if last < total else "",
    )
    context = {
        "here": "rounds",
        "title": _("Rounds"),
        "rows": [(row, KINDS[row.kind], round_badge(row)) for row in rows],
        "page": page if total > queries.PAGE else None,
        "may_plan": request.actor.has(Power.SUPERVISE),
    }
    return render(request, "web/visits/round_list.html", context)


@door(*VIEWERS)
def page(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Show one round: how far it is, its stops, who goes, what was found."""
    return _round(request, uuid)


@door(*VIEWERS)
def redraw(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Redo the draw of a round from the ledger and show what comes of it."""
    return _round(request, uuid, checked=queries.redraw(str(uuid)))


def _round(request: DeskRequest, uuid: UUID, *, checked: queries.Redrawn | None = None) -> HttpResponse:
    found = queries.round_page(request.actor, uuid)
    context = {
        "here": "rounds",
        "title": found.row.name,
        "found": found,
        "row": found.row,
        "kind": KINDS[found.row.kind],
        "badge": round_badge(found.row),
        "stops": [(stop, STOPS[stop.state]) for stop in found.stops],
        "bad": sum(stop.bad for stop in found.stops),
        "checked": checked,
        "may_plan": request.actor.has(Power.SUPERVISE) and found.row.closed_at is None,
        "may_skip": request.actor.has(Power.SUPERVISE, Power.INSPECT) and found.row.closed_at is None,
        "waiting": StopState.WAITING,
        "has_scores": bool(found.drawn) and found.row.kind in queries.DRAWN_KINDS,
    }
    return render(request, "web/visits/round_page.html", context)


@door()
def visit(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Show one visit with what was seen, pictures and cases."""
    found = queries.visit_page(request.actor, uuid)
    lines = [(seen, RESULTS[seen.result], SCOPES[seen.scope], case_badge(seen.case_state)) for seen in found.seen]
    is_mine = found.person_uuid == request.actor.uuid
    context = {
        "here": "rounds",
        "visit": found,
        "lines": lines,
        "bad": sum(seen.result == "bad" and not seen.voided_at for seen in found.seen),
        "may_void": request.actor.has(Power.SUPERVISE) or (is_mine and request.actor.has(Power.INSPECT)),
        "sees_rounds": request.actor.has(*VIEWERS),
        "far": found.distance_m is not None and found.distance_m > 100,
        "title": _("Visit to %(place)s") % {"place": found.place},
    }
    return render(request, "web/visits/visit_page.html", context)


@door()
def picture(request: DeskRequest, file_uuid: UUID) -> HttpResponseBase:
    """Give one picture of an observation the person may see."""
    return _send(request, file_uuid, is_small=False)


@door()
def thumbnail(request: DeskRequest, file_uuid: UUID) -> HttpResponseBase:
    """Give the small copy of one picture."""
    return _send(request, file_uuid, is_small=True)


def _send(request: DeskRequest, file_uuid: UUID, *, is_small: bool) -> HttpResponseBase:
    found = queries.picture_for(request.actor, file_uuid)
    is_picture = found.kind == "photo"
    answer = FileResponse(
        path_of(found, thumbnail=is_small).open("rb"), as_attachment=not is_picture, filename=found.name
    )
    answer["Content-Type"] = "image/jpeg" if is_picture else found.media_type
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
