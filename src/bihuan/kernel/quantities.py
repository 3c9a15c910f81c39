"""Amounts with units as Chinese officials write them: 98亩, 21.8万平方米, 年产200万套, 总投资12亿元."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bihuan.kernel.numerals import NUMBER, number
from bihuan.kernel.spans import Span, fold

SQUARE_METRES_PER_MU = Decimal(2000) / Decimal(3)

# Unit as written → (canonical unit, how many of it).
UNITS: dict[str, tuple[str, Decimal]] = {
    "平方公里": ("m2", Decimal(1_000_000)),
    "平方千米": ("m2", Decimal(1_000_000)),
    "平方米": ("m2", Decimal(1)),
    "平米": ("m2", Decimal(1)),
    "㎡": ("m2", Decimal(1)),
    "公顷": ("m2", Decimal(10_000)),
    "亩": ("mu", Decimal(1)),
    "公里": ("m", Decimal(1000)),
    "千米": ("m", Decimal(1000)),
    "米": ("m", Decimal(1)),
    "元": ("yuan", Decimal(1)),
    "人民币": ("yuan", Decimal(1)),
    "吨": ("t", Decimal(1)),
    "千瓦": ("kW", Decimal(1)),
    "兆瓦": ("kW", Decimal(1000)),
    "%": ("%", Decimal(1)),
    "\uff05": ("%", Decimal(1)),
} | {
    word: (word, Decimal(1))
    for word in [
        "套",
        "台",
        "辆",
        "件",
        "只",
        "片",
        "户",
        "人",
        "家",
        "个",
        "处",
        "座",
        "栋",
        "间",
        "床",
        "条",
        "组",
        "吨/年",
    ]
}

_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?P<yearly>年产能?|年产量|年处理|年)?(?P<about>约|近|超过?|逾)?(?P<number>{NUMBER})(?P<more>余|多)?(?P<unit>{_UNIT})"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One amount found in a text.

    text: its words without white space. span: its place in the text searched. value: how many of unit. unit: m2, mu,
    m, yuan, t, kW, % or the counting word itself, with "/yr" for yearly output. approximate: the words say about,
    over or more than.
    """

    text: str
    span: Span
    value: Decimal
    unit: str
    approximate: bool

    @property
    def square_metres(self) -> Decimal | None:
        """The area in m², or None when this is no area. 1 亩 is 2000/3 m²."""
        if self.unit == "mu":
            return self.value * SQUARE_METRES_PER_MU
        return self.value if self.unit == "m2" else None

    @property
    def fen(self) -> int | None:
        """The money in whole fen, or None when this is no money or no whole number of fen."""
        if self.unit != "yuan":
            return None
        amount = self.value * 100
        return int(amount) if amount == amount.to_integral_value() else None


def find_quantities(text: str) -> list[Quantity]:
    """Return the amounts in text, in order, not overlapping. White space inside an amount does not matter."""
    folded = fold(text)
    found = []
    for match in _QUANTITY.finditer(folded.text):
        value = number(match["number"])
        if value is None:
            continue
        unit, times = UNITS[match["unit"]]
        yearly = "/yr" if match["yearly"] else ""
        about = bool(match["about"] or match["more"])
        found.append(Quantity(match.group(), folded.span(*match.span()), value * times, unit + yearly, about))
    return found
