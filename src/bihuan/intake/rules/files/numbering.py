"""The numbers that Word shows before paragraphs without writing them into the text: 一、 （一） 1."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from bihuan.intake.rules.files.markup import Walker

MOST_LEVELS: Final = 9
_PLACE = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"


@dataclass
class Level:
    """How one level counts. pattern: like "（%1）", where %1 stands for the number of the first level."""

    format: str = "decimal"
    pattern: str = ""
    first: int = 1


@dataclass
class Numbering:
    """The lists of one document and how far each has counted. lists: by numId. styles: style → (numId, level)."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)

    @classmethod
    def read(cls, content: bytes, *, styles: bytes) -> "Numbering":
        """Return the lists that numbering.xml and styles.xml describe; either may be empty."""
        lists, named = _Lists(), _Styles()
        lists.walk(content)
        named.walk(styles)
        return cls(lists=lists.by_number(), styles=named.numbered())

    def next_label(self, number: str, *, level: int | None, style: str) -> str:
        """Count one paragraph on and return what Word shows before it, or "" when that is nothing or a bullet.

        number: its own numId, "" when it has none ("0" takes the one of its style away).
        """
        by_style = self.styles.get(style, ("", 0))
        number, depth = (number or by_style[0]), (by_style[1] if level is None else level)
        levels = self.lists.get(number, {})
        if depth not in levels:
            return ""
        counts = self.counts.setdefault(number, [None] * MOST_LEVELS)
        earlier = counts[depth]
        counts[depth] = levels[depth].first if earlier is None else earlier + 1
        counts[depth + 1 :] = [None] * (MOST_LEVELS - depth - 1)
        return _label(levels, counts, depth)


def _label(levels: Mapping[int, Level], counts: list[int | None], depth: int) -> str:
    here = levels[depth]
    if here.format in ("bullet", "none"):
        return ""

    def counted(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        level = levels.get(place, Level())
        count = counts[place]
        return _FORMATS.get(level.format, str)(level.first if count is None else count)

    label = _PLACE.sub(counted, here.pattern)
    return f"{label} " if label[-1:].isalnum() else label


def _chinese(count: int) -> str:
    """Return 1 to 99 as it is spoken (十二, 二十), more as digits."""
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    words = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return words + (_DIGITS[ones] if ones else "")


def _circled(count: int) -> str:
    return chr(0x2460 + count - 1) if 1 <= count <= 20 else str(count)


def _letter(count: int) -> str:
    return chr(ord("A") + (count - 1) % 26)


_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    **dict.fromkeys(
        ["chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"], _chinese
    ),
    **dict.fromkeys(["decimalEnclosedCircle", "decimalEnclosedCircleChinese"], _circled),
    "upperLetter": _letter,
    "lowerLetter": lambda count: _letter(count).lower(),
}


class _Lists(Walker):
    def __init__(self) -> None:
        super().__init__()
        self._abstract: dict[str, dict[int, Level]] = {}
        self._numbers: dict[str, str] = {}
        self._firsts: dict[tuple[str, int], int] = {}
        self._list, self._number, self._level = "", "", 0

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "abstractNum":
            self._list = attributes.get("abstractNumId", "")
            self._abstract[self._list] = {}
        elif name == "num":
            self._number = attributes.get("numId", "")
        elif name == "abstractNumId":
            self._numbers[self._number] = value
        elif name in ("lvl", "lvlOverride"):
            self._level = min(_count(attributes.get("ilvl", "")), MOST_LEVELS - 1)
        elif name == "startOverride":
            self._firsts[self._number, self._level] = _count(value)
        elif "abstractNum" in self.path and self.path[-2] == "lvl":
            self._describe(name, value)

    def _describe(self, name: str, value: str) -> None:
        level = self._abstract[self._list].setdefault(self._level, Level())
        if name == "start":
            level.first = _count(value)
        elif name == "numFmt":
            level.format = value
        elif name == "lvlText":
            level.pattern = value

    def by_number(self) -> dict[str, dict[int, Level]]:
        return {
            number: {
                place: Level(level.format, level.pattern, self._firsts.get((number, place), level.first))
                for place, level in self._abstract.get(abstract, {}).items()
            }
            for number, abstract in self._numbers.items()
        }


class _Styles(Walker):
    def __init__(self) -> None:
        super().__init__()
        self._style = ""
        self._own: dict[str, tuple[str, int]] = {}
        self._based: dict[str, str] = {}

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        number, level = self._own.get(self._style, ("", 0))
        if name == "style":
            self._style = attributes.get("styleId", "")
        elif name == "basedOn":
            self._based[self._style] = value
        elif name == "numId":
            self._own[self._style] = (value, level)
        elif name == "ilvl":
            self._own[self._style] = (number, min(_count(value), MOST_LEVELS - 1))

    def numbered(self) -> dict[str, tuple[str, int]]:
        return {style: found for style in {*self._own, *self._based} if (found := self._follow(style))}

    def _follow(self, style: str) -> tuple[str, int] | None:
        for _step in range(20):  # a style may not be based on itself, but a file may say so
            if self._own.get(style, ("", 0))[0]:
                return self._own[style]
            style = self._based.get(style, "")
        return None


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= 6 else 0
