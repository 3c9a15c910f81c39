"""What is known of a case at the moment of its closing, as columns of numbers."""

import numpy as np

from bihuan.cases.rules.risk.logistic import log_odds
from bihuan.cases.rules.risk.panel import DAY, Flags, Floats, Ints, Panel
from bihuan.cases.rules.risk.rebounds import NEVER, Openings, rebounded, waits

NAMES = (
    "item rate",
    "area rate",
    "90 days",
    "year",
    "three years",
    "same item",
    "nearby",
    "place came back",
    "days since the last",
    "days open",
    "season 1",
    "season 2",
    "season 3",
    "season 4",
    "years of records",
)
YEAR = 365
LONG = 3 * YEAR
NEAR_M = 50.0
_METRES_PER_DEGREE = 111_195.0
_YEAR_DAYS = 365.25
_OWN_PULL = 4.0
_WIDE = 1 << 31


def features(panel: Panel, horizon: int, item: Floats, area: Floats, overall: float, since: int) -> Floats:
    """Return one row of NAMES for each closed row of panel, NaN where something is not known; other rows are NaN.

    item, area: the rates of each row. overall: the rate of all. since: the first
    opening on record, for a place counts the more cases the longer records have been kept. Only cases opened until a row's closing count for it.
    """
    closed = panel.is_closed
    found = np.full((len(panel), len(NAMES)), np.nan)
    kept = np.clip((panel.closed[closed] - since) / DAY, 0, LONG) / YEAR
    rates = [log_odds(item[closed]), log_odds(area[closed])]
    found[closed] = np.column_stack([*rates, *_counts(panel), *_history(panel, horizon, overall), np.log1p(kept)])
    return found


def prior_year(panel: Panel) -> Floats:
    """Return for each row how many other cases were opened at its place in the year before its closing; 0 if open."""
    closed = panel.is_closed
    found = np.zeros(len(panel))
    found[closed] = _others(panel, panel.place.codes, YEAR)
    return found


def _counts(panel: Panel) -> list[Floats]:
    both = panel.place.codes * len(panel.item.names) + panel.item.codes
    return [
        np.log1p(_others(panel, panel.place.codes, 90)),
        np.log1p(_others(panel, panel.place.codes, YEAR)),
        np.log1p(_others(panel, panel.place.codes, LONG)),
        np.log1p(_others(panel, both, LONG)),
        np.log1p(_nearby(panel)),
    ]


def _history(panel: Panel, horizon: int, overall: float) -> list[Floats]:
    closed = panel.is_closed
    opened, at = panel.opened[closed], panel.closed[closed]
    place = panel.place.codes
    since = Openings(place[panel.counted], panel.opened[panel.counted]).since(place[closed], opened)
    last = np.where(since == NEVER, LONG, np.minimum((since + at - opened) / DAY, LONG))
    stood = np.where(panel.counted[closed], np.log1p((at - opened) / DAY), np.nan)
    turn = 2 * np.pi * (at / DAY % _YEAR_DAYS) / _YEAR_DAYS
    season = [wave(times * turn) for times in (1, 2) for wave in (np.sin, np.cos)]
    return [_came_back(panel, horizon, overall), np.log1p(last), stood, *season]


def _others(panel: Panel, codes: Ints, days: int) -> Ints:
    """Count for each closed row the other cases of its code opened in the days before its closing."""
    closed = panel.is_closed
    at = panel.closed[closed]
    openings = Openings(codes[panel.counted], panel.opened[panel.counted])
    own = panel.counted[closed] & (panel.opened[closed] > at - days * DAY)
    return openings.count(codes[closed], at - days * DAY, at) - own


def _came_back(panel: Panel, horizon: int, overall: float) -> Floats:
    """Return the log odds of earlier closings at the place having come back, of those whose horizon was over by then."""
    closed, place = panel.is_closed, panel.place.codes
    waited = waits(panel)
    over = closed & panel.counted
    came = over & rebounded(waited, horizon)
    at = panel.closed[closed]
    ends = np.where(closed, panel.closed, 0) + horizon * DAY
    start = np.full(len(at), np.iinfo(np.int64).min // 4)
    seen = Openings(place[over], ends[over]).count(place[closed], start, at)
    back = Openings(place[came], ends[came]).count(place[closed], start, at)
    return log_odds((back + _OWN_PULL * overall) / (seen + _OWN_PULL))


def _nearby(panel: Panel) -> Ints:
    """Count the cases of the last year in the nine cells of NEAR_M around each closed row, without its own place."""
    closed = panel.is_closed
    found = np.zeros(int(closed.sum()), dtype=np.int64)
    placed: Flags = ~np.isnan(panel.lat)
    asks, tells = closed & placed, panel.counted & placed
    if not asks.any() or not tells.any():
        return found
    row, column = _cell(panel)
    openings = Openings(row[tells] * _WIDE + column[tells], panel.opened[tells])
    at = panel.closed[asks]
    around = np.zeros(int(asks.sum()), dtype=np.int64)
    for north in (-1, 0, 1):
        for east in (-1, 0, 1):
            codes = (row[asks] + north) * _WIDE + column[asks] + east
            around += openings.count(codes, at - YEAR * DAY, at)
    here = Openings(panel.place.codes[tells], panel.opened[tells]).count(panel.place.codes[asks], at - YEAR * DAY, at)
    found[asks[closed]] = np.maximum(around - here, 0)
    return found


def _cell(panel: Panel) -> tuple[Ints, Ints]:
    """Return row and column of each position on a grid of NEAR_M; columns narrow by whole degrees of latitude."""
    lat, lon = np.nan_to_num(panel.lat), np.nan_to_num(panel.lon)
    shrink = np.cos(np.radians(np.clip(np.floor(lat), -89, 89)))
    row = np.floor((lat + 90) * _METRES_PER_DEGREE / NEAR_M).astype(np.int64)
    column = np.floor((lon + 180) * _METRES_PER_DEGREE * shrink / NEAR_M).astype(np.int64)
    return row, column
