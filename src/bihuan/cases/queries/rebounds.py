"""Observation rules, the closed cases a fresh failure may come back from, families, and how often what comes back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from bihuan.cases.models import Case, ObservationRule
from bihuan.cases.queries.scope import visible
from bihuan.cases.queries.story import position_of
from bihuan.cases.rules.facts import Origin, State
from bihuan.cases.rules.rebounds import Earlier, Observation
from bihuan.kernel.call import Actor
from bihuan.kernel.geo import Position, bounding_box, distance_m

K = TypeVar("K", UUID, UUID | None)
MOST_PLACES = 50
_NEEDED = (
    "state",
    "origin",
    "case_class",
    "place",
    "lon_wgs84",
    "lat_wgs84",
    "accuracy_m",
    "closed_at",
    "observe_until",
    "observe_at",
)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One observation rule as people read it. class_uuid: None: of every class without one of its own."""

    class_uuid: UUID | None
    class_name: str
    valid_from: date
    valid_to: date | None
    source: str
    rule: Observation


@dataclass(frozen=True, slots=True)
class Rate:
    """How many cases came back of those whose observation is over or that came back before."""

    back: int
    observed: int

    @property
    def share(self) -> float | None:
        """The rebound rate, None where nothing was observed."""
        return self.back / self.observed if self.observed else None


@dataclass(frozen=True, slots=True)
class Rates:
    """Rebound rates of one period: in all, by lead unit, class and point as (uuid, name, rate), highest first."""

    total: Rate
    units: list[tuple[UUID, str, Rate]]
    classes: list[tuple[UUID | None, str, Rate]]
    places: list[tuple[UUID, str, Rate]]


def rule_for(case_class: UUID | None, on: date) -> Observation | None:
    """Return the rule of a class on a day, else the rule of all classes, else None: one statement."""
    rows = list(_in_force(on).filter(Q(case_class__isnull=True) | Q(case_class__uuid=case_class)))
    own = [row for row in rows if row.case_class_id == case_class] or rows
    return _observation(own[-1]) if own else None


def rules(on: date) -> list[RuleRow]:
    """Return the rules in force on a day and those to come, the rule of all classes first: one statement."""
    rows = ObservationRule.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)).select_related("case_class")
    return [
        RuleRow(
            class_uuid=row.case_class_id,
            class_name=f"{row.case_class.code} {row.case_class.name}" if row.case_class else "",
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            source=row.source,
            rule=_observation(row),
        )
        for row in sorted(rows, key=lambda row: (row.case_class.code if row.case_class else "", row.valid_from, row.pk))
    ]


def _in_force(on: date) -> QuerySet[ObservationRule]:
    ended = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    return ObservationRule.objects.filter(ended, valid_from__lte=on).order_by("valid_from", "pk")


def _observation(row: ObservationRule) -> Observation:
    return Observation(
        uuid=row.uuid,
        look_days=row.look_days,
        period_days=row.period_days,
        distance_m=row.distance_m,
        multipliers=tuple(Decimal(text) for text in row.multipliers),
        propose_at=row.propose_at,
    )


def closed_near(
    case_class: UUID, *, place: UUID | None, position: Position | None, within_m: float, at: datetime
) -> Iterator[Earlier]:
    """Yield the closed cases of a class at or near a place that were under observation at a moment: one statement.

    Uses cases_closed_near and cases_place_newest. When they were closed is left to Python: SQLite would rather read all
    that was ever closed than what lies here. Lasting cures are no clean-ups that could come back.
    """
    here = [Q(pk__in=Case.objects.filter(place__uuid=place).order_by().values("pk"))] if place else []
    if position:
        box = bounding_box(position.lon, position.lat, within_m)
        inside = Q(lat_wgs84__range=(box.south, box.north), lon_wgs84__range=(box.west, box.east))
        near = Case.objects.filter(inside, case_class__uuid=case_class, closed_at__isnull=False)
        here.append(Q(pk__in=near.order_by().values("pk")))
    for case in Case.objects.filter(reduce(or_, here)).order_by().only(*_NEEDED):
        until = case.observe_until or case.observe_at
        if case.closed_at is None or until is None or not case.closed_at <= at <= until:
            continue
        if (case.state, case.case_class_id) == (State.CLOSED, case_class) and case.origin != Origin.CURE:
            there = position_of(case)
            metres = distance_m(position, there) if position and there else None
            yield Earlier(case.pk, case.closed_at, metres, is_same_place=place is not None and case.place_id == place)


def observed(at: datetime) -> Q:
    """Return that a closed case counts for the rebound rate: it came back, or its observation is over."""
    return Q(closed_at__isnull=False) & (Q(came_back=True) | Q(observe_until__lte=at) | _over_before(at))


def _over_before(at: datetime) -> Q:
    # Cases closed before periods were kept: theirs ended when they were to be looked at again.
    return Q(observe_until__isnull=True, observe_at__lte=at)


def rates(actor: Actor, *, since: datetime, until: datetime, at: datetime) -> Rates:
    """Return the rebound rates of the visible cases closed from since up to, not including, until.

    Two statements: units and classes; the MOST_PLACES points with most rebounds.
    """
    cases = visible(actor).filter(observed(at), closed_at__gte=since, closed_at__lt=until)
    rows = cases.order_by().values_list(
        "lead_unit", F("lead_unit__name"), F("lead_unit__short_name"), "case_class", F("case_class__name")
    )
    units: dict[tuple[UUID, str], Rate] = {}
    classes: dict[tuple[UUID | None, str], Rate] = {}
    total = Rate(0, 0)
    counted = rows.annotate(observed=Count("pk"), back=Count("pk", filter=Q(came_back=True)))
    for unit, name, short, case_class, class_name, of_all, back in counted:
        one = Rate(back, of_all)
        total = _plus(total, one)
        units[unit, short or name] = _plus(units.get((unit, short or name)), one)
        classes[case_class, class_name or ""] = _plus(classes.get((case_class, class_name or "")), one)
    return Rates(total, _sorted(units), _sorted(classes), _places(cases))


def _places(cases: QuerySet[Case]) -> list[tuple[UUID, str, Rate]]:
    rows = cases.filter(place__isnull=False).order_by().values_list("place", F("place__name"))
    counted = rows.annotate(observed=Count("pk"), back=Count("pk", filter=Q(came_back=True)))
    most = counted.filter(back__gt=0).order_by("-back", "-observed", "place__code")[:MOST_PLACES]
    return _sorted({(uuid, name): Rate(back, of_all) for uuid, name, of_all, back in most})


def _plus(one: Rate | None, other: Rate) -> Rate:
    return Rate(one.back + other.back, one.observed + other.observed) if one else other


def _sorted(found: dict[tuple[K, str], Rate]) -> list[tuple[K, str, Rate]]:
    rows = [(uuid, name, rate) for (uuid, name), rate in found.items()]
    return sorted(rows, key=lambda row: (-(row[2].share or 0), -row[2].observed, row[1]))
