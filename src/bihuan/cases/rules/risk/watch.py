"""Cases whose observation is not over: what is known of them so far, and the level it points to."""

from dataclasses import dataclass

import numpy as np

from bihuan.cases.rules.risk.logistic import chance, fit
from bihuan.cases.rules.risk.panel import DAY, Flags, Floats, Ints, Panel
from bihuan.cases.rules.risk.rebounds import NEVER, rebounded

_LEAST_OF_SEASON = 50
_ROUNDS, _CLOSE = 15, 1e-4
_YEAR, _HALF_LIFE = 365, 180
"""Days of closings that the level is taken from, and the days after which one counts half."""
_LEVEL_RIDGE = 1 / 0.3**2


@dataclass(frozen=True, slots=True)
class Watched:
    """The closed cases known at one moment.

    over: the observation has ended. came: a rebound is known by now. share: the part of all rebounds that come within
    the horizon which have usually come after so long, 1 when it is over. age: days since the closing.
    """

    over: Flags
    came: Flags
    share: Floats
    age: Floats


def watched(known: Panel, waited: Ints, horizon: int, moment: int) -> Watched:
    """Return how far the observation of each closed row of known has come at moment."""
    closed = known.closed[known.is_closed]
    wait = waited[known.is_closed]
    over = closed + horizon * DAY < moment
    came = rebounded(wait, horizon) & (wait != NEVER)
    share = _shares(closed, wait, over, came, moment)
    return Watched(over, came, np.where(over, 1.0, share), (moment - closed) / DAY)


def learn(features: Floats, cases: Watched) -> Floats:
    """Return the coefficients that fit what is known.

    A case still watched counts as a rebound by the chance that it will yet be one; that chance follows from the
    coefficients, so they are found in turns.
    """
    found = fit(features[cases.over], cases.came[cases.over].astype(np.float64))
    if cases.over.all():
        return found
    for _ in range(_ROUNDS):
        stated = chance(found[0] + features @ found[1:])
        yet = stated * (1 - cases.share) / (1 - stated * cases.share)
        better = fit(features, np.where(cases.came, 1.0, np.where(cases.over, 0.0, yet)), found)
        moved, found = abs(better - found).max(), better
        if moved < _CLOSE:
            break
    return found


def level(score: Floats, cases: Watched) -> float:
    """Return what to add to the log odds so that they agree with the rebounds known of the last year's closings.

    share is what came of all that comes; here it must be what came of all that score states, so it is turned by the
    ratio of the two among the cases that are over. Few rebounds move the level little.
    """
    stated_over = float(chance(score[cases.over]).sum())
    turn = float(cases.came[cases.over].sum()) / stated_over
    recent = cases.age <= _YEAR
    fresh = 0.5 ** (cases.age[recent] / _HALF_LIFE)
    weight = fresh * np.where(cases.over[recent], 1.0, np.minimum(cases.share[recent] * turn, 1.0))
    came = float((fresh * cases.came[recent]).sum())
    shift = 0.0
    for _ in range(_ROUNDS):
        stated = chance(score[recent] + shift)
        gap = float((weight * stated).sum()) - came + _LEVEL_RIDGE * shift
        shift -= gap / (float((weight * stated * (1 - stated)).sum()) + _LEVEL_RIDGE)
    return shift


def _shares(closed: Ints, wait: Ints, over: Flags, came: Flags, moment: int) -> Floats:
    """Return for each row the usual share of rebounds after its age, among those closed around the same month."""
    month = (closed.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)) % 12
    share = np.zeros(len(closed))
    for number in np.unique(month[~over]):
        near = over & came & np.isin((month - number) % 12, (11, 0, 1))
        if near.sum() < _LEAST_OF_SEASON:
            near = over & came
        usual = np.sort(wait[near])
        mine = (month == number) & ~over
        before = np.searchsorted(usual, moment - closed[mine], side="left")
        share[mine] = before / max(len(usual), 1)
    return share
