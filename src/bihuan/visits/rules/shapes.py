"""Whether a point lies inside a GeoJSON polygon."""

from collections.abc import Mapping, Sequence
from typing import Any

Ring = Sequence[Sequence[float]]


def is_inside(shape: Mapping[str, Any], lon: float, lat: float) -> bool:
    """Tell whether a WGS84 point lies in a Polygon or MultiPolygon; holes are outside."""
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return any(sum(_crosses(ring, lon, lat) for ring in polygon) % 2 for polygon in polygons)


def _crosses(ring: Ring, lon: float, lat: float) -> int:
    count = 0
    for (x1, y1, *_up1), (x2, y2, *_up2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            count += 1
    return count
