"""An edition of an assessment system from and to Excel: one sheet for each of its four tables."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from bihuan.standards import errors
from bihuan.standards.queries.workbook import Table, read_tables
from bihuan.standards.rules.system_rows import (
    HEADINGS,
    MOST_ROWS,
    ROW_TYPES,
    SHEET_NAMES,
    Part,
    RawSystem,
    cells,
    field_of,
)

_HEADING_WITHIN = 20
_REQUIRED = {
    Part.SYSTEM: ("ref", "name", "in_force_on", "source"),
    Part.TYPES: ("code", "name"),
    Part.CLAUSES: ("code", "level", "text"),
    Part.ELEMENTS: ("code", "type", "text", "points"),
}
_WIDTHS = {"text": 48, "help": 60, "name": 28, "note": 40, "source": 40, "steps": 36, "case_class": 32}


def read_xlsx(content: bytes) -> tuple[RawSystem, tuple[str, ...]]:
    """Return the rows of a workbook, and its headings that mean nothing here. The sheet of clauses may be missing.

    Raises standards.not_xlsx, standards.workbook_huge, standards.sheets_missing, standards.heading_missing,
    standards.column_twice, standards.rows_many.
    """
    tables = read_tables(content)
    missing = [name for part, name in SHEET_NAMES.items() if name not in tables and part is not Part.CLAUSES]
    if missing:
        raise errors.SHEETS_MISSING(sheets="、".join(missing), field="file")
    unknown: list[str] = []
    read = {part.value: _rows(part, tables[SHEET_NAMES[part]], unknown) for part in Part if SHEET_NAMES[part] in tables}
    return RawSystem(**read), tuple(dict.fromkeys(unknown))


def _rows(part: Part, table: Table, unknown: list[str]) -> tuple[Any, ...]:
    top = next((n for n, row in enumerate(table[:_HEADING_WITHIN]) if not _missing(part, row)), None)
    if top is None:
        nearest = min((_missing(part, row) for row in table[:_HEADING_WITHIN]), key=len, default=_missing(part, ()))
        raise errors.HEADING_MISSING(sheet=SHEET_NAMES[part], columns="、".join(nearest), field="file")
    names = [field_of(part, heading) for heading in table[top]]
    for name in filter(None, names):
        if names.count(name) > 1:
            raise errors.COLUMN_TWICE(column=HEADINGS[part][name][0], field="file")
    unknown += [heading for heading, name in zip(table[top], names, strict=True) if heading and not name]
    rows = [
        ROW_TYPES[part](number=number, **{name: cell for name, cell in zip(names, row, strict=False) if name})
        for number, row in enumerate(table[top + 1 :], top + 2)
        if any(cell.strip() for cell in row)
    ]
    if len(rows) > MOST_ROWS:
        raise errors.ROWS_MANY(most=MOST_ROWS, field="file")
    return tuple(rows)


def _missing(part: Part, row: Sequence[str]) -> list[str]:
    named = {field_of(part, heading) for heading in row}
    return [HEADINGS[part][name][0] for name in _REQUIRED[part] if name not in named]


def write_xlsx(system: RawSystem) -> bytes:
    """Return the rows as a workbook; every cell is text, and reading it again gives the same rows."""
    workbook = Workbook(write_only=True)
    for part in Part:
        sheet = workbook.create_sheet(SHEET_NAMES[part])
        sheet.freeze_panes = "A2"
        for number, name in enumerate(HEADINGS[part]):
            sheet.column_dimensions[chr(65 + number)].width = _WIDTHS.get(name, 16)
        headings = [WriteOnlyCell(sheet, value=names[0]) for names in HEADINGS[part].values()]
        for heading in headings:
            heading.font = Font(bold=True)
        sheet.append(headings)
        for row in getattr(system, part):
            said = cells(row)
            line = [WriteOnlyCell(sheet, value=said[name]) for name in HEADINGS[part]]
            for cell in line:
                cell.data_type = "s"
            sheet.append(line)
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()
