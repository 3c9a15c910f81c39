"""Positions with their datum: WGS84 inside, GCJ-02 and BD-09 only at the map edge, and distances on the ground."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the earth (IUGG)."""

# The box inside which the Chinese web maps shift positions; outside it they do not.
WEST, EAST, SOUTH, NORTH = 72.004, 137.8347, 0.8293, 55.8271
# The ellipsoid that the shift is defined on (Krasovsky 1940), in metres.
_AXIS, _ECCENTRICITY_SQUARED = 6_378_245.0, 0.00669342162296594323
_BD_TURN = math.pi * 3000 / 180
_CLOSE_DEG = 1e-11
_ROUNDS = 20

_Pair = tuple[float, float]


class Datum(StrEnum):
    """What a longitude and latitude refer to.

    CGCS2000 agrees with WGS84 to centimetres and is treated as the same. GCJ-02 (AMap, Tencent, WeChat) and BD-09
    (Baidu) are shifted by some hundred metres.
    """

    WGS84 = "wgs84"
    CGCS2000 = "cgcs2000"
    GCJ02 = "gcj02"
    BD09 = "bd09"


@dataclass(frozen=True, slots=True)
class Position:
    """A point on the ground. lon, lat: degrees in datum. accuracy_m: radius in which it lies, None when unknown.

    Raises ValueError for degrees that do not exist and for an accuracy below 0.
    """

    lon: float
    lat: float
    datum: Datum
    accuracy_m: float | None = None

    def __post_init__(self) -> None:
        if not (-180 <= self.lon <= 180 and -90 <= self.lat <= 90):
            raise ValueError(f"no such position: longitude {self.lon}, latitude {self.lat}")
        if self.accuracy_m is not None and not 0 <= self.accuracy_m < math.inf:
            raise ValueError(f"no such accuracy: {self.accuracy_m} m")


class Box(NamedTuple):
    """A rectangle in degrees; west is not above east, south not above north."""

    west: float
    south: float
    east: float
    north: float


def to_wgs84(position: Position) -> Position:
    """Return the same point in WGS84, to 1e-8 degrees (about a millimetre); accuracy_m is kept.

    A point on the seam of the box, where one shifted position belongs to two places, is taken as shifted.
    """
    shift = _SHIFTS.get(position.datum)
    lon, lat = position.lon, position.lat
    if shift is not None:
        lon, lat = _unshifted(lon, lat, shift)
    return Position(lon, lat, Datum.WGS84, position.accuracy_m)


def from_wgs84(position: Position, datum: Datum) -> Position:
    """Return a WGS84 or CGCS2000 position in datum, for a map that needs it. Raises ValueError for other datums."""
    if position.datum in _SHIFTS:
        raise ValueError(f"the position is already shifted ({position.datum})")
    lon, lat = position.lon, position.lat
    if datum in _SHIFTS and _in_box(lon, lat):
        lon, lat = _SHIFTS[datum](lon, lat)
    return Position(lon, lat, datum, position.accuracy_m)


def distance_m(a: Position, b: Position) -> float:
    """Return the metres between two positions of any datum along a sphere (within 0.6 % of the ellipsoid)."""
    a, b = to_wgs84(a), to_wgs84(b)
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lon, half_lat = math.radians(b.lon - a.lon) / 2, (lat_b - lat_a) / 2
    haversine = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, haversine)))


def bounding_box(lon: float, lat: float, radius_m: float) -> Box:
    """Return a box that holds every point within radius_m of a WGS84 point: a cheap filter before distance_m.

    Near a pole and at 180 degrees the box spans all longitudes, as it cannot be one piece.
    """
    angle = radius_m / EARTH_RADIUS_M
    south, north = lat - math.degrees(angle), lat + math.degrees(angle)
    if south <= -90 or north >= 90:
        return Box(-180.0, max(south, -90.0), 180.0, min(north, 90.0))
    half = math.degrees(math.asin(math.sin(angle) / math.cos(math.radians(lat))))
    if lon - half < -180 or lon + half > 180:
        return Box(-180.0, south, 180.0, north)
    return Box(lon - half, south, lon + half, north)


def _in_box(lon: float, lat: float) -> bool:
    return WEST <= lon <= EAST and SOUTH <= lat <= NORTH


def _unshifted(lon: float, lat: float, shift: Callable[[float, float], _Pair]) -> _Pair:
    """Find the point that shift moves to (lon, lat): the shift changes slowly, so each round comes much nearer."""
    # No shift is larger than 0.05 degrees; farther out the formula does not hold and must not be tried.
    if not (WEST - 0.05 <= lon <= EAST + 0.05 and SOUTH - 0.05 <= lat <= NORTH + 0.05):
        return lon, lat
    guess_lon, guess_lat = lon, lat
    for _ in range(_ROUNDS):
        shifted_lon, shifted_lat = shift(guess_lon, guess_lat)
        off_lon, off_lat = lon - shifted_lon, lat - shifted_lat
        guess_lon, guess_lat = guess_lon + off_lon, guess_lat + off_lat
        if max(abs(off_lon), abs(off_lat)) < _CLOSE_DEG:
            break
    return (guess_lon, guess_lat) if _in_box(guess_lon, guess_lat) else (lon, lat)


def _to_gcj02(lon: float, lat: float) -> _Pair:
    """Shift WGS84 to GCJ-02. Source: the polynomial with sines known since 2010; constants as above."""
    x, y = lon - 105.0, lat - 35.0
    common = _waves(x, (20.0, 6.0), (20.0, 2.0))
    north_m = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    north_m += common + _waves(y, (20.0, 1.0), (40.0, 1 / 3), (160.0, 1 / 12), (320.0, 1 / 30))
    east_m = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    east_m += common + _waves(x, (20.0, 1.0), (40.0, 1 / 3), (150.0, 1 / 12), (300.0, 1 / 30))
    phi = math.radians(lat)
    w = 1 - _ECCENTRICITY_SQUARED * math.sin(phi) ** 2
    meridian_radius = _AXIS * (1 - _ECCENTRICITY_SQUARED) / (w * math.sqrt(w))
    parallel_radius = _AXIS / math.sqrt(w) * math.cos(phi)
    return lon + math.degrees(east_m / parallel_radius), lat + math.degrees(north_m / meridian_radius)


def _waves(at: float, *waves: tuple[float, float]) -> float:
    """Sum sines of (height in metres, half waves per degree)."""
    return sum(height * math.sin(at * frequency * math.pi) for height, frequency in waves) * 2.0 / 3.0


def _to_bd09(lon: float, lat: float) -> _Pair:
    """Shift WGS84 to BD-09: GCJ-02, then a turn and a stretch about the origin and a fixed step."""
    x, y = _to_gcj02(lon, lat)
    radius = math.hypot(x, y) + 0.00002 * math.sin(y * _BD_TURN)
    angle = math.atan2(y, x) + 0.000003 * math.cos(x * _BD_TURN)
    return radius * math.cos(angle) + 0.0065, radius * math.sin(angle) + 0.006


_SHIFTS: dict[Datum, Callable[[float, float], _Pair]] = {Datum.GCJ02: _to_gcj02, Datum.BD09: _to_bd09}
