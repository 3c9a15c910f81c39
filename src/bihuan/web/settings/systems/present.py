"""How an assessment system, its rows and the differences between two editions look."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bihuan.standards.queries import ClauseRow, ElementRow, TypeRow
from bihuan.standards.rules.assessment import Level, Way
from bihuan.standards.rules.steps import Step, number_text
from bihuan.standards.rules.system_compare import Difference, Kind
from bihuan.standards.rules.system_read import Fault
from bihuan.standards.rules.system_rows import HEADINGS, Part, RawSystem, cells
from bihuan.web.errors import words
from bihuan.web.kit.present import Badge

Label = str | Promise
MOST_ROWS = 500
PARTS: Final[dict[Part, Label]] = {
    Part.SYSTEM: _("The system"),
    Part.TYPES: _("Point types"),
    Part.CLAUSES: _("Clauses"),
    Part.ELEMENTS: _("Elements"),
}
LEVELS: Final[dict[Level, Label]] = {
    Level.PROJECT: pgettext_lazy("level of an assessment system", "project"),
    Level.CONTENT: pgettext_lazy("level of an assessment system", "content"),
    Level.STANDARD: pgettext_lazy("level of an assessment system", "standard"),
}
WAYS: Final[dict[Way, Label]] = {Way.STATE: _("by state"), Way.FREQUENCY: _("by frequency")}
FIELDS: Final[dict[str, Label]] = {
    "ref": _("Number of the system"),
    "name": _("Name"),
    "edition": _("Edition"),
    "in_force_on": _("In force from"),
    "ends_on": _("Last day in force"),
    "source": _("Source"),
    "example": _("Example"),
    "note": _("Note"),
    "code": _("Code"),
    "level": _("Level"),
    "parent": _("Code above"),
    "text": _("Wording"),
    "method": _("Method"),
    "points": _("Points"),
    "type": _("Point type"),
    "clause": _("Clause"),
    "help": _("How to look"),
    "way": _("Way of scoring"),
    "steps": _("Steps"),
    "required": _("Required"),
    "around": _("Also in the surroundings"),
    "case_class": _("Class of case"),
}
KINDS: Final = {
    Kind.ADDED: Badge(pgettext_lazy("row of an edition", "added"), "plus"),
    Kind.REMOVED: Badge(pgettext_lazy("row of an edition", "removed"), "minus"),
    Kind.CHANGED: Badge(pgettext_lazy("row of an edition", "changed"), "refresh"),
}


@dataclass(frozen=True, slots=True)
class ElementLine:
    """One element as shown. steps: grades with counts and shares."""

    row: ElementRow
    points: str
    way: Label
    steps: str


@dataclass(frozen=True, slots=True)
class TypeCard:
    """One point type with its elements and the points they sum to."""

    row: TypeRow
    points: str
    elements: tuple[ElementLine, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One clause with what stands below it."""

    row: ClauseRow
    level: Label
    points: str
    below: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class CellDiff:
    """One cell before and after."""

    label: Label
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One row that differs."""

    part: Label
    badge: Badge
    code: str
    text: str
    cells: tuple[CellDiff, ...]


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One row of a file with what is wrong with it."""

    number: int
    cells: tuple[tuple[Label, str], ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadPart:
    """One table of a file. unshown: rows beyond the most that are shown, and those without faults when others have some."""

    label: Label
    labels: tuple[Label, ...]
    count: int
    lines: tuple[ReadLine, ...]
    unshown: int
    is_faulty: bool


def type_cards(types: Iterable[TypeRow], elements: Iterable[ElementRow]) -> list[TypeCard]:
    """Return each point type with its elements."""
    by_type: dict[str, list[ElementRow]] = {}
    for element in elements:
        by_type.setdefault(element.type_code, []).append(element)
    return [
        TypeCard(row, number_text(sum((each.points for each in having), Decimal(0))), tuple(map(_element, having)))
        for row in types
        for having in [by_type.get(row.code, [])]
    ]


def _element(row: ElementRow) -> ElementLine:
    return ElementLine(row, number_text(row.points), WAYS[row.way], steps_words(row.steps))


def steps_words(steps: Sequence[Step]) -> str:
    """Return steps such as “A 0 · B ≤1 66% · C# ≥3 0%”."""
    said, least = [], 0
    for step in steps:
        count = f"≥{least}" if step.most is None else f"≤{step.most}" if step.most else "0"
        said.append(f"{step.grade} {count} ({number_text(step.share * 100)}%)")
        least = (step.most or 0) + 1
    return " · ".join(said)


def tree(rows: Sequence[ClauseRow], parent: str = "") -> tuple[Node, ...]:
    """Return the clauses as a tree."""
    below: dict[str, list[ClauseRow]] = {}
    for row in rows:
        below.setdefault(row.parent, []).append(row)

    def nodes(code: str) -> tuple[Node, ...]:
        return tuple(
            Node(row, LEVELS[row.level], "" if row.points is None else number_text(row.points), nodes(row.code))
            for row in below.get(code, ())
        )

    return nodes(parent)


def diff_lines(differences: Iterable[Difference]) -> list[DiffLine]:
    """Return differences as shown."""
    return [
        DiffLine(
            part=PARTS[each.part],
            badge=KINDS[each.kind],
            code=each.code,
            text=each.text,
            cells=tuple(CellDiff(FIELDS[cell.field], cell.before, cell.after) for cell in each.cells),
        )
        for each in differences
    ]


def read_parts(system: RawSystem, faults: Sequence[Fault]) -> list[ReadPart]:
    """Return every table of a file; when anything is wrong, only the rows that have faults, each with its own."""
    at: dict[tuple[Part, int], list[str]] = {}
    for fault in faults:
        field = fault.refusal.field
        label = f"{FIELDS[field]}: " if field in FIELDS else ""
        at.setdefault((fault.part, fault.number), []).append(f"{label}{words(fault.refusal)}")
    return [_read_part(part, system, at) for part in Part]


def _read_part(part: Part, system: RawSystem, at: dict[tuple[Part, int], list[str]]) -> ReadPart:
    rows = getattr(system, part)
    wanted = [row for row in rows if (part, row.number) in at] if at else rows
    lines = tuple(
        ReadLine(
            number=row.number,
            cells=tuple((FIELDS[name], cells(row)[name]) for name in HEADINGS[part]),
            faults=tuple(at.get((part, row.number), ())),
        )
        for row in wanted[:MOST_ROWS]
    )
    whole = tuple(at.get((part, 0), ()))
    lines = (ReadLine(0, (), whole), *lines) if whole and not rows else lines
    return ReadPart(
        label=PARTS[part],
        labels=tuple(FIELDS[name] for name in HEADINGS[part]),
        count=len(rows),
        lines=lines,
        unshown=len(rows) - len(wanted[:MOST_ROWS]),
        is_faulty=any(line.faults for line in lines),
    )
