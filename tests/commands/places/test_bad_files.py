"""Twenty bad files: each gives a clear account, of the whole or of each row, and leaves nothing half-done."""

import json
from collections.abc import Callable
from time import monotonic
from typing import Any

import pytest
from cast import NOW, Cast, call
from register_makers import HEADINGS, csv_text, geojson, point, square, xlsx

from bihuan.kernel.errors import Refusal
from bihuan.kernel.geo import Datum
from bihuan.ledger.models import Entry
from bihuan.places.commands import import_places
from bihuan.places.models import Charge, Place, TileCount
from bihuan.places.queries import preview_places, read_points
from bihuan.places.rules.rows import MOST_ROWS

GOOD = ["D1", "市场", "farm_market", 113.55, 34.75]
DATUM = [*HEADINGS, "坐标系"]
Faults = dict[int, set[tuple[str, str]]]


def many(count: int) -> list[list[Any]]:
    return [[f"D{n}", f"点{n}", "community", 113.5 + n % 300 / 1000, 34.7 + n % 200 / 1000] for n in range(count)]


def at(lon: Any, lat: Any, code: str = "D2") -> list[Any]:
    return [code, "广场", "square_park", lon, lat]


# Refused as a whole: what is in the file → the reason.
WHOLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "places.not_readable"),
    "old workbook": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "places.not_text"),
    "broken workbook": (lambda: xlsx([GOOD])[:-60], "standards.not_xlsx"),
    "wrong columns": (lambda: xlsx([GOOD], ["序号", "街道", "社区", "x", "y"]), "places.columns_missing"),
    "no heading for the type": (
        lambda: csv_text([GOOD], ["编码", "名称", "乙", "经度", "纬度"]).encode(),
        "places.columns_missing",
    ),
    "a column twice": (lambda: xlsx([GOOD], ["编码", "名称", "类型", "经度", "lng"]), "places.column_twice"),
    "headings alone": (lambda: xlsx([]), "places.rows_none"),
    "100,000 rows, workbook": (lambda: xlsx(many(100_000)), "places.rows_many"),
    "100,000 rows, text": (lambda: csv_text(many(100_000)).encode(), "places.rows_many"),
    "JSON that is no GeoJSON": (lambda: b'{"points": []}', "places.geojson_odd"),
    "JSON without end": (lambda: b'{"features": ' + b"[" * 200_000, "places.geojson_odd"),
    "a picture called a table": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 9, "places.not_text"),
}
# Refused by rows: what is in the file → row → (field, reason) of each fault. Good rows among them have none.
ROWS: dict[str, tuple[Callable[[], bytes], Faults]] = {
    "a code twice": (lambda: xlsx([GOOD, at(113.6, 34.7, "D1")]), {3: {("code", "places.row_twice")}}),
    "merged codes": (
        lambda: xlsx([["D1", "一", "community", 113.5, 34.7], ["", "二", "community", 113.5, 34.7]], merged=["A2:A3"]),
        {3: {("code", "places.row_twice")}},
    ),
    "formulas as text": (
        lambda: csv_text([GOOD, at("=A1*2", "#REF!"), ["=B2", "", "community", "", ""]]).encode(),
        {
            3: {("lon", "places.formula"), ("lat", "places.formula")},
            4: {("code", "places.formula"), ("code", "orgs.blank"), ("name", "orgs.blank")},
        },
    ),
    "formulas without a value": (
        lambda: xlsx([GOOD, ["=CONCAT(1,2)", "=A1", "community", 113.5, 34.7]]),
        {3: {("code", "orgs.blank"), ("name", "orgs.blank")}},
    ),
    "mixed datums, one of them unknown": (
        lambda: xlsx([[*GOOD, "GCJ-02"], [*at(113.6, 34.7), "BD-09"], [*at(113.6, 34.7, "D3"), "北京54"]], DATUM),
        {4: {("datum", "places.datum_unknown")}},
    ),
    "degrees that are none": (
        lambda: xlsx(
            [at("东经113度", "34.7"), at(38412345.6, 3847000.1, "D3"), at("", 34.7, "D4"), at(34.7, 113.6, "D5")]
        ),
        {
            2: {("lon", "places.degrees_odd")},
            3: {("lon", "places.degrees_far"), ("lat", "places.degrees_far")},
            4: {("lon", "places.position_half")},
            5: {("lon", "places.degrees_swapped")},
        },
    ),
    "unknown types, units and people": (
        lambda: xlsx(
            [["D1", "一", "市场类", "甲街道", "谁"], ["D2", "二", "community", "某局", ""]],
            ["编码", "名称", "类型", "责任单位", "责任人"],
        ),
        {
            2: {("type_code", "places.type_unknown"), ("person", "places.person_unknown")},
            3: {("unit", "places.unit_unknown")},
        },
    ),
    "polygons among points": (
        lambda: geojson(
            ({"code": "D1", "name": "一", "type": "community"}, {"type": "Point", "coordinates": [113.5, 34.7]}),
            ({"code": "D2", "name": "二", "type": "community"}, square(113.5, 34.7)),
            ({}, {}),
        ),
        {
            2: {("lon", "places.geometry_wrong")},
            3: {("code", "orgs.blank"), ("name", "orgs.blank"), ("type_code", "orgs.blank")},
        },
    ),
}


def traces() -> tuple[Any, ...]:
    """Return all that an import could leave behind."""
    rows = list(Place.objects.order_by("code").values())
    return json.dumps(rows, default=str), Charge.objects.count(), TileCount.objects.count(), Entry.objects.count()


def test_there_are_twenty() -> None:
    assert len(WHOLE) + len(ROWS) == 20


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_is_no_table_is_refused_as_a_whole(db: None, name: str) -> None:
    make, code = WHOLE[name]
    content = make()
    begun = monotonic()

    with pytest.raises(Refusal) as refused:
        read_points(content)

    assert refused.value.code == code
    assert refused.value.field == "file"
    assert monotonic() - begun < 60


@pytest.mark.parametrize("name", ROWS)
def test_each_bad_row_says_what_is_wrong_and_nothing_is_imported(cast: Cast, cells: None, name: str) -> None:
    make, expected = ROWS[name]
    point(cast, "D1", name="在册点")
    before = traces()

    rows = read_points(make()).rows
    found = preview_places(rows, datum=Datum.WGS84, on=NOW.date())
    with pytest.raises(Refusal, match=r"places\.import_faulty"):
        import_places(call(cast.supervisor), rows=rows, datum=Datum.WGS84)

    faults = {row.raw.number: {(fault.field, fault.code) for fault in row.faults} for row in found.rows if row.faults}
    assert faults == expected
    assert traces() == before


def test_as_many_rows_as_allowed_are_imported_in_reasonable_time(cast: Cast, cells: None) -> None:
    rows = read_points(csv_text(many(MOST_ROWS)).encode()).rows
    begun = monotonic()

    done = import_places(call(cast.supervisor), rows=rows, datum=Datum.WGS84)

    assert done.added == MOST_ROWS
    assert TileCount.objects.get(type_code="", level=3).count == MOST_ROWS
    assert monotonic() - begun < 60
