"""Rounds, one round with its stops, one visit with what was seen."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from bihuan.cases.queries import visible
from bihuan.evidence.queries import file_for
from bihuan.evidence.rules import FileFacts
from bihuan.kernel.call import Actor
from bihuan.ledger.queries import timeline
from bihuan.standards.queries import type_names
from bihuan.visits import errors, events
from bihuan.visits.models import Observation, ObservationFile, Round, Stop, Visit
from bihuan.visits.queries.gaps import sees_all
from bihuan.visits.rules.kinds import Result, RoundKind, StopState

PAGE = 50
BAD = Q(observations__result=Result.BAD, observations__voided_at__isnull=True)


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round as lists show it. is_drawn: false while only the seed is committed."""

    uuid: UUID
    code: str
    name: str
    kind: RoundKind
    from_on: date
    to_on: date
    made_by: str
    stops: int
    done: int
    skipped: int
    closed_at: datetime | None
    version: int
    seed: str

    @property
    def is_drawn(self) -> bool:
        """Whether it has its stops."""
        return self.stops > 0 or not self.seed

    @property
    def waiting(self) -> int:
        """How many stops nobody has been to."""
        return self.stops - self.done - self.skipped


@dataclass(frozen=True, slots=True)
class StopRow:
    """One stop. seen, bad: observations of its visits, and those that failed. case_*: of a re-check, if one may see it."""

    uuid: UUID
    position: int
    place_uuid: UUID | None
    name: str
    address: str
    type_name: str
    person_uuid: UUID | None
    person: str
    stratum: str
    way: str
    chance: float | None
    state: StopState
    reason: str
    done_at: datetime | None
    visit_uuid: UUID | None
    seen: int
    bad: int
    case_uuid: UUID | None
    case_code: str

    @property
    def percent(self) -> str:
        """The chance with which it was to be drawn, in percent."""
        return "" if self.chance is None else f"{self.chance * 100:.3g}"


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round with everything its page shows. committed, drawn: numbers of the ledger entries, 0 if there are none."""

    row: RoundRow
    system: str
    note: str
    design: dict[str, Any]
    stops: tuple[StopRow, ...]
    committed: int
    drawn: int


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One observation of a visit. case_code: "" when there is no case or the reader may not see it."""

    uuid: UUID
    element_code: str
    element: str
    scope: str
    result: Result
    bad_count: int
    note: str
    observed_at: datetime
    files: tuple[UUID, ...]
    has_case: bool
    case_uuid: UUID | None
    case_code: str
    case_state: str
    voided_at: datetime | None
    void_reason: str


@dataclass(frozen=True, slots=True)
class VisitPage:
    """One visit with what was seen, what failed first."""

    uuid: UUID
    place_uuid: UUID
    place: str
    person_uuid: UUID
    person: str
    unit: str
    started_at: datetime
    ended_at: datetime
    received_at: datetime
    distance_m: float | None
    note: str
    round_uuid: UUID | None
    round_name: str
    seen: tuple[SeenRow, ...]


def _counted() -> QuerySet[Round]:
    return Round.objects.annotate(
        stop_count=Count("stops"),
        done_count=Count("stops", filter=Q(stops__state=StopState.DONE)),
        skipped_count=Count("stops", filter=Q(stops__state=StopState.SKIPPED)),
    )


def rounds(*, page: int = 1) -> tuple[list[RoundRow], int]:
    """Return one page of rounds, the newest first, and how many there are; two statements."""
    total = Round.objects.count()
    rows = _counted().order_by("-id")
    return [_row(row) for row in rows[(page - 1) * PAGE : page * PAGE]], total


def _row(row: Round) -> RoundRow:
    counts: Any = row
    return RoundRow(
        uuid=row.uuid,
        code=row.code,
        name=row.name,
        kind=RoundKind(row.kind),
        from_on=row.from_on,
        to_on=row.to_on,
        made_by=row.made_by_name,
        stops=counts.stop_count,
        done=counts.done_count,
        skipped=counts.skipped_count,
        closed_at=row.closed_at,
        version=row.version,
        seed=row.seed,
    )


def round_page(actor: Actor, uuid: UUID) -> RoundPage:
    """Return one round with its stops; six statements however many there are. Raises visits.not_found."""
    row = _counted().select_related("system").filter(uuid=uuid).first()
    if row is None or not sees_all(actor):
        raise errors.NOT_FOUND()
    entries = {entry.name: entry.number for entry in timeline(uuid)}
    return RoundPage(
        row=_row(row),
        system=f"{row.system.name} {row.system.edition}".strip(),
        note=row.note,
        design=row.design,
        stops=tuple(_stops(actor, row)),
        committed=entries.get(events.SEED_COMMITTED, 0),
        drawn=entries.get(events.ROUND_DRAWN, 0),
    )


