"""The map: what it asks for, and the policy that guards it."""

import pytest
from cast import Cast, call
from django.test import Client
from register_makers import point, square

from bihuan.places.commands import import_places, save_area
from bihuan.places.rules.rows import RawRow

ALL = "/places/map/points/?bbox=113,34,114,35&zoom={}"


def fill(cast: Cast, count: int) -> None:
    rows = [
        RawRow(
            n,
            f"D{n}",
            f"点{n}",
            "community" if n % 2 else "estate",
            lon=f"{113.4 + n % 25 / 50}",
            lat=f"{34.5 + n // 25 / 50}",
            datum="WGS84",
        )
        for n in range(1, count + 1)
    ]
    import_places(call(cast.configurer), rows=rows, datum=None)


def test_few_points_are_shown_one_by_one(cast: Cast, desk: Client) -> None:
    saved = point(cast)

    (feature,) = desk.get(ALL.format(9)).json()["features"]

    assert feature["geometry"]["coordinates"] == [113.55, 34.75]
    assert feature["properties"]["uuid"] == str(saved.place_uuid)


@pytest.mark.parametrize("zoom", [3, 8, 11, 14])
def test_many_are_counted_and_none_is_lost(cast: Cast, desk: Client, zoom: int) -> None:
    fill(cast, 620)

    whole = desk.get(ALL.format(zoom)).json()["features"]
    typed = desk.get(ALL.format(zoom) + "&type=community").json()["features"]
    worded = desk.get(ALL.format(zoom) + "&q=点").json()["features"]

    assert sum(each["properties"]["count"] for each in whole) == 620
    assert sum(each["properties"]["count"] for each in typed) == 310
    assert sorted(each["properties"]["count"] for each in worded) == sorted(
        each["properties"]["count"] for each in whole
    )


def test_close_by_the_points_themselves_are_shown(cast: Cast, desk: Client) -> None:
    fill(cast, 620)

    features = desk.get("/places/map/points/?bbox=113.41,34.51,113.47,34.57&zoom=16").json()["features"]

    assert len(features) == 9
    assert all("uuid" in each["properties"] for each in features)


@pytest.mark.parametrize("box", ["x", "1,2,3", "3,0,1,1", "0,0,nan,1", "0,-91,1,1", "0,0,inf,1"])
def test_what_is_no_box_is_refused(desk: Client, box: str) -> None:
    assert desk.get(f"/places/map/points/?bbox={box}&zoom=3").status_code == 422


@pytest.mark.parametrize("zoom", ["", "x", "nan", "-1", "1e9"])
def test_what_is_no_zoom_counts_as_not_said(cast: Cast, desk: Client, zoom: str) -> None:
    point(cast)

    assert len(desk.get(ALL.format(zoom)).json()["features"]) == 1


def test_areas_are_drawn_from_our_own_layer(cast: Cast, desk: Client) -> None:
    save_area(call(cast.configurer), kind="cell", code="G1", name="第一网格", shape=square(113.5, 34.7))

    (feature,) = desk.get("/places/map/areas/").json()["features"]

    assert feature["properties"]["name"] == "第一网格"
    assert desk.get("/places/map/").context["bounds"] == "113.5,34.7,113.6,34.8"


def test_no_outside_server_is_let_through(desk: Client) -> None:
    policy = desk.get("/places/map/").headers["Content-Security-Policy"]

    assert "https:" not in policy
    assert "worker-src 'self'" in policy
