"""Logistic regression with a ridge, by Newton's method: small, exact, the same on every run."""

import numpy as np

from bihuan.cases.rules.risk.panel import Floats

RIDGE = 4.0
"""Each coefficient of a standardised feature is thought to lie within ± 1 (two standard deviations of 1/2)."""
_INTERCEPT_RIDGE = 1e-3
_ROUNDS = 40
_CLOSE = 1e-8
_FAR = 30.0


def chance(score: Floats) -> Floats:
    """Return log odds as a chance."""
    return 1.0 / (1.0 + np.exp(-np.clip(score, -_FAR, _FAR)))


def log_odds(chances: Floats) -> Floats:
    """Return chances as log odds; 0 and 1 stay finite."""
    held = np.clip(chances, 1e-6, 1 - 1e-6)
    return np.log(held / (1 - held))


def fit(features: Floats, outcomes: Floats, start: Floats | None = None) -> Floats:
    """Return the coefficients, the intercept first. features: standardised, without a column of ones.

    outcomes: 0, 1, or between when an outcome is only partly known. start: coefficients to begin from.
    """
    design = np.column_stack([np.ones(len(features)), features])
    ridge = np.full(design.shape[1], RIDGE)
    ridge[0] = _INTERCEPT_RIDGE
    found = np.zeros(design.shape[1]) if start is None else start.copy()
    loss = _loss(design, outcomes, ridge, found)
    for _ in range(_ROUNDS):
        expected = chance(design @ found)
        slope = design.T @ (expected - outcomes) + ridge * found
        bend = (design * (expected * (1 - expected))[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        size = 1.0
        while (better := _loss(design, outcomes, ridge, found - size * step)) > loss + _CLOSE and size > _CLOSE:
            size /= 2
        found, loss = found - size * step, better
        if abs(size * step).max() < _CLOSE:
            break
    return found


def _loss(design: Floats, outcomes: Floats, ridge: Floats, found: Floats) -> float:
    score = design @ found
    return float((np.logaddexp(0.0, score) - outcomes * score).sum() + (ridge * found * found).sum() / 2)
