"""Workbooks that are none, or were made to exhaust the machine."""

import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from small_dictionary import workbook

from bihuan.kernel.errors import Refusal
from bihuan.standards.queries.workbook import MOST_BYTES, read_table

SMALL = workbook(["事项", "06010", "", "有裸露垃圾", "4小时"])


def with_part(name: str, content: bytes) -> bytes:
    """Return the small workbook with one part replaced or added."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(SMALL)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return stream.getvalue()


def test_reads_an_honest_workbook() -> None:
    assert read_table(SMALL)[1] == ["事项", "06010", "", "有裸露垃圾", "4小时"]


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", "类型,代码".encode("gbk"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, SMALL[:-40], SMALL[60:]],
    ids=["empty", "two bytes", "csv", "old or encrypted", "cut short", "cut at the front"],
)
def test_refuses_what_is_no_workbook(content: bytes) -> None:
    with pytest.raises(Refusal, match=r"standards\.not_xlsx"):
        read_table(content)


def test_refuses_a_zip_that_is_no_workbook() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("readme.txt", "类型")

    with pytest.raises(Refusal, match=r"standards\.not_xlsx"):
        read_table(stream.getvalue())


def test_refuses_a_workbook_that_grows_when_unpacked() -> None:
    bomb = with_part("xl/media/blank.bin", b"\0" * (MOST_BYTES + 1))

    assert len(bomb) < MOST_BYTES / 500
    with pytest.raises(Refusal, match=r"standards\.workbook_huge"):
        read_table(bomb)


def test_refuses_a_workbook_that_lies_about_its_size() -> None:
    bomb = with_part("xl/media/blank.bin", b"\0" * (MOST_BYTES + 1))
    true, false = struct.pack("<I", MOST_BYTES + 1), struct.pack("<I", 10)

    with pytest.raises(Refusal, match=r"standards\.not_xlsx"):
        read_table(bomb.replace(true, false))


def test_refuses_a_sheet_with_one_cell_at_the_end_of_the_world() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        b"</sheetData></worksheet>"
    )

    with pytest.raises(Refusal, match=r"standards\.workbook_huge"):
        read_table(with_part("xl/worksheets/sheet1.xml", sheet))


def test_refuses_a_long_string_shared_by_many_cells() -> None:
    sheet = b"<worksheet><sheetData>" + b'<c r="A1" t="s"><v>0</v></c>' * 2000 + b"</sheetData></worksheet>"
    strings = b"<sst><si><t>" + b"x" * 1_000_000 + b"</t></si></sst>"
    stream = BytesIO(with_part("xl/worksheets/sheet1.xml", sheet))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings2.xml", strings)

    with pytest.raises(Refusal, match=r"standards\.workbook_huge"):
        read_table(stream.getvalue())


def test_refuses_merged_cells_upon_merged_cells() -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="E{n}"><v>1</v></c></row>' for n in range(1, 1001))
    areas = '<mergeCell ref="A1:E1000"/>' * 900
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData><mergeCells>{areas}</mergeCells></worksheet>'

    with pytest.raises(Refusal, match=r"standards\.workbook_huge"):
        read_table(with_part("xl/worksheets/sheet1.xml", sheet.encode()))


def test_a_sheet_under_another_name_is_measured_too() -> None:
    far = b'<worksheet><sheetData><row><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'

    with pytest.raises(Refusal, match=r"standards\.workbook_huge"):
        read_table(with_part("xl/elsewhere.xml", far))


def test_refuses_too_many_parts() -> None:
    stream = BytesIO(SMALL)
    with zipfile.ZipFile(stream, "a") as archive:
        for number in range(600):
            archive.writestr(f"xl/media/{number}", b"")

    with pytest.raises(Refusal, match=r"standards\.workbook_huge"):
        read_table(stream.getvalue())


@given(st.integers(0, len(SMALL) - 1), st.binary(min_size=1, max_size=8))
@example(position=0, noise=b"\0")
def test_a_damaged_workbook_is_read_or_refused(position: int, noise: bytes) -> None:
    damaged = SMALL[:position] + noise + SMALL[position + len(noise) :]

    assert outcome(damaged) in {"read", "standards.not_xlsx", "standards.workbook_huge"}


def outcome(content: bytes) -> str:
    try:
        read_table(content)
    except Refusal as refusal:
        return refusal.code
    return "read"
