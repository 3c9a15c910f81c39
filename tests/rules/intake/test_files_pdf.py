"""PDF documents: the text layer, page numbers, locks, scans."""

import sys
from types import SimpleNamespace

import pytest
from rules.intake.papers import pdf

from bihuan.intake.rules.files import ocr, read_file
from bihuan.intake.rules.files import pdf as pdf_module
from bihuan.intake.rules.files.facts import PAGE_NUMBERS_LEFT, PAGES_WITHOUT_TEXT, READ_BY_OCR
from bihuan.kernel.errors import Refusal

LINES = ["全区推进会会议纪要", "各单位要立即整改。"]


def code_of(content: bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        read_file(content, "纪要.pdf")
    return refusal.value.code


def test_the_text_layer_is_read_line_by_line() -> None:
    found = read_file(pdf([LINES, ["第二页。"]]), "纪要.pdf")

    assert found.text == "全区推进会会议纪要\n各单位要立即整改。\n第二页。"
    assert found.kind == "pdf"
    assert found.notes == ()


def test_rubbish_before_the_header_is_allowed() -> None:
    assert read_file(b"\n\n" + pdf([LINES]), "纪要.pdf").text.startswith("全区")


def test_page_numbers_do_not_stand_in_the_middle_of_a_sentence() -> None:
    found = read_file(pdf([["各单位要立即", "- 1 -"], ["整改到位。", "— 2 —"]]), "纪要.pdf")

    assert found.text == "各单位要立即\n整改到位。"
    assert [note.text for note in found.notes] == [PAGE_NUMBERS_LEFT]


def test_radicals_become_the_characters_that_are_meant() -> None:
    assert read_file(pdf([["⾼新区⼯作"]]), "纪要.pdf").text == "高新区工作"


def test_a_password_is_refused() -> None:
    assert code_of(pdf([LINES], password="123456")) == "intake.pdf_locked"


def test_a_scan_names_the_extra_that_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_there", lambda: False)

    with pytest.raises(Refusal, match=r"pip install bihuan\[ocr\]") as refusal:
        read_file(pdf([[], []], picture=True), "扫描.pdf")

    assert refusal.value.code == "intake.pdf_scanned"


def test_a_scan_is_read_where_the_extra_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = SimpleNamespace(txts=("各单位要", "立即整改。"))
    monkeypatch.setitem(sys.modules, "rapidocr", SimpleNamespace(RapidOCR=lambda: lambda picture: seen))
    monkeypatch.setattr(ocr, "is_there", lambda: True)
    monkeypatch.setattr(ocr, "_engine", ocr._engine.__wrapped__)

    found = read_file(pdf([LINES, []], picture=True), "扫描.pdf")

    assert found.text == "全区推进会会议纪要\n各单位要立即整改。\n各单位要\n立即整改。"
    assert [(note.text, note.params) for note in found.notes] == [(READ_BY_OCR, {"count": 1})]


def test_a_scanned_page_among_others_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_there", lambda: False)

    found = read_file(pdf([LINES, []], picture=True), "纪要.pdf")

    assert [(note.text, note.params) for note in found.notes] == [(PAGES_WITHOUT_TEXT, {"count": 1, "pages": "2"})]


def test_blank_pages_alone_hold_no_text() -> None:
    assert code_of(pdf([[]])) == "intake.no_text"


@pytest.mark.parametrize("content", [b"%PDF-1.4", b"%PDF-1.7\n%%EOF", pdf([LINES])[:300]])
def test_a_damaged_file_is_refused(content: bytes) -> None:
    assert code_of(content) == "intake.pdf_broken"


def test_too_many_pages_are_refused() -> None:
    assert code_of(pdf([["页"]] * (pdf_module.MOST_PAGES + 1))) == "intake.pdf_too_long"


def test_a_file_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "MOST_SECONDS", -1)

    assert code_of(pdf([LINES])) == "intake.pdf_too_slow"


def test_too_much_text_is_refused_before_the_last_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "MOST_CHARS", 10)

    assert code_of(pdf([LINES] * 3)) == "intake.text_too_long"
