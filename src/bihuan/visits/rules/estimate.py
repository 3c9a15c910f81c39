"""What a stratified sample of places says about all of them: score, 95 % interval, and how it was reckoned.

The place is the unit that was drawn, so observations inside it count together. The score is the ratio of two estimated
totals, points obtained and points applicable, each place weighing N/n of its stratum; its variance comes from the
linearised residuals (Taylor), stratum by stratum, with the correction for finite populations. The interval is
symmetric on the logit scale with Student's t, whose degrees of freedom follow Satterthwaite: plain Taylor intervals
cover too little when many places have full marks and few lose much (measured in docs/reference/assessment.md).

- A stratum seen whole adds no variance.
- A stratum of which one place of several was seen is joined, for the variance alone, with the next such stratum of
  the same type, else the next in order of type and area that was not seen whole: this overstates rather than hides.
- When no place of the sample lost (or obtained) a point, there is no spread to reckon with. The interval then is the
  one-sided bound of Clopper and Pearson, as if each place could only be faultless or worthless: far too wide rather
  than empty.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import exp, log, sqrt
from typing import TypeVar
from uuid import UUID

from bihuan.visits.rules.quantiles import t_quantile
from bihuan.visits.rules.sampling import StratumKey
from bihuan.visits.rules.scoring import NOT_APPLICABLE, Mark

CONFIDENCE = 0.95
_FAR = 700.0
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Seen:
    """One drawn place as it was found. mark: over all its elements. around: the same of its surroundings, if walked."""

    uuid: UUID
    stratum: StratumKey
    mark: Mark
    unit_codes: frozenset[str] = frozenset()
    around: Mark | None = None


class Basis(StrEnum):
    """What an interval rests on."""

    WHOLE = "whole"
    """Every place was seen: the score is exact."""
    SPREAD = "spread"
    """The spread among the places seen."""
    BOUND = "bound"
    """No spread was seen; a bound from the number of places alone."""
    NONE = "none"
    """Too few places, or nothing applicable: no interval."""


@dataclass(frozen=True, slots=True)
class Score:
    """A score rate (0 to 1) of all places, estimated. low, high: 95 % interval, None when there is none.

    estimated: points obtained and applicable at all places, the numerator and denominator. places: how many were seen
    with anything applicable. freedom: degrees of freedom, 0 when they play no part.
    """

    rate: Fraction | None
    low: float | None
    high: float | None
    basis: Basis
    estimated: Mark
    places: int
    freedom: float = 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """Places seen whose spread is reckoned together: those of one stratum, or of several joined. size: all places."""

    size: int
    weighted: tuple[tuple[Seen, Fraction], ...]


class Sample:
    """Places seen, with how many places each stratum has. Places that were drawn but could not be seen are left out.

    Raises ValueError when a stratum has fewer places than were seen, or a place stands twice. A stratum of which
    nothing was seen says nothing: the score is that of the other strata (`unseen` names it).
    """

    def __init__(self, sizes: Mapping[StratumKey, int], seen: Iterable[Seen]) -> None:
        self.strata: dict[StratumKey, list[Seen]] = {}
        for place in sorted(seen, key=lambda place: (place.stratum, place.uuid)):
            self.strata.setdefault(place.stratum, []).append(place)
        self.places = [place for places in self.strata.values() for place in places]
        if any(sizes.get(key, 0) < len(places) for key, places in self.strata.items()):
            raise ValueError("more places were seen than a stratum has")
        if len({place.uuid for place in self.places}) < len(self.places):
            raise ValueError("a place stands twice in the sample")
        self.sizes = {key: sizes[key] for key in self.strata}
        self.unseen = sorted(key for key, size in sizes.items() if size and key not in self.strata)
        self.weights = {key: Fraction(self.sizes[key], len(places)) for key, places in self.strata.items()}
        self.groups = self._grouped()

    def _grouped(self) -> list[Group]:
        """Return the groups that have variance: strata not seen whole, lone ones joined with a neighbour."""
        groups: list[list[StratumKey]] = [[key] for key, rows in self.strata.items() if self.sizes[key] > len(rows)]
        while len(groups) > 1 and (lone := [at for at, keys in enumerate(groups) if self._count(keys) < 2]):
            at = lone[0]
            sides = [side for side in (at + 1, at - 1) if 0 <= side < len(groups)]
            same_type = [side for side in sides if groups[side][0].type_code == groups[at][0].type_code]
            first, second = sorted((at, (same_type or sides)[0]))
            groups[first : second + 1] = [groups[first] + groups[second]]
        return [
            Group(
                sum(self.sizes[key] for key in keys),
                tuple((place, self.weights[key]) for key in keys for place in self.strata[key]),
            )
            for keys in groups
        ]

    def _count(self, keys: Iterable[StratumKey]) -> int:
        return sum(len(self.strata[key]) for key in keys)

    def total(self, value: Callable[[Seen], Mark]) -> Mark:
        """Return the estimated total of a mark over all places."""
        sums = (
            sum((value(place) for place in places), NOT_APPLICABLE) * self.weights[key]
            for key, places in self.strata.items()
        )
        return sum(sums, NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Variance:
    """An estimated variance with its degrees of freedom; None of both when it cannot be estimated."""

    value: float | None
    freedom: float


def variance_of(sample: Sample, residual: Callable[[Seen], float]) -> Variance:
    """Return the variance of the estimated total of residual, with Satterthwaite's degrees of freedom.

    Each group adds (1 − n/N) · n/(n − 1) · Σ(u − ū)², u being the weighted residual of a place.
    """
    value, squares = 0.0, 0.0
    for group in sample.groups:
        count = len(group.weighted)
        if count < 2:
            return Variance(None, 0.0)
        weighted = [float(weight) * residual(place) for place, weight in group.weighted]
        mean = sum(weighted) / count
        spread = sum((each - mean) ** 2 for each in weighted)
        part = (1 - count / group.size) * count / (count - 1) * spread
        value += part
        squares += part * part / (count - 1)
    return Variance(value, value * value / squares if squares else 0.0)


def everywhere(_place: Seen) -> bool:
    """Tell that every place counts."""
    return True


def estimate(sample: Sample, of: Callable[[Seen], bool] = everywhere) -> Score:
    """Return the score of those places for which `of` holds: the whole, a type, a unit.

    A part that the strata do not know, such as a unit, is a domain: how many of its places there are is itself
    estimated, and the interval says so.
    """

    def mark(place: Seen) -> Mark:
        return place.mark if of(place) else NOT_APPLICABLE

    total = sample.total(mark)
    inside = [place for place in sample.places if mark(place).possible]
    if total.rate is None:
        return Score(None, None, None, Basis.NONE, total, 0)
    rate, possible = float(total.rate), float(total.possible)

    def residual(place: Seen) -> float:
        each = mark(place)
        return (float(each.obtained) - rate * float(each.possible)) / possible

    variance = variance_of(sample, residual)
    low, high, basis = _interval(total.rate, variance, _not_whole(sample, inside))
    return Score(total.rate, low, high, basis, total, len(inside), variance.freedom if basis is Basis.SPREAD else 0.0)


def _not_whole(sample: Sample, inside: list[Seen]) -> int:
    """Return how many of the places stand in strata that were not seen whole."""
    return sum(sample.weights[place.stratum] > 1 for place in inside)


def _interval(rate: Fraction, variance: Variance, sampled: int) -> tuple[float | None, float | None, Basis]:
    exact = float(rate)
    if not sampled:
        return exact, exact, Basis.WHOLE
    if rate in (0, 1):
        bound = ((1 - CONFIDENCE) / 2) ** (1 / sampled)
        return (bound, 1.0, Basis.BOUND) if rate else (0.0, 1 - bound, Basis.BOUND)
    if not variance.value:
        return None, None, Basis.NONE
    reach = t_quantile(variance.freedom, CONFIDENCE) * sqrt(variance.value) / (exact * (1 - exact))
    middle = log(exact / (1 - exact))
    return _share(middle - reach), _share(middle + reach), Basis.SPREAD


def _share(logit: float) -> float:
    return 1 / (1 + exp(-max(-_FAR, min(_FAR, logit))))


def estimate_each(sample: Sample, keys: Callable[[Seen], Iterable[K]]) -> dict[K, Score]:
    """Return the score of every part that keys names, in the order of the sample; a place may be of several parts."""
    parts: dict[K, set[UUID]] = {}
    for place in sample.places:
        for key in keys(place):
            parts.setdefault(key, set()).add(place.uuid)
    return {key: estimate(sample, lambda place, part=part: place.uuid in part) for key, part in parts.items()}  # type: ignore[misc]
