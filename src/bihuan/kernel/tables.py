"""Tables that people make: where the headings stand and which column means what; every fault of a row at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bihuan.kernel.errors import Refusal

HEADING_WITHIN = 20
T = TypeVar("T")
Headings = Mapping[str, tuple[str, ...]]
"""Field → the headings it goes by; the first is the one we write."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What a table's row of headings says.

    top: index of that row, None when none within the first rows names all that is required; missing: then the headings
    that the nearest row lacks. names: field of each column, "" where it means nothing here. twice: a heading that two
    columns carry. unknown: headings that mean nothing here.
    """

    top: int | None
    names: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    twice: str = ""
    unknown: tuple[str, ...] = ()

    def row(self, cells: Sequence[str]) -> dict[str, str]:
        """Return the cells of one row by field."""
        return {name: cell for name, cell in zip(self.names, cells, strict=False) if name}


def find_columns(table: Sequence[Sequence[str]], headings: Headings, required: Sequence[str]) -> Columns:
    """Find the row of headings within the first rows of table."""
    fields = {heading.lower(): name for name, written in headings.items() for heading in written}

    def named(row: Sequence[str]) -> list[str]:
        return [fields.get("".join(cell.split()).lower(), "") for cell in row]

    def missing(row: Sequence[str]) -> list[str]:
        there = set(named(row))
        return [name for name in required if name not in there]

    first = table[:HEADING_WITHIN]
    top = next((n for n, row in enumerate(first) if not missing(row)), None)
    if top is None:
        nearest = min(first, key=lambda row: len(missing(row)), default=())
        return Columns(None, missing=tuple(headings[name][0] for name in missing(nearest)))
    names = named(table[top])
    twice = next((headings[name][0] for name in names if name and names.count(name) > 1), "")
    unknown = tuple(cell for cell, name in zip(table[top], names, strict=True) if cell and not name)
    return Columns(top, tuple(names), twice=twice, unknown=unknown)


class Tries:
    """Reads cells one by one and keeps every refusal, so that all that is wrong with a row is told at once."""

    def __init__(self) -> None:
        self.faults: list[Refusal] = []

    def of(self, read: Callable[[], T], default: T) -> T:
        """Return what read gives, or default when it refuses."""
        try:
            return read()
        except Refusal as refusal:
            self.faults.append(refusal)
            return default
