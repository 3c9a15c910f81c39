"""What is seen and what it becomes: a case, or a further sight of one that is open."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from bihuan.cases import commands as cases
from bihuan.cases.models import Case
from bihuan.cases.rules.facts import OPEN, Origin
from bihuan.evidence.queries import files_for
from bihuan.kernel.call import Call
from bihuan.kernel.geo import Datum, Position, distance_m, to_wgs84
from bihuan.places.models import Place
from bihuan.visits import errors
from bihuan.visits.models import Observation
from bihuan.visits.queries.owners import owner_of

NEAR_M = 50.0
"""Within this distance it may be the same problem. Source: DOMAIN 1.3 (similar-case hint of a real system)."""


@dataclass(frozen=True, slots=True)
class Found:
    """A case that something seen became, or was added to. observation_uuid: of the observation or the problem."""

    observation_uuid: UUID
    case_uuid: UUID
    code: str
    state: str


@dataclass(frozen=True, slots=True)
class Sight:
    """Something wrong, ready to become a case. here: in WGS84, where it was seen, or the place."""

    uuid: UUID
    title: str
    text: str
    note: str
    place: Place | None
    place_text: str
    here: Position | None
    case_class: UUID | None
    files: tuple[UUID, ...]
    seen_at: datetime
    origin_uuid: UUID
    add_to: UUID | None


def position(lon: float | None, lat: float | None, datum: Datum, accuracy_m: float | None) -> Position | None:
    """Return a position in WGS84, None when there is none; raises visits.position_odd."""
    if lon is None or lat is None:
        return None
    try:
        return to_wgs84(Position(lon, lat, datum, accuracy_m))
    except ValueError as fault:
        raise errors.POSITION_ODD(field="lon") from fault


def position_of(row: Place | Case | Observation | None) -> Position | None:
    """Return where a place or case is, if anyone knows."""
    if row is None or row.lon_wgs84 is None or row.lat_wgs84 is None:
        return None
    return Position(row.lon_wgs84, row.lat_wgs84, Datum.WGS84, row.accuracy_m)


def require_files(call: Call, files: Sequence[UUID]) -> None:
    """Raise visits.file_unknown unless all files are stored, by the same person."""
    known = files_for(list(set(files))) if files else {}
    if any(uuid not in known or known[uuid].stored_by_uuid != call.actor.uuid for uuid in files):
        raise errors.FILE_UNKNOWN(field="files")


def become_case(call: Call, sight: Sight, *, open_case: UUID | None = None) -> Found:
    """Add the sight to the case asked for or the open one given, else report it and let the district's rules act.

    open_case: of the same element of the same place. A case asked for that has been closed since is not added to.
    """
    known = _asked_for(sight) or open_case
    if known:
        moved = cases.add_sighting(
            call.part(f"seen/{sight.uuid}"), case_uuid=known, text=sight.text, note=sight.note, evidence=sight.files
        )
        return Found(sight.uuid, moved.case_uuid, moved.code, moved.state)
    part = replace(call.part(f"case/{sight.uuid}"), happened_at=sight.seen_at)
    reported = cases.report(
        part,
        title=sight.title,
        text=sight.text,
        place=_place(sight),
        case_class=sight.case_class,
        origin=Origin.VISIT,
        origin_uuid=sight.origin_uuid,
        origin_note=sight.note,
        evidence=sight.files,
    )
    ruled = cases.follow_rules(
        part,
        reported=reported,
        origin=Origin.VISIT,
        case_class=sight.case_class,
        lead_unit=owner_of(sight.place, sight.here),
    )
    return Found(sight.uuid, reported.case_uuid, reported.code, ruled.state)


def _asked_for(sight: Sight) -> UUID | None:
    if sight.add_to is None:
        return None
    case = Case.objects.filter(uuid=sight.add_to).first()
    if case is None:
        raise errors.NOT_FOUND(field="add_to")
    if case.state not in OPEN:
        return None
    there = position_of(case)
    is_here = sight.place is not None and case.place_id == sight.place.uuid
    is_near = there is not None and sight.here is not None and distance_m(there, sight.here) <= NEAR_M
    if not (is_here or is_near):
        raise errors.CASE_TOO_FAR(code=case.code, metres=round(NEAR_M), field="add_to")
    return case.uuid


def _place(sight: Sight) -> cases.Place:
    here = sight.here
    return cases.Place(
        text=sight.place_text,
        lon=here.lon if here else None,
        lat=here.lat if here else None,
        datum=Datum.WGS84,
        accuracy_m=here.accuracy_m if here else None,
        point=sight.place.uuid if sight.place else None,
    )


def states_of(found: Sequence[Found]) -> tuple[Found, ...]:
    """Return what was found with the states that the cases have now."""
    now = dict(Case.objects.filter(uuid__in={each.case_uuid for each in found}).values_list("uuid", "state"))
    return tuple(replace(each, state=now[each.case_uuid]) for each in found)
