"""Numbers as Chinese officials write them: 21, 二十一, 两百, 21.8万, 1亿2000万, 二〇二三."""

import re
import unicodedata
from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1_000}
LARGE = {"万": 10_000, "亿": 100_000_000}

# One number. Arabic digits may carry thousands marks, a fraction and a Chinese magnitude. Lengths are bounded so that
# a search over a long run of digits stays linear.
ARABIC = r"[0-9\uff10-\uff19]{1,16}(?:,[0-9]{3}){0,5}(?:[.\uff0e][0-9\uff10-\uff19]{1,8})?[百千]?[万亿]{0,2}"
CHINESE = r"[零〇○一二两三四五六七八九十百千万亿]{1,16}"
NUMBER = rf"(?:{ARABIC}|{CHINESE})"

_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)([百千]?)([万亿]{0,2})")


def number(text: str) -> Decimal | None:
    """Return the value of a whole numeral, or None when text is not one.

    text: one numeral without white space, e.g. 二十一, 21.8万, 1亿2000万, 二〇二三, 3,000.
    """
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    if not plain or len(plain) > 40:
        return None
    if plain[0].isascii() and plain[0].isdigit():
        return _arabic(plain)
    if all(c in DIGITS for c in plain):
        return Decimal("".join(str(DIGITS[c]) for c in plain))
    return _chinese(plain)


def whole(text: str) -> int | None:
    """Return the value of a whole numeral that has no fraction, or None."""
    value = number(text)
    return None if value is None or value != value.to_integral_value() else int(value)


def _arabic(plain: str) -> Decimal | None:
    total, at = Decimal(0), 0
    while at < len(plain):
        part = _PART.match(plain, at)
        if part is None:
            return None
        value = Decimal(part[1])
        for magnitude in part[2] + part[3]:
            value *= SMALL.get(magnitude) or LARGE[magnitude]
        total, at = total + value, part.end()
    return total


def _chinese(plain: str) -> Decimal | None:
    """Read positional Chinese: 二十一, 一百零三, 三亿两千万, 十五万."""
    total, section, digit = 0, 0, None
    for char in plain:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in SMALL:
            section += (1 if digit is None else digit) * SMALL[char]
            digit = None
        elif char in LARGE:
            section += digit or 0
            if section == 0 and total == 0:
                return None
            total = (total + section) * LARGE[char] if LARGE[char] > total > 0 else total + section * LARGE[char]
            section, digit = 0, None
        else:
            return None
    return Decimal(total + section + (digit or 0))
