"""Positions go to WGS84 and back, agree with an independent library, and distances mean metres on the ground."""

import math

import eviltransform
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bihuan.kernel.geo import (
    EAST,
    NORTH,
    SOUTH,
    WEST,
    Box,
    Datum,
    Position,
    bounding_box,
    distance_m,
    from_wgs84,
    to_wgs84,
)

GAOXIN = Position(113.55, 34.80, Datum.WGS84, 12.0)  # 郑州高新区
SHIFTED = [Datum.GCJ02, Datum.BD09]

LONS, LATS = st.floats(-180, 180), st.floats(-90, 90)
IN_CHINA = st.builds(Position, st.floats(WEST, EAST), st.floats(SOUTH, NORTH), st.just(Datum.WGS84))
# Well inside, so that the library, which asks on which side of the seam the shifted point lies, answers the same.
INLAND = st.builds(Position, st.floats(73, 137), st.floats(2, 55), st.just(Datum.WGS84))
ANYWHERE = st.builds(Position, LONS, LATS, st.sampled_from(Datum))
FAR_OUT = st.tuples(LONS, LATS).filter(
    lambda p: not (WEST - 0.1 <= p[0] <= EAST + 0.1 and SOUTH - 0.1 <= p[1] <= NORTH + 0.1)
)


def on_the_ground(position: Position) -> Position:
    """The same degrees taken as WGS84."""
    return Position(position.lon, position.lat, Datum.WGS84)


def test_gcj02_is_573_metres_off_in_zhengzhou() -> None:
    shifted = from_wgs84(GAOXIN, Datum.GCJ02)

    assert distance_m(GAOXIN, on_the_ground(shifted)) == pytest.approx(573, abs=1)


def test_bd09_is_a_kilometre_off_in_zhengzhou() -> None:
    shifted = from_wgs84(GAOXIN, Datum.BD09)

    assert 700 < distance_m(GAOXIN, on_the_ground(shifted)) < 1_500


@pytest.mark.parametrize("datum", Datum)
def test_a_point_is_no_distance_from_itself_in_another_datum(datum: Datum) -> None:
    assert distance_m(GAOXIN, from_wgs84(GAOXIN, datum)) < 0.01


@pytest.mark.parametrize("datum", Datum)
def test_accuracy_and_datum_are_kept(datum: Datum) -> None:
    there = from_wgs84(GAOXIN, datum)
    back = to_wgs84(there)

    assert (there.datum, there.accuracy_m) == (datum, 12.0)
    assert (back.datum, back.accuracy_m) == (Datum.WGS84, 12.0)


def test_cgcs2000_is_taken_as_wgs84() -> None:
    position = Position(113.55, 34.80, Datum.CGCS2000)

    assert to_wgs84(position) == on_the_ground(position)
    assert from_wgs84(position, Datum.GCJ02) == from_wgs84(on_the_ground(position), Datum.GCJ02)


@pytest.mark.parametrize("datum", SHIFTED)
def test_a_shifted_position_is_not_shifted_again(datum: Datum) -> None:
    with pytest.raises(ValueError, match="already shifted"):
        from_wgs84(from_wgs84(GAOXIN, datum), Datum.GCJ02)


@given(INLAND)
def test_gcj02_is_that_of_the_library(position: Position) -> None:
    lat, lon = eviltransform.wgs2gcj(position.lat, position.lon)
    result = from_wgs84(position, Datum.GCJ02)

    # The library uses another major axis (6378137 m), which makes 2 cm at the largest shift.
    assert (result.lon, result.lat) == pytest.approx((lon, lat), abs=3e-7)


@given(INLAND)
def test_bd09_is_that_of_the_library(position: Position) -> None:
    lat, lon = eviltransform.wgs2bd(position.lat, position.lon)
    result = from_wgs84(position, Datum.BD09)

    assert (result.lon, result.lat) == pytest.approx((lon, lat), abs=3e-7)


@given(st.floats(74, 136), st.floats(3, 54))
def test_the_library_shifts_the_inverse_back_to_where_it_was(lon: float, lat: float) -> None:
    gcj02, bd09 = (to_wgs84(Position(lon, lat, datum)) for datum in SHIFTED)

    # Forwards on purpose: the library's own inverse is up to 50 m beside the point.
    assert eviltransform.wgs2gcj(gcj02.lat, gcj02.lon) == pytest.approx((lat, lon), abs=3e-7)
    assert eviltransform.wgs2bd(bd09.lat, bd09.lon) == pytest.approx((lat, lon), abs=3e-7)


@given(IN_CHINA, st.sampled_from(Datum))
def test_there_and_back_is_the_same_point(position: Position, datum: Datum) -> None:
    back = to_wgs84(from_wgs84(position, datum))

    # On the very edge a rounding decides the side, which is a jump of the whole shift.
    assume(WEST + 1e-9 < position.lon < EAST - 1e-9 and SOUTH + 1e-9 < position.lat < NORTH - 1e-9)
    assert (back.lon, back.lat) == pytest.approx((position.lon, position.lat), abs=1e-8)


