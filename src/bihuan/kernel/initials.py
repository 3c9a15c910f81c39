"""Pinyin initials, by which names are found: srhj finds 市容环境."""

from pypinyin import Style, lazy_pinyin


def initials(*texts: str) -> str:
    """Return the lower-case pinyin initials of each text, signs left out, separated by blanks."""
    return " ".join(
        "".join(c for c in "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower() if c.isalnum())
        for text in texts
        if text
    )
