"""Excel out of any list: exactly the rows shown, text kept as text."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What XML 1.0 cannot hold; one such character in one case would otherwise keep every export from being written.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Value = str | int | float | datetime | None


def sheet(
    name: str, headings: Sequence[tuple[str, int]], rows: Iterable[Sequence[Value]], *, note: str = ""
) -> HttpResponse:
    """Return a download. headings: text and width in characters. note: a line below the rows that says what it is.

    Moments are written in the district's time zone; a text that begins with = stays a text.
    """
    book = Workbook(write_only=True)
    page = book.create_sheet(title=name[:31])
    page.freeze_panes = "A2"
    for number, (_heading, width) in enumerate(headings, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.append([_cell(page, heading, is_bold=True) for heading, _width in headings])
    for row in rows:
        page.append([_cell(page, value) for value in row])
    if note:
        page.append([])
        page.append([_cell(page, note)])
    stream = io.BytesIO()
    book.save(stream)
    answer = HttpResponse(stream.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return answer


def _cell(page: object, value: Value, *, is_bold: bool = False) -> WriteOnlyCell:
    if isinstance(value, datetime):
        value = timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    if isinstance(value, str):
        value = _NOT_XML.sub("", value)
    cell = WriteOnlyCell(page, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    if is_bold:
        cell.font = Font(bold=True)
    return cell
