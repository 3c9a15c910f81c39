"""Importing conditions from Excel: every row is looked at first; then all of it or nothing."""

from collections.abc import Sequence
from io import BytesIO
from uuid import UUID

import pytest
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook
from settings_pieces import Book, Count, Enter

from bihuan.standards.models import CaseClass, FilingCondition
from bihuan.web.settings.dictionary import importing

URL = "/settings/dictionary/import/"
HEADINGS = ("类型", "代码", "名称", "立案条件", "处置时限", "备忘")
CHANGED = ("事项", "06010", "暴露垃圾", "有裸露垃圾", "2小时", "")
SAME = ("事项", "06010", "", "有裸露垃圾", "4小时", "")
NEW = ("事项", "99001", "单车淤积", "超过二十辆", "1工作日", "")
FAULTY = ("东西", "1", "", "x", "马上", "")


def _book(*rows: Sequence[str]) -> bytes:
    workbook = Workbook()
    for row in (HEADINGS, *rows):
        workbook.worksheets[0].append(list(row))
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _send(client: Client, standard: UUID, content: bytes, **changes: str) -> object:
    said = {"standard": str(standard), "from_on": timezone.localdate().isoformat()}
    said |= {"hours": "service_hours", "days": "workdays", "file": SimpleUploadedFile("表.xlsx", content), **changes}
    return client.post(URL, said)


def test_a_preview_shows_every_row_and_imports_nothing(book: Book, admin: Client) -> None:
    page = _send(admin, book.standard, _book(CHANGED, NEW))

    assert page.status_code == 200
    assert [(line.number, line.badge.icon) for line in page.context["lines"]] == [(2, "refresh"), (3, "plus")]
    assert page.context["changing"] == 2
    assert page.context["preview"].unknown_columns == ("备忘",)
    assert FilingCondition.objects.count() == 1


def test_a_limit_stands_beside_its_reading_and_what_it_replaces(book: Book, admin: Client) -> None:
    (line,) = _send(admin, book.standard, _book(CHANGED)).context["lines"]

    limit = line.cells[4]
    assert limit.text == "2小时"
    assert "4小时" in limit.note


def test_each_fault_stands_beside_its_cell_and_nothing_can_be_confirmed(book: Book, admin: Client) -> None:
    page = _send(admin, book.standard, _book(CHANGED, FAULTY))

    line = page.context["lines"][1]
    assert [bool(cell.faults) for cell in line.cells] == [True, True, False, False, True, False, False]
    assert "“马上”" in page.content.decode()
    assert "import/confirm" not in page.content.decode()


def test_confirmed_it_is_imported_exactly(book: Book, admin: Client) -> None:
    kept = _send(admin, book.standard, _book(CHANGED, NEW)).context["kept"]

    answer = admin.post(f"{URL}confirm/", {"kept": kept})

    assert answer.headers["Location"] == f"/settings/dictionary/?standard={book.standard}"
    assert set(FilingCondition.objects.filter(valid_to=None).values_list("limit_text", flat=True)) == {
        "2小时",
        "1工作日",
    }
    assert CaseClass.objects.get(code="99001").is_local_extension


def test_sent_twice_it_is_imported_once(book: Book, admin: Client) -> None:
    said = {"kept": _send(admin, book.standard, _book(NEW)).context["kept"], "request_uuid": str(UUID(int=7))}

    assert [admin.post(f"{URL}confirm/", said).status_code for _time in range(2)] == [302, 302]
    assert FilingCondition.objects.filter(text="超过二十辆").count() == 1


def test_a_table_that_says_nothing_new_has_nothing_to_confirm(book: Book, admin: Client) -> None:
    said = _book((*SAME[:5], ""))
    FilingCondition.objects.update(source="")

    page = _send(admin, book.standard, said)

    assert page.context["changing"] == 0
    assert "import/confirm" not in page.content.decode()


@pytest.mark.parametrize("change", [lambda kept: kept[:-2], lambda kept: "", lambda kept: f"x{kept}"])
def test_a_preview_that_was_tampered_with_is_refused(book: Book, admin: Client, change: object) -> None:
    kept = _send(admin, book.standard, _book(NEW)).context["kept"]

    answer = admin.post(f"{URL}confirm/", {"kept": change(kept)})

    assert answer.status_code == 409
    assert FilingCondition.objects.count() == 1


def test_anothers_preview_is_refused(book: Book, cast: Cast, admin: Client, enter: Enter) -> None:
    from cast import person

    from bihuan.orgs.rules import Power

    other = enter(person("另一管理员", cast.office, "管理二", Power.CONFIGURE))
    kept = _send(admin, book.standard, _book(NEW)).context["kept"]

    assert other.post(f"{URL}confirm/", {"kept": kept}).status_code == 409


def test_what_changed_meanwhile_stops_the_whole_import(book: Book, admin: Client) -> None:
    kept = _send(admin, book.standard, _book(CHANGED, NEW)).context["kept"]
    FilingCondition.objects.update(valid_from="2999-01-01")

    answer = admin.post(f"{URL}confirm/", {"kept": kept})

    assert answer.status_code == 422
    assert not CaseClass.objects.filter(code="99001").exists()


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_refused_beside_the_field(book: Book, admin: Client, content: bytes) -> None:
    answer = _send(admin, book.standard, content)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]


def test_a_table_without_headings_is_refused(book: Book, admin: Client) -> None:
    workbook = Workbook()
    workbook.worksheets[0].append(["随便", "写写"])
    stream = BytesIO()
    workbook.save(stream)

    assert list(_send(admin, book.standard, stream.getvalue()).context["form"].errors) == ["file"]


def test_a_huge_file_is_refused_unread(book: Book, admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.web.settings.dictionary.forms.MOST_BYTES", 10)

    assert list(_send(admin, book.standard, _book(NEW)).context["form"].errors) == ["file"]


def test_without_a_file_the_form_says_so(book: Book, admin: Client) -> None:
    said = {"standard": str(book.standard), "from_on": "2026-01-01", "hours": "service_hours", "days": "workdays"}

    assert list(admin.post(URL, said).context["form"].errors) == ["file"]


def test_of_a_long_table_the_faults_come_first(book: Book, admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_SHOWN", 2)

    page = _send(admin, book.standard, _book(NEW, CHANGED, FAULTY))

    assert [line.number for line in page.context["lines"]] == [4, 3]
    assert page.context["unshown"] == 1


def test_the_export_reads_back_as_unchanged(book: Book, admin: Client, statements: Count) -> None:
    exported = admin.get(f"/settings/dictionary/standards/{book.standard}/export/").content

    assert _send(admin, book.standard, exported).context["changing"] == 0
