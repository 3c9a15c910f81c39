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
    parts = found.groups(default="")
    year, month, day, hour, minute, second = (int(part or 0) for part in (*parts[:6], 0, 0, 0)[:6])
    try:
        zone = _zone(parts[6] if len(parts) > 6 else "")
        return int(datetime(year, month, day, hour, minute, second, tzinfo=zone).timestamp())
    except (ValueError, OverflowError):
        return None


def _zone(text: str) -> timezone:
    if not text or text == "Z":
        return UTC
    shift = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-shift if text[0] == "-" else shift)
