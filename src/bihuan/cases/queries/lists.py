"""The case list: filters, order, keyset paging, counts; a fixed number of statements however many rows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, IntegerField, Q, QuerySet, Subquery

from bihuan.cases.models import OPEN_STATES, Case
from bihuan.cases.queries.rows import CaseRow, loaded_first, merged, row_of, rows_of
from bihuan.cases.queries.scope import visible
from bihuan.cases.queries.search import search
from bihuan.cases.rules.facts import OPEN, WITH_UNIT, State
from bihuan.kernel.call import Actor

COUNT_UP_TO = 1000
MOST_MARKERS = 2000
# Follows from the open states; said as well so that the indexes over what is not closed can be used.
_NOT_CLOSED = Q(closed_at__isnull=True)


class Sort(StrEnum):
    """How a list is ordered: least time left first, newest first, oldest first."""

    DUE = "due"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list shows. Every field is optional; together they must all hold. since and until: days of report."""

    q: str = ""
    states: tuple[State, ...] = ()
    is_open: bool | None = None
    light: str = ""  # "green", "yellow" or "red": running clocks only
    unit: UUID | None = None
    case_class: UUID | None = None
    place: UUID | None = None
    origin: str = ""
    origin_uuid: UUID | None = None
    since: date | None = None
    until: date | None = None
    overdue: bool | None = None
    rework: bool | None = None
    fed_back_since: date | None = None
    exempt: bool | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """rows, and where the next and the page before begin (None: there is none). count stops at COUNT_UP_TO + 1."""

    rows: list[CaseRow]
    count: int
    older: str | None
    newer: str | None

    @property
    def is_count_exact(self) -> bool:
        return self.count <= COUNT_UP_TO


def filtered(actor: Actor, filters: Filters, *, at: datetime, zone: ZoneInfo) -> QuerySet[Case]:
    """Return the visible cases that pass the filters, in no order yet."""
    cases = visible(actor)
    for condition in _conditions(filters, at=at, zone=zone):
        cases = cases.filter(condition)
    return search(cases, filters.q) if filters.q.strip() else cases


def _conditions(filters: Filters, *, at: datetime, zone: ZoneInfo) -> Iterator[Q]:
    equal: dict[str, Any] = {
        "lead_unit__uuid": filters.unit,
        "case_class__uuid": filters.case_class,
        "place__uuid": filters.place,
        "origin": filters.origin or None,
        "origin_uuid": filters.origin_uuid,
    }
    yield Q(**{name: value for name, value in equal.items() if value is not None})
    if filters.states:
        yield Q(state__in=filters.states) & (_NOT_CLOSED if set(filters.states) <= OPEN else Q())
    if filters.is_open is not None:
        yield Q(state__in=OPEN_STATES) & _NOT_CLOSED if filters.is_open else ~Q(state__in=OPEN_STATES)
    if filters.overdue is not None:
        yield Q(overdue_at__isnull=not filters.overdue)
    if filters.rework is not None:
        yield Q(reworks__gt=0) if filters.rework else Q(reworks=0)
    if filters.since:
        yield Q(reported_at__gte=datetime.combine(filters.since, time(0), zone))
    if filters.until:
        yield Q(reported_at__lt=datetime.combine(filters.until + timedelta(days=1), time(0), zone))
    if filters.fed_back_since:
        yield Q(fed_back_at__gte=datetime.combine(filters.fed_back_since, time(0), zone))
    if filters.exempt is not None:
        yield Q(is_exempt=filters.exempt)
    if filters.light:
        yield _lit(filters.light, at)


def _lit(light: str, at: datetime) -> Q:
    running = _NOT_CLOSED & Q(state__in=sorted(WITH_UNIT), paused_at__isnull=True)
    if light == "red":
        return running & Q(due_at__lte=at)
    if light == "yellow":
        return running & Q(due_at__gt=at, yellow_at__lt=at)
    return running & Q(yellow_at__gte=at)


