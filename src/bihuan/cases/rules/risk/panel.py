"""Cases as arrays: where, what, when opened and closed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

DAY = 86_400
STILL_OPEN = np.iinfo(np.int64).max
"""The closing moment of a case that is not closed."""
_AREA_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Coded:
    """One column of names: names[codes[i]] is the name in row i."""

    names: tuple[str, ...]
    codes: Ints


@dataclass(frozen=True, slots=True)
class Panel:
    """Cases, one a row. opened, closed: seconds since 1970, closed may be STILL_OPEN. lat, lon: NaN when unknown.

    counted: whether the row happened. A row that only asks "what if something were closed here now?" did not.
    """

    place: Coded
    item: Coded
    area: Coded
    opened: Ints
    closed: Ints
    lat: Floats
    lon: Floats
    counted: Flags

    def __len__(self) -> int:
        return len(self.opened)

    @property
    def is_closed(self) -> Flags:
        closed: Flags = self.closed != STILL_OPEN
        return closed


def panel(
    *,
    place: Sequence[str],
    item: Sequence[str],
    opened: Sequence[int] | Ints,
    closed: Sequence[int | None] | Ints,
    area: Sequence[str] | None = None,
    lat: Sequence[float] | Floats | None = None,
    lon: Sequence[float] | Floats | None = None,
    counted: Sequence[bool] | Flags | None = None,
) -> Panel:
    """Return the cases as arrays. opened, closed: seconds since 1970; closed is None while a case is open.

    Where one of the two columns holds whole days only, both are taken by the day. Without areas, a grid of about one
    kilometre stands in for them when positions are known. A position that cannot be (0, 0 or out of range) is unknown.
    """
    count = len(opened)
    starts = np.asarray(opened, dtype=np.int64)
    ends = np.array([STILL_OPEN if moment is None else moment for moment in closed], dtype=np.int64)
    is_closed = ends != STILL_OPEN
    if not (starts % DAY).any() or not (ends[is_closed] % DAY).any():
        starts, ends = starts // DAY * DAY, np.where(is_closed, ends // DAY * DAY, STILL_OPEN)
    latitude, longitude = _positions(lat, lon, count)
    return Panel(
        place=coded(place),
        item=coded(item),
        area=coded(_cells(latitude, longitude) if area is None else area),
        opened=starts,
        closed=ends,
        lat=latitude,
        lon=longitude,
        counted=np.ones(count, dtype=bool) if counted is None else np.asarray(counted, dtype=bool),
    )


def known_by(panel: Panel, moment: int) -> Panel:
    """Return the panel as it was known just before moment: later openings are absent, later closings still open."""
    rows = panel.counted & (panel.opened < moment)
    closed = panel.closed[rows]
    return Panel(
        place=Coded(panel.place.names, panel.place.codes[rows]),
        item=Coded(panel.item.names, panel.item.codes[rows]),
        area=Coded(panel.area.names, panel.area.codes[rows]),
        opened=panel.opened[rows],
        closed=np.where(closed < moment, closed, STILL_OPEN),
        lat=panel.lat[rows],
        lon=panel.lon[rows],
        counted=panel.counted[rows],
    )


def coded(names: Sequence[str]) -> Coded:
    """Return names as codes in the order of the names, so that the order of the rows does not matter."""
    known = sorted(set(names))
    number = {name: code for code, name in enumerate(known)}
    return Coded(tuple(known), np.array([number[name] for name in names], dtype=np.int64))


def _positions(
    lat: Sequence[float] | Floats | None, lon: Sequence[float] | Floats | None, count: int
) -> tuple[Floats, Floats]:
    if lat is None or lon is None:
        return np.full(count, np.nan), np.full(count, np.nan)
    latitude, longitude = np.array(lat, dtype=np.float64), np.array(lon, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        real = (abs(latitude) <= 90) & (abs(longitude) <= 180) & ((latitude != 0) | (longitude != 0))
    latitude[~real] = longitude[~real] = np.nan
    return latitude, longitude


def _cells(lat: Floats, lon: Floats) -> list[str]:
    return [
        "" if np.isnan(north) else f"{north:.{_AREA_DECIMALS}f} {east:.{_AREA_DECIMALS}f}"
        for north, east in zip(lat, lon, strict=True)
    ]
