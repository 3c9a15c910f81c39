"""The point beside its surroundings: whether only the point that is assessed was put in order."""

from dataclasses import dataclass, replace
from fractions import Fraction
from math import sqrt

from bihuan.visits.rules.estimate import CONFIDENCE, NO_SPREAD, Basis, Score, estimate
from bihuan.visits.rules.quantiles import t_quantile
from bihuan.visits.rules.samples import Sample, Seen, residuals, variance_of
from bihuan.visits.rules.scoring import NOT_APPLICABLE, Tally


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

    beside_too = residuals(sample, _around)
    values = {uuid: each - beside_too.get(uuid, 0.0) for uuid, each in residuals(sample, _point).items()}
    variance = variance_of(sample, values | {uuid: -each for uuid, each in beside_too.items() if uuid not in values})
    if Basis.WHOLE is point.basis is beside.basis:
        return Comparison(point, beside, difference, float(difference), float(difference), Basis.WHOLE)
    if variance.value is None or variance.value < NO_SPREAD:
        return Comparison(point, beside, difference, None, None, Basis.NONE)
    reach = t_quantile(variance.freedom, CONFIDENCE) * sqrt(variance.value)
    low, high = max(-1.0, float(difference) - reach), min(1.0, float(difference) + reach)
    return Comparison(point, beside, difference, low, high, Basis.SPREAD)


def _is_pair(place: Seen) -> bool:
    return place.around is not None


def _point(place: Seen) -> Tally:
    return NOT_APPLICABLE if place.around is None else place.tally


def _around(place: Seen) -> Tally:
    return place.around or NOT_APPLICABLE


def _as_around(place: Seen) -> Seen:
    return replace(place, tally=_around(place))
