"""Polygons: read from GeoJSON, moved, and which of them holds a point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from register_makers import square

from bihuan.kernel.errors import Refusal
from bihuan.kernel.geo import Datum
from bihuan.places.rules.shapes import MOST_CORNERS, finder, read_shape

RING = {
    "type": "Polygon",
    "coordinates": [square(0, 0, 3)["coordinates"][0], square(1, 1, 1)["coordinates"][0]],
}


@pytest.mark.parametrize(
    ("lon", "lat", "inside"),
    [(0.5, 0.5, True), (1.5, 1.5, False), (2.5, 1.5, True), (3.5, 1.5, False), (-0.1, 1.5, False), (1.5, 3.1, False)],
)
def test_a_hole_is_outside(lon: float, lat: float, inside: bool) -> None:
    assert read_shape(RING).holds(lon, lat) is inside


@given(st.floats(-1, 4), st.floats(-1, 4))
def test_a_square_holds_exactly_what_lies_between_its_sides(lon: float, lat: float) -> None:
    on_edge = lon in (0, 3) or lat in (0, 3)

    assert on_edge or read_shape(square(0, 0, 3)).holds(lon, lat) == (0 < lon < 3 and 0 < lat < 3)


def test_one_of_several_polygons_is_enough() -> None:
    several = {"type": "MultiPolygon", "coordinates": [square(0, 0, 1)["coordinates"], square(5, 5, 1)["coordinates"]]}
    shape = read_shape(several)

    assert shape.holds(5.5, 5.5)
    assert not shape.holds(3, 3)
    assert read_shape(shape.as_geojson()) == shape


@given(st.floats(113.4, 113.9), st.floats(34.6, 35.0))
def test_the_finder_agrees_with_asking_every_shape(lon: float, lat: float) -> None:
    shapes = [(n, read_shape(square(113.5 + n % 3 / 10, 34.7 + n // 3 / 10))) for n in range(6)]
    wide = (99, read_shape(square(113.4, 34.6, 0.5)))

    found = finder([wide, *shapes])(lon, lat)

    holding = [n for n, shape in shapes if shape.holds(lon, lat)]
    assert found == (holding[0] if holding else 99 if wide[1].holds(lon, lat) else None)


def test_degrees_of_a_shifted_map_are_moved() -> None:
    moved = read_shape(square(113.5, 34.7), Datum.GCJ02).box

    assert 0.004 < 113.5 - moved.west < 0.008


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        [],
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[["a", 0], [1, 1], [2, 0]]]},
        {"type": "Polygon", "coordinates": [[[500, 0], [1, 1], [2, 0]]]},
        {"type": "Polygon", "coordinates": [[[float("nan"), 0], [1, 1], [2, 0]]]},
        {"type": "Polygon", "coordinates": 5},
        {"type": "MultiPolygon", "coordinates": [[]]},
        {"type": "Polygon"},
    ],
)
def test_what_is_no_polygon_is_refused(geometry: object) -> None:
    with pytest.raises(Refusal, match=r"places\.shape_odd"):
        read_shape(geometry)


def test_too_many_corners_are_refused() -> None:
    ring = [[n / MOST_CORNERS, n % 7] for n in range(MOST_CORNERS + 1)]

    with pytest.raises(Refusal, match=r"places\.shape_long"):
        read_shape({"type": "Polygon", "coordinates": [ring]})
