"""Single points: added, changed, retired; the counts on the map follow."""

from typing import Any
from uuid import uuid4

import pytest
from cast import Cast, call
from register_makers import point, square

from bihuan.kernel.errors import Refusal
from bihuan.kernel.geo import Box, Datum
from bihuan.ledger.models import Entry
from bihuan.places import queries
from bihuan.places.commands import restore_place, retire_place, save_area, save_place
from bihuan.places.models import Charge, Place, TileCount
from bihuan.places.rules.rows import Charged
from bihuan.places.rules.tiles import LEVELS

WORLD = Box(-180, -85, 180, 85)


def facts(row: Place) -> dict[str, Any]:
    return {"code": row.code, "name": row.name, "type_code": row.type_code, "datum": Datum.WGS84}


def test_a_new_point_lies_in_its_cell(cast: Cast, cells: None) -> None:
    saved = point(cast)

    row = Place.objects.get()
    assert (row.uuid, row.version, row.cell.code) == (saved.place_uuid, 1, "G1")
    assert row.initials.startswith("xxlnmsc")
    assert Entry.objects.filter(subject_uuid=row.uuid).get().name == "places.place_saved.v1"


def test_a_shifted_position_is_kept_in_wgs84_with_what_it_came_in(cast: Cast) -> None:
    point(cast, lon=113.55, lat=34.75, datum=Datum.BD09, accuracy_m=8.0)

    row = Place.objects.get()
    assert row.datum == "bd09"
    assert 0.005 < 113.55 - row.lon_wgs84 < 0.02
    assert row.accuracy_m == 8.0


def test_it_is_counted_once_on_every_level_and_moves_along(cast: Cast, cells: None) -> None:
    saved = point(cast)
    assert TileCount.objects.count() == 2 * len(LEVELS)

    point(cast, lon=113.65, lat=34.72, place_uuid=saved.place_uuid, expected_version=1)

    assert [row.count for row in TileCount.objects.all()] == [1] * 2 * len(LEVELS)
    deepest = TileCount.objects.latest("level")
    assert (round(deepest.lon_sum, 6), round(deepest.lat_sum, 6)) == (113.65, 34.72)
    assert Place.objects.get().cell.code == "G2"


def test_a_point_of_another_type_is_counted_there(cast: Cast) -> None:
    saved = point(cast)

    point(cast, type_code="community", place_uuid=saved.place_uuid, expected_version=1)

    assert set(TileCount.objects.values_list("type_code", "count")) == {("", 1), ("community", 1)}


def test_out_of_use_it_is_off_the_map_and_comes_back(cast: Cast) -> None:
    saved = point(cast)

    gone = retire_place(call(cast.supervisor), place_uuid=saved.place_uuid, expected_version=1, text="已拆除")
    assert not TileCount.objects.exists()
    assert queries.seen(WORLD, 12).total == 0

    restore_place(call(cast.supervisor), place_uuid=saved.place_uuid, expected_version=gone.version)
    assert queries.seen(WORLD, 12).total == 1


def test_who_answers_is_kept_in_order(cast: Cast) -> None:
    charged = (Charged(cast.street.uuid, cast.handler.uuid), Charged(cast.company.uuid))
    saved = point(cast, charges=charged)

    assert Place.objects.get().unit_id == cast.street.uuid
    assert [(row.unit, row.person) for row in queries.place_detail(saved.place_uuid).charges] == [
        ("甲街道", "甲街道经办"),
        ("环卫公司", ""),
    ]
    point(cast, place_uuid=saved.place_uuid, expected_version=1)
    assert not Charge.objects.exists()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"code": "a b"}, "places.code_unreadable"),
        ({"code": ""}, "orgs.blank"),
        ({"name": " "}, "orgs.blank"),
        ({"type_code": "农贸市场"}, "places.type_unknown"),
        ({"lat": None}, "places.position_half"),
        ({"lon": 34.7, "lat": 113.6}, "places.degrees_swapped"),
        ({"lon": 500.0, "lat": 34.7}, "places.degrees_far"),
        ({"datum": None}, "places.datum_unsaid"),
        ({"radius_m": 5001}, "places.number_odd"),
        ({"charges": (Charged(uuid4()),)}, "orgs.not_found"),
    ],
)
def test_what_does_not_fit_is_refused(cast: Cast, said: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        point(cast, **{"code": "D9"} | said)

    assert refused.value.code == code
    assert not Place.objects.exists()


def test_a_person_of_another_unit_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"places\.person_unknown"):
        point(cast, charges=(Charged(cast.street.uuid, cast.outsider.uuid),))


def test_two_points_have_two_codes(cast: Cast) -> None:
    point(cast)

    with pytest.raises(Refusal, match=r"places\.code_taken"):
        point(cast)


def test_what_somebody_changed_meanwhile_is_not_overwritten(cast: Cast) -> None:
    saved = point(cast)
    point(cast, name="新名", place_uuid=saved.place_uuid, expected_version=1)

    for late in (save_place, retire_place):
        said = facts(Place.objects.get()) if late is save_place else {"text": "x"}
        with pytest.raises(Refusal, match=r"places\.changed"):
            late(call(cast.supervisor), place_uuid=saved.place_uuid, expected_version=1, **said)
    assert Place.objects.get().name == "新名"


def test_sent_twice_it_is_added_once(cast: Cast) -> None:
    said = {"code": "D1", "name": "公园", "type_code": "square_park"}
    wish = call(cast.supervisor)

    assert save_place(wish, **said) == save_place(wish, **said)
    assert Place.objects.count() == 1


def test_a_changed_area_gives_its_points_another_cell(cast: Cast, cells: None) -> None:
    point(cast)
    cell = Place.objects.get().cell
    said = {"kind": "cell", "code": cell.code, "name": cell.name, "area_uuid": cell.uuid}

    save_area(call(cast.supervisor), **said, shape=square(113.0, 34.7))

    assert Place.objects.get().cell is None
    save_area(call(cast.supervisor), **said, shape=square(113.5, 34.7))
    assert Place.objects.get().cell == cell
    save_area(call(cast.supervisor), **said, shape=square(113.5, 34.7), is_active=False)
    assert Place.objects.get().cell is None


def test_an_area_s_code_is_taken_once_for_its_kind(cast: Cast, cells: None) -> None:
    save_area(call(cast.supervisor), kind="unit", code="G1", name="甲街道", shape=square(113.5, 34.7))

    with pytest.raises(Refusal, match=r"places\.area_code_taken"):
        save_area(call(cast.supervisor), kind="cell", code="G1", name="又一", shape=square(113.5, 34.7))
