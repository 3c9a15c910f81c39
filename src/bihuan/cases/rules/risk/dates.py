"""Moments as tables write them."""

import re
from datetime import UTC, datetime, timedelta, timezone

_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T\s]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_DENSE = re.compile(r"(\d{4})(\d{2})(\d{2})")


def moment(text: str) -> int | None:
    """Return seconds since 1970 of a date with or without a time of day; None when text is neither.

    A time without a zone is taken as it stands. Year, month, day is the only order: 1/2/2013 could be two days.
    """
    found = _DATE.fullmatch(text.strip()) or _DENSE.fullmatch(text.strip())
    if not found:
        return None
    year, month, day, hour, minute, second, zone = (*found.groups(), *[None] * 4)[:7]
    try:
        clock = (int(hour or 0), int(minute or 0), int(second or 0))
        return int(datetime(int(year), int(month), int(day), *clock, tzinfo=_zone(zone)).timestamp())
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None) -> timezone:
    if not text or text == "Z":
        return UTC
    shift = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-shift if text[0] == "-" else shift)
