"""Polygons on the map: read from GeoJSON, moved to WGS84, and which of them holds a point."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bihuan.kernel.geo import Box, Datum, Position, to_wgs84
from bihuan.places import errors

MOST_CORNERS = 20_000
_DIGITS = 7
Pair = tuple[float, float]
Ring = tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """One or several polygons in WGS84; of each, the first ring is its edge and the others are holes."""

    polygons: tuple[tuple[Ring, ...], ...]
    box: Box

    def holds(self, lon: float, lat: float) -> bool:
        """Tell whether a point lies inside; a point on an edge may count to either side."""
        if not (self.box.west <= lon <= self.box.east and self.box.south <= lat <= self.box.north):
            return False
        return any(sum(_crosses(ring, lon, lat) for ring in rings) % 2 for rings in self.polygons)

    def as_geojson(self) -> dict[str, Any]:
        """Return a GeoJSON MultiPolygon, or a Polygon if there is but one."""
        written = [[[list(corner) for corner in ring] for ring in rings] for rings in self.polygons]
        if len(written) == 1:
            return {"type": "Polygon", "coordinates": written[0]}
        return {"type": "MultiPolygon", "coordinates": written}


def read_shape(geometry: object, datum: Datum = Datum.WGS84) -> Shape:
    """Read a GeoJSON Polygon or MultiPolygon whose degrees are in datum; raises places.shape_odd, places.shape_long."""
    try:
        polygons = tuple(tuple(_ring(ring, datum) for ring in rings) for rings in _written(geometry))
    except (TypeError, ValueError, KeyError, IndexError, OverflowError) as fault:
        raise errors.SHAPE_ODD(field="shape") from fault
    corners = [corner for rings in polygons for ring in rings for corner in ring]
    if not corners or not all(polygons):
        raise errors.SHAPE_ODD(field="shape")
    lons, lats = [lon for lon, _lat in corners], [lat for _lon, lat in corners]
    return Shape(polygons, Box(min(lons), min(lats), max(lons), max(lats)))


def _written(geometry: Any) -> Sequence[Any]:
    if not isinstance(geometry, Mapping):
        raise TypeError("no geometry")
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        coordinates = [coordinates]
    elif geometry["type"] != "MultiPolygon":
        raise ValueError("no polygon")
    if sum(len(ring) for rings in coordinates for ring in rings) > MOST_CORNERS:
        raise errors.SHAPE_LONG(most=MOST_CORNERS, field="shape")
    found: Sequence[Any] = coordinates
    return found


def _ring(ring: Iterable[Sequence[float]], datum: Datum) -> Ring:
    corners = tuple(_corner(corner, datum) for corner in ring)
    if len(set(corners)) < 3:
        raise ValueError("fewer than three corners")
    return corners if corners[0] == corners[-1] else (*corners, corners[0])


def _corner(corner: Sequence[float], datum: Datum) -> Pair:
    here = to_wgs84(Position(float(corner[0]), float(corner[1]), datum))
    return round(here.lon, _DIGITS), round(here.lat, _DIGITS)


def _crosses(ring: Ring, lon: float, lat: float) -> int:
    """Count how often a ray to the east meets the ring."""
    met = 0
    from_lon, from_lat = ring[-1]
    for to_lon, to_lat in ring:
        if (from_lat > lat) != (to_lat > lat):
            met += lon < (to_lon - from_lon) * (lat - from_lat) / (to_lat - from_lat) + from_lon
        from_lon, from_lat = to_lon, to_lat
    return met


def finder(shapes: Iterable[tuple[int, Shape]]) -> Callable[[float, float], int | None]:
    """Return a function that says which shape holds a point: the smallest box first, None when none does.

    Shapes are kept by squares of about a kilometre, so that a point is tried against the few shapes near it.
    """
    near: dict[tuple[int, int], list[tuple[int, Shape]]] = {}
    wide: list[tuple[int, Shape]] = []
    for key, shape in sorted(shapes, key=lambda pair: _size(pair[1].box)):
        squares = _squares(shape.box)
        if len(squares) > 400:
            wide.append((key, shape))
        for square in squares if len(squares) <= 400 else ():
            near.setdefault(square, []).append((key, shape))

    def find(lon: float, lat: float) -> int | None:
        tried = (*near.get(_square(lon, lat), ()), *wide)
        return next((key for key, shape in tried if shape.holds(lon, lat)), None)

    return find


def _size(box: Box) -> float:
    return (box.east - box.west) * (box.north - box.south)


def _square(lon: float, lat: float) -> tuple[int, int]:
    return int(lon * 100 // 1), int(lat * 100 // 1)


def _squares(box: Box) -> list[tuple[int, int]]:
    (west, south), (east, north) = _square(box.west, box.south), _square(box.east, box.north)
    if (east - west + 1) * (north - south + 1) > 400:
        return [(0, 0)] * 401
    return [(x, y) for x in range(west, east + 1) for y in range(south, north + 1)]
