"""Rounds drawn by lot, in two steps: list and seed go to the ledger first, then the draw follows from them alone."""

import secrets
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils import timezone

from bihuan.kernel.call import Call
from bihuan.ledger.commands import command, record
from bihuan.ledger.queries import timeline
from bihuan.visits import errors, events
from bihuan.visits.access import lock_round, require_planner
from bihuan.visits.commands.planning import MOST_STOPS, Made, new_round, require_current, told
from bihuan.visits.models import Stop
from bihuan.visits.queries.frames import cases_to_recheck, inspectors, places_to_draw
from bihuan.visits.rules.draw import By, Person, strata_sizes
from bihuan.visits.rules.kinds import RoundKind
from bihuan.visits.rules.redraw import DrawnStop, Frame, drawn_stops, frame_of_cases, frame_of_places
from bihuan.visits.rules.sampling import LEAST, Stratum, allocate

MOST_FRAME = 20_000
"""So many candidates are written into one ledger entry, not more."""


@command
def commit_seed(
    call: Call,
    *,
    name: str,
    kind: RoundKind,
    count: int,
    from_on: date,
    to_on: date,
    types: Sequence[str] = (),
    units: Sequence[UUID] = (),
    people: Sequence[UUID] = (),
    by: By = By.TYPE_AND_AREA,
    days: int = 90,
    random_share: int = 30,
    note: str = "",
) -> Made:
    """Make a round to be drawn: fix who and what takes part, then take a seed; all of it is in the ledger before a draw.

    kind: drawn or assessment (places), recheck (closed cases of the last days, random_share percent of them by chance).
    count: how many to draw; an assessment draws at least two of each stratum. people: who may inspect; none means
    everybody whose post inspects today. Raises orgs.not_allowed, visits.name_missing, dates_odd, count_odd, share_odd,
    nothing_to_draw, frame_too_large, nobody_inspects, person_unknown, system_missing.
    """
    require_planner(call.actor)
    if kind not in (RoundKind.DRAWN, RoundKind.ASSESSMENT, RoundKind.RECHECK):
        raise ValueError(f"a round of kind {kind} is made, not drawn")
    if not 1 <= count <= MOST_STOPS:
        raise errors.COUNT_ODD(most=MOST_STOPS, field="count")
    staff = _staff(call, people)
    if kind is RoundKind.RECHECK:
        frame = _cases(call, staff, count=count, days=days, units=units, random_share=random_share)
    else:
        least = LEAST if kind is RoundKind.ASSESSMENT else 0
        frame = _places(staff, count=count, types=types, units=units, by=by, least=least)
    row = new_round(call, name=name, kind=kind, from_on=from_on, to_on=to_on, note=note)
    row.seed = secrets.token_hex(16)
    row.design = {"count": count, "types": list(types), "units": [str(unit) for unit in units]} | _design(kind, frame)
    row.save(update_fields=["seed", "design"])
    entry = record(
        call,
        name=events.SEED_COMMITTED,
        subject_kind="round",
        subject_uuid=row.uuid,
        payload=told(row) | {"seed": row.seed, "frame": frame},
    )
    return Made(row.uuid, row.code, row.version, 0, entry.number)


def _staff(call: Call, people: Sequence[UUID]) -> list[Person]:
    known = {person.uuid: person for person, _name in inspectors(timezone.localdate(call.at))}
    if not known:
        raise errors.NOBODY_INSPECTS()
    if set(people) - known.keys():
        raise errors.PERSON_UNKNOWN(field="people")
    return [known[uuid] for uuid in dict.fromkeys(people)] or list(known.values())


def _places(
    staff: Sequence[Person], *, count: int, types: Sequence[str], units: Sequence[UUID], by: By, least: int
) -> Frame:
    places = places_to_draw(types=types, units=units, most=MOST_FRAME + 1)
    if not places:
        raise errors.NOTHING_TO_DRAW(field="types")
    if len(places) > MOST_FRAME:
        raise errors.FRAME_TOO_LARGE(most=MOST_FRAME, field="types")
    strata = {key: Stratum(size) for key, size in strata_sizes(places, by).items()}
    return frame_of_places(places, staff, allocate(count, strata, least=least), by)


def _cases(
    call: Call, staff: Sequence[Person], *, count: int, days: int, units: Sequence[UUID], random_share: int
) -> Frame:
    if not 0 <= random_share <= 100:
        raise errors.SHARE_ODD(field="random_share")
    cases = cases_to_recheck(call.at, days=days, units=units, most=MOST_FRAME + 1)
    if not cases:
        raise errors.NOTHING_TO_DRAW(field="days")
    if len(cases) > MOST_FRAME:
        raise errors.FRAME_TOO_LARGE(most=MOST_FRAME, field="days")
    return frame_of_cases(cases, staff, count, Fraction(random_share, 100))


def _design(kind: RoundKind, frame: Frame) -> dict[str, Any]:
    if kind is RoundKind.RECHECK:
        return {"candidates": len(frame["cases"]), "random_share": frame["random_share"]}
    return {"candidates": len(frame["places"]), "by": frame["by"], "sizes": frame["sizes"]}


@command
def draw_round(call: Call, *, round_uuid: UUID, expected_version: int) -> Made:
    """Draw the stops of a round from list and seed in the ledger. Raises visits.drawn_already, stale, round_closed."""
    require_planner(call.actor)
    row = lock_round(round_uuid)
    entries = {entry.name: entry for entry in timeline(round_uuid)}
    committed = entries.get(events.SEED_COMMITTED)
    if committed is None or events.ROUND_DRAWN in entries:
        raise errors.DRAWN_ALREADY()
    require_current(row, expected_version)
    drawn = drawn_stops(RoundKind(row.kind), committed.payload["seed"], committed.payload["frame"])
    Stop.objects.bulk_create([_stop(row.pk, each) for each in drawn], batch_size=500)
    row.version += 1
    row.save(update_fields=["version"])
    payload = {"code": row.code, "entry": committed.number, "stops": [each.as_json() for each in drawn]}
    entry = record(call, name=events.ROUND_DRAWN, subject_kind="round", subject_uuid=row.uuid, payload=payload)
    return Made(row.uuid, row.code, row.version, len(drawn), entry.number)


def _stop(round_pk: int, drawn: DrawnStop) -> Stop:
    return Stop(
        round_id=round_pk,
        position=drawn.position,
        place_id=UUID(drawn.place) if drawn.place else None,
        case_id=UUID(drawn.case) if drawn.case else None,
        person_id=UUID(drawn.person) if drawn.person else None,
        stratum=drawn.stratum,
        way=drawn.way,
        chance=float(Fraction(drawn.chance)),
    )
