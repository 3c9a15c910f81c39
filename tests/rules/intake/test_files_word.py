"""Word documents: order, tracked changes, shown numbers, and files that must not be opened."""

import io
import zipfile

import docx
import pytest
from rules.intake.papers import paragraph, word, zipped

from bihuan.intake.rules.files import read_file
from bihuan.intake.rules.files import word as word_module
from bihuan.intake.rules.files.facts import COMMENTS_LEFT, DELETIONS_LEFT, INSERTIONS_TAKEN, NUMBERS_ADDED
from bihuan.kernel.errors import Refusal


def text_of(body: str) -> str:
    return read_file(word(body), "纪要.docx").text


def saved(document: "docx.document.Document") -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_paragraphs_and_tables_come_in_the_order_of_the_page() -> None:
    document = docx.Document()
    document.add_paragraph("会议指出")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["问题", "单位", "垃圾未清", "甲街道"], strict=True
    ):
        cell.text = text
    document.add_paragraph("各单位要整改。")

    found = read_file(saved(document), "纪要.docx")

    assert found.text == "会议指出\n存在以下问题：\n1.垃圾未清。责任单位：甲街道。\n各单位要整改。"
    assert found.kind == "docx"


def test_numbers_that_word_only_shows_are_written_into_the_text() -> None:
    document = docx.Document()
    for text in ("加强巡查", "按期整改"):
        document.add_paragraph(text, style="List Number")

    found = read_file(saved(document), "纪要.docx")

    assert found.text == "1.加强巡查\n2.按期整改"
    assert [note.text for note in found.notes] == [NUMBERS_ADDED]


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEVELS = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>'
)
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)


def numbered(text: str, level: int) -> str:
    number = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr></w:pPr>'
    return f"<w:p>{number}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_chinese_numbers_count_by_level_and_begin_again_below_a_new_heading() -> None:
    levels = [("总体", 0), ("甲", 1), ("乙", 1), ("点", 2), ("措施", 0), ("丙", 1)]
    body = "".join(numbered(text, level) for text, level in levels)

    found = read_file(word(body, word__numbering_dot_xml=NUMBERING), "纪要.docx")

    assert found.text == "一、总体\n（一）甲\n（二）乙\n点\n二、措施\n（一）丙"


def test_tracked_insertions_are_taken_and_deletions_left_out_and_the_notes_say_so() -> None:
    body = (
        "<w:p><w:r><w:t>各单位要</w:t></w:r>"
        "<w:ins><w:r><w:t>立即</w:t></w:r><w:r><w:t>全面</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>尽快</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>原处</w:t></w:r></w:moveFrom><w:r><w:t>整改。</w:t></w:r></w:p>"
    )

    found = read_file(word(body), "纪要.docx")

    assert found.text == "各单位要立即全面整改。"
    assert [(note.text, note.params) for note in found.notes] == [
        (INSERTIONS_TAKEN, {"count": 1}),
        (DELETIONS_LEFT, {"count": 2}),
    ]


def test_a_deleted_end_of_paragraph_joins_two_paragraphs() -> None:
    body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>各单位</w:t></w:r></w:p>" + paragraph("要整改。")

    assert text_of(body) == "各单位要整改。"


def test_hidden_text_and_comments_are_left_out() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>可见</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>'
    )

    found = read_file(word(body), "纪要.docx")

    assert found.text == "可见"
    assert [note.text for note in found.notes] == [COMMENTS_LEFT]


def test_text_boxes_are_read_once() -> None:
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:txbxContent>{paragraph('框内文字')}</w:txbxContent>"
    body = (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{space}"><mc:Choice>{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent><w:t>正文</w:t></w:r></w:p>"
    )

    assert text_of(body) == "框内文字\n正文"


def test_tabs_and_line_breaks_stay() -> None:
    assert text_of("<w:p><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t></w:r></w:p>") == "一\t二\n三"


ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document ' + W + ">&b;</w:document>"
PLAIN = paragraph("各单位要整改。")
REFUSED = [
    (word(PLAIN, word__vbaProject_dot_bin=b"x"), "intake.word_macros"),
    (zipped({"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml",
             "word/document.xml": "<x/>"}), "intake.word_macros"),
    (zipped({"xl/workbook.xml": "<x/>"}), "intake.not_a_text"),
    (zipped({"读我.txt": "各单位要整改。"}), "intake.not_a_text"),
    (word(PLAIN)[:-30], "intake.word_broken"),
    (b"PK\x03\x04" + bytes(40), "intake.word_broken"),
    (zipped({"word/document.xml": "<w:document"}), "intake.word_broken"),
    (zipped({"word/document.xml": ENTITIES}), "intake.word_broken"),
    (zipped({"word/document.xml": "<a>" * 1000 + "</a>" * 1000}), "intake.word_broken"),
    (word(""), "intake.no_text"),
]  # fmt: skip


@pytest.mark.parametrize("content, code", REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_read_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_file(content, "纪要.docx")

    assert refusal.value.code == code


def test_a_zip_bomb_is_refused_by_what_it_declares() -> None:
    bomb = zipped({"word/document.xml": "<x/>"} | {f"word/media/{n}.bin": bytes(40_000_000) for n in range(8)})

    with pytest.raises(Refusal) as refusal:
        read_file(bomb, "纪要.docx")

    assert len(bomb) < 1_000_000
    assert refusal.value.code == "intake.word_unfolds"


def test_a_zip_bomb_is_refused_by_how_far_it_really_unfolds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_module, "MOST_PART", 10_000)

    with pytest.raises(Refusal) as refusal:
        read_file(word(paragraph("字" * 20_000)), "纪要.docx")

    assert refusal.value.code == "intake.word_unfolds"


def test_a_part_that_declares_less_than_it_holds_is_refused() -> None:
    content = bytearray(zipped({"word/document.xml": "<x>" + "字" * 5000 + "</x>"}))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (10).to_bytes(4, "little")

    with pytest.raises(Refusal) as refusal:
        read_file(bytes(content), "纪要.docx")

    assert refusal.value.code == "intake.word_broken"


def test_too_many_parts_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(word_module.MOST_PARTS + 1):
            archive.writestr(f"{number}", "")

    with pytest.raises(Refusal) as refusal:
        read_file(out.getvalue(), "纪要.docx")

    assert refusal.value.code == "intake.word_unfolds"
