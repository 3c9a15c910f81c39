"""What is missing where: over all points, and at one."""

from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bihuan.kernel.call import Actor
from bihuan.kernel.errors import Refusal
from bihuan.orgs.rules import Power
from bihuan.places.queries import PlaceDetail, place_detail
from bihuan.standards.queries import type_names
from bihuan.visits import queries
from bihuan.visits.errors import SYSTEM_MISSING
from bihuan.visits.queries import GapFilters
from bihuan.visits.rules.kinds import Result
from bihuan.web.kit.doors import DeskRequest, door
from bihuan.web.kit.present import Figure, Page, with_query
from bihuan.web.kit.sent import page_number, uuid_or_none
from bihuan.web.kit.sheets import Value, sheet
from bihuan.web.visits.present import NOT_LOOKED_AT, RESULTS, VIEWERS, case_badge

READERS = (*VIEWERS, Power.HANDLE)
MOST_EXPORTED = 20_000
MOST_SHOWN = 8


def asked(query: QueryDict) -> GapFilters:
    """Read the address; what cannot be read counts as not said."""
    return GapFilters(
        unit=uuid_or_none(query.get("unit", "")),
        type_code=query.get("type", "")[:20],
        element=query.get("element", "")[:30],
        place=uuid_or_none(query.get("place", "")),
        with_all=query.get("all") == "1",
    )


@door(*READERS)
def listing(request: DeskRequest) -> HttpResponseBase:
    """Show what is missing now, the oldest first."""
    filters, number = asked(request.GET), page_number(request.GET)
    try:
        found = queries.gaps(request.actor, filters, at=timezone.now(), page=number)
    except Refusal as refusal:
        if refusal.code != SYSTEM_MISSING.code:
            raise
        return render(
            request, "web/visits/gap_list.html", {"here": "gaps", "title": _("Gap list"), "is_without_system": True}
        )
    first = (found.page - 1) * 50 + 1
    page = Page(
        first,
        first + len(found.rows) - 1,
        str(found.total),
        with_query(request.GET, page=str(found.page - 1)) if found.page > 1 else "",
        with_query(request.GET, page=str(found.page + 1)) if found.page < found.page_count else "",
    )
    context = {
        "here": "gaps",
        "title": _("Gap list"),
        "found": found,
        "rows": [(row, case_badge(row.case_state)) for row in found.rows],
        "spreads": [
            (_("By unit"), _links(request.GET, "unit", found.by_unit)),
            (_("By type of point"), _links(request.GET, "type", found.by_type)),
            (_("By element"), _links(request.GET, "element", found.by_element)),
        ],
        "page": page if found.page_count > 1 else None,
        "said": _said(request.GET, found),
        "count_words": _count_words(found),
        "export_url": f"{reverse('visits:gaps_export')}{with_query(request.GET, page=None)}",
        "all_url": with_query(request.GET, all=None if filters.with_all else "1", page=None),
        "filters": filters,
        "sees_visits": request.actor.has(*VIEWERS),
    }
    return render(request, "web/visits/gap_list.html", context)


def _links(query: QueryDict, name: str, counts: tuple[queries.GapCount, ...]) -> list[Figure]:
    return [
        Figure(each.name, str(each.count), with_query(query, **{name: each.key, "page": None}))
        for each in counts[:MOST_SHOWN]
    ]


def _said(query: QueryDict, found: queries.GapPage) -> list[tuple[str, str]]:
    """Return the filters that are on, each with the address without it."""
    names = {
        "unit": {each.key: each.name for each in found.by_unit},
        "type": {each.key: each.name for each in found.by_type},
        "element": {each.key: each.name for each in found.by_element},
        "place": {str(row.place_uuid): row.place_name for row in found.rows},
    }
    return [
        (known.get(str(query[name]), str(query[name])), with_query(query, **{name: None, "page": None}))
        for name, known in names.items()
        if query.get(name)
    ]


def _count_words(found: queries.GapPage) -> str:
    gaps = ngettext("%(count)s gap", "%(count)s gaps", found.total) % {"count": found.total}
    places = ngettext("at %(count)s point", "at %(count)s points", found.places) % {"count": found.places}
    return _("%(gaps)s %(places)s, the oldest first") % {"gaps": gaps, "places": places}


@door(*READERS)
def export(request: DeskRequest) -> HttpResponseBase:
    """Give the rows that are filtered as Excel."""
    headings = [
        (_("Code"), 12), (_("Point"), 24), (_("Type"), 16), (_("Unit"), 18), (_("Element"), 12), (_("What is missing"), 40),
        (_("Required"), 8), (_("How many"), 8), (_("Since"), 18), (_("Seen last"), 18), (_("Case"), 18), (_("State"), 12),
    ]  # fmt: skip
    try:
        found = list(queries.every_gap(request.actor, asked(request.GET), at=timezone.now(), most=MOST_EXPORTED))
    except Refusal as refusal:
        if refusal.code != SYSTEM_MISSING.code:
            raise
        found = []
    rows: Iterator[list[Value]] = (
        [
            row.place_code, row.place_name, row.type_name, row.unit, row.element_code, row.element,
            _("yes") if row.is_required else _("no"), row.bad_count, row.since, row.observed_at, row.case_code,
            str(badge.label) if (badge := case_badge(row.case_state)) else "",
        ]
        for row in found
    )  # fmt: skip
    return sheet(_("Gap list"), headings, rows)


@door(*READERS)
def place(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Show what each element of one point is like now, and the latest visits."""
    found = place_detail(uuid)
    if not _may_see(request.actor, found):
        raise Http404
    now = queries.elements_now(uuid, found.row.type_code, at=timezone.now())
    is_viewer = request.actor.has(*VIEWERS)
    context = {
        "here": "gaps",
        "title": found.row.name,
        "place": found.row,
        "type_name": type_names().get(found.row.type_code, found.row.type_code),
        "lines": [(each, RESULTS[Result(each.result)] if each.result else NOT_LOOKED_AT) for each in now],
        "missing": sum(each.result == Result.BAD and each.element.is_required for each in now),
        "visits": queries.visits_to(uuid) if is_viewer else [],
        "sees_visits": is_viewer,
    }
    return render(request, "web/visits/place_now.html", context)


def _may_see(actor: Actor, place: PlaceDetail) -> bool:
    return queries.sees_all(actor) or (actor.has(Power.HANDLE) and place.row.unit_uuid == actor.unit_uuid)
