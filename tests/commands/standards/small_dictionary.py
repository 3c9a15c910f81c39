"""A small dictionary and small workbooks for tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

from openpyxl import Workbook

HEADINGS = ["类型", "代码", "名称", "立案条件", "处置时限"]


@dataclass(frozen=True)
class Small:
    """One standard with one class and one condition, in force since the beginning of 2026."""

    standard: UUID
    litter: UUID
    condition: UUID


def workbook(*rows: Sequence[object], headings: Sequence[str] = HEADINGS, merged: Sequence[str] = ()) -> bytes:
    """Return an .xlsx file with the headings in row 1 and the rows below; merged: ranges such as A2:A3."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (headings, *rows):
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
