"""The register: list, Excel, one point, its forms, the areas."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bihuan.cases import queries as cases
from bihuan.cases.queries import Filters as CaseFilters
from bihuan.cases.rules.facts import OPEN
from bihuan.kernel.call import Call
from bihuan.kernel.geo import Datum
from bihuan.places import commands, queries
from bihuan.places.access import KEEPERS
from bihuan.places.queries import PlaceDetail, Sort
from bihuan.places.rules.table import HEADINGS
from bihuan.standards.queries import type_names
from bihuan.web.kit.answers import gone_to, shown
from bihuan.web.kit.choices import units
from bihuan.web.kit.doors import DeskRequest, call_from, door
from bihuan.web.kit.paging import pages
from bihuan.web.kit.present import Column, with_query
from bihuan.web.kit.sent import version
from bihuan.web.kit.sheets import Value, sheet
from bihuan.web.places.filters import Asked, FilterForm, asked
from bihuan.web.places.forms import PlaceForm, RetireForm
from bihuan.web.places.maps import map_context
from bihuan.web.places.pages import answer, may_keep, show
from bihuan.web.places.present import DATUM_SHORT, position_words

BOTH = ("GET", "POST")
MOST_EXPORTED = 100_000
MOST_CASES = 10
_ORDERS = {
    Sort.CODE: gettext_lazy("by code"),
    Sort.NAME: gettext_lazy("by name"),
    Sort.TYPE: gettext_lazy("by point type"),
    Sort.UNIT: gettext_lazy("by responsible unit"),
}


@door()
def listing(request: DeskRequest) -> HttpResponseBase:
    """Show the points that the address asks for, 50 to a page."""
    wanted, types = asked(request.GET), type_names()
    found = queries.places(wanted.filters, sort=wanted.sort, page=wanted.page)
    form = FilterForm(request.GET, types=lambda: list(types.items()), units=units, cells=cell_choices)
    context = {
        "here": "list",
        "form": form,
        "rows": [(row, types.get(row.type_code, row.type_code)) for row in found.rows],
        "columns": _columns(request, wanted),
        "foot": pages(request.GET, page=found.page, page_count=found.page_count, total=found.total),
        "count_words": _count_words(found.total, wanted.sort),
        "is_filtered": any(value for name, value in request.GET.items() if name not in ("sort", "page")),
        "export_url": reverse("places:export") + with_query(request.GET, page=None),
        "map_url": reverse("places:map") + with_query(request.GET, page=None, sort=None),
        "may_keep": may_keep(request.actor),
    }
    return shown(request, "web/places/place_list.html", context, part="rows")


def cell_choices() -> list[tuple[str, str]]:
    """Return the grid cells to choose from."""
    return [(str(uuid), name) for uuid, name in queries.cells()]


def _columns(request: DeskRequest, wanted: Asked) -> list[Column]:
    def by(sort: Sort, label: str) -> Column:
        is_here = wanted.sort is sort
        return Column(label, with_query(request.GET, sort=sort.value, page=None), "ascending" if is_here else "")

    return [
        by(Sort.CODE, _("Code")),
        by(Sort.NAME, _("Name and address")),
        by(Sort.TYPE, _("Point type")),
        by(Sort.UNIT, _("Responsible unit")),
        Column(_("Grid cell")),
        Column(_("Position")),
    ]


def _count_words(total: int, sort: Sort) -> str:
    count = ngettext("%(count)s point", "%(count)s points", total) % {"count": total}
    return _("%(count)s, %(order)s") % {"count": count, "order": _ORDERS[sort]}


@door()
def export(request: DeskRequest) -> HttpResponseBase:
    """Give exactly what is filtered as Excel; importing it again changes nothing."""
    wanted = asked(request.GET)
    headings = [(names[0], 30 if name in ("name", "address", "note") else 14) for name, names in HEADINGS.items()]
    return sheet(_("Points"), headings, _cells(wanted))


def _cells(wanted: Asked) -> Iterator[list[Value]]:
    types = type_names()
    for each in queries.every_place(wanted.filters, sort=wanted.sort, most=MOST_EXPORTED):
        lead, *others = each.charges or (None,)
        said: dict[str, Value] = {
            "code": each.row.code,
            "name": each.row.name,
            "type_code": types.get(each.row.type_code, each.row.type_code),
            "address": each.row.address,
            "lon": each.row.lon,
            "lat": each.row.lat,
            "datum": "WGS84" if each.row.lon is not None else "",
            "accuracy": each.accuracy_m,
            "radius": each.radius_m,
            "unit": lead.unit if lead else "",
            "person": lead.person if lead else "",
            "others": "、".join(other.unit for other in others if other),
            "note": each.note,
        }
        yield [said[name] for name in HEADINGS]


@door()
def page(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Show one point: what it is, who answers for it, where it is, its cases."""
    detail, types, at = queries.place_detail(uuid), type_names(), timezone.now()
    found = cases.page(
        request.actor,
        CaseFilters(place=uuid),
        sort=cases.Sort.NEWEST,
        size=MOST_CASES,
        at=at,
        zone=ZoneInfo(settings.TIME_ZONE),
    )
    context = {
        "detail": detail,
        "row": detail.row,
        "type_name": types.get(detail.row.type_code, detail.row.type_code),
        "position": position_words(detail.row.lon, detail.row.lat),
        "datum": DATUM_SHORT.get(detail.datum, ""),
        "cases": [(row, row.facts.state in OPEN) for row in found.rows],
        "case_count": found.count if found.is_count_exact else f"{cases.COUNT_UP_TO}+",
        "may_keep": may_keep(request.actor),
        **(map_context(detail.row) if detail.row.lon is not None else {}),
    }
    return show(request, "web/places/place_page.html", context)


