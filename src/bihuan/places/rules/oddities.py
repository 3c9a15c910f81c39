"""What is odd about points that could be imported, and which reference their degrees fit best."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from bihuan.kernel.errors import Refusal
from bihuan.kernel.geo import Datum, Position, distance_m, to_wgs84
from bihuan.places.rules import terms
from bihuan.places.rules.rows import Facts, Known, RawRow, ReadRow

NEAR_M = 30
FAR_M = 20_000
_TIMES = 6
_SAMPLE = 2000
ASKED = (Datum.WGS84, Datum.GCJ02, Datum.BD09)
_DEGREE_M = 111_195


class Oddity(StrEnum):
    """What may be wrong with a row that can be imported all the same."""

    TWIN = "twin"  # same name within 30 m under another code
    FAR = "far"  # far from the middle of the others
    OUTSIDE = "outside"  # in no known area


@dataclass(frozen=True, slots=True)
class Hint:
    """One oddity. about: the other code, or the distance in metres."""

    kind: Oddity
    about: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """How positions look when read in one datum. inside of total lie in known areas; off_m: the median distance to
    where the register has the same codes, None when it has none of them."""

    datum: Datum
    total: int
    inside: int
    known: int
    off_m: float | None


def hints(rows: Sequence[ReadRow], known: Known) -> dict[int, list[Hint]]:
    """Return row number → what is odd about it; rows with nothing odd are left out."""
    found: dict[int, list[Hint]] = defaultdict(list)
    placed = [(row.raw.number, row.facts) for row in rows if row.facts is not None]
    for number, code in _twins(placed, known.places):
        found[number].append(Hint(Oddity.TWIN, code))
    for number, metres in _far(placed):
        found[number].append(Hint(Oddity.FAR, str(round(metres))))
    for number, facts in placed:
        here = facts.position
        if known.has_areas and here is not None and known.cell_of(here.lon, here.lat) is None:
            found[number].append(Hint(Oddity.OUTSIDE))
    return dict(found)


def _twins(placed: Sequence[tuple[int, Facts]], places: Mapping[str, Facts]) -> Iterable[tuple[int, str]]:
    """Yield row number and code of another point of the same name within NEAR_M, of the file or of the register."""
    by_name: dict[str, dict[str, Facts]] = defaultdict(dict)
    for facts in (*places.values(), *(facts for _number, facts in placed)):
        if facts.position is not None:
            by_name[facts.name][facts.code] = facts
    for number, facts in placed:
        for code, other in by_name[facts.name].items():
            if code != facts.code and facts.position and other.position and _near(facts.position, other.position):
                yield number, code
                break


def _near(one: Position, other: Position) -> bool:
    if abs(one.lat - other.lat) * _DEGREE_M > NEAR_M:
        return False
    return distance_m(one, other) <= NEAR_M


def _far(placed: Sequence[tuple[int, Facts]]) -> Iterable[tuple[int, float]]:
    """Yield row number and metres of points much farther from the middle than the others."""
    positions = [(number, facts.position) for number, facts in placed if facts.position is not None]
    if len(positions) < 3:
        return
    middle = Position(median(p.lon for _n, p in positions), median(p.lat for _n, p in positions), Datum.WGS84)
    away = [(number, _flat_m(middle, position)) for number, position in positions]
    limit = max(FAR_M, _TIMES * median(metres for _number, metres in away))
    for number, metres in away:
        if metres > limit:
            yield number, metres


def _flat_m(one: Position, other: Position) -> float:
    across = (one.lon - other.lon) * math.cos(math.radians(one.lat))
    return math.hypot(across, one.lat - other.lat) * _DEGREE_M


def fits(rows: Sequence[RawRow], known: Known) -> list[Fit]:
    """Return how the degrees of the rows that name no datum look in each of the three; empty when there are none."""
    said = [(row.code.strip(), *pair) for row in rows if not row.datum.strip() and (pair := _degrees(row))]
    sample = said[:: max(1, len(said) // _SAMPLE)]
    return [_fit(datum, sample, known.places, known.cell_of) for datum in ASKED] if sample else []


def _degrees(row: RawRow) -> tuple[float, float] | None:
    try:
        lon = terms.read_degrees(row.lon.strip(), field="lon", most=180)
        lat = terms.read_degrees(row.lat.strip(), field="lat", most=90)
    except Refusal:
        return None
    return (lon, lat) if lon is not None and lat is not None else None


def _fit(
    datum: Datum,
    sample: Sequence[tuple[str, float, float]],
    places: Mapping[str, Facts],
    cell_of: Callable[[float, float], int | None],
) -> Fit:
    inside, off = 0, []
    for code, lon, lat in sample:
        here = to_wgs84(Position(lon, lat, datum))
        inside += cell_of(here.lon, here.lat) is not None
        known = places.get(code)
        if known is not None and known.position is not None:
            off.append(distance_m(here, known.position))
    return Fit(datum, len(sample), inside, len(off), median(off) if off else None)


def likeliest(found: Sequence[Fit]) -> Datum | None:
    """Return the datum that fits best, None when nothing tells them apart. A guess to be confirmed, never used as is."""
    if not found:
        return None
    off = sorted((fit.off_m, fit.datum) for fit in found if fit.off_m is not None)
    if len(off) > 1 and off[0][0] < 50 and off[1][0] > 2 * off[0][0] + 50:
        return off[0][1]
    best = max(found, key=lambda fit: fit.inside)
    others = [fit.inside for fit in found if fit is not best]
    return best.datum if best.inside > 0 and all(best.inside > other for other in others) else None
