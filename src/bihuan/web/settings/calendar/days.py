"""Days as people write them down: one day or one stretch of days to a line, with a name."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bihuan.orgs.rules import Day

LONGEST = timedelta(days=31)
_DATE = r"(?:(\d{4})\s*[-/.年])?\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_LINE = re.compile(rf"\s*{_DATE}(?:\s*(?:至|到|~|～|—)\s*{_DATE})?(?:[\s,，、:：]+(.*))?")


class Unreadable(ValueError):
    """A line that names no day. args: the line."""


def read_days(lines: Iterable[str], *, year: int) -> list[Day]:
    """Return the days that lines name, such as “2026-10-01 国庆节” or “10月1日至10月7日 国庆节”, in order.

    year: of dates without one. Raises Unreadable for the first line that names no day or too long a stretch.
    """
    return [day for line in lines for day in _read(line, year)]


def _read(line: str, year: int) -> list[Day]:
    found = _LINE.fullmatch(line)
    if found is None:
        raise Unreadable(line)
    first, last = _date(found.groups()[:3], year, line), None
    if found[5]:
        last = _date(found.groups()[3:6], first.year, line)
    span = (last or first) - first
    if not timedelta() <= span <= LONGEST:
        raise Unreadable(line)
    name = (found[7] or "").strip()
    return [Day(first + timedelta(days=n), name) for n in range(span.days + 1)]


def _date(parts: Sequence[str | None], year: int, line: str) -> date:
    try:
        return date(int(parts[0] or year), int(parts[1] or 0), int(parts[2] or 0))
    except ValueError as fault:
        raise Unreadable(line) from fault


def written(days: Iterable[Day]) -> list[str]:
    """Return days one to a line, as read_days reads them."""
    return [f"{day.on.isoformat()} {day.name}".strip() for day in days]
