"""Reads the table in an Excel workbook, and refuses workbooks made to exhaust the machine."""

import re
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from bihuan.kernel.errors import Refusal
from bihuan.standards import errors

MOST_BYTES = 80 * 1024 * 1024
MOST_PARTS = 500
MOST_CELLS = 2_000_000
Table = list[list[str]]
_CHUNK = 1 << 20
# Where a cell stands; the reader lays out every cell up to the farthest one, so the farthest one counts.
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_OVERLAP = 64


def read_table(content: bytes) -> Table:
    """Return the cells of the first sheet as text, from row 1 and column A on, merged cells filled in.

    Formulas count with the value that was stored for them. Whole numbers lose their ".0".
    Raises standards.not_xlsx, standards.workbook_huge.
    """
    check_size(content)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            sheet = workbook.get_sheet_by_index(0)
            return _filled(sheet, [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)])
    except (CalamineError, IndexError) as fault:
        raise errors.NOT_XLSX(field="file") from fault


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
            for part in parts:
                _check_part(archive, part)
    except Refusal:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as fault:
        raise errors.NOT_XLSX(field="file") from fault


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    is_sheet = "worksheets/" in part.filename
    rows = columns = 0
    tail = b""
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            if not is_sheet:
                continue
            for letters, digits in _PLACE.findall(tail + piece):
                columns, rows = max(columns, _column(letters)), max(rows, int(digits))
            if rows * columns > MOST_CELLS:
                raise errors.WORKBOOK_HUGE(field="file")
            tail = piece[-_OVERLAP:]


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
    for (top, left), (bottom, right) in _merged(sheet):
        for row in table[top : bottom + 1]:
            if top < len(table) and left < len(table[top]):
                row[left : right + 1] = [table[top][left]] * len(row[left : right + 1])
    return table


def _merged(sheet: CalamineSheet) -> Sequence[tuple[tuple[int, int], tuple[int, int]]]:
    return sheet.merged_cell_ranges or []
