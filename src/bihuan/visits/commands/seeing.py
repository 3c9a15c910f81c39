"""Record one visit: what was seen of each element, and a case for everything that failed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bihuan.cases.commands.reporting import MOST_TITLE
from bihuan.cases.models import OPEN_STATES
from bihuan.cases.rules.words import heard
from bihuan.kernel.call import Call
from bihuan.kernel.geo import Datum, Position, distance_m
from bihuan.ledger.commands import command, record
from bihuan.ledger.queries import timeline
from bihuan.places.models import Place
from bihuan.standards.models import Element
from bihuan.visits import errors, events
from bihuan.visits.access import lock_place, lock_stop, require_inspector
from bihuan.visits.commands.found import (
    NEAR_M,
    Found,
    Sight,
    become_case,
    position,
    position_of,
    require_files,
    states_of,
)
from bihuan.visits.commands.states import refresh
from bihuan.visits.models import Observation, ObservationFile, Stop, Visit
from bihuan.visits.queries.systems import system_on
from bihuan.visits.rules.kinds import Result, Scope, StopState


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of one element, as the phone says. uuid: made there. lon, lat: in the datum of the visit.

    add_to: the open case nearby that the inspector said it is.
    """

    uuid: UUID
    element_uuid: UUID
    result: Result
    observed_at: datetime
    scope: Scope = Scope.POINT
    bad_count: int = 0
    note: str = ""
    files: tuple[UUID, ...] = ()
    lon: float | None = None
    lat: float | None = None
    accuracy_m: float | None = None
    add_to: UUID | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """The answer to a visit. found: the case of every failed element, in the order they were sent."""

    visit_uuid: UUID
    found: tuple[Found, ...]
    entry: int


@command
def record_visit(
    call: Call,
    *,
    visit_uuid: UUID,
    place_uuid: UUID,
    started_at: datetime,
    ended_at: datetime,
    stop_uuid: UUID | None = None,
    lon: float | None = None,
    lat: float | None = None,
    datum: Datum = Datum.WGS84,
    accuracy_m: float | None = None,
    note: str = "",
    observations: Sequence[Seen] = (),
) -> Recorded:
    """Record a visit to a place. A failed element becomes a case, or is added to the open case it already has.

    A visit that is here already with the same observations answers as it did, whatever request it comes with. Moments
    after the server's time are taken as the server's. Raises orgs.not_allowed, visits.not_found, visit_taken,
    observation_taken, element_unknown, systems_mixed, system_missing, file_unknown, stop_elsewhere, case_too_far,
    position_odd.
    """
    require_inspector(call.actor)
    place = lock_place(place_uuid)
    earlier = Visit.objects.filter(uuid=visit_uuid).first()
    if earlier is not None:
        return _again(call, earlier, observations)
    elements = _elements(observations)
    require_files(call, [file for seen in observations for file in seen.files])
    stop = _stop(stop_uuid, place)
    here = position(lon, lat, datum, accuracy_m)
    at = min(ended_at, call.at)
    visit = _visit(call, visit_uuid, place, stop, here, started_at=min(started_at, at), ended_at=at, note=note)
    visit.system_id = _system(elements, stop, call)
    visit.save(force_insert=True)
    rows = _observations(call, visit, observations, datum)
    found = _cases(call, visit, observations, rows, elements)
    for row in rows:
        row.case_id = next((each.case_uuid for each in found if each.observation_uuid == row.uuid), None)
    Observation.objects.bulk_create(rows)
    ObservationFile.objects.bulk_create(
        ObservationFile(observation=row, file_id=file)
        for row, seen in zip(rows, observations, strict=True)
        for file in dict.fromkeys(seen.files)
    )
    refresh(place, elements)
    if stop is not None:
        stop.state, stop.done_at, stop.reason = StopState.DONE, call.at, ""
        stop.save(update_fields=["state", "done_at", "reason"])
    return Recorded(visit_uuid, found, _note(call, visit, observations, rows, elements))


def _again(call: Call, earlier: Visit, observations: Sequence[Seen]) -> Recorded:
    rows = {row.uuid: row for row in earlier.observations.select_related("case")}
    if earlier.person_uuid != call.actor.uuid or rows.keys() != {seen.uuid for seen in observations}:
        raise errors.VISIT_TAKEN()
    found = [
        Found(row.uuid, row.case.uuid, row.case.code, row.case.state)
        for seen in observations
        if (row := rows[seen.uuid]).case
    ]
    return Recorded(earlier.uuid, tuple(found), timeline(earlier.uuid)[0].number)


def _elements(observations: Sequence[Seen]) -> dict[UUID, Element]:
    uuids = {seen.uuid for seen in observations}
    if len(uuids) != len(observations) or Observation.objects.filter(uuid__in=uuids).exists():
        raise errors.OBSERVATION_TAKEN(field="observations")
    wanted = {seen.element_uuid for seen in observations}
    found = {row.uuid: row for row in Element.objects.filter(uuid__in=wanted).select_related("system")}
    if found.keys() != wanted:
        raise errors.ELEMENT_UNKNOWN(field="observations")
    if len({row.system_id for row in found.values()}) > 1:
        raise errors.SYSTEMS_MIXED(field="observations")
    return found


def _stop(uuid: UUID | None, place: Place) -> Stop | None:
    if uuid is None:
        return None
    stop = lock_stop(uuid)
    where = stop.place_id or (stop.case.place_id if stop.case else None)
    if where is not None and where != place.uuid:
        raise errors.STOP_ELSEWHERE(field="stop_uuid")
    return stop


