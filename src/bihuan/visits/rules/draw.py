"""A draw that anybody can redo from its seed: which places are inspected, and which of them by whom.

The number of a candidate is SHA-256 of the text SEED:LABEL:CODE in UTF-8, written as hexadecimal digits; label "place",
"person", "recheck" or "tie". In every stratum the smallest numbers are drawn.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from math import ceil, inf
from typing import TypeVar
from uuid import UUID

from bihuan.visits.rules.dealing import deal
from bihuan.visits.rules.sampling import StratumKey

_SEED = re.compile(r"[0-9a-f]{32,}")
T = TypeVar("T")


class By(StrEnum):
    """What makes a stratum of the draw."""

    TYPE = "type"
    AREA = "area"
    TYPE_AND_AREA = "type_and_area"


@dataclass(frozen=True, slots=True)
class Place:
    """One place that may be drawn. code: unique in the register. unit_codes: the units that answer for it."""

    uuid: UUID
    code: str
    type_code: str
    area_code: str
    unit_codes: frozenset[str] = frozenset()

    def stratum(self, by: By) -> StratumKey:
        """Return the stratum of the place."""
        return StratumKey("" if by is By.AREA else self.type_code, "" if by is By.TYPE else self.area_code)


@dataclass(frozen=True, slots=True)
class Person:
    """One person who may inspect, with the unit they belong to."""

    uuid: UUID
    code: str
    unit_code: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One drawn place with who inspects it. chance: with which it was to be drawn, above 0 to 1."""

    place: Place
    person: Person
    number: str
    chance: Fraction

    @property
    def is_at_home(self) -> bool:
        """Whether the person inspects a place of their own unit, because nobody else was to be had."""
        return self.person.unit_code in self.place.unit_codes


def number_of(seed: str, label: str, code: str) -> str:
    """Return the number under which a candidate takes part; raises ValueError unless seed has 32 or more hex digits."""
    if not _SEED.fullmatch(seed):
        raise ValueError("a seed is at least 32 hexadecimal digits, lower case")
    return sha256(f"{seed}:{label}:{code}".encode()).hexdigest()


def _ranked(seed: str, label: str, items: Iterable[T], code: Callable[[T], str]) -> list[tuple[str, T]]:
    """Return (number, item) by number; raises ValueError when a code stands twice."""
    rows = sorted(((number_of(seed, label, code(item)), code(item), item) for item in items), key=lambda row: row[:2])
    if len({row[1] for row in rows}) < len(rows):
        raise ValueError(f"a {label} stands twice in the list")
    return [(number, item) for number, _code, item in rows]


def strata_sizes(places: Iterable[Place], by: By, *, without: Set[str] = frozenset()) -> dict[StratumKey, int]:
    """Return how many places each stratum has to draw from. without: codes of places that are left out."""
    sizes: dict[StratumKey, int] = defaultdict(int)
    for place in places:
        if place.code not in without:
            sizes[place.stratum(by)] += 1
    return dict(sorted(sizes.items()))


def draw(
    seed: str,
    places: Iterable[Place],
    people: Iterable[Person],
    sizes: Mapping[StratumKey, int],
    *,
    by: By = By.TYPE_AND_AREA,
    without: Set[str] = frozenset(),
) -> list[Drawn]:
    """Return the drawn places with their inspectors, by rising number; the order of the input plays no part.

    sizes: how many of each stratum; of a stratum with fewer, all are taken. without: codes already drawn, left out.
    Loads differ by at most one, and a person gets a place of their own unit only when no fair dealing avoids it.
    Raises ValueError when a code stands twice, or when there are places but no people.
    """
    strata: dict[StratumKey, list[tuple[str, Place]]] = defaultdict(list)
    for number, place in _ranked(seed, "place", places, lambda place: place.code):
        if place.code not in without:
            strata[place.stratum(by)].append((number, place))
    taken = sorted(
        (number, place.code, place, Fraction(min(sizes[key], len(rows)), len(rows)))
        for key, rows in strata.items()
        if sizes.get(key, 0) > 0
        for number, place in rows[: sizes[key]]
    )
    staff = [person for _number, person in _ranked(seed, "person", people, lambda person: person.code)]
    if taken and not staff:
        raise ValueError("there is nobody to inspect")
    may = [[person.unit_code not in place.unit_codes for person in staff] for _number, _code, place, _chance in taken]
    return [
        Drawn(place, staff[at], number, chance)
        for (number, _code, place, chance), at in zip(taken, deal(may, len(staff)), strict=True)
    ]


class Way(StrEnum):
    """By which of the two a case was chosen for a re-check."""

    RISK = "risk"
    RANDOM = "random"


@dataclass(frozen=True, slots=True)
class Closed:
    """One closed case that may be checked again. risk: that it comes back, as the model says, 0 to 1."""

    uuid: UUID
    code: str
    risk: float


@dataclass(frozen=True, slots=True)
class Recheck:
    """One case to check again. chance: with which it was to be drawn by either way; 1 / chance weighs it later."""

    case: Closed
    way: Way
    number: str
    chance: Fraction


def draw_rechecks(seed: str, cases: Iterable[Closed], count: int, random_share: Fraction) -> list[Recheck]:
    """Return which closed cases to check again: those of the highest risk, then a share drawn from all others.

    random_share: 0 to 1, of count, rounded up; data of the district. Equal risks are ordered by the number of label "tie". Every case has
    a chance above 0 when the share is, so what is found can be weighed by 1 / chance to judge the model on all cases.
    """
    ranked = _ranked(seed, "recheck", cases, lambda case: case.code)
    if count < 0 or not 0 <= random_share <= 1:
        raise ValueError(f"{count} re-checks with a share of {random_share}")
    count = min(count, len(ranked))
    random_count = ceil(count * random_share)
    # Another label than for the random part: whoever lost a tie must not be likelier to lose again.
    by_risk = sorted(ranked, key=lambda row: (-row[1].risk, number_of(seed, "tie", row[1].code)))
    top, others = by_risk[: count - random_count], sorted(by_risk[count - random_count :], key=lambda row: row[0])
    rest = Fraction(random_count, len(others)) if others else Fraction(0)
    edge = top[-1][1].risk if top else inf
    tied = Fraction(_having(edge, top), _having(edge, by_risk)) if top else Fraction(0)

    def chance(case: Closed) -> Fraction:
        first = tied if case.risk == edge else Fraction(case.risk > edge)
        return first + rest - first * rest

    drawn = [(Way.RISK, row) for row in top] + [(Way.RANDOM, row) for row in others[:random_count]]
    return [Recheck(case, way, number, chance(case)) for way, (number, case) in drawn]


def _having(risk: float, rows: Sequence[tuple[str, Closed]]) -> int:
    return sum(case.risk == risk for _number, case in rows)
