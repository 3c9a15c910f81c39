"""Plain text: the encodings that offices use are read, everything else is refused in words."""

import pytest

from bihuan.intake.rules.files import MOST_BYTES, read_file
from bihuan.kernel.errors import Refusal

TEXT = "本报讯 3月21日，全区推进会召开。\n各单位要立即整改。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
def test_text_reads_the_same_in_every_encoding(encoding: str) -> None:
    assert read_file(TEXT.encode(encoding), "纪要.txt").text == TEXT


@pytest.mark.parametrize("bom", [b"\xff\xfe", b"\xfe\xff"])
def test_utf_16_is_read_in_both_orders(bom: bytes) -> None:
    order = "utf-16-le" if bom == b"\xff\xfe" else "utf-16-be"

    assert read_file(bom + TEXT.encode(order), "纪要.txt").text == TEXT


def test_gbk_is_named_in_a_note() -> None:
    found = read_file(TEXT.encode("gbk"), "纪要.txt")

    assert [note.text for note in found.notes] == ["Read as GB18030 (GBK)."]


def test_utf_8_needs_no_note() -> None:
    assert read_file(TEXT.encode(), "纪要.txt").notes == ()


def test_every_line_break_becomes_one_character() -> None:
    assert read_file("一\r\n二\r三\n四\f五".encode(), "纪要.txt").text == "一\n二\n三\n四\n五"


def test_the_kind_is_told_from_the_content_not_from_the_name() -> None:
    assert read_file(TEXT.encode(), "纪要.docx").kind == "txt"


REFUSED = [
    (b"", "intake.file_empty"),
    (b" \r\n\t ", "intake.no_text"),
    ("　\n——".encode(), "intake.no_text"),
    (bytes(MOST_BYTES + 1), "intake.file_too_large"),
    (bytes(50 * 1024 * 1024), "intake.file_too_large"),
    (("各单位要整改。" * 150_000).encode(), "intake.text_too_long"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "intake.not_a_text"),
    (b"GIF89a\x01\x02\x03", "intake.not_a_text"),
    ("正文\0".encode(), "intake.not_a_text"),
    (b"\xff\xfe" + "正\0文".encode("utf-16-le"), "intake.not_a_text"),
    (b"\xff\xfe\x00", "intake.wrong_encoding"),
    ("各単位は整改する。テキストです。".encode("shift-jis"), "intake.wrong_encoding"),
    ("本報訊，各單位要立即整改，補齊點位要素。".encode("big5"), "intake.wrong_encoding"),
    ("déjà vu à l'été".encode("latin-1"), "intake.wrong_encoding"),
    (TEXT.encode()[:-2] + b"\xe3\x80", "intake.wrong_encoding"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "intake.old_word"),
    (b"{\\rtf1\\ansi}", "intake.old_word"),
]


@pytest.mark.parametrize("content, code", REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_read_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_file(content, "纪要.txt")

    assert refusal.value.code == code
    assert refusal.value.field == "file"


def test_a_refusal_names_the_file() -> None:
    with pytest.raises(Refusal, match=r"会议纪要\.txt"):
        read_file(b"", " 会议纪要.txt ")
