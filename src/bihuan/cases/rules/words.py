"""What people write beside a step: cleaned, bounded, and asked for where it must not be missing."""

from bihuan.cases import errors
from bihuan.kernel.errors import Reason

MOST_TEXT = 4000
_KEPT = frozenset("\t\n\r")


def cleaned(text: str) -> str:
    """Return text stripped, without what no database keeps: control characters and halves of characters."""
    return "".join(c for c in text if c in _KEPT or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF)).strip()


def heard(text: str, *, most: int = MOST_TEXT, field: str = "text") -> str:
    """Return text cleaned; it may be empty. Raises cases.too_long."""
    text = cleaned(text)
    if len(text) > most:
        raise errors.TOO_LONG(most=most, field=field)
    return text


def said(text: str, missing: Reason = errors.REASON_MISSING, *, most: int = MOST_TEXT, field: str = "text") -> str:
    """Return text cleaned; raises the reason when it is empty, and cases.too_long."""
    text = heard(text, most=most, field=field)
    if not text:
        raise missing(field=field)
    return text
