"""The pages of the assessment systems: the list, one edition, comparing, importing with a preview, exporting."""

from dataclasses import replace

import pytest
from cast import Cast, call
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from settings_pieces import Book, Count

from bihuan.standards import queries
from bihuan.standards.commands import example, load_example_system, save_system
from bihuan.standards.models import System
from bihuan.standards.rules.system_rows import RawSystem

URL = "/settings/systems/"


@pytest.fixture
def shown(cast: Cast) -> str:
    return f"{URL}{load_example_system(call(cast.configurer)).system_uuid}/"


def _other(edition: str = "2027") -> RawSystem:
    rows = example()
    elements = tuple(replace(row, case_class="") for row in rows.elements)
    first = replace(elements[0], points="9")
    return replace(rows, system=(replace(rows.system[0], edition=edition),), elements=(first, *elements[2:]))


def _send(client: Client, content: bytes, name: str = "体系.yaml") -> HttpResponse:
    return client.post(f"{URL}import/", {"file": SimpleUploadedFile(name, content)})


def test_without_a_system_the_example_is_offered_and_loaded(admin: Client) -> None:
    assert "empty-here" in admin.get(URL).content.decode()

    loaded = admin.post(f"{URL}load/", follow=True)

    assert [card.row.name for card in loaded.context["types"]][-1] == "网吧"
    assert loaded.context["row"].is_example


def test_the_tree_and_every_element_are_shown(shown: str, admin: Client) -> None:
    page = admin.get(shown)

    assert len(page.context["tree"]) == 5
    assert page.context["tree"][0].below[0].below[0].row.code == "1.1.1"
    estate = next(card for card in page.context["types"] if card.row.code == "estate")
    assert estate.elements[2].steps == "A 0 (100%) · B ≤2 (66%) · C ≤4 (33%) · C# ≥5 (0%)"
    assert "沿主要通道走一遍" in page.content.decode()


def test_one_edition_asks_as_often_as_a_large_one(cast: Cast, shown: str, admin: Client, statements: Count) -> None:
    small = replace(_other("小"), elements=_other().elements[:1])
    little = save_system(call(cast.configurer), system=small).system_uuid

    assert statements(admin, shown) == statements(admin, f"{URL}{little}/")


def test_more_editions_ask_no_more(cast: Cast, shown: str, admin: Client, statements: Count) -> None:
    before = statements(admin, URL)
    for edition in ("2027", "2028"):
        save_system(call(cast.configurer), system=_other(edition))

    assert statements(admin, URL) == before


def test_two_editions_are_compared(cast: Cast, shown: str, admin: Client) -> None:
    save_system(call(cast.configurer), system=_other())
    old, new = (System.objects.get(edition=edition).uuid for edition in ("2026", "2027"))

    lines = admin.get(f"{URL}compare/?old={old}&new={new}").context["lines"]

    head, changed, removed = lines
    assert [(cell.before, cell.after) for cell in head.cells] == [("2026", "2027")]
    assert [(cell.before, cell.after) for cell in changed.cells] == [("3", "9")]
    assert removed.code == "D01-02"


def test_nonsense_to_compare_offers_a_choice(shown: str, admin: Client) -> None:
    assert admin.get(f"{URL}compare/?old=x&new=y").context["lines"] == []


@pytest.mark.parametrize("kind", ["excel", "yaml"])
def test_what_is_exported_is_there_just_so(book: Book, shown: str, admin: Client, kind: str) -> None:
    content = admin.get(f"{shown}{kind}/").content

    assert _send(admin, content).context["preview"].is_same


def test_a_preview_is_confirmed_and_saved(shown: str, admin: Client) -> None:
    page = _send(admin, queries.write_yaml(_other()))
    assert System.objects.count() == 1

    done = admin.post(f"{URL}import/confirm/", {"kept": page.context["kept"]})

    assert done.status_code == 302
    assert System.objects.get(edition="2027").elements.count() == len(_other().elements)


def test_a_faulty_file_is_shown_with_every_fault_and_cannot_be_confirmed(cast: Cast, admin: Client) -> None:
    rows = _other()
    bad = replace(rows, elements=(replace(rows.elements[0], points="-1", type="lake"), *rows.elements[1:]))

    page = _send(admin, queries.write_xlsx(bad), "体系.xlsx")

    elements = page.context["parts"][-1]
    assert (page.context["fault_count"], page.context["kept"]) == (2, "")
    assert [(line.number, len(line.faults)) for line in elements.lines if line.faults] == [(2, 2)]


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"\x00\x01", b"a: [", b"a: &x 1", b""])
def test_an_unreadable_file_is_refused_beside_the_field(admin: Client, content: bytes) -> None:
    page = _send(admin, content)

    assert page.status_code == 422
    assert page.context["form"].errors["file"]


def test_rows_signed_for_somebody_else_are_not_imported(admin: Client) -> None:
    assert admin.post(f"{URL}import/confirm/", {"kept": "x"}).status_code in (409, 422)
    assert not System.objects.exists()