@given(FAR_OUT, st.sampled_from(Datum))
def test_outside_the_box_nothing_is_shifted(point: tuple[float, float], datum: Datum) -> None:
    position = Position(*point, Datum.WGS84)
    there = from_wgs84(position, datum)

    assert (there.lon, there.lat) == point
    assert to_wgs84(there) == position


@pytest.mark.parametrize("lon, lat", [(WEST - 0.03, 35), (EAST + 0.03, 35), (110, SOUTH - 0.03), (110, NORTH + 0.03)])
@pytest.mark.parametrize("datum", SHIFTED)
def test_just_outside_the_box_nothing_is_shifted(lon: float, lat: float, datum: Datum) -> None:
    position = Position(lon, lat, Datum.WGS84)

    assert to_wgs84(from_wgs84(position, datum)) == position


@given(ANYWHERE, ANYWHERE)
def test_distance_is_the_same_both_ways_and_at_most_half_round(a: Position, b: Position) -> None:
    assert distance_m(a, b) == pytest.approx(distance_m(b, a), abs=1e-6)
    assert 0 <= distance_m(a, b) <= 20_015_115
    assert distance_m(a, a) == 0


@pytest.mark.parametrize(
    "a, b, metres",
    [
        ((0, 0), (0, 1), 111_195),
        ((0, 0), (1, 0), 111_195),
        ((0, 60), (1, 60), 55_597),
        ((0, 0), (180, 0), 20_015_115),
        ((-179.5, 0), (179.5, 0), 111_195),
        ((116.3974, 39.9093), (121.4737, 31.2304), 1_068_000),
    ],
)
def test_distances_known_from_the_map(a: tuple[float, float], b: tuple[float, float], metres: float) -> None:
    assert distance_m(Position(*a, Datum.WGS84), Position(*b, Datum.WGS84)) == pytest.approx(metres, rel=1e-3)


def test_a_box_of_fifty_metres_in_zhengzhou() -> None:
    box = bounding_box(113.55, 34.80, 50)

    assert box == pytest.approx((113.549452, 34.79955, 113.550548, 34.80045), abs=1e-6)


@pytest.mark.parametrize(
    "lon, lat, box",
    [
        (10, 89.9995, (-180, 89.9986, 180, 90)),
        (10, -89.9995, (-180, -90, 180, -89.9986)),
        (179.9999, 0, (-180, -0.0009, 180, 0.0009)),
        (-179.9999, 0, (-180, -0.0009, 180, 0.0009)),
    ],
)
def test_a_box_that_is_not_one_piece_spans_all_longitudes(lon: float, lat: float, box: tuple[float, ...]) -> None:
    assert bounding_box(lon, lat, 100) == pytest.approx(box, abs=1e-4)


@given(LONS, st.floats(-89.9, 89.9), st.floats(1, 50_000), st.floats(0, 2 * math.pi), st.floats(0, 0.999))
def test_the_box_holds_every_point_of_the_circle(
    lon: float, lat: float, radius: float, bearing: float, share: float
) -> None:
    box = bounding_box(lon, lat, radius)
    centre = Position(lon, lat, Datum.WGS84)
    north = share * radius * math.cos(bearing) / 111_195
    east = share * radius * math.sin(bearing) / (111_195 * math.cos(math.radians(lat)))
    assume(-180 <= lon + east <= 180 and -90 <= lat + north <= 90)
    point = Position(lon + east, lat + north, Datum.WGS84)

    inside = box.west <= point.lon <= box.east and box.south <= point.lat <= box.north

    assert inside or distance_m(centre, point) > radius


@given(st.floats(-179, 179), st.floats(-80, 80), st.floats(1, 5_000))
def test_the_box_is_no_larger_than_it_must_be(lon: float, lat: float, radius: float) -> None:
    box = bounding_box(lon, lat, radius)
    centre = Position(lon, lat, Datum.WGS84)

    assert isinstance(box, Box)
    assert distance_m(centre, Position(lon, box.north, Datum.WGS84)) == pytest.approx(radius, rel=1e-3)
    assert distance_m(centre, Position(box.east, lat, Datum.WGS84)) == pytest.approx(radius, rel=1e-2)


@pytest.mark.parametrize(
    "lon, lat, accuracy",
    [(181, 0, None), (0, 91, None), (math.nan, 0, None), (0, math.nan, None), (0, 0, -1), (0, 0, math.inf)],
)
def test_positions_that_do_not_exist_are_refused(lon: float, lat: float, accuracy: float | None) -> None:
    with pytest.raises(ValueError, match="no such"):
        Position(lon, lat, Datum.WGS84, accuracy)
