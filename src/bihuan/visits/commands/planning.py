"""Rounds: made by plan, closed; stops skipped, closed cases looked at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.utils import timezone

from bihuan.cases.commands import observe
from bihuan.cases.rules.words import heard
from bihuan.kernel.call import Call
from bihuan.ledger.commands import command, record
from bihuan.places.models import Place
from bihuan.visits import errors, events
from bihuan.visits.access import lock_round, lock_stop, require_inspector, require_planner
from bihuan.visits.models import Round, Stop
from bihuan.visits.queries.frames import inspectors
from bihuan.visits.queries.systems import system_on
from bihuan.visits.rules.kinds import RoundKind, StopState

MOST_NAME = 120
MOST_REASON = 200
MOST_STOPS = 2000


@dataclass(frozen=True, slots=True)
class Made:
    """The answer to every change of a round."""

    round_uuid: UUID
    code: str
    version: int
    stops: int
    entry: int


@dataclass(frozen=True, slots=True)
class StopChanged:
    """The answer to a change of one stop."""

    stop_uuid: UUID
    state: str
    entry: int


@command
def make_round(
    call: Call,
    *,
    name: str,
    kind: RoundKind,
    place_uuids: Sequence[UUID],
    from_on: date,
    to_on: date,
    person_uuid: UUID | None = None,
    note: str = "",
) -> Made:
    """Make a round of places in the order given: planned, or a walk around each of them.

    person_uuid: who goes; None leaves it open. Raises orgs.not_allowed, visits.name_missing, dates_odd, no_places,
    count_odd, place_unknown, person_unknown, system_missing.
    """
    require_planner(call.actor)
    if kind not in (RoundKind.PLANNED, RoundKind.AROUND):
        raise ValueError(f"a round of kind {kind} is drawn, not made")
    wanted = list(dict.fromkeys(place_uuids))
    if not wanted:
        raise errors.NO_PLACES(field="places")
    if len(wanted) > MOST_STOPS:
        raise errors.COUNT_ODD(most=MOST_STOPS, field="places")
    known = set(Place.objects.filter(uuid__in=wanted, is_active=True).values_list("uuid", flat=True))
    if known != set(wanted):
        raise errors.PLACE_UNKNOWN(field="places")
    _require_person(call, person_uuid)
    made = new_round(call, name=name, kind=kind, from_on=from_on, to_on=to_on, note=note)
    Stop.objects.bulk_create(
        Stop(round=made, position=position, place_id=uuid, person_id=person_uuid)
        for position, uuid in enumerate(wanted, start=1)
    )
    entry = record(
        call,
        name=events.ROUND_MADE,
        subject_kind="round",
        subject_uuid=made.uuid,
        payload=told(made) | {"person": str(person_uuid or ""), "places": [str(uuid) for uuid in wanted]},
    )
    return Made(made.uuid, made.code, made.version, len(wanted), entry.number)


def _require_person(call: Call, person_uuid: UUID | None) -> None:
    people = {person.uuid for person, _name in inspectors(timezone.localdate(call.at))} if person_uuid else set()
    if person_uuid and person_uuid not in people:
        raise errors.PERSON_UNKNOWN(field="person")


def new_round(call: Call, *, name: str, kind: RoundKind, from_on: date, to_on: date, note: str) -> Round:
    """Return a new round, saved, without stops; it is judged by the system in force on its first day."""
    name = heard(name, most=MOST_NAME, field="name")
    if not name:
        raise errors.NAME_MISSING(field="name")
    if to_on < from_on:
        raise errors.DATES_ODD(field="to_on")
    return Round.objects.create(
        code=_next_code(call),
        name=name,
        kind=kind,
        system_id=system_on(call.at).uuid,
        from_on=from_on,
        to_on=to_on,
        note=heard(note, field="note"),
        made_by_name=call.actor.name,
        made_at=call.at,
    )


def told(row: Round) -> dict[str, object]:
    """Return what every entry about a new round says of it."""
    return {
        "code": row.code,
        "name": row.name,
        "kind": str(row.kind),
        "system": str(row.system_id),
        "from_on": row.from_on.isoformat(),
        "to_on": row.to_on.isoformat(),
    }


def _next_code(call: Call) -> str:
    """Count up this year's number; the row stays locked until the round is committed."""
    year = call.at.astimezone(ZoneInfo(settings.TIME_ZONE)).year
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO visits_roundnumber (year, latest) VALUES (%s, 1)"
            " ON CONFLICT (year) DO UPDATE SET latest = visits_roundnumber.latest + 1 RETURNING latest",
            [year],
        )
        (latest,) = cursor.fetchone()
    return f"JC-{year}-{latest:04d}"


