"""An edition of an assessment system as rows of text, the same from Excel, from YAML and from our own tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any


class Part(StrEnum):
    """The four tables of an edition."""

    SYSTEM = "system"
    TYPES = "types"
    CLAUSES = "clauses"
    ELEMENTS = "elements"


@dataclass(frozen=True, slots=True)
class RawHead:
    """What the edition is. number of every row: as the spreadsheet program or the text editor shows it."""

    number: int = 0
    ref: str = ""
    name: str = ""
    edition: str = ""
    in_force_on: str = ""
    ends_on: str = ""
    source: str = ""
    example: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RawType:
    """One point type."""

    number: int = 0
    code: str = ""
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RawClause:
    """One node of the tree."""

    number: int = 0
    code: str = ""
    level: str = ""
    parent: str = ""
    text: str = ""
    method: str = ""
    points: str = ""


@dataclass(frozen=True, slots=True)
class RawElement:
    """One element. case_class: code alone, or reference, kind and code, such as GB/T 47678.5-2026 事项 06010."""

    number: int = 0
    code: str = ""
    type: str = ""
    clause: str = ""
    text: str = ""
    help: str = ""
    way: str = ""
    points: str = ""
    steps: str = ""
    required: str = ""
    around: str = ""
    case_class: str = ""


RawRow = RawHead | RawType | RawClause | RawElement


@dataclass(frozen=True, slots=True)
class RawSystem:
    """A whole edition as rows of text."""

    system: tuple[RawHead, ...] = ()
    types: tuple[RawType, ...] = ()
    clauses: tuple[RawClause, ...] = ()
    elements: tuple[RawElement, ...] = ()

    def rows(self) -> Iterator[tuple[Part, RawRow]]:
        """Yield every row with the table it stands in."""
        for part in Part:
            for row in getattr(self, part):
                yield part, row


ROW_TYPES: Mapping[Part, type[Any]] = {
    Part.SYSTEM: RawHead,
    Part.TYPES: RawType,
    Part.CLAUSES: RawClause,
    Part.ELEMENTS: RawElement,
}
SHEET_NAMES = {Part.SYSTEM: "体系", Part.TYPES: "点位类型", Part.CLAUSES: "条目", Part.ELEMENTS: "要素"}
# Field of a row → the headings it goes by; the first is the one we write. The field's own name is read as well.
HEADINGS: Mapping[Part, Mapping[str, tuple[str, ...]]] = {
    Part.SYSTEM: {
        "ref": ("体系编号", "编号"),
        "name": ("体系名称", "名称"),
        "edition": ("版本",),
        "in_force_on": ("启用日期", "生效日期"),
        "ends_on": ("停用日期", "失效日期"),
        "source": ("来源", "依据"),
        "example": ("示例", "是否示例"),
        "note": ("说明", "备注"),
    },
    Part.TYPES: {
        "code": ("类型代码", "代码"),
        "name": ("类型名称", "名称", "点位类型"),
        "note": ("说明", "备注"),
    },
    Part.CLAUSES: {
        "code": ("条目代码", "代码"),
        "level": ("层级",),
        "parent": ("上级代码", "上级"),
        "text": ("内容", "条目"),
        "method": ("测评方法", "方法"),
        "points": ("分值",),
    },
    Part.ELEMENTS: {
        "code": ("要素代码", "代码"),
        "type": ("类型代码", "点位类型"),
        "clause": ("条目代码", "条目"),
        "text": ("要素", "内容"),
        "help": ("怎么看", "检查方法"),
        "way": ("计分方式",),
        "points": ("分值",),
        "steps": ("分档",),
        "required": ("必备",),
        "around": ("周边也看", "周边"),
        "case_class": ("案件类别", "类别代码"),
    },
}
MOST_ROWS = 20_000


def cells(row: RawRow) -> dict[str, str]:
    """Return what a row says, by field, without its number."""
    return {each.name: getattr(row, each.name) for each in fields(row) if each.name != "number"}


def field_of(part: Part, heading: str) -> str:
    """Return the field that a heading means in that table, or nothing."""
    wanted = "".join(heading.split()).lower()
    return next(
        (name for name, headings in HEADINGS[part].items() if wanted == name or wanted in headings),
        "",
    )
