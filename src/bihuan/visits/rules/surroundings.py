"""The point beside its surroundings: whether only the point that is assessed was put in order."""

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from bihuan.visits.rules.estimate import CONFIDENCE, Basis, Score, estimate
from bihuan.visits.rules.quantiles import t_quantile
from bihuan.visits.rules.samples import Sample, Seen, variance_of
from bihuan.visits.rules.scoring import Mark

_NO_SPREAD = 1e-20


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both scores over the places seen with their surroundings. difference: point less surroundings, −1 to 1.

    low, high: its 95 % interval; the pairs count, so what makes a place and its surroundings alike good or bad cancels
    out. None when there is no difference to speak of, or no spread to reckon with.
    """

    point: Score
    around: Score
    difference: Fraction | None
    low: float | None
    high: float | None
    basis: Basis


def compare(sample: Sample) -> Comparison:
    """Return the comparison over all places of the sample whose surroundings were walked."""
    around = Sample(sample.sizes, [_as_around(place) for place in sample.places])
    point, beside = estimate(sample, _is_pair), estimate(around, _is_pair)
    if point.rate is None or beside.rate is None:
        return Comparison(point, beside, None, None, None, Basis.NONE)
    difference = point.rate - beside.rate

    def residual(place: Seen) -> float:
        if place.around is None:
            return 0.0
        return _residual(place.mark, point) - _residual(place.around, beside)

    variance = variance_of(sample, residual)
    if Basis.WHOLE is point.basis is beside.basis:
        return Comparison(point, beside, difference, float(difference), float(difference), Basis.WHOLE)
    if variance.value is None or variance.value < _NO_SPREAD:
        return Comparison(point, beside, difference, None, None, Basis.NONE)
    reach = t_quantile(variance.freedom, CONFIDENCE) * sqrt(variance.value)
    low, high = max(-1.0, float(difference) - reach), min(1.0, float(difference) + reach)
    return Comparison(point, beside, difference, low, high, Basis.SPREAD)


def _is_pair(place: Seen) -> bool:
    return place.around is not None


def _as_around(place: Seen) -> Seen:
    return place if place.around is None else Seen(place.uuid, place.stratum, place.around, around=place.around)


def _residual(mark: Mark, score: Score) -> float:
    return (float(mark.obtained) - float(score.rate or 0) * float(mark.possible)) / float(score.estimated.possible)
