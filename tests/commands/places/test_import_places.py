"""Tables of points: previewed, then all of it or nothing, one entry in the ledger."""

import json
from typing import Any

import pytest
from cast import NOW, Cast, call
from register_makers import csv_text, geojson, point, square, xlsx

from bihuan.kernel.errors import Refusal
from bihuan.kernel.geo import Datum, Position, from_wgs84
from bihuan.ledger.models import Entry
from bihuan.places import queries
from bihuan.places.commands import PlacesImported, import_areas, import_places
from bihuan.places.models import Area, Place, TileCount
from bihuan.places.queries import preview_places, read_areas_file, read_points
from bihuan.places.rules.oddities import Oddity
from bihuan.places.rules.rows import Change

TODAY = NOW.date()
ROWS = [["D1", "农贸市场", "farm_market", 113.55, 34.75], ["D2", "中心广场", "square_park", "113.651", "34.751"]]


def bring(cast: Cast, content: bytes, datum: Datum | None = Datum.WGS84) -> PlacesImported:
    rows = read_points(content).rows
    return import_places(call(cast.supervisor), rows=rows, datum=datum, file_name="点位.xlsx", file_sha256="ab" * 32)


@pytest.mark.parametrize(
    "content",
    [
        xlsx(ROWS),
        csv_text(ROWS).encode(),
        csv_text(ROWS).encode("utf-8-sig"),
        csv_text(ROWS).encode("gb18030"),
        csv_text(ROWS).encode("utf-16"),
        csv_text(ROWS).replace(",", "\t").encode(),
        geojson(
            *(
                ({"编码": code, "名称": name, "类型": kind}, {"type": "Point", "coordinates": [float(lon), float(lat)]})
                for code, name, kind, lon, lat in ROWS
            )
        ),
    ],
    ids=["xlsx", "utf-8", "utf-8 with mark", "gb18030", "utf-16", "tabs", "geojson"],
)
def test_every_kind_of_file_brings_the_same(cast: Cast, cells: None, content: bytes) -> None:
    assert bring(cast, content) == PlacesImported(2, 0, 0)

    found = Place.objects.order_by("code").values_list("code", "name", "lon_wgs84", "lat_wgs84", "cell__code")
    assert list(found) == [("D1", "农贸市场", 113.55, 34.75, "G1"), ("D2", "中心广场", 113.651, 34.751, "G2")]


def test_an_import_is_one_entry_with_counts_hash_and_codes(cast: Cast) -> None:
    point(cast, "D1", name="旧名")
    before = Entry.objects.count()

    bring(cast, xlsx(ROWS))

    entry = Entry.objects.latest("number")
    assert Entry.objects.count() == before + 1
    assert entry.name == "places.places_imported.v1"
    said = read(entry)
    assert (said["added"], said["changed"], said["same"]) == (1, 1, 0)
    assert (said["codes_added"], said["codes_changed"]) == (["D2"], ["D1"])
    assert (said["file_sha256"], said["datum"], said["file_name"]) == ("ab" * 32, "wgs84", "点位.xlsx")


