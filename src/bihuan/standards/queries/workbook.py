"""Reads the table in an Excel workbook, and refuses workbooks made to exhaust the machine."""

import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from bihuan.standards import errors

MOST_BYTES = 80 * 1024 * 1024
MOST_PARTS = 500
MOST_CELLS = 2_000_000
MOST_TEXT = 1024 * 1024 * 1024
"""What the cells would hold if every one of them held the longest string; a string is stored once and shared."""
Table = list[list[str]]
_CHUNK = 1 << 20
# Where a cell stands; the reader lays out every cell up to the farthest one, so the farthest one counts.
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_STRING_END = re.compile(rb"</(?:\w+:)?si\s*>")
_OVERLAP = 64


def read_table(content: bytes) -> Table:
    """Return the cells of the first sheet as text, from row 1 and column A on, merged cells filled in.

    Formulas count with the value that was stored for them. Whole numbers lose their ".0".
    Raises standards.not_xlsx, standards.workbook_huge.
    """
    check_size(content)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            return _cells(workbook.get_sheet_by_index(0))
    except (CalamineError, IndexError) as fault:
        raise errors.NOT_XLSX(field="file") from fault


def read_tables(content: bytes) -> dict[str, Table]:
    """Return the cells of every sheet by its name, as read_table does; raises the same."""
    check_size(content)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            sheets = [(name, workbook.get_sheet_by_name(name)) for name in workbook.sheet_names]
            return {name.strip(): _cells(sheet) for name, sheet in sheets}
    except CalamineError as fault:
        raise errors.NOT_XLSX(field="file") from fault


def _cells(sheet: CalamineSheet) -> Table:
    return _filled(sheet, [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)])


def check_size(content: bytes) -> None:
    """Refuse what is no workbook, and what grows too large when unpacked; nothing is unpacked beyond the bounds.

    The sizes that the archive states are checked first; then every part is unpacked once, in pieces, because an
    archive may state what it likes. Raises standards.not_xlsx, standards.workbook_huge.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
                raise errors.WORKBOOK_HUGE(field="file")
            if "[Content_Types].xml" not in archive.namelist():
                raise errors.NOT_XLSX(field="file")
            measures = [_measure(archive, part) for part in parts]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as fault:
        raise errors.NOT_XLSX(field="file") from fault
    area = max((each.rows * each.columns for each in measures), default=0)
    text = sum(each.cells for each in measures) * max((each.longest for each in measures), default=0)
    if area > MOST_CELLS or text > MOST_TEXT:
        raise errors.WORKBOOK_HUGE(field="file")


@dataclass(slots=True)
class _Measure:
    """How far a sheet reaches, how many cells it writes, how long the longest shared string is (bytes)."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    longest: int = 0


def _measure(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> _Measure:
    """Unpack one part and measure it as a sheet and as a store of strings: a workbook may call its parts as it likes."""
    measure, tail, since = _Measure(), b"", 0
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            text = tail + piece
            for letters, digits in _PLACE.findall(text):
                measure.columns = max(measure.columns, _column(letters))
                measure.rows = max(measure.rows, int(digits))
            measure.cells += len(_CELL.findall(text))
            *ended, rest = [len(string) for string in _STRING_END.split(piece)]
            if ended:
                measure.longest, since = max(measure.longest, since + ended[0], *ended[1:]), 0
            since += rest
            tail = piece[-_OVERLAP:]
    return measure


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell).strip()


def _filled(sheet: CalamineSheet, table: Table) -> Table:
    """Write the value of each merged area into all of its cells: tables name a class once beside its conditions."""
    filled = 0
    for (top, left), (bottom, right) in _merged(sheet):
        if top < len(table) and left < len(table[top]):
            value = table[top][left]
            for row in table[top : bottom + 1]:
                width = len(row[left : right + 1])
                row[left : right + 1] = [value] * width
                filled += width + 1
            if filled > MOST_CELLS:
                raise errors.WORKBOOK_HUGE(field="file")
    return table


def _merged(sheet: CalamineSheet) -> Sequence[tuple[tuple[int, int], tuple[int, int]]]:
    return sheet.merged_cell_ranges or []
