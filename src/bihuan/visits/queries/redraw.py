"""Redo a draw from the ledger alone and compare it with the stops."""

from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from bihuan.ledger.queries import timeline
from bihuan.ledger.queries.read import sealed
from bihuan.visits import errors, events
from bihuan.visits.models import Round, Stop
from bihuan.visits.rules.kinds import RoundKind
from bihuan.visits.rules.redraw import DrawnStop, drawn_stops


@dataclass(frozen=True, slots=True)
class Redrawn:
    """The account of a draw redone. faults: what differs, in words; none when the stops are those of the ledger."""

    code: str
    seed: str
    committed_entry: int
    drawn_entry: int
    candidates: int
    stops: int
    faults: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether the draw of the ledger gives the stops of the round."""
        return not self.faults


def redraw(code: str) -> Redrawn:
    """Redo the draw of a round, named by code or uuid, from its entries. Raises visits.not_found, not_drawn."""
    row = _round(code)
    entries = {entry.name: entry for entry in timeline(row.uuid)}
    committed, done = entries.get(events.SEED_COMMITTED), entries.get(events.ROUND_DRAWN)
    if committed is None or done is None:
        raise errors.NOT_DRAWN(code=row.code)
    payload = committed.payload
    drawn = drawn_stops(RoundKind(payload["kind"]), payload["seed"], payload["frame"])
    faults = [f"entry {entry.number} was altered" for entry, kept in sealed(row.uuid) if entry.hash() != kept]
    if committed.number > done.number:
        faults.append("the seed was committed after the draw")
    if row.seed != payload["seed"]:
        faults.append("the round shows another seed than the ledger")
    if [each.as_json() for each in drawn] != done.payload["stops"]:
        faults.append(f"entry {done.number} names other stops than seed and list give")
    faults += _differences(drawn, [_as_drawn(stop) for stop in row.stops.order_by("position")])
    frame = payload["frame"]
    candidates = len(frame.get("places") or frame.get("cases") or ())
    return Redrawn(row.code, payload["seed"], committed.number, done.number, candidates, len(drawn), tuple(faults))


def _round(code: str) -> Round:
    try:
        found = Round.objects.filter(uuid=UUID(code)).first()
    except ValueError:
        found = Round.objects.filter(code=code).first()
    if found is None:
        raise errors.NOT_FOUND()
    return found


Row = tuple[int, str, str, str, str, str, float]


def _as_drawn(stop: Stop) -> Row:
    place, case, person = (str(uuid or "") for uuid in (stop.place_id, stop.case_id, stop.person_id))
    return stop.position, place, case, person, stop.stratum, stop.way, stop.chance or 0.0


def _row(drawn: DrawnStop) -> Row:
    chance = float(Fraction(drawn.chance))
    return drawn.position, drawn.place, drawn.case, drawn.person, drawn.stratum, drawn.way, chance


def _differences(drawn: list[DrawnStop], rows: list[Row]) -> list[str]:
    wanted = {each.position: _row(each) for each in drawn}
    found = {row[0]: row for row in rows}
    names = ("position", "place", "case", "person", "stratum", "way", "chance")
    faults = [f"stop {position} is missing" for position in sorted(wanted.keys() - found.keys())]
    faults += [f"stop {position} was not drawn" for position in sorted(found.keys() - wanted.keys())]
    for position in sorted(wanted.keys() & found.keys()):
        odd = [name for name, a, b in zip(names, wanted[position], found[position], strict=True) if a != b]
        faults += [f"stop {position}: another {name} than drawn" for name in odd]
    return faults
