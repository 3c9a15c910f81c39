"""Quantiles of Student's t and the beta distribution, from the incomplete beta function (DLMF 8.17.22, Lentz)."""

from functools import lru_cache
from math import exp, inf, lgamma, log, log1p

_TINY = 1e-300
_CLOSE = 1e-15
_NORMAL = 1e7
"""Above so many degrees of freedom t is the normal distribution to seven digits."""


def beta_share(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b), 0 to 1; a and b above 0."""
    if not 0 < x < 1:
        return float(x >= 1)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / _off_zero(1 - (a + b) * x / (a + 1))
    result = d
    for m in range(1, 10_000):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _off_zero(1 + step * d)
            c = _off_zero(1 + step / c)
            result *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return result


def _off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def beta_quantile(share: float, a: float, b: float) -> float:
    """Return the x below which that share (0 to 1) of the beta distribution lies."""
    low, high = 0.0, 1.0
    while high - low > 1e-12:
        middle = (low + high) / 2
        low, high = (middle, high) if beta_share(middle, a, b) < share else (low, middle)
    return (low + high) / 2


@lru_cache(maxsize=10_000)
def t_quantile(freedom: float, confidence: float = 0.95) -> float:
    """Return the t that holds `confidence` of the distribution between -t and t. freedom: above 0, may be infinite."""
    if not freedom > 0 or not 0 < confidence < 1:
        raise ValueError(f"t with {freedom} degrees of freedom at {confidence}")
    freedom = min(freedom, _NORMAL)
    # P(|T| > t) is I_x(freedom / 2, 1/2) with x = freedom / (freedom + t²).
    low, high = 0.0, 1.0
    while _outside(high, freedom) > 1 - confidence:
        low, high = high, high * 2
        if high == inf:
            return inf
    while high - low > high * 1e-13:
        middle = (low + high) / 2
        low, high = (middle, high) if _outside(middle, freedom) > 1 - confidence else (low, middle)
    return (low + high) / 2


def _outside(t: float, freedom: float) -> float:
    return 1 - beta_share(t * t / (freedom + t * t), 0.5, freedom / 2)
