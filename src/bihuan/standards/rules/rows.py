"""How one row of a table of filing conditions is read, and what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum

from bihuan.kernel.errors import Refusal
from bihuan.kernel.limits import Reading
from bihuan.kernel.tables import Tries
from bihuan.orgs.rules import optional_text, required_text
from bihuan.standards import errors
from bihuan.standards.rules.terms import (
    ClassKind,
    Grade,
    Habit,
    Terms,
    read_code,
    read_grade,
    read_kind,
    read_limit,
)

ClassKey = tuple[ClassKind, str]
ConditionKey = tuple[ClassKind, str, str]
REQUIRED = ("kind", "code", "text", "limit")
_MOST = {"major_code": 10, "major_name": 60, "name": 60, "text": 300, "source": 300, "limit": 60}


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it stands in the table, every cell as text. number: as the spreadsheet program shows it."""

    number: int
    kind: str = ""
    code: str = ""
    text: str = ""
    limit: str = ""
    unit: str = ""
    name: str = ""
    major_code: str = ""
    major_name: str = ""
    grade: str = ""
    source: str = ""


class Change(StrEnum):
    """What importing a row would do."""

    ADDED = "added"
    REPLACED = "replaced"
    SAME = "same"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Open:
    """A condition that has not ended."""

    terms: Terms
    valid_from: date


@dataclass(frozen=True, slots=True)
class Known:
    """What the standard holds already. names: of its classes. open: its conditions that have not ended."""

    names: Mapping[ClassKey, str] = field(default_factory=dict)
    open: Mapping[ConditionKey, Open] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row as understood. faults: refusals, each naming its column in .field; then change is FAULTY.

    reading: None when the limit cannot be read. was: what the row replaces.
    """

    raw: RawRow
    change: Change
    kind: ClassKind | None = None
    grade: Grade | None = None
    reading: Reading | None = None
    is_new_class: bool = False
    was: Terms | None = None
    faults: tuple[Refusal, ...] = ()

    @property
    def class_key(self) -> ClassKey:
        """Key of the class; only for rows without faults."""
        return ClassKind(self.raw.kind), self.raw.code

    @property
    def terms(self) -> Terms:
        """What the row says of its condition; only for rows without faults."""
        if self.reading is None:
            raise ValueError(f"row {self.raw.number} has no limit")
        return Terms(self.raw.limit, self.reading.limit, self.grade, self.raw.source)


def read_rows(rows: Iterable[RawRow], known: Known, *, on: date, habit: Habit) -> list[ReadRow]:
    """Return every row as understood, in order. on: the day from which the import is to hold."""
    read: list[ReadRow] = []
    seen: dict[tuple[str, str, str], int] = {}
    names: dict[ClassKey, str] = dict(known.names)
    for raw in rows:
        row = _read_row(raw, Known(names, known.open), on=on, habit=habit)
        first = seen.setdefault((row.raw.kind, row.raw.code, row.raw.text), raw.number)
        if first != raw.number and all((row.raw.kind, row.raw.code, row.raw.text)):
            row = _with(row, errors.ROW_TWICE(row=first, field="text"))
        if row.is_new_class and row.change is not Change.FAULTY:
            names[row.class_key] = row.raw.name
        read.append(row)
    return read


def _read_row(raw: RawRow, known: Known, *, on: date, habit: Habit) -> ReadRow:
    tries = Tries()
    row = _cleaned(raw, tries)
    kind = tries.of(lambda: read_kind(row.kind), None) if row.kind else None
    code = tries.of(lambda: read_code(row.code), "") if row.code else ""
    grade = tries.of(lambda: read_grade(row.grade), None)
    reading = tries.of(lambda: read_limit(row.limit, row.unit, habit=habit), None) if row.limit else None
    is_new = False
    if kind is not None and code:
        key = kind, _full_code(kind, code, known.names)
        row = replace(row, kind=kind.value, code=key[1])
        is_new = tries.of(lambda: _is_new(key, row.name, known.names), False)
    if tries.faults:
        return ReadRow(row, Change.FAULTY, kind, grade, reading, is_new, faults=tuple(tries.faults))
    return _compared(ReadRow(row, Change.ADDED, kind, grade, reading, is_new), known, on)


def _cleaned(raw: RawRow, tries: Tries) -> RawRow:
    def clean(cell: str) -> str:
        read = required_text if cell in REQUIRED else optional_text
        return tries.of(lambda: read(getattr(raw, cell), field=cell, most=_MOST.get(cell, 60)), "")

    return RawRow(raw.number, **{each.name: clean(each.name) for each in fields(RawRow) if each.name != "number"})


def _full_code(kind: ClassKind, code: str, names: Mapping[ClassKey, str]) -> str:
    """Return code with the leading zeros that spreadsheets drop, if that makes it one the standard has."""
    if (kind, code) in names or not code.isdigit():
        return code
    return next((full for n in range(len(code) + 1, 7) if (kind, full := code.zfill(n)) in names), code)


def _is_new(key: ClassKey, name: str, names: Mapping[ClassKey, str]) -> bool:
    """Tell whether the class must be added; raises standards.code_unknown and standards.name_differs."""
    if key not in names:
        if not name:
            raise errors.CODE_UNKNOWN(code=key[1], field="code")
        return True
    if name and name != names[key]:
        raise errors.NAME_DIFFERS(code=key[1], name=names[key], field="name")
    return False


def _compared(row: ReadRow, known: Known, on: date) -> ReadRow:
    current = known.open.get((*row.class_key, row.raw.text))
    if current is None:
        return row
    if current.terms == row.terms:
        return replace(row, change=Change.SAME, was=current.terms)
    if on < current.valid_from:
        return _with(row, errors.LATER_EXISTS(valid_from=current.valid_from, field="limit"))
    return replace(row, change=Change.REPLACED, was=current.terms)


def _with(row: ReadRow, fault: Refusal) -> ReadRow:
    return replace(row, change=Change.FAULTY, faults=(*row.faults, fault))


def check_rows(rows: Sequence[ReadRow]) -> None:
    """Raise standards.import_faulty when any row has a fault, standards.rows_none when there is no row."""
    if not rows:
        raise errors.ROWS_NONE()
    if faulty := [row.raw.number for row in rows if row.change is Change.FAULTY]:
        raise errors.IMPORT_FAULTY(count=len(faulty), row=faulty[0])
