"""The squares in which points are counted for the map: level L cuts the Mercator world into 2^L by 2^L tiles."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from bihuan.kernel.geo import Box

DEEPEST = 16
LEVELS = range(3, DEEPEST + 1)
SINGLE_FROM_ZOOM = 15
"""From here on (zoom of MapLibre) points are shown one by one."""
_FINER = 3
"""A tile of 512 pixels is cut into 8 by 8 squares of 64 pixels."""
_MOST_ACROSS = 64
_FLATTEST = 85.0511287798066


class Tile(NamedTuple):
    """One square of one level, counted from the north-west corner."""

    level: int
    x: int
    y: int


class Square(NamedTuple):
    """What is counted: the points of one type, or of all (""), in one tile."""

    type_code: str
    tile: Tile


class Span(NamedTuple):
    """The squares of one level that a box touches, both ends included."""

    level: int
    x_from: int
    x_to: int
    y_from: int
    y_to: int

    @property
    def step(self) -> int:
        """How many of the deepest squares one square is wide."""
        return 1 << (DEEPEST - self.level)


def deepest(lon: float, lat: float) -> tuple[int, int]:
    """Return x and y of the deepest square that a WGS84 point lies in."""
    most = (1 << DEEPEST) - 1
    flat = math.radians(max(-_FLATTEST, min(_FLATTEST, lat)))
    x = (lon + 180) / 360
    y = (1 - math.asinh(math.tan(flat)) / math.pi) / 2
    return min(most, max(0, int(x * (most + 1)))), min(most, max(0, int(y * (most + 1))))


def tiles(x: int, y: int) -> Iterator[Tile]:
    """Yield the square of every level that holds a deepest square."""
    for level in LEVELS:
        yield Tile(level, x >> (DEEPEST - level), y >> (DEEPEST - level))


def span(box: Box, zoom: float) -> Span:
    """Return the squares to count for a map that shows box at zoom: never more than 64 across, whoever asks."""
    west_x, north_y = deepest(box.west, box.north)
    east_x, south_y = deepest(box.east, box.south)
    level = max(LEVELS[0], min(DEEPEST, int(zoom) + _FINER))
    while level > LEVELS[0] and max(east_x - west_x, south_y - north_y) >> (DEEPEST - level) >= _MOST_ACROSS:
        level -= 1
    down = DEEPEST - level
    return Span(level, west_x >> down, east_x >> down, north_y >> down, south_y >> down)