def _stops(actor: Actor, row: Round) -> list[StopRow]:
    stops = list(row.stops.select_related("place", "person", "case").order_by("position"))
    names = type_names()
    seen = set(visible(actor).filter(pk__in=[stop.case.pk for stop in stops if stop.case]).values_list("pk", flat=True))
    counted = Visit.objects.filter(stop__round=row).annotate(
        seen=Count("observations"), bad=Count("observations", filter=BAD)
    )
    visits = {visit.stop_id: visit for visit in counted.order_by("ended_at", "id")}
    return [
        _stop(stop, visits.get(stop.uuid), names, is_case_seen=bool(stop.case and stop.case.pk in seen))
        for stop in stops
    ]


def _stop(stop: Stop, visit: Any, names: dict[str, str], *, is_case_seen: bool) -> StopRow:
    place, case = stop.place, stop.case if is_case_seen else None
    return StopRow(
        uuid=stop.uuid,
        position=stop.position,
        place_uuid=place.uuid if place else None,
        name=place.name if place else (case.title if case else ""),
        address=place.address if place else (case.place_text if case else ""),
        type_name=names.get(place.type_code, place.type_code) if place else "",
        person_uuid=stop.person.uuid if stop.person else None,
        person=stop.person.name if stop.person else "",
        stratum=stop.stratum,
        way=stop.way,
        chance=stop.chance,
        state=StopState(stop.state),
        reason=stop.reason,
        done_at=stop.done_at,
        visit_uuid=visit.uuid if visit else None,
        seen=visit.seen if visit else 0,
        bad=visit.bad if visit else 0,
        case_uuid=case.uuid if case else None,
        case_code=case.code if case else "",
    )


def visit_page(actor: Actor, uuid: UUID) -> VisitPage:
    """Return one visit; four statements. Raises visits.not_found for what one may not see."""
    visit = Visit.objects.select_related("place", "stop__round").filter(uuid=uuid).first()
    if visit is None or not (sees_all(actor) or visit.person_uuid == actor.uuid):
        raise errors.NOT_FOUND()
    made = visit.stop.round if visit.stop else None
    return VisitPage(
        uuid=visit.uuid,
        place_uuid=visit.place.uuid,
        place=visit.place.name,
        person_uuid=visit.person_uuid,
        person=visit.person_name,
        unit=visit.unit_name,
        started_at=visit.started_at,
        ended_at=visit.ended_at,
        received_at=visit.received_at,
        distance_m=visit.distance_m,
        note=visit.note,
        round_uuid=made.uuid if made else None,
        round_name=f"{made.code} {made.name}" if made else "",
        seen=tuple(_seen(actor, visit)),
    )


def _seen(actor: Actor, visit: Visit) -> list[SeenRow]:
    rows = list(visit.observations.select_related("element", "case").order_by("element__position", "id"))
    files: dict[int, list[UUID]] = {}
    for pk, file in ObservationFile.objects.filter(observation__visit=visit).values_list(
        "observation_id", "file__uuid"
    ):
        files.setdefault(pk, []).append(file)
    cases = {row.case.pk for row in rows if row.case}
    seen = set(visible(actor).filter(pk__in=cases).values_list("pk", flat=True))
    found = [_seen_row(row, tuple(files.get(row.pk, ())), bool(row.case and row.case.pk in seen)) for row in rows]
    return sorted(found, key=lambda each: (each.result != Result.BAD, each.voided_at is not None))


def _seen_row(row: Observation, files: tuple[UUID, ...], is_case_seen: bool) -> SeenRow:
    case = row.case if is_case_seen else None
    return SeenRow(
        uuid=row.uuid,
        element_code=row.element.code,
        element=row.element.text,
        scope=row.scope,
        result=Result(row.result),
        bad_count=row.bad_count,
        note=row.note,
        observed_at=row.observed_at,
        files=files,
        has_case=row.case_id is not None,
        case_uuid=case.uuid if case else None,
        case_code=case.code if case else "",
        case_state=case.state if case else "",
        voided_at=row.voided_at,
        void_reason=row.void_reason,
    )


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit in the list of a place. seen, bad: observations, and those that failed."""

    uuid: UUID
    person: str
    ended_at: datetime
    seen: int
    bad: int


def visits_to(place_uuid: UUID, *, most: int = 10) -> list[VisitRow]:
    """Return the latest visits to a place, newest first; one statement."""
    rows = Visit.objects.filter(place__uuid=place_uuid).annotate(
        seen=Count("observations"), bad=Count("observations", filter=BAD)
    )
    return [
        VisitRow(row.uuid, row.person_name, row.ended_at, row.seen, row.bad)
        for row in rows.order_by("-ended_at", "-id")[:most]
    ]


def picture_for(actor: Actor, file_uuid: UUID) -> FileFacts:
    """Return a picture of an observation that the actor may see, or raise visits.not_found."""
    shown = ObservationFile.objects.filter(file__uuid=file_uuid)
    if not sees_all(actor):
        shown = shown.filter(observation__visit__person_uuid=actor.uuid)
    if not shown.exists():
        raise errors.NOT_FOUND()
    return file_for(file_uuid)
