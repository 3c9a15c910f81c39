"""How many places to draw for a wanted precision, and how they are shared out among the strata."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import inf, sqrt
from typing import NamedTuple

from bihuan.visits.rules.quantiles import t_quantile

LEAST = 2
"""Places per stratum below which its spread cannot be estimated."""


class StratumKey(NamedTuple):
    """Type and area of the places of a stratum; "" where the draw does not tell them apart. Sorts by type, area."""

    type_code: str
    area_code: str = ""


class Allocation(StrEnum):
    """How a sample is shared out: by number of places, or by number times spread (Neyman)."""

    PROPORTIONAL = "proportional"
    NEYMAN = "neyman"


@dataclass(frozen=True, slots=True)
class Stratum:
    """How many places there are, and the standard deviation of their score rates (0 to 1), from a pilot or guessed."""

    size: int
    deviation: float = 0.25

    def __post_init__(self) -> None:
        if self.size < 1 or not 0 <= self.deviation <= 1:
            raise ValueError(f"a stratum of {self.size} places with deviation {self.deviation}")


Strata = Mapping[StratumKey, Stratum]


@dataclass(frozen=True, slots=True)
class Plan:
    """How many places to draw of each stratum, and the half-width of the 95 % interval to be expected (0 to 1)."""

    sizes: Mapping[StratumKey, int]
    half_width: float

    @property
    def total(self) -> int:
        """Return the number of places of the whole sample."""
        return sum(self.sizes.values())


def allocate(
    total: int, strata: Strata, *, how: Allocation = Allocation.PROPORTIONAL, least: int = LEAST
) -> dict[StratumKey, int]:
    """Return how many places to draw of each stratum, sorted by key, by largest remainder.

    Every stratum gets `least`, or all of it when it has fewer, even if that makes more than total; none gets more than
    it has. Between these bounds the numbers are proportional to size, or to size times deviation. Equal remainders go
    to the earlier key. A pilot without any spread in a stratum was too small to see it: such a stratum is counted with
    the smallest spread seen elsewhere.
    """
    keys = sorted(strata)
    lows = [min(least, strata[key].size) for key in keys]
    highs = [strata[key].size for key in keys]
    total = max(sum(lows), min(total, sum(highs)))
    quotas = _between(total, _weights([strata[key] for key in keys], how), lows, highs)
    sizes = [int(quota) for quota in quotas]
    by_remainder = sorted(range(len(keys)), key=lambda at: (sizes[at] - quotas[at], at))
    for at in by_remainder[: total - sum(sizes)]:
        sizes[at] += 1
    return dict(zip(keys, sizes, strict=True))


def _weights(strata: Sequence[Stratum], how: Allocation) -> list[Fraction]:
    spreads = [stratum.deviation for stratum in strata if stratum.deviation]
    if how is Allocation.PROPORTIONAL or not spreads:
        return [Fraction(stratum.size) for stratum in strata]
    return [stratum.size * Fraction(stratum.deviation or min(spreads)) for stratum in strata]


def _between(total: int, weights: list[Fraction], lows: list[int], highs: list[int]) -> list[Fraction]:
    """Return quotas that add up to total: weight times one factor, but never below low or above high."""
    rows = list(zip(weights, lows, highs, strict=True))

    def quotas(factor: Fraction) -> list[Fraction]:
        return [min(max(factor * weight, Fraction(low)), Fraction(high)) for weight, low, high in rows]

    turns = sorted({Fraction(bound) / weight for weight, low, high in rows for bound in (low, high)})
    first, last = 0, len(turns) - 1
    while first < last:
        middle = (first + last) // 2
        first, last = (first, middle) if sum(quotas(turns[middle])) >= total else (middle + 1, last)
    if not turns or sum(at_turn := quotas(turns[first])) == total:
        return at_turn if turns else []
    # Between two turns the sum grows in a straight line.
    before, after = turns[first - 1], turns[first]
    below = sum(quotas(before))
    return quotas(before + (after - before) * (total - below) / (sum(at_turn) - below))


def half_width(sizes: Mapping[StratumKey, int], strata: Strata) -> float:
    """Return the half-width of the 95 % interval (0 to 1) of the whole when so many places are drawn.

    t · √Σ W²(1 − n/N)S²/n with W the share of the stratum in all places; t has Σ(n − 1) degrees of freedom over the
    strata not taken whole. Infinite when a stratum has places but none, or only one of several, is drawn.
    """
    whole = sum(stratum.size for stratum in strata.values())
    variance, freedom = 0.0, 0
    for key, stratum in strata.items():
        drawn = sizes.get(key, 0)
        if drawn >= stratum.size:
            continue
        if drawn < LEAST:
            return inf
        variance += (stratum.size / whole * stratum.deviation) ** 2 * (1 - drawn / stratum.size) / drawn
        freedom += drawn - 1
    return t_quantile(freedom) * sqrt(variance) if freedom else 0.0


def plan(wanted: float, strata: Strata, *, how: Allocation = Allocation.PROPORTIONAL, least: int = LEAST) -> Plan:
    """Return the smallest sample whose 95 % interval is expected to be no wider than ± wanted (0 to 1).

    With the correction for finite populations, at least two places in each stratum. Raises ValueError when wanted is
    not above 0 or there is no stratum.
    """
    if not wanted > 0 or not strata:
        raise ValueError(f"no sample for ± {wanted} over {len(strata)} strata")

    def at(total: int) -> Plan:
        sizes = allocate(total, strata, how=how, least=max(least, LEAST))
        return Plan(sizes, half_width(sizes, strata))

    low, high = at(0).total, sum(stratum.size for stratum in strata.values())
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if at(middle).half_width <= wanted else (middle + 1, high)
    return at(low)
