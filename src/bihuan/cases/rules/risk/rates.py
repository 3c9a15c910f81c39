"""Rates of rebound by item or area, pulled towards the mean where there are few cases."""

from collections.abc import Mapping
from zlib import crc32

import numpy as np

from bihuan.cases.rules.risk.panel import Coded, Flags, Floats, Ints

PULL = 40
"""How many average cases stand beside the real ones of an item or area."""
IMAGINED, IMAGINED_RATE = 5, 0.1
FOLDS = 5


def overall(outcomes: Flags) -> float:
    """Return the rate of all; a handful of imagined cases keeps it off 0 and 1."""
    return float((outcomes.sum() + IMAGINED * IMAGINED_RATE) / (len(outcomes) + IMAGINED))


def shrunk(codes: Ints, outcomes: Flags, count: int) -> Floats:
    """Return for each of count codes its rate, pulled towards the rate of all; a code without cases has that one."""
    came = np.bincount(codes, weights=outcomes, minlength=count)
    return (came + PULL * overall(outcomes)) / (np.bincount(codes, minlength=count) + PULL)


def named(column: Coded, rows: Flags, outcomes: Flags) -> dict[str, float]:
    """Return name → shrunk rate of every name that stands in rows."""
    rates = shrunk(column.codes[rows], outcomes[rows], len(column.names))
    return {column.names[code]: float(rates[code]) for code in np.unique(column.codes[rows])}


def looked_up(column: Coded, rates: Mapping[str, float], otherwise: float) -> Floats:
    """Return the rate of each row; a name never seen has the rate of all."""
    table = np.array([rates.get(name, otherwise) for name in column.names], dtype=np.float64)
    found: Floats = table[column.codes]
    return found


def apart(column: Coded, rows: Flags, outcomes: Flags, folds: Ints) -> Floats:
    """Return for each of rows the rate of its name over the rows of other folds, so that no case tells on itself."""
    found = np.zeros(len(rows))
    for fold in range(FOLDS):
        others = rows & (folds != fold)
        mine = rows & (folds == fold)
        found[mine] = shrunk(column.codes[others], outcomes[others], len(column.names))[column.codes[mine]]
    return found


def folds(place: Coded) -> Ints:
    """Return the fold of each row; all cases of a place are in one."""
    of_place = np.array([crc32(name.encode(errors="surrogatepass")) % FOLDS for name in place.names], dtype=np.int64)
    found: Ints = of_place[place.codes]
    return found
