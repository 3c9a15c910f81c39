"""What counts as a document, how big a file may be, and what its name becomes."""

import pytest
from rules.evidence.drawings import archive, encoded, scene

from bihuan.evidence import errors
from bihuan.evidence.rules import MOST_BYTES, SUFFIXES, FileKind, check_size, clean_name, read_document
from bihuan.kernel.errors import Refusal

DOCX = archive("[Content_Types].xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b"%PDF-1.7\n...", ".pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.4", ".pdf"),
        (DOCX, ".docx"),
        (XLSX, ".xlsx"),
        ("通知\n".encode(), ".txt"),
        ("通知".encode("gbk"), ".txt"),
        ("通知".encode("utf-16"), ".txt"),
    ],
)
def test_document_is_known_by_its_content(content: bytes, suffix: str) -> None:
    found = read_document(content, name="a.bin")

    assert (found.kind, found.body, SUFFIXES[found.media_type]) == (FileKind.DOCUMENT, content, suffix)


@pytest.mark.parametrize(
    "content",
    [
        archive("word/other.xml"),
        b"PK is no archive",
        DOCX[:40],
        DOCX[:-10],
        b"\x7fELF\x02\x01\x01\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
        b"\xff\xfea",
        b"\x81\x20\xff\xff",
        encoded(scene(1, (80, 60))),
    ],
    ids=["other-zip", "no-zip", "cut-zip", "cut-tail", "program", "old-word", "half-utf16", "no-encoding", "picture"],
)
def test_everything_else_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        read_document(content, name="报表.doc")

    assert refused.value.reason is errors.NOT_A_DOCUMENT
    assert "报表.doc" in str(refused.value)


def test_size_is_refused_when_empty_or_over_20_mb() -> None:
    check_size(bytes(MOST_BYTES), "a")
    for content, expected in ((b"", errors.EMPTY), (bytes(MOST_BYTES + 1), errors.TOO_LARGE)):
        with pytest.raises(Refusal) as refused:
            check_size(content, "a")
        assert refused.value.reason is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("现场.jpg", "现场.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\photos\\a b.jpg", "a b.jpg"),
        ("a\x00b\n\u202e.jpg", "ab.jpg"),
        ("", "file"),
        ("folder/", "file"),
        ("x" * 200 + ".jpeg", "x" * 115 + ".jpeg"),
        ("y" * 200, "y" * 120),
        ("z." + "y" * 200, "z." + "y" * 118),
    ],
)
def test_name_is_made_safe_and_short(name: str, expected: str) -> None:
    assert clean_name(name) == expected