@command
def close_round(call: Call, *, round_uuid: UUID, expected_version: int) -> Made:
    """Close a round; what phones still hold of it comes in all the same. Raises visits.round_closed, stale, not_found."""
    require_planner(call.actor)
    row = lock_round(round_uuid)
    require_current(row, expected_version)
    row.closed_at = call.at
    row.version += 1
    row.save(update_fields=["closed_at", "version"])
    states = list(row.stops.values_list("state", flat=True))
    payload = {"code": row.code} | {state.value: states.count(state.value) for state in StopState}
    entry = record(call, name=events.ROUND_CLOSED, subject_kind="round", subject_uuid=row.uuid, payload=payload)
    return Made(row.uuid, row.code, row.version, len(states), entry.number)


def require_current(row: Round, expected_version: int) -> None:
    """Raise when the round is closed or somebody else was faster."""
    if row.closed_at is not None:
        raise errors.ROUND_CLOSED()
    if row.version != expected_version:
        raise errors.STALE(code=row.code)


@command
def skip_stop(call: Call, *, stop_uuid: UUID, reason: str) -> StopChanged:
    """Leave a stop out, and say why. Raises visits.stop_done, reason_missing, round_closed, not_found."""
    require_inspector(call.actor)
    stop = lock_stop(stop_uuid)
    why = heard(reason, most=MOST_REASON, field="reason")
    if not why:
        raise errors.REASON_MISSING(field="reason")
    if stop.round.closed_at is not None:
        raise errors.ROUND_CLOSED()
    if stop.state == StopState.DONE:
        raise errors.STOP_DONE()
    stop.state, stop.reason, stop.done_at = StopState.SKIPPED, why, call.at
    stop.save(update_fields=["state", "reason", "done_at"])
    return _stop_answer(call, stop, events.STOP_SKIPPED, {"reason": why})


@command
def check_case(
    call: Call, *, stop_uuid: UUID, text: str, came_back: bool, evidence: Sequence[UUID] = ()
) -> StopChanged:
    """Look again at the closed case of a stop; when it came back a new case is linked to it.

    Raises visits.stop_is_no_case, not_found, and the refusals of cases.observe.
    """
    require_inspector(call.actor)
    stop = lock_stop(stop_uuid)
    if stop.case is None:
        raise errors.STOP_IS_NO_CASE()
    observe(
        call.part("observe"),
        case_uuid=stop.case.uuid,
        expected_version=stop.case.version,
        text=text,
        came_back=came_back,
        evidence=evidence,
    )
    stop.state, stop.reason, stop.done_at = StopState.DONE, "", call.at
    stop.save(update_fields=["state", "reason", "done_at"])
    return _stop_answer(call, stop, events.CASE_CHECKED, {"case": str(stop.case.uuid), "came_back": came_back})


def _stop_answer(call: Call, stop: Stop, event: str, more: dict[str, object]) -> StopChanged:
    payload = {"stop": str(stop.uuid), "position": stop.position} | more
    entry = record(call, name=event, subject_kind="round", subject_uuid=stop.round.uuid, payload=payload)
    return StopChanged(stop.uuid, str(stop.state), entry.number)