def _system(elements: Mapping[UUID, Element], stop: Stop | None, call: Call) -> UUID:
    first = next(iter(elements.values()), None)
    if first is not None:
        return first.system.uuid
    return UUID(str(stop.round.system_id)) if stop else system_on(call.at).uuid


def _visit(
    call: Call,
    uuid: UUID,
    place: Place,
    stop: Stop | None,
    here: Position | None,
    *,
    started_at: datetime,
    ended_at: datetime,
    note: str,
) -> Visit:
    there = position_of(place)
    return Visit(
        uuid=uuid,
        stop=stop,
        place=place,
        person_uuid=call.actor.uuid,
        person_name=call.actor.name,
        unit_name=call.actor.unit,
        started_at=started_at,
        ended_at=ended_at,
        received_at=call.at,
        lon_wgs84=here.lon if here else None,
        lat_wgs84=here.lat if here else None,
        accuracy_m=here.accuracy_m if here else None,
        distance_m=round(distance_m(here, there), 1) if here and there else None,
        note=heard(note, field="note"),
    )


def _observations(call: Call, visit: Visit, observations: Sequence[Seen], datum: Datum) -> list[Observation]:
    rows = []
    for seen in observations:
        here = position(seen.lon, seen.lat, datum, seen.accuracy_m)
        rows.append(
            Observation(
                uuid=seen.uuid,
                visit=visit,
                place=visit.place,
                element_id=seen.element_uuid,
                scope=seen.scope,
                result=seen.result,
                bad_count=max(seen.bad_count, 1) if seen.result == Result.BAD else 0,
                note=heard(seen.note, field="note"),
                lon_wgs84=here.lon if here else None,
                lat_wgs84=here.lat if here else None,
                accuracy_m=here.accuracy_m if here else None,
                observed_at=min(seen.observed_at, call.at),
            )
        )
    return rows


def _cases(
    call: Call,
    visit: Visit,
    observations: Sequence[Seen],
    rows: Sequence[Observation],
    elements: Mapping[UUID, Element],
) -> tuple[Found, ...]:
    found: list[Found] = []
    known = _open_cases(visit.place, elements)
    for seen, row in zip(observations, rows, strict=True):
        if seen.result != Result.BAD:
            continue
        element = elements[seen.element_uuid]
        sight = _sight(visit, seen, row, element)
        mine = next((each for each in known if each.is_it(element, sight, seen.scope)), None)
        each = become_case(call, sight, open_case=mine.case_uuid if mine else None)
        found.append(each)
        known.append(_Open(element.code, Scope(seen.scope), each.case_uuid, sight.here))
    return states_of(found)


@dataclass(frozen=True, slots=True)
class _Open:
    """An open case of an element of this place. In the surroundings it is the same problem only where it was seen."""

    code: str
    scope: Scope
    case_uuid: UUID
    here: Position | None

    def is_it(self, element: Element, sight: Sight, scope: Scope) -> bool:
        if (self.code, self.scope) != (element.code, scope):
            return False
        is_anywhere = scope == Scope.POINT or self.here is None or sight.here is None
        return is_anywhere or distance_m(self.here, sight.here) <= NEAR_M  # type: ignore[arg-type]


def _open_cases(place: Place, elements: Mapping[UUID, Element]) -> list[_Open]:
    """Return the open cases that elements of the place already have, latest first; editions share codes."""
    codes = {element.code for element in elements.values()}
    rows = Observation.objects.filter(
        place=place, element__code__in=codes, case__state__in=OPEN_STATES, voided_at__isnull=True
    ).select_related("element", "case")
    return [
        _Open(row.element.code, Scope(row.scope), row.case.uuid, position_of(row) or position_of(row.case))
        for row in rows.order_by("-id")
        if row.case
    ]


def _sight(visit: Visit, seen: Seen, row: Observation, element: Element) -> Sight:
    place = visit.place
    return Sight(
        uuid=seen.uuid,
        title=f"{place.name}：{element.text}（不达标）"[:MOST_TITLE],
        text=row.note,
        note=f"{element.code} {element.text}",
        place=place,
        place_text=place.address or place.name,
        here=position_of(row) or position_of(place),
        case_class=UUID(str(element.case_class_id)) if element.case_class_id else None,
        files=tuple(dict.fromkeys(seen.files)),
        seen_at=row.observed_at,
        origin_uuid=visit.uuid,
        add_to=seen.add_to,
    )


def _note(
    call: Call,
    visit: Visit,
    observations: Sequence[Seen],
    rows: Sequence[Observation],
    elements: Mapping[UUID, Element],
) -> int:
    payload: dict[str, Any] = {
        "place": str(visit.place.uuid),
        "name": visit.place.name,
        "stop": str(visit.stop.uuid) if visit.stop else "",
        "system": str(visit.system_id),
        "started_at": visit.started_at.isoformat(),
        "ended_at": visit.ended_at.isoformat(),
        "distance_m": visit.distance_m,
        "observations": [
            {
                "observation": str(row.uuid),
                "element": str(seen.element_uuid),
                "code": elements[seen.element_uuid].code,
                "scope": str(seen.scope),
                "result": str(seen.result),
                "bad_count": row.bad_count,
                "observed_at": row.observed_at.isoformat(),
                "case": str(row.case_id or ""),
                "files": [str(file) for file in seen.files],
            }
            for row, seen in zip(rows, observations, strict=True)
        ],
    }
    return record(
        call, name=events.VISIT_RECORDED, subject_kind="visit", subject_uuid=visit.uuid, payload=payload
    ).number
