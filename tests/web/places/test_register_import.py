"""Importing at the desk: preview, choice of the datum, confirmation."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from cast import Cast
from django.test import Client
from register_makers import csv_text, geojson, square

from bihuan.kernel.call import Actor
from bihuan.places.models import Area, Place
from bihuan.web.places import importing

ROWS = [["D1", "农贸市场", "farm_market", 113.55, 34.75], ["D2", "中心广场", "square_park", 113.6, 34.75]]


def file(content: bytes, name: str = "点位.csv") -> BytesIO:
    stream = BytesIO(content)
    stream.name = name
    return stream


def send(client: Client, rows: list[list[Any]], datum: str = "wgs84") -> Any:
    return client.post("/places/import/", {"file": file(csv_text(rows).encode("gb18030")), "datum": datum})


def test_a_preview_changes_nothing_and_confirming_imports_it(desk: Client) -> None:
    page = send(desk, ROWS)

    assert [line.badge.icon for line in page.context["lines"]] == ["plus", "plus"]
    assert not Place.objects.exists()
    answer = desk.post("/places/import/confirm/", {"kept": page.context["kept"]})
    assert answer["Location"] == "/places/"
    assert Place.objects.count() == 2


def test_the_datum_must_be_chosen(desk: Client) -> None:
    assert list(send(desk, ROWS, "").context["form"].errors) == ["datum"]

    page = send(desk, ROWS, "unknown")
    assert page.context["is_unsaid"]
    assert [each.value for each in page.context["fittings"]] == ["wgs84", "gcj02", "bd09"]
    assert "import/confirm" not in page.content.decode()
    kept = page.context["kept"]
    assert desk.post("/places/import/confirm/", {"kept": kept}).status_code == 422

    again = desk.post("/places/import/", {"kept": kept, "datum": "gcj02"})
    assert again.context["changing"] == 2
    desk.post("/places/import/confirm/", {"kept": again.context["kept"]})
    assert set(Place.objects.values_list("datum", flat=True)) == {"gcj02"}


def test_each_fault_stands_beside_its_cell(desk: Client) -> None:
    page = send(desk, [*ROWS, ["D2", "又一", "市场", "=A1", ""]])

    line = page.context["lines"][2]
    assert [bool(cell.faults) for cell in line.cells] == [True, False, True, False, True, False, False, False]
    assert "import/confirm" not in page.content.decode()


@pytest.mark.parametrize("change", [lambda kept: kept[:-2], lambda kept: "", lambda kept: f"x{kept}"])
def test_a_preview_that_was_tampered_with_is_refused(desk: Client, change: Callable[[str], str]) -> None:
    kept = send(desk, ROWS).context["kept"]

    assert desk.post("/places/import/confirm/", {"kept": change(kept)}).status_code == 409
    assert not Place.objects.exists()


def test_anothers_preview_is_refused(cast: Cast, desk: Client, enter: Callable[[Actor], Client]) -> None:
    kept = send(desk, ROWS).context["kept"]

    assert enter(cast.configurer).post("/places/import/confirm/", {"kept": kept}).status_code == 409


def test_of_a_long_table_the_faults_come_first(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_SHOWN", 1)

    page = send(desk, [*ROWS, ["D3", "", "community", "", ""]])

    assert [line.number for line in page.context["lines"]] == [4]
    assert page.context["unshown"] == 2


def test_what_is_no_table_is_refused_beside_the_field(desk: Client) -> None:
    answer = desk.post("/places/import/", {"file": file(b"\x00\x01"), "datum": "wgs84"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])


def test_areas_are_previewed_and_imported(desk: Client) -> None:
    content = geojson(({"code": "G1", "name": "一"}, square(113.5, 34.7)), ({"code": "G2"}, square(113.6, 34.7)))

    page = desk.post("/places/areas/import/", {"file": file(content), "kind": "cell", "datum": "wgs84"})

    assert page.context["changing"] == 2
    assert not Area.objects.exists()
    assert desk.post("/places/areas/import/confirm/", {"kept": page.context["kept"]})["Location"] == "/places/areas/"
    assert list(Area.objects.values_list("code", "name")) == [("G1", "一"), ("G2", "G2")]


def test_a_point_among_areas_is_a_fault(desk: Client) -> None:
    content = geojson(({"code": "G1"}, {"type": "Point", "coordinates": [113.5, 34.7]}))

    page = desk.post("/places/areas/import/", {"file": file(content), "kind": "cell", "datum": "wgs84"})

    assert page.context["lines"][0].is_faulty
    assert "import/confirm" not in page.content.decode()
