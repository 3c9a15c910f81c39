"""An edition of an assessment system, understood; and written as rows again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from bihuan.standards.rules.assessment import Level, Way
from bihuan.standards.rules.steps import Step, number_text, steps_text
from bihuan.standards.rules.system_rows import RawClause, RawElement, RawHead, RawSystem, RawType

LEVEL_WORDS = {Level.PROJECT: "测评项目", Level.CONTENT: "测评内容", Level.STANDARD: "测评标准"}
WAY_WORDS = {Way.STATE: "状态描述", Way.FREQUENCY: "观察频次"}
YES, NO = "是", "否"


@dataclass(frozen=True, slots=True)
class Head:
    """What the edition is, understood."""

    ref: str
    name: str
    edition: str
    in_force_on: date
    ends_on: date | None
    source: str
    is_example: bool
    note: str


@dataclass(frozen=True, slots=True)
class TypeTerms:
    """One point type, understood."""

    code: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class ClauseTerms:
    """One node of the tree, understood. parent: its code, empty for a project."""

    code: str
    level: Level
    parent: str
    text: str
    method: str
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class ElementTerms:
    """One element, understood. clause: code of a standard, or empty. case_class: uuid, or None."""

    code: str
    type: str
    clause: str
    text: str
    help: str
    way: Way
    points: Decimal
    steps: tuple[Step, ...]
    is_required: bool
    is_around: bool
    case_class: UUID | None


@dataclass(frozen=True, slots=True)
class Content:
    """A whole edition, understood and without faults."""

    head: Head
    types: tuple[TypeTerms, ...]
    clauses: tuple[ClauseTerms, ...]
    elements: tuple[ElementTerms, ...]


def as_rows(content: Content, class_words: Mapping[UUID, str]) -> RawSystem:
    """Write an edition as rows, numbered as in our workbook. class_words: what each class is called in a cell."""
    head = content.head
    return RawSystem(
        system=(
            RawHead(
                number=2,
                ref=head.ref,
                name=head.name,
                edition=head.edition,
                in_force_on=head.in_force_on.isoformat(),
                ends_on=head.ends_on.isoformat() if head.ends_on else "",
                source=head.source,
                example=_yes(head.is_example),
                note=head.note,
            ),
        ),
        types=tuple(RawType(n, row.code, row.name, row.note) for n, row in enumerate(content.types, 2)),
        clauses=tuple(_clause(n, row) for n, row in enumerate(content.clauses, 2)),
        elements=tuple(_element(n, row, class_words) for n, row in enumerate(content.elements, 2)),
    )


def _clause(number: int, row: ClauseTerms) -> RawClause:
    points = "" if row.points is None else number_text(row.points)
    return RawClause(number, row.code, LEVEL_WORDS[row.level], row.parent, row.text, row.method, points)


def _element(number: int, row: ElementTerms, class_words: Mapping[UUID, str]) -> RawElement:
    return RawElement(
        number=number,
        code=row.code,
        type=row.type,
        clause=row.clause,
        text=row.text,
        help=row.help,
        way=WAY_WORDS[row.way],
        points=number_text(row.points),
        steps=steps_text(row.steps),
        required=_yes(row.is_required),
        around=_yes(row.is_around),
        case_class=class_words[row.case_class] if row.case_class else "",
    )


def _yes(is_so: bool) -> str:
    return YES if is_so else NO
