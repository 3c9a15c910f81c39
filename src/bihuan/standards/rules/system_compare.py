"""What differs between two editions of an assessment system, row by row and cell by cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bihuan.standards.rules.system_rows import Part, RawRow, RawSystem, cells


class Kind(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that says something else. field: of the row."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that is new, gone or other. code: empty for the head; text: its name or text, the newer one.

    cells: only for a changed row.
    """

    part: Part
    kind: Kind
    code: str
    text: str
    cells: tuple[CellChange, ...] = ()


def compare(old: RawSystem, new: RawSystem) -> list[Difference]:
    """Return what differs, by table and in the order of the new edition, what is gone last; rows go by their code."""
    return [each for part in Part for each in _part(part, _by_code(old, part), _by_code(new, part))]


def _by_code(system: RawSystem, part: Part) -> dict[str, RawRow]:
    return {getattr(row, "code", ""): row for row in getattr(system, part)}


def _part(part: Part, old: Mapping[str, RawRow], new: Mapping[str, RawRow]) -> list[Difference]:
    found = []
    for code, row in new.items():
        if code not in old:
            found.append(Difference(part, Kind.ADDED, code, _text(row)))
        elif changes := _cells(old[code], row):
            found.append(Difference(part, Kind.CHANGED, code, _text(row), changes))
    gone = (Difference(part, Kind.REMOVED, code, _text(row)) for code, row in old.items() if code not in new)
    return [*found, *gone]


def _cells(old: RawRow, new: RawRow) -> tuple[CellChange, ...]:
    before, after = cells(old), cells(new)
    return tuple(CellChange(name, before[name], after[name]) for name in after if before[name] != after[name])


def _text(row: RawRow) -> str:
    said = cells(row)
    return said.get("text") or said.get("name") or ""
