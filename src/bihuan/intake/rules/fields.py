"""The fields of a form (办理时限：…, 责任单位：…) that stand on lines of their own beside the orders."""

import re
from dataclasses import replace

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
