"""How good scores are: AUC, expected calibration error, share of the rebounds among the riskiest fifth."""

from typing import NamedTuple

import numpy as np

from bihuan.cases.rules.risk.panel import Flags, Floats

BINS = 10
RISKIEST = 0.2


class Bin(NamedTuple):
    """Cases of about one stated chance: how many, the mean of what was stated, the share that came back."""

    size: int
    stated: float
    came: float


def auc(scores: Floats, outcomes: Flags) -> float | None:
    """Return the chance that a rebound has a higher score than a case that held; ties count half. None if one lacks."""
    positives = int(outcomes.sum())
    negatives = len(outcomes) - positives
    if not positives or not negatives:
        return None
    _, group, size = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(size) - (size - 1) / 2)[group]
    return float((ranks[outcomes].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def calibration_error(chances: Floats, outcomes: Flags) -> float:
    """Return the mean distance between stated chance and share of rebounds over BINS bins of equal count."""
    return sum(each.size * abs(each.stated - each.came) for each in bins(chances, outcomes)) / len(chances)


def bins(chances: Floats, outcomes: Flags) -> list[Bin]:
    """Return BINS bins of equal count, the lowest chances first.

    Cases of one chance share their outcomes evenly, so that the order of the rows does not matter.
    """
    order = np.argsort(chances, kind="stable")
    stated, came = chances[order], _evened(chances, outcomes)[order]
    parts = np.array_split(np.arange(len(chances)), max(min(BINS, len(chances)), 1))
    return [Bin(len(part), float(stated[part].mean()), float(came[part].mean())) for part in parts if len(part)]


def top_share(scores: Floats, outcomes: Flags) -> float | None:
    """Return the share of all rebounds that lie in the riskiest fifth; None if there are none.

    Where equal scores straddle the edge of the fifth, they count with the share of them that fits in.
    """
    if not outcomes.any():
        return None
    came = _evened(scores, outcomes)[np.argsort(-scores, kind="stable")]
    room = RISKIEST * len(scores)
    whole = int(room)
    return float((came[:whole].sum() + (room - whole) * came[min(whole, len(came) - 1)]) / outcomes.sum())


def _evened(scores: Floats, outcomes: Flags) -> Floats:
    """Return each outcome as the share of rebounds among the cases of its score."""
    _, group, size = np.unique(scores, return_inverse=True, return_counts=True)
    share = np.bincount(group, weights=outcomes) / size
    evened: Floats = share[group]
    return evened
