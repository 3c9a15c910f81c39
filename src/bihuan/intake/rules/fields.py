"""Labelled fields (办理时限：…, 责任单位：…), on lines of their own beside the orders or at the end of an item of a list."""

import re
from dataclasses import dataclass, replace

from bihuan.intake.rules.clauses import LABEL
from bihuan.intake.rules.layout import LIST_MARK, split
from bihuan.intake.rules.results import Deadline, Requirement
from bihuan.intake.rules.units import UnitDictionary, split_units
from bihuan.kernel.spans import Span

_HELPER = re.compile(r"^[（(]?(?:协办|配合|协同|参与)")
_AROUND = re.compile(r"^[^：:]*[：:]|[。；，]$")


class Fields:
    """Gives what the fields of one article say to its orders.

    orders: those of the document so far, to which the article's are going to be added. text: without white space.
    """

    def __init__(self, orders: list[Requirement], text: str, units: UnitDictionary) -> None:
        self._orders, self._text, self._units = orders, text, units
        self._first = self._done = len(orders)
        self._pending: Deadline | None = None
        self._ahead: tuple[int, tuple[str, ...]] | None = None  # 责任单位 stands above the orders it is for

    def read(self, span: Span, limit: Deadline | None) -> None:
        """Give the orders above the field at span that lack them its limit, or its units to the last of them."""
        if limit is None:
            words = self._text[slice(*span)]
            self._name(split_units(_AROUND.sub("", words), self._units), leads=_HELPER.search(words) is None)
            return
        if self._done == len(self._orders):
            self._pending = limit
        self._limit(self._done, limit)
        self._done = len(self._orders)

    def close(self) -> None:
        """Give the orders below a limit or units that stood above them all."""
        self._give_ahead()
        if self._pending and self._done == self._first:
            self._limit(self._first, self._pending)

    def _limit(self, first: int, limit: Deadline) -> None:
        for i in range(first, len(self._orders)):
            self._orders[i] = replace(self._orders[i], deadline=self._orders[i].deadline or limit)

    def _give_ahead(self) -> None:
        """Give the orders that came since units were named above them those units."""
        if self._ahead:
            first, units = self._ahead
            for i in range(first, len(self._orders)):
                if not self._orders[i].units_stated:
                    self._orders[i] = replace(self._orders[i], units=units)

    def _name(self, units: tuple[str, ...], *, leads: bool) -> None:
        if units and leads and (self._ahead or len(self._orders) == self._first):
            self._give_ahead()
            self._ahead = len(self._orders), units
            return
        if units and len(self._orders) > self._first and not self._orders[-1].units_stated:
            self._orders[-1] = replace(self._orders[-1], units=units)


_WHO = re.compile(r"单位|部门|责任|牵头|主办|承办|配合|协办")
_LEADING = re.compile(r"牵头|主办")
_BEGINS = re.compile(rf"(?:(?<=[。；;])|(?=[（(])){LABEL.pattern}")


@dataclass(frozen=True, slots=True)
class Note:
    """The fields that close one item of a list: 3.修补道路。责任单位：甲街道；完成时限：4月10日前。

    item: the whole item. span: its fields. units, leads: whom they name, and the part of them that leads.
    """

    item: Span
    span: Span
    units: tuple[str, ...]
    leads: tuple[str, ...]


def note_in(text: str, item: Span, units: UnitDictionary) -> Note | None:
    """Return the fields at the end of a numbered paragraph, or None when none stand there or more follows them."""
    start, end = item
    mark = LIST_MARK.match(text, start, end)
    begins = _BEGINS.search(text, mark.end(), end) if mark else None
    if begins is None:
        return None
    at = behind = begins.start()
    inside: list[Span] = []
    if text[at] in "（(":
        close = _close(text, at, end)
        inside, behind = [(at + 1, close)], close + 2
        if behind < end and not LABEL.match(text, behind, end):  # the bracket speaks for its own sentence alone
            return None
    pieces = [piece for whole in (*inside, (behind, end)) for piece in split(text, *whole, at="。；;，,")]
    parts = [text[a:b].partition("：") for a, b in pieces]
    if not all(colon for _, colon, _ in parts):
        return None
    said = [(label, _named(value, units)) for label, _, value in parts if _WHO.search(label)]
    return Note(
        item,
        (at, end),
        tuple(dict.fromkeys(unit for _, named in said for unit in named)),
        tuple(dict.fromkeys(unit for label, named in said if _leads(label, said) for unit in named)),
    )


def _leads(label: str, said: list[tuple[str, tuple[str, ...]]]) -> bool:
    """Tell whether the units of a field lead: 牵头单位, or 责任单位 where another field names who helps."""
    helped = any(_HELPER.search(other) for other, _ in said)
    return _LEADING.search(label) is not None or (helped and not _HELPER.search(label))


def _close(text: str, start: int, end: int) -> int:
    """Return where the bracket that opens at start closes, or start when it does not."""
    depth = 0
    for at in range(start, end):
        depth += (text[at] in "（(") - (text[at] in "）)")
        if depth == 0:
            return at
    return start


def _named(words: str, units: UnitDictionary) -> tuple[str, ...]:
    """Return the units of a field; a name the district knows is whole although it holds 和."""
    parts = [words[a:b] for a, b in split(words, 0, len(words), at="、")]
    return tuple(unit for part in parts for unit in ((part,) if units.knows(part) else split_units(part, units)))
