"""Polygons made simple enough for a phone: corners that change the line by less than a few metres are left out."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

Pair = tuple[float, float]
METRES_PER_DEGREE: Final = 111_320.0
TOLERANCE_M: Final = 8.0
MOST_CORNERS: Final = 120


def outlines(shape: Mapping[str, Any], tolerance_m: float = TOLERANCE_M) -> list[list[Pair]]:
    """Return the outer ring of each polygon of a GeoJSON Polygon or MultiPolygon, simplified, to a metre."""
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [simplified([(float(lon), float(lat)) for lon, lat, *_up in rings[0]], tolerance_m) for rings in polygons]


def simplified(ring: Sequence[Pair], tolerance_m: float) -> list[Pair]:
    """Return the ring with fewer corners (Douglas and Peucker); coarser until at most 120 are left."""
    kept = _kept(ring, tolerance_m)
    while len(kept) > MOST_CORNERS:
        tolerance_m *= 2
        kept = _kept(ring, tolerance_m)
    return [(round(lon, 5), round(lat, 5)) for lon, lat in kept]


def _kept(ring: Sequence[Pair], tolerance_m: float) -> list[Pair]:
    if len(ring) < 5:
        return list(ring)
    middle = len(ring) // 2
    keep, waiting = {0, middle, len(ring) - 1}, [(0, middle), (middle, len(ring) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, most = first, 0.0
        for number in range(first + 1, last):
            off = _off_m(ring[number], ring[first], ring[last])
            if off > most:
                far, most = number, off
        if most > tolerance_m:
            keep.add(far)
            waiting += [(first, far), (far, last)]
    return [ring[number] for number in sorted(keep)]


def _off_m(point: Pair, a: Pair, b: Pair) -> float:
    """Return how far a point lies off the straight line from a to b."""
    narrow = math.cos(math.radians(a[1])) * METRES_PER_DEGREE
    px, py = (point[0] - a[0]) * narrow, (point[1] - a[1]) * METRES_PER_DEGREE
    bx, by = (b[0] - a[0]) * narrow, (b[1] - a[1]) * METRES_PER_DEGREE
    length = math.hypot(bx, by)
    if length == 0:
        return math.hypot(px, py)
    along = max(0.0, min(1.0, (px * bx + py * by) / length**2))
    return math.hypot(px - along * bx, py - along * by)
