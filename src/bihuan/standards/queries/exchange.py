"""Filing conditions from and to Excel: a preview that changes nothing, and an export that reads back the same."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from uuid import UUID

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from bihuan.standards import errors
from bihuan.standards.models import CaseClass, FilingCondition, Standard
from bihuan.standards.queries.workbook import read_table
from bihuan.standards.rules.rows import Change, Known, Open, RawRow, ReadRow, read_rows
from bihuan.standards.rules.table import HEADINGS, read_sheet
from bihuan.standards.rules.terms import GRADE_WORDS, KIND_WORDS, UNIT_WORDS, ClassKind, Grade, Habit, Terms

USUAL = Habit()


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing a workbook would do. unknown_columns: headings that are left out.

    counts: Change → number of rows; the import is possible when none is FAULTY.
    """

    standard_uuid: UUID
    rows: tuple[ReadRow, ...]
    unknown_columns: tuple[str, ...]
    counts: dict[Change, int]

    @property
    def is_clean(self) -> bool:
        """Whether every row can be imported."""
        return not self.counts[Change.FAULTY]

    @property
    def raw_rows(self) -> tuple[RawRow, ...]:
        """The rows to hand to import_conditions."""
        return tuple(row.raw for row in self.rows)


def preview_import(content: bytes, *, standard_uuid: UUID, on: date, habit: Habit = USUAL) -> Preview:
    """Read an .xlsx workbook and compare it with the standard; changes nothing. Three statements.

    on: the day from which the import is to hold. Raises standards.not_found and what read_table and read_sheet raise;
    faults of single rows are in the rows.
    """
    standard = _standard(standard_uuid)
    sheet = read_sheet(read_table(content))
    rows = read_rows(sheet.rows, known(standard), on=on, habit=habit)
    counts = Counter(row.change for row in rows)
    return Preview(standard_uuid, tuple(rows), sheet.unknown, {change: counts[change] for change in Change})


def known(standard: Standard) -> Known:
    """Return what the standard holds: names of its classes, conditions that have not ended. Two statements."""
    names = {(ClassKind(kind), code): name for kind, code, name in standard.classes.values_list("kind", "code", "name")}
    rows = FilingCondition.objects.filter(case_class__standard=standard, valid_to__isnull=True)
    open_ = {
        (ClassKind(row.case_class.kind), row.case_class.code, row.text): Open(_terms(row), row.valid_from)
        for row in rows.select_related("case_class")
    }
    return Known(names, open_)


def _terms(row: FilingCondition) -> Terms:
    return Terms(row.limit_text, row.limit, Grade(row.grade) if row.grade else None, row.source)


def export_xlsx(standard_uuid: UUID) -> bytes:
    """Return a workbook of the standard's conditions that have not ended; importing it again changes nothing.

    Every cell is text, so that nothing in it is ever a formula. Raises standards.not_found.
    """
    standard = _standard(standard_uuid)
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("立案条件")
    sheet.freeze_panes = "A2"
    headings = [WriteOnlyCell(sheet, value=names[0]) for names in HEADINGS.values()]
    for heading in headings:
        heading.font = Font(bold=True)
    sheet.append(headings)
    rows = FilingCondition.objects.filter(case_class__standard=standard, valid_to__isnull=True)
    ordered = rows.select_related("case_class").order_by("case_class__kind", "case_class__code", "valid_from", "id")
    for row in ordered.iterator(chunk_size=2000):
        cells = [WriteOnlyCell(sheet, value=_cells(row)[name]) for name in HEADINGS]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _cells(row: FilingCondition) -> dict[str, str]:
    found: CaseClass = row.case_class
    return {
        "kind": KIND_WORDS[ClassKind(found.kind)],
        "major_code": found.major_code,
        "major_name": found.major_name,
        "code": found.code,
        "name": found.name,
        "text": row.text,
        "limit": row.limit_text,
        "unit": UNIT_WORDS[row.limit.unit],
        "grade": GRADE_WORDS[Grade(row.grade)] if row.grade else "",
        "source": row.source,
    }


def _standard(uuid: UUID) -> Standard:
    found = Standard.objects.filter(uuid=uuid).first()
    if found is None:
        raise errors.NOT_FOUND()
    return found
