"""Moments as tables write them."""

import re
from datetime import UTC, datetime, timedelta, timezone

_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T\s]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_DENSE = re.compile(r"^(\d{4})(\d{2})(\d{2})$")


def moment(text: str) -> int | None:
    """Return seconds since 1970 of a date with or without a time of day; None when text is neither.

    A time without a zone is taken as it stands. Year, month, day is the only order: 1/2/2013 could be two days.
    """
    found = _DATE.fullmatch(_DENSE.sub(r"\1-\2-\3", text.strip()))
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        return int(datetime(year, month, day, hour, minute, second, tzinfo=_zone(found[7])).timestamp())
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None) -> timezone:
    if not text or text == "Z":
        return UTC
    shift = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-shift if text[0] == "-" else shift)
