"""The fields of a form (办理时限：…, 责任单位：…) that stand on lines of their own beside the orders."""

import re
from dataclasses import replace

from bihuan.intake.rules.results import Deadline, Requirement
from bihuan.intake.rules.units import UnitDictionary, split_units
from bihuan.kernel.spans import Span

_AROUND = re.compile(r"^[^：:]*[：:]|[。；，]$")


class Fields:
    """Gives what the fields of one article say to its orders.

    orders: those of the document so far, to which the article's are going to be added. text: without white space.
    """

    def __init__(self, orders: list[Requirement], text: str, units: UnitDictionary) -> None:
        self._orders, self._text, self._units = orders, text, units
        self._first = self._done = len(orders)
        self._pending: Deadline | None = None

    def read(self, span: Span, limit: Deadline | None) -> None:
        """Give the orders above the field at span that lack them its limit, or its units to the last of them."""
        if limit is None:
            self._name(split_units(_AROUND.sub("", self._text[slice(*span)]), self._units))
            return
        if self._done == len(self._orders):
            self._pending = limit
        self._limit(self._done, limit)
        self._done = len(self._orders)

    def close(self) -> None:
        """Give the orders below a limit that stood above them all."""
        if self._pending and self._done == self._first:
            self._limit(self._first, self._pending)

    def _limit(self, first: int, limit: Deadline) -> None:
        for i in range(first, len(self._orders)):
            self._orders[i] = replace(self._orders[i], deadline=self._orders[i].deadline or limit)

    def _name(self, units: tuple[str, ...]) -> None:
        if units and len(self._orders) > self._first and not self._orders[-1].units_stated:
            self._orders[-1] = replace(self._orders[-1], units=units)