def page(
    actor: Actor, filters: Filters, *, sort: Sort, cursor: str = "", size: int = 50, at: datetime, zone: ZoneInfo
) -> Page:
    """Return one page: one statement (rows with their parts and the count up to COUNT_UP_TO).

    cursor: "" for the first page, else what older or newer said. Uses cases_state_due, cases_unit_queue,
    cases_state_newest or cases_class_newest according to the filters.
    """
    cases = filtered(actor, filters, at=at, zone=zone)
    some = cases.order_by()[: COUNT_UP_TO + 1]
    is_back = cursor.startswith("-")
    ordered = _from(cases, sort, cursor.removeprefix("-"), is_back=is_back)
    loaded = list(_loaded(ordered, limit=size + 1).annotate(counted=_Counted(some.values("pk"))))
    count = loaded[0].counted if loaded else some.count()
    found = rows_of(loaded)
    has_more, rows = len(found) > size, found[:size]
    if is_back:
        rows.reverse()
    older = _mark(rows[-1], sort) if rows and (has_more or is_back) else None
    newer = f"-{_mark(rows[0], sort)}" if rows and ((is_back and has_more) or (cursor and not is_back)) else None
    return Page(rows=rows, count=count, older=older, newer=newer)


class _Counted(Subquery):
    """How many rows a query gives, asked along with other rows."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def _loaded(ordered: QuerySet[Case], *, limit: int) -> QuerySet[Case]:
    return loaded_first(ordered, *ordered.query.order_by, limit=limit)


def _mark(row: CaseRow, sort: Sort) -> str:
    if sort == Sort.DUE:
        due = row.facts.due_at.isoformat() if row.facts.due_at else ""
        return f"{due}~{row.id}"
    return str(row.id)


def _from(cases: QuerySet[Case], sort: Sort, mark: str, *, is_back: bool) -> QuerySet[Case]:
    """Order cases and start after mark (before it, reversed, when going back)."""
    if sort == Sort.DUE:
        return _from_due(cases.filter(due_at__isnull=False), mark, is_back=is_back)
    is_falling = (sort == Sort.NEWEST) != is_back
    if mark.isdecimal():
        cases = cases.filter(Q(pk__lt=int(mark)) if is_falling else Q(pk__gt=int(mark)))
    return cases.order_by("-pk" if is_falling else "pk")


def _from_due(cases: QuerySet[Case], mark: str, *, is_back: bool) -> QuerySet[Case]:
    due, _tilde, number = mark.partition("~")
    try:
        moment = datetime.fromisoformat(due)
    except ValueError:
        moment = None
    if moment and number.isdecimal():
        side = "lt" if is_back else "gt"
        beside = Q(due_at=moment, **{f"pk__{side}": int(number)})
        cases = cases.filter(beside | Q(**{f"due_at__{side}": moment}))
    return cases.order_by("-due_at", "-pk") if is_back else cases.order_by("due_at", "pk")


def every(
    actor: Actor, filters: Filters, *, sort: Sort, at: datetime, zone: ZoneInfo, most: int = 20_000
) -> Iterator[CaseRow]:
    """Yield every row of the list in its order, at most `most`, for the export of exactly what is filtered."""
    cases = _from(filtered(actor, filters, at=at, zone=zone), sort, "", is_back=False)
    for case in merged(_loaded(cases, limit=most).iterator(chunk_size=1000)):
        yield row_of(case)


def counts_by_class(actor: Actor, filters: Filters, *, at: datetime, zone: ZoneInfo) -> list[tuple[UUID | None, int]]:
    """Return how many visible cases there are of each class, most first: one statement."""
    cases = filtered(actor, replace(filters, case_class=None), at=at, zone=zone)
    return list(cases.order_by().values_list("case_class").annotate(n=Count("*")).order_by("-n", "case_class"))


def counts_by_state(actor: Actor) -> dict[str, int]:
    """Return how many visible cases there are in each state: one statement."""
    return dict(visible(actor).order_by().values_list("state").annotate(n=Count("*")).order_by("state"))


@dataclass(frozen=True, slots=True)
class Marker:
    """One case on the map, WGS84."""

    uuid: UUID
    code: str
    title: str
    lon: float
    lat: float
    state: str


def markers(
    actor: Actor, filters: Filters, *, box: tuple[float, float, float, float], at: datetime, zone: ZoneInfo
) -> list[Marker]:
    """Return the cases inside box (west, south, east, north; WGS84 degrees), newest first, at most MOST_MARKERS."""
    west, south, east, north = box
    inside = Q(lat_wgs84__gte=south, lat_wgs84__lte=north, lon_wgs84__gte=west, lon_wgs84__lte=east)
    cases = filtered(actor, filters, at=at, zone=zone).filter(inside).order_by("-pk")
    columns = cases.values_list("uuid", "code", "title", "lon_wgs84", "lat_wgs84", "state")[:MOST_MARKERS]
    return [
        Marker(uuid, code, title, lon, lat, state)
        for uuid, code, title, lon, lat, state in columns
        if lon is not None and lat is not None
    ]
