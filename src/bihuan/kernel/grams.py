"""Chinese full-text search without a word breaker, the same on SQLite FTS5 and on a PostgreSQL tsvector.

A run of Chinese characters is indexed as its overlapping pairs followed by its last character alone (管理局 → 管理 理局
局); a run of other letters and digits is one word. Looking for the pairs of a Chinese query as a phrase, that is at
consecutive places, is then exactly a substring search within one run: the last character alone stands between the
pairs of two runs, so that no phrase crosses a gap. One character is looked for as the beginning of a gram, which finds
it anywhere because every character begins a pair or stands alone at the end.

Index: join the grams by spaces into a column of an FTS5 table with tokenize='ascii', which takes them as they are
(unicode61 would also drop accents, which PostgreSQL does not); or write them with their places into a tsvector
('管理':1 '理局':2), since to_tsvector depends on the locale; places end at 16383.
Query: FTS5 "管理 理局" or "局"* per phrase, joined by
AND; tsquery '管理' <-> '理局' or '局':* per phrase, joined by &. Grams hold letters and digits only, so quoting is safe.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

# 々, 〇, the unified ideographs with extensions A to H, and the compatibility ideographs that NFKC leaves alone.
_CHINESE = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUN = re.compile(rf"(?P<chinese>[{_CHINESE}]+)|[^\W_{_CHINESE}]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Grams that must stand at consecutive places. is_prefix: the one gram is only the beginning of a gram."""

    grams: tuple[str, ...]
    is_prefix: bool = False


def normal(text: str) -> str:
    """Return text as it is compared: NFKC (full-width folded to half-width) and without case."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def grams(text: str) -> list[str]:
    """Return the grams of a text to index, in order; repetitions stay, since their places matter."""
    found: list[str] = []
    for run in _RUN.finditer(normal(text)):
        if run["chinese"]:
            found += _pairs(run[0])
            found.append(run[0][-1])
        else:
            found.append(run[0])
    return found


def query(text: str) -> list[Phrase]:
    """Return the phrases that must all match, one per run, in order and without repetition.

    Chinese is found anywhere within a run, other words only whole. Empty when text holds nothing to look for.
    """
    phrases = []
    for run in _RUN.finditer(normal(text)):
        if run["chinese"] and len(run[0]) > 1:
            phrases.append(Phrase(tuple(_pairs(run[0]))))
        else:
            phrases.append(Phrase((run[0],), is_prefix=bool(run["chinese"])))
    return list(dict.fromkeys(phrases))


def initial_grams(initials: str) -> list[str]:
    """Return the pairs of pinyin initials to index or to look for as a phrase: "bllj" gives 0bl, 0ll, 0lj.

    initials: letters only, runs parted by blanks. The leading 0 keeps them apart from words.
    """
    return [f"0{pair}" for run in initials.lower().split() for pair in _pairs(run)]


def _pairs(run: str) -> list[str]:
    return [left + right for left, right in pairwise(run)]
