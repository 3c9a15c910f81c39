"""The squares of the map."""

from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.geo import Box
from bihuan.places.rules.tiles import DEEPEST, LEVELS, deepest, span, tiles

lons, lats = st.floats(-180, 180), st.floats(-90, 90)


@given(lons, lats)
def test_every_point_lies_in_one_square_of_every_level(lon: float, lat: float) -> None:
    x, y = deepest(lon, lat)

    found = list(tiles(x, y))

    assert [tile.level for tile in found] == list(LEVELS)
    assert all(0 <= tile.x < 1 << tile.level and 0 <= tile.y < 1 << tile.level for tile in found)


@given(lons, lats, st.floats(0, 5), st.floats(0, 5), st.floats(0, 22))
def test_a_box_touches_the_square_of_each_point_in_it(
    lon: float, lat: float, wide: float, high: float, zoom: float
) -> None:
    box = Box(max(-180, lon - wide), max(-90, lat - high), min(180, lon + wide), min(90, lat + high))

    found = span(box, zoom)

    x, y = deepest(lon, lat)
    down = DEEPEST - found.level
    assert found.x_from <= x >> down <= found.x_to
    assert found.y_from <= y >> down <= found.y_to
    assert found.step == 1 << down


@given(lons, lons, lats, lats, st.floats(0, 1000))
def test_no_box_asks_for_more_than_64_squares_across(a: float, b: float, c: float, d: float, zoom: float) -> None:
    found = span(Box(min(a, b), min(c, d), max(a, b), max(c, d)), zoom)

    assert found.x_to - found.x_from <= 64
    assert found.y_to - found.y_from <= 64


def test_squares_follow_the_zoom() -> None:
    small = Box(113.60, 34.74, 113.62, 34.76)

    assert [span(small, zoom).level for zoom in (1, 8.7, 12, 14)] == [4, 11, 15, 16]
