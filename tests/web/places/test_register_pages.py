"""The register: list with filters, Excel, one point, its forms."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from cast import Cast, call
from django.test import Client
from openpyxl import load_workbook
from register_makers import point

from bihuan.cases.commands import Place as Spot
from bihuan.cases.commands import report
from bihuan.kernel.call import Actor
from bihuan.places.models import Charge, Place
from bihuan.places.rules.rows import Charged


@pytest.fixture
def three(cast: Cast) -> None:
    point(cast, "D1", charges=(Charged(cast.street.uuid, cast.handler.uuid),), address="西溪路12号")
    point(cast, "D2", name="市民广场", type_code="square_park", charges=(Charged(cast.company.uuid),))
    point(cast, "D3", name="文化巷", type_code="back_street", lon=None, lat=None, datum=None)


def codes(answer: Any) -> list[str]:
    return [row.code for row, _type in answer.context["rows"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["D1", "D2", "D3"]),
        ("q=西溪路", ["D1"]),
        ("q=smgc", ["D2"]),
        ("q=d3", ["D3"]),
        ("type=back_street", ["D3"]),
        ("lacks=position", ["D3"]),
        ("lacks=unit", ["D3"]),
        ("retired=1", []),
        ("sort=unit", ["D1", "D2", "D3"]),
        ("sort=name", ["D2", "D3", "D1"]),
        ("sort=nonsense&lacks=x&unit=y&page=99", ["D1", "D2", "D3"]),
    ],
)
def test_filters_stand_in_the_address(desk: Client, three: None, query: str, expected: list[str]) -> None:
    assert codes(desk.get(f"/places/?{query}")) == expected


def test_a_unit_s_points_are_all_those_it_answers_for(cast: Cast, desk: Client, three: None) -> None:
    assert codes(desk.get(f"/places/?unit={cast.street.uuid}")) == ["D1"]


def test_the_export_is_what_is_filtered_and_can_be_imported_again(cast: Cast, desk: Client, three: None) -> None:
    content = desk.get("/places/export.xlsx?type=farm_market").content
    rows = list(load_workbook(BytesIO(content)).worksheets[0].values)

    assert [row[0] for row in rows[:2]] == ["编码", "D1"]
    file = BytesIO(desk.get("/places/export.xlsx").content)
    file.name = "点位.xlsx"
    preview = desk.post("/places/import/", {"file": file, "datum": "unknown"})
    assert [line.badge.icon for line in preview.context["lines"]] == ["check"] * 3


def test_a_point_shows_who_answers_and_its_cases(cast: Cast, desk: Client, three: None) -> None:
    row = Place.objects.get(code="D1")
    done = report(call(cast.inspector), title="市场门口垃圾", place=Spot("西溪路12号", point=row.uuid))

    page = desk.get(f"/places/{row.uuid}/").content.decode()

    assert "甲街道经办" in page
    assert done.code in page
    listed = desk.get(f"/cases/?place={row.uuid}").context["listing"]
    assert [line.code for line in listed.lines] == [done.code]


def test_cases_that_one_may_not_see_are_not_shown(cast: Cast, enter: Callable[[Actor], Client], three: None) -> None:
    row = Place.objects.get(code="D1")
    done = report(call(cast.inspector), title="市场门口垃圾", place=Spot("西溪路12号", point=row.uuid))

    assert done.code not in enter(cast.other_handler).get(f"/places/{row.uuid}/").content.decode()


def said(**more: Any) -> dict[str, Any]:
    return {"code": "D9", "name": "长桥社区", "type_code": "community", "radius_m": "500"} | more


def test_the_form_adds_a_point(cast: Cast, desk: Client) -> None:
    told = said(lon="113.55", lat="34.75", datum="gcj02", unit=str(cast.street.uuid), others=[str(cast.company.uuid)])

    answer = desk.post("/places/new/", told)

    row = Place.objects.get()
    assert answer["Location"] == f"/places/{row.uuid}/"
    assert (row.datum, row.lon_wgs84 < 113.55) == ("gcj02", True)
    assert list(Charge.objects.values_list("unit__code", flat=True)) == ["02", "04"]


def test_degrees_without_a_datum_are_refused_beside_the_field(desk: Client) -> None:
    answer = desk.post("/places/new/", said(lon="113.55", lat="34.75"))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["datum"]
    assert not Place.objects.exists()


def test_changing_keeps_the_person_and_refuses_what_is_stale(cast: Cast, desk: Client, three: None) -> None:
    row = Place.objects.get(code="D1")
    told = said(code="D1", unit=str(cast.street.uuid), version="1")

    assert desk.post(f"/places/{row.uuid}/change/", told).status_code == 302
    assert Charge.objects.get(place=row).person.uuid == cast.handler.uuid
    assert desk.post(f"/places/{row.uuid}/change/", told).status_code == 409


def test_a_point_leaves_and_comes_back(desk: Client, three: None) -> None:
    row = Place.objects.get(code="D1")

    assert desk.post(f"/places/{row.uuid}/retire/", {"text": "已拆除", "version": "1"}).status_code == 302
    assert codes(desk.get("/places/")) == ["D2", "D3"]
    assert codes(desk.get("/places/?retired=1")) == ["D1"]
    assert desk.post(f"/places/{row.uuid}/restore/", {"version": "2"}).status_code == 302
    assert codes(desk.get("/places/")) == ["D1", "D2", "D3"]


def test_whoever_does_not_keep_the_register_sees_no_buttons(
    cast: Cast, enter: Callable[[Actor], Client], three: None
) -> None:
    page = enter(cast.inspector).get("/places/")

    assert page.status_code == 200
    assert "/places/new/" not in page.content.decode()