@door(*KEEPERS, methods=BOTH)
def new(request: DeskRequest) -> HttpResponseBase:
    """Add a point."""
    return _save(request, None)


@door(*KEEPERS, methods=BOTH)
def change(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Change a point."""
    return _save(request, queries.place_detail(uuid))


def _save(request: DeskRequest, detail: PlaceDetail | None) -> HttpResponseBase:
    form = PlaceForm(request.POST or None, initial=_initial(detail) if detail else None, types=type_names())
    people = {each.unit_uuid: each.person_uuid for each in detail.charges} if detail else {}
    looked_at = version(request) if request.method == "POST" else detail.version if detail else 0

    def act(call: Call, _said: dict[str, Any]) -> HttpResponse:
        place_uuid = detail.row.uuid if detail else None
        done = commands.save_place(call, place_uuid=place_uuid, expected_version=looked_at, **form.values(people))
        return gone_to(request, page_of(done.place_uuid), said=_("%(name)s saved.") % {"name": done.code})

    context = {
        "title": _("Change %(name)s") % {"name": detail.row.name} if detail else _("Add a point"),
        "back": page_of(detail.row.uuid) if detail else reverse("places:list"),
        "version": looked_at,
    }
    return answer(request, form, "web/places/place_form.html", context, act)


def _initial(detail: PlaceDetail) -> dict[str, Any]:
    row, units_of = detail.row, [each.unit_uuid for each in detail.charges]
    return {
        "code": row.code,
        "name": row.name,
        "type_code": row.type_code,
        "address": row.address,
        "lon": row.lon,
        "lat": row.lat,
        "datum": Datum.WGS84.value if row.lon is not None else "",
        "accuracy_m": detail.accuracy_m,
        "radius_m": detail.radius_m,
        "unit": units_of[0] if units_of else None,
        "others": [str(unit) for unit in units_of[1:]],
        "note": detail.note,
    }


@door(*KEEPERS, methods=BOTH)
def retire(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Take a point out of use."""
    detail = queries.place_detail(uuid)
    looked_at = version(request) if request.method == "POST" else detail.version

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        commands.retire_place(call, place_uuid=uuid, expected_version=looked_at, **said)
        return gone_to(request, page_of(uuid), said=_("%(name)s is out of use.") % {"name": detail.row.name})

    context = {
        "title": _("Take %(name)s out of use") % {"name": detail.row.name},
        "note": _("It leaves the list, the map and later inspections. Its history stays, and it can be put back."),
        "back": page_of(uuid),
        "version": looked_at,
    }
    return answer(request, RetireForm(request.POST or None), "web/places/place_form.html", context, act)


@door(*KEEPERS, methods=("POST",))
def restore(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Put a point to use again."""
    done = commands.restore_place(call_from(request), place_uuid=uuid, expected_version=version(request))
    return gone_to(request, page_of(uuid), said=_("%(name)s is in use again.") % {"name": done.code})


@door()
def areas(request: DeskRequest) -> HttpResponseBase:
    """Show every area with the points in it."""
    context = {"here": "areas", "areas": queries.areas(), "may_keep": may_keep(request.actor)}
    return show(request, "web/places/area_list.html", context)


def page_of(uuid: UUID) -> str:
    """Return the address of one point's page."""
    return reverse("places:page", kwargs={"uuid": uuid})
