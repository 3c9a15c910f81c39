"""The gap list: which elements are missing now, since when, whose. Every read has a fixed number of statements."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, QuerySet

from bihuan.cases.queries import visible
from bihuan.kernel.call import Actor
from bihuan.orgs.rules import SEE_ALL, Power
from bihuan.standards.queries import ElementRow, elements_of, type_names
from bihuan.visits.models import ElementState
from bihuan.visits.queries.systems import system_on
from bihuan.visits.rules.kinds import Result, Scope

PAGE = 50
MOST_COUNTED = 200


@dataclass(frozen=True, slots=True)
class GapFilters:
    """Which gaps; all that is given must hold. with_all: elements that are not required as well."""

    unit: UUID | None = None
    type_code: str = ""
    element: str = ""
    place: UUID | None = None
    with_all: bool = False


@dataclass(frozen=True, slots=True)
class GapRow:
    """One element that a place lacks now. case_code, case_uuid: only when the reader may see the case."""

    place_uuid: UUID
    place_code: str
    place_name: str
    type_code: str
    type_name: str
    unit: str
    element_code: str
    element: str
    is_required: bool
    bad_count: int
    since: datetime
    observed_at: datetime
    visit_uuid: UUID
    case_uuid: UUID | None
    case_code: str
    case_state: str


@dataclass(frozen=True, slots=True)
class GapCount:
    """How many gaps of one unit, type or element. key: what the filter takes."""

    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class GapPage:
    """One page of gaps, the oldest first, and how they are spread."""

    rows: tuple[GapRow, ...]
    total: int
    places: int
    page: int
    page_count: int
    by_unit: tuple[GapCount, ...]
    by_type: tuple[GapCount, ...]
    by_element: tuple[GapCount, ...]


@dataclass(frozen=True, slots=True)
class ElementNow:
    """One element of a place as it is now; result "" when nobody has looked at it."""

    element: ElementRow
    result: str
    bad_count: int
    since: datetime | None
    observed_at: datetime | None
    visit_uuid: UUID | None


def sees_all(actor: Actor) -> bool:
    """Tell whether the actor sees what every unit lacks, and rounds and visits."""
    return actor.kind == "system" or actor.has(*SEE_ALL, Power.INSPECT)


def _shown(actor: Actor, at: datetime, filters: GapFilters) -> QuerySet[ElementState]:
    rows = ElementState.objects.filter(
        result=Result.BAD,
        scope=Scope.POINT,
        place__is_active=True,
        element__system__uuid=system_on(at).uuid,
        element__point_type__code=F("place__type_code"),
    )
    if not sees_all(actor):
        unit = actor.unit_uuid if actor.has(Power.HANDLE) else None
        rows = rows.filter(place__unit__uuid=unit) if unit else rows.none()
    if not filters.with_all:
        rows = rows.filter(element__is_required=True)
    if filters.unit:
        rows = rows.filter(place__unit__uuid=filters.unit)
    if filters.type_code:
        rows = rows.filter(place__type_code=filters.type_code)
    if filters.element:
        rows = rows.filter(element__code=filters.element)
    return rows.filter(place__uuid=filters.place) if filters.place else rows


def gaps(actor: Actor, filters: GapFilters, *, at: datetime, page: int = 1) -> GapPage:
    """Return one page of what is missing now; eight statements. Raises visits.system_missing."""
    rows = _shown(actor, at, filters)
    names = type_names()
    totals = rows.aggregate(total=Count("pk"), places=Count("place", distinct=True))
    page_count = max(1, -(-totals["total"] // PAGE))
    page = min(max(1, page), page_count)
    shown = _loaded(rows)[(page - 1) * PAGE : page * PAGE]
    units = _counted(rows, "place__unit__uuid", "place__unit__name")
    types = _counted(rows, "place__type_code", "place__type_code")
    return GapPage(
        rows=tuple(_rows(actor, list(shown), names)),
        total=totals["total"],
        places=totals["places"],
        page=page,
        page_count=page_count,
        by_unit=tuple(each for each in units if each.key),
        by_type=tuple(GapCount(each.key, names.get(each.key, each.key), each.count) for each in types),
        by_element=tuple(_counted(rows, "element__code", "element__text")),
    )


def every_gap(actor: Actor, filters: GapFilters, *, at: datetime, most: int) -> Iterator[GapRow]:
    """Yield everything that is filtered, in the order of the list, at most so many."""
    yield from _rows(actor, list(_loaded(_shown(actor, at, filters))[:most]), type_names())


def _loaded(rows: QuerySet[ElementState]) -> QuerySet[ElementState]:
    loaded = rows.select_related("place__unit", "element", "observation__case", "observation__visit")
    return loaded.order_by("since", "place__code", "element__position", "pk")


def _rows(actor: Actor, states: list[ElementState], names: dict[str, str]) -> Iterator[GapRow]:
    cases = {state.observation.case.pk for state in states if state.observation.case}
    seen = set(visible(actor).filter(pk__in=cases).values_list("pk", flat=True)) if cases else set()
    for state in states:
        place, element, case = state.place, state.element, state.observation.case
        is_shown = case is not None and case.pk in seen
        yield GapRow(
            place_uuid=place.uuid,
            place_code=place.code,
            place_name=place.name,
            type_code=place.type_code,
            type_name=names.get(place.type_code, place.type_code),
            unit=(place.unit.short_name or place.unit.name) if place.unit else "",
            element_code=element.code,
            element=element.text,
            is_required=element.is_required,
            bad_count=state.bad_count,
            since=state.since,
            observed_at=state.observed_at,
            visit_uuid=state.observation.visit.uuid,
            case_uuid=case.uuid if case and is_shown else None,
            case_code=case.code if case and is_shown else "",
            case_state=case.state if case and is_shown else "",
        )


def _counted(rows: QuerySet[ElementState], key: str, name: str) -> list[GapCount]:
    """Return counts by a key, the largest first. Ordering by the key as well keeps equal ones in place."""
    counted = rows.order_by().values_list(key, name).annotate(count=Count("pk")).order_by("-count", key)
    return [GapCount(str(each[0] or ""), str(each[1] or ""), each[-1]) for each in counted[:MOST_COUNTED]]


def elements_now(place_uuid: UUID, type_code: str, *, at: datetime) -> list[ElementNow]:
    """Return every element of a place of a type as it is now, in the order of the system; three statements."""
    states = {
        state.element_id: state
        for state in ElementState.objects.filter(place__uuid=place_uuid, scope=Scope.POINT).select_related(
            "observation__visit"
        )
    }
    found = []
    for element in elements_of(system_on(at).uuid, type_code):
        state = states.get(element.uuid)
        found.append(
            ElementNow(
                element=element,
                result=state.result if state else "",
                bad_count=state.bad_count if state else 0,
                since=state.since if state else None,
                observed_at=state.observed_at if state else None,
                visit_uuid=state.observation.visit.uuid if state else None,
            )
        )
    return found
