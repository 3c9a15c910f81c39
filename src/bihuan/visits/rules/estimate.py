"""What a stratified sample of places says about all of them: score, 95 % interval, and how it was reckoned.

The place is the unit that was drawn, so observations inside it count together. The score is the ratio of two estimated
totals, points obtained and points applicable, each place weighing N/n of its stratum; its variance comes from the
linearised residuals (Taylor), stratum by stratum, with the correction for finite populations. The interval is
symmetric on the logit scale with Student's t, whose degrees of freedom follow Satterthwaite: plain Taylor intervals
cover too little when many places have full marks and few lose much (measured in docs/reference/assessment.md).

- A stratum seen whole adds no variance.
- A stratum of which one place of several was seen is joined, for the variance alone, with the next such stratum of
  the same type, else the next in order of type and area that was not seen whole: this overstates rather than hides.
- When the places seen do not differ (all have full marks, or there is only one), there is no spread to reckon with.
  The interval then is that of Clopper and Pearson, as if a place could only be faultless or worthless: rather far too
  wide than empty.
"""

from collections.abc import Callable, Hashable, Iterable, Set
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import exp, log, sqrt
from typing import TypeVar
from uuid import UUID

from bihuan.visits.rules.quantiles import beta_quantile, t_quantile
from bihuan.visits.rules.samples import Sample, Seen, Variance, variance_of
from bihuan.visits.rules.scoring import NOT_APPLICABLE, Mark

CONFIDENCE = 0.95
_FAR = 700.0
_NO_SPREAD = 1e-20
K = TypeVar("K", bound=Hashable)


class Basis(StrEnum):
    """What an interval rests on."""

    WHOLE = "whole"
    """Every place was seen: the score is exact."""
    SPREAD = "spread"
    """The spread among the places seen."""
    BOUND = "bound"
    """The number of places alone, because no spread was seen."""
    NONE = "none"
    """Nothing was applicable: there is no score."""


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
    if variance.value is None or variance.value < _NO_SPREAD:
        return *_bound(exact, sampled), Basis.BOUND
    reach = t_quantile(variance.freedom, CONFIDENCE) * sqrt(variance.value) / (exact * (1 - exact))
    middle = log(exact / (1 - exact))
    return _share(middle - reach), _share(middle + reach), Basis.SPREAD


def _bound(rate: float, count: int) -> tuple[float, float]:
    good, tail = rate * count, (1 - CONFIDENCE) / 2
    low = beta_quantile(tail, good, count - good + 1) if rate > 0 else 0.0
    return low, beta_quantile(1 - tail, good + 1, count - good) if rate < 1 else 1.0


def _share(logit: float) -> float:
    return 1 / (1 + exp(-max(-_FAR, min(_FAR, logit))))


def estimate_each(sample: Sample, keys: Callable[[Seen], Iterable[K]]) -> dict[K, Score]:
    """Return the score of every part that keys names, in the order of the sample; a place may be of several parts."""
    parts: dict[K, set[UUID]] = {}
    for place in sample.places:
        for key in keys(place):
            parts.setdefault(key, set()).add(place.uuid)
    return {key: estimate(sample, _within(part)) for key, part in parts.items()}


def _within(part: Set[UUID]) -> Callable[[Seen], bool]:
    return lambda place: place.uuid in part
