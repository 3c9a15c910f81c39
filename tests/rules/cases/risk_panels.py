"""Invented panels of closed cases for the tests of the risk model."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bihuan.cases.rules.risk import Panel, panel
from bihuan.cases.rules.risk.panel import DAY

ITEMS = ("垃圾", "积水", "占道", "小广告")


@dataclass(frozen=True)
class Row:
    place: str
    item: str
    opened: int
    closed: int | None
    area: str = "甲街道"
    lat: float = float("nan")
    lon: float = float("nan")


def of(rows: list[Row], **more: Any) -> Panel:
    """Return rows as a panel; opened and closed are days."""
    columns: dict[str, Any] = {
        "place": [row.place for row in rows],
        "item": [row.item for row in rows],
        "opened": [row.opened * DAY for row in rows],
        "closed": [None if row.closed is None else row.closed * DAY for row in rows],
        "area": [row.area for row in rows],
        "lat": [row.lat for row in rows],
        "lon": [row.lon for row in rows],
    }
    return panel(**columns | more)


def district(seed: int = 1, places: int = 1500, days: int = 1400, rate: float = 0.5) -> list[Row]:
    """Return the cases of an invented district.

    Each place has its own pace (a few are bad for ever), each item stretches it, and places of one street share a factor:
    so the past of a place, its item and its area each tell something of what comes.
    """
    chance = np.random.default_rng(seed)
    rows = []
    for number in range(places):
        street = number % 12
        pace = rate * chance.gamma(0.6, 1.6) * (0.6 + 0.1 * street)
        at = chance.exponential(1 / pace) * 365 if pace > 0.01 else days + 1.0
        while at < days:
            item = int(chance.integers(len(ITEMS)))
            stood = int(chance.integers(0, 15))
            if at + stood < days:
                north, east = 30 + street / 100 + number * 1e-5, 115 + number % 7 / 100
                rows.append(Row(f"点{number}", ITEMS[item], int(at), int(at) + stood, f"街{street}", north, east))
            at += stood + chance.exponential(1 / (pace * (0.5 + 0.5 * item))) * 365
    return rows


def shaken(rows: list[Row], seed: int) -> list[Row]:
    """Return rows in another order."""
    return [rows[number] for number in np.random.default_rng(seed).permutation(len(rows))]


def with_another_future(rows: list[Row], day: int, seed: int) -> list[Row]:
    """Return rows with everything from day on changed: other openings, other places; closings from day on moved."""
    past = [
        replace(row, closed=row.closed + 3 * seed) if row.closed is not None and row.closed >= day else row
        for row in rows
        if row.opened < day
    ]
    chance = np.random.default_rng(seed)
    places = sorted({row.place for row in rows})
    future = [
        Row(places[int(chance.integers(len(places)))], "新事项", day + int(gap), day + int(gap) + 1, "新街")
        for gap in chance.integers(0, 300, size=len(rows) // 3)
    ]
    return past + future