def read(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(entry.payload) if isinstance(entry.payload, str) else entry.payload
    return found


def test_imported_twice_it_changes_nothing(cast: Cast) -> None:
    bring(cast, xlsx(ROWS))

    assert bring(cast, xlsx(ROWS)) == PlacesImported(0, 0, 2)
    assert set(Place.objects.values_list("version", flat=True)) == {1}


def test_an_empty_cell_leaves_what_stands(cast: Cast) -> None:
    point(cast, "D1", address="西溪路12号", note="在册")

    assert bring(cast, xlsx([["D1", "改名", "", "", ""]])) == PlacesImported(0, 1, 0)

    row = Place.objects.get()
    assert (row.name, row.address, row.type_code, row.lon_wgs84) == ("改名", "西溪路12号", "farm_market", 113.55)


def test_counts_on_the_map_are_those_of_the_register(cast: Cast) -> None:
    rows = [[f"D{n}", f"点{n}", "community", 113.5 + n % 17 / 100, 34.7 + n % 13 / 100] for n in range(150)]
    bring(cast, xlsx(rows))
    bring(cast, xlsx([[row[0], row[1], row[2], row[3] + 0.05, row[4]] for row in rows[:60]]))

    for level in (3, 10, 16):
        assert sum(TileCount.objects.filter(type_code="", level=level).values_list("count", flat=True)) == 150
    lon = sum(Place.objects.values_list("lon_wgs84", flat=True))
    assert abs(sum(TileCount.objects.filter(type_code="", level=16).values_list("lon_sum", flat=True)) - lon) < 1e-6


def test_units_and_people_are_known_by_any_of_their_names(cast: Cast) -> None:
    headings = ["编码", "名称", "类型", "责任单位", "责任人", "其他责任单位"]
    content = xlsx([["D1", "市场", "farm_market", "甲办事处", "甲街道经办", "环卫公司，03"]], headings)

    bring(cast, content)

    charges = queries.place_detail(Place.objects.get().uuid).charges
    assert [(row.unit, row.person) for row in charges] == [("甲街道", "甲街道经办"), ("环卫公司", ""), ("乙街道", "")]


def test_each_row_may_say_its_own_datum(cast: Cast) -> None:
    shifted = from_wgs84(Position(113.55, 34.75, Datum.WGS84), Datum.BD09)
    headings = ["编码", "名称", "类型", "经度", "纬度", "坐标系"]
    content = xlsx(
        [
            ["D1", "市场", "farm_market", shifted.lon, shifted.lat, "BD-09"],
            ["D2", "园", "square_park", 113.55, 34.75, "国家2000坐标系"],
        ],
        headings,
    )

    bring(cast, content, None)

    assert {round(lon, 6) for lon in Place.objects.values_list("lon_wgs84", flat=True)} == {113.55}
    assert list(Place.objects.order_by("code").values_list("datum", flat=True)) == ["bd09", "cgcs2000"]


@pytest.mark.parametrize("datum", [Datum.WGS84, Datum.GCJ02, Datum.BD09])
def test_the_datum_is_guessed_from_what_is_known_and_never_assumed(cast: Cast, datum: Datum) -> None:
    at = [(113.5 + n / 1000, 34.75) for n in range(8)]
    for n, (lon, lat) in enumerate(at):
        point(cast, f"D{n}", lon=lon, lat=lat)
    moved = [from_wgs84(Position(lon, lat, Datum.WGS84), datum) for lon, lat in at]
    rows = read_points(xlsx([[f"D{n}", "市场", "farm_market", p.lon, p.lat] for n, p in enumerate(moved)])).rows

    found = preview_places(rows, datum=None, on=TODAY)

    assert found.likeliest is datum
    assert [fit.known for fit in found.fits] == [8, 8, 8]
    assert not found.is_clean
    assert {fault.code for row in found.rows for fault in row.faults} == {"places.datum_unsaid"}


def test_known_areas_tell_the_datum_too(cast: Cast) -> None:
    small = square(113.55, 34.75, 0.004)
    import_areas(
        call(cast.supervisor),
        kind="cell",
        rows=read_areas_file(geojson(({"code": "G1", "name": "一"}, small))).rows,
        datum=Datum.WGS84,
    )
    moved = from_wgs84(Position(113.552, 34.752, Datum.WGS84), Datum.GCJ02)
    rows = read_points(xlsx([["D1", "市场", "farm_market", moved.lon, moved.lat]])).rows

    found = preview_places(rows, datum=None, on=TODAY)

    assert [(fit.datum, fit.inside) for fit in found.fits] == [
        (Datum.WGS84, 0),
        (Datum.GCJ02, 1),
        (Datum.BD09, 0),
    ]
    assert found.likeliest is Datum.GCJ02


def test_what_is_odd_is_shown_and_can_be_imported(cast: Cast, cells: None) -> None:
    point(cast, "D1", name="公厕", lon=113.55, lat=34.75)
    rows = [["D2", "公厕", "public_toilet", 113.5501, 34.75], ["D3", "飞点", "community", 116.4, 39.9]]
    rows += [[f"D{n}", f"点{n}", "community", 113.55, 34.75 + n / 1e4] for n in range(4, 9)]

    found = preview_places(read_points(xlsx(rows)).rows, datum=Datum.WGS84, on=TODAY)

    assert found.is_clean
    assert [hint.kind for hint in found.hints[2]] == [Oddity.TWIN]
    assert found.hints[2][0].about == "D1"
    assert [hint.kind for hint in found.hints[3]] == [Oddity.FAR, Oddity.OUTSIDE]
    assert set(found.hints) == {2, 3}


def test_merged_cells_stand_for_every_row(cast: Cast) -> None:
    rows = [["D1", "一号", "community", 113.55, 34.75], ["D2", "二号", "", 113.56, 34.75]]

    read = preview_places(read_points(xlsx(rows, merged=["C2:C3"])).rows, datum=Datum.WGS84, on=TODAY)

    assert [row.facts.type_code for row in read.rows if row.facts] == ["community", "community"]
    assert read.counts[Change.ADDED] == 2


def test_an_export_s_faults_at_confirming_stop_everything(cast: Cast) -> None:
    rows = read_points(xlsx([*ROWS, ["D3", "", "community", "", ""]])).rows

    with pytest.raises(Refusal, match=r"places\.import_faulty"):
        import_places(call(cast.supervisor), rows=rows, datum=Datum.WGS84)
    assert not Place.objects.exists()


def test_areas_are_imported_and_points_find_their_cell(cast: Cast) -> None:
    point(cast)
    content = geojson(
        ({"编码": "G1", "名称": "第一网格", "责任单位": "甲街道", "颜色": "红"}, square(113.5, 34.7)),
        ({"编码": "G2", "名称": "第二网格"}, square(113.6, 34.7)),
    )
    file = read_areas_file(content)

    done = import_areas(call(cast.supervisor), kind="cell", rows=file.rows, datum=Datum.WGS84)

    assert (done.added, done.changed, done.same, done.moved) == (2, 0, 0, 1)
    assert file.unknown == ("颜色",)
    assert Place.objects.get().cell.unit == cast.street
    again = import_areas(call(cast.supervisor), kind="cell", rows=file.rows, datum=Datum.WGS84)
    assert (again.same, again.moved) == (2, 0)
    assert Area.objects.count() == 2
