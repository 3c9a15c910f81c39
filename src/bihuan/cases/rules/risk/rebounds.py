"""What came back, and how many openings lie in a stretch of time."""

import numpy as np

from bihuan.cases.rules.risk.panel import DAY, Flags, Ints, Panel

NEVER = np.iinfo(np.int64).max


class Openings:
    """When something was opened, by code (a place, an item at a place, a cell of the ground).

    at: moments of opening, codes: what was opened then; both of one length.
    """

    def __init__(self, codes: Ints, at: Ints) -> None:
        self._codes = np.unique(codes)
        self._first = int(at.min()) if len(at) else 0
        self._span = int(at.max()) - self._first + 2 if len(at) else 2
        self._keys = np.sort(self._key(self._numbers(codes), at))

    def count(self, codes: Ints, after: Ints, until: Ints) -> Ints:
        """Return for each row how many openings of its code lie in (after, until]."""
        return self._until(codes, until) - self._until(codes, after)

    def wait(self, codes: Ints, after: Ints) -> Ints:
        """Return for each row the seconds from after to the next opening of its code; NEVER when there is none."""
        place = self._until(codes, after)
        found, moment = self._at(place, codes)
        return np.where(found, moment - after, NEVER)

    def since(self, codes: Ints, before: Ints) -> Ints:
        """Return for each row the seconds from the last opening of its code before before; NEVER when there is none."""
        place = self._until(codes, before - 1) - 1
        found, moment = self._at(place, codes)
        return np.where(found, before - moment, NEVER)

    def _at(self, place: Ints, codes: Ints) -> tuple[Flags, Ints]:
        """Return whether the opening in each place of the sorted keys is of the code asked for, and its moment."""
        if not len(self._keys):
            return np.zeros(len(place), dtype=bool), np.zeros(len(place), dtype=np.int64)
        inside = (place >= 0) & (place < len(self._keys))
        key = self._keys[np.clip(place, 0, len(self._keys) - 1)]
        return inside & (key // self._span == self._numbers(codes)), key % self._span - 1 + self._first

    def _numbers(self, codes: Ints) -> Ints:
        """Return codes as 0, 1, 2, …; a code that was never opened has the number after the last."""
        number = np.searchsorted(self._codes, codes)
        if not len(self._codes):
            return number.astype(np.int64)
        known = self._codes[np.minimum(number, len(self._codes) - 1)] == codes
        return np.where(known, number, len(self._codes)).astype(np.int64)

    def _key(self, numbers: Ints, at: Ints) -> Ints:
        return numbers * self._span + np.clip(at - self._first + 1, 0, self._span - 1)

    def _until(self, codes: Ints, at: Ints) -> Ints:
        return np.searchsorted(self._keys, self._key(self._numbers(codes), at), side="right").astype(np.int64)


def waits(panel: Panel) -> Ints:
    """Return the seconds from each closing to the next opening at the same place; NEVER when nothing came or it is open.

    A case opened at the very moment of closing is known then and is no rebound.
    """
    openings = Openings(panel.place.codes[panel.counted], panel.opened[panel.counted])
    closed = panel.is_closed
    found = np.full(len(panel), NEVER)
    found[closed] = openings.wait(panel.place.codes[closed], panel.closed[closed])
    return found


def rebounded(waited: Ints, horizon: int) -> Flags:
    """Return whether something came back within horizon days."""
    return waited <= horizon * DAY
