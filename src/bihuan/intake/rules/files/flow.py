"""The running text of one part of a Word document."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bihuan.intake.rules.files.markup import TooMuch, Walker, is_on
from bihuan.intake.rules.files.numbering import Numbering
from bihuan.intake.rules.files.tables import MOST_CELLS, MOST_COLUMNS, MOST_OPEN, Cell, Table

_INSERTED = frozenset({"ins", "moveTo"})
_DELETED = frozenset({"del", "moveFrom"})
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass
class _Paragraph:
    """One paragraph while it is read. goes_on: its end was deleted, so that it and the next one are one."""

    pieces: list[str] = field(default_factory=list)
    style: str = ""
    number: str = ""
    level: int | None = None
    goes_on: bool = False


class Flow(Walker):
    """Gathers paragraphs and text boxes in order, one to a line, and tables row by row.

    Raises TooMuch for more cells than MOST_CELLS.

    insertions, deletions: tracked changes that hold words. comments: remarks at the margin. numbers: paragraphs
    whose number Word only shows. lists: tables written with the headings of their columns.
    """

    def __init__(self, numbering: Numbering) -> None:
        super().__init__()
        self.insertions = self.deletions = self.comments = self.numbers = self.lists = 0
        self._numbering = numbering
        self._lines: list[str] = []
        self._paragraphs: list[str] = []
        self._tables: list[Table] = []
        self._deeper = 0
        self._cells = 0
        self._open: list[_Paragraph] = []
        self._changes: list[str] = []
        self._is_counted = False
        self._is_hidden = False
        self._carried = ""

    @classmethod
    def read(cls, content: bytes, numbering: Numbering) -> "Flow":
        """Return the text of a part."""
        flow = cls(numbering)
        flow.walk(content)
        return flow

    @property
    def text(self) -> str:
        """Return the lines read so far."""
        return "\n".join([*self._lines, self._carried] if self._carried else self._lines)

    @property
    def paragraphs(self) -> str:
        """Return the paragraphs that have ink as they stand in the part, those of each cell on lines of their own."""
        return "\n".join([*self._paragraphs, self._carried])

    @property
    def _here(self) -> list[str]:
        """Where the next line goes: into the innermost cell, or else into the text."""
        rows = self._tables[-1].rows if self._tables else []
        return rows[-1][-1].lines if rows and rows[-1] else self._lines

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        parent = self.path[-2] if len(self.path) > 1 else ""
        if name == "p":
            self._open.append(_Paragraph())
        elif name in ("tbl", "tr", "tc") or parent in ("tcPr", "trPr"):
            self._begin_table(name, attributes)
        elif name in _INSERTED | _DELETED:
            self._begin_change(name, parent)
        elif name == "r":
            self._is_hidden = False
        elif name == "commentReference":
            self.comments += 1
        elif name == "vanish" and self.path[-3:-1] == ["r", "rPr"]:
            self._is_hidden = is_on(attributes)
        elif parent in ("pPr", "numPr") and self._open:
            self._note_number(name, attributes.get("val", ""))
        elif parent == "r" and name in _MARKS:
            self._add(_MARKS[name])

    def _begin_table(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "tbl" and len(self._tables) == MOST_OPEN:
            self._deeper += 1
        elif name == "tbl":
            self._tables.append(Table())
        elif self._tables and not self._deeper:
            self._begin_cell(self._tables[-1].rows, name, attributes)

    def _begin_cell(self, rows: list[list[Cell]], name: str, attributes: Mapping[str, str]) -> None:
        self._cells += name in ("tr", "tc", "gridBefore")
        if self._cells > MOST_CELLS:
            raise TooMuch("more cells than a document of words has")
        if name == "tr":
            rows.append([])
        elif not rows:
            return
        elif name == "tc":
            rows[-1].append(Cell())
        elif name == "gridBefore":
            rows[-1].append(Cell(width=_width(attributes)))
        elif rows[-1] and name == "gridSpan":
            rows[-1][-1].width = _width(attributes)
        elif rows[-1] and name == "vMerge":
            rows[-1][-1].is_merged = attributes.get("val", "continue") == "continue"

    def _begin_change(self, name: str, parent: str) -> None:
        if not parent.endswith("Pr"):
            self._changes.append(name)
            self._is_counted = False
        elif name in _DELETED and self._open and self.path[-3:-1] == ["pPr", "rPr"]:
            self._open[-1].goes_on = True

    def _note_number(self, name: str, value: str) -> None:
        paragraph = self._open[-1]
        if name == "pStyle":
            paragraph.style = value
        elif name == "numId":
            paragraph.number = value
        elif name == "ilvl" and value.isdecimal():
            paragraph.level = int(value)

    def finish(self, name: str) -> None:
        if name == "p" and self._open:
            self._close(self._open.pop())
        elif name == "tc" and self._carried:  # the deleted end of the last paragraph joins nothing outside its cell
            self._write(self._carried)
            self._carried = ""
        elif name == "tbl" and self._deeper:
            self._deeper -= 1
        elif name == "tbl" and self._tables:
            table = self._tables.pop()
            self.lists += table.is_list
            self._here.extend(table.lines())
        elif self._changes and name == self._changes[-1] and not self.path[-2].endswith("Pr"):
            self._changes.pop()

    def _close(self, paragraph: _Paragraph) -> None:
        line = self._carried + "".join(paragraph.pieces)
        self._carried = line if paragraph.goes_on else ""
        if paragraph.goes_on:
            return
        if line.strip():
            label = self._numbering.next_label(paragraph.number, level=paragraph.level, style=paragraph.style)
            self.numbers += bool(label)
            line = label + line
        self._write(line)

    def _write(self, line: str) -> None:
        self._here.append(line)
        if line.strip():
            self._paragraphs.append(line)

    def hear(self, data: str) -> None:
        if self.path[-1] not in ("t", "delText"):
            return
        is_deleted = not _DELETED.isdisjoint(self._changes)
        if self._changes and not self._is_counted:
            self._is_counted = True
            self.deletions += is_deleted
            self.insertions += not is_deleted
        self._add(data)

    def _add(self, words: str) -> None:
        if self._open and not self._is_hidden and _DELETED.isdisjoint(self._changes):
            self._open[-1].pieces.append(words)


def _width(attributes: Mapping[str, str]) -> int:
    value = attributes.get("val", "")
    return min(max(int(value), 1), MOST_COLUMNS) if value.isdecimal() and len(value) < 5 else 1
