"""Polygons for the phone keep their shape and lose needless corners."""

import math

from bihuan.visits.rules.outline import METRES_PER_DEGREE, MOST_CORNERS, outlines, simplified


def test_a_corner_on_the_line_is_left_out_and_a_real_one_stays() -> None:
    square = [(0.0, 0.0), (0.005, 0.0000001), (0.01, 0.0), (0.01, 0.01), (0.0, 0.01), (0.0, 0.0)]

    assert simplified(square, 8) == [(0.0, 0.0), (0.01, 0.0), (0.01, 0.01), (0.0, 0.01), (0.0, 0.0)]


def test_a_circle_of_2000_corners_fits_a_phone_and_stays_round() -> None:
    ring = [(math.cos(n * math.pi / 1000) / 100, math.sin(n * math.pi / 1000) / 100) for n in range(2001)]

    (kept,) = outlines({"type": "Polygon", "coordinates": [ring]})

    assert len(kept) <= MOST_CORNERS
    assert all(abs(math.hypot(lon, lat) - 0.01) * METRES_PER_DEGREE < 20 for lon, lat in kept)


def test_every_part_of_a_multipolygon_gives_its_outer_ring() -> None:
    ring = [[0, 0], [1, 0], [1, 1], [0, 0]]

    assert len(outlines({"type": "MultiPolygon", "coordinates": [[ring, ring], [ring]]})) == 2
