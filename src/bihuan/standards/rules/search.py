"""Which classes a sentence speaks of: pairs of characters that class names and their other words share with it."""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

LEAST_COVER = 0.6
"""A name or word counts when at least this share of it, weighted by rarity, stands in the sentence."""
CONDITION_WEIGHT = 0.5
FURTHER_WEIGHT = 0.1
_BRACKET = re.compile(r"（[^）]*）|\([^)]*\)")
_SPLIT = re.compile(r"[\s、，,；;。/]+")
_SIGN = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One class as the search knows it. words: what it is called. texts: its filing conditions."""

    uuid: UUID
    name: str
    words: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One class found. score: above 0, comparable within one search.

    words: the names, words and conditions of the class that stand in the sentence wholly or for the most part, the
    strongest first.
    """

    uuid: UUID
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Term:
    entry: int
    text: str
    pairs: frozenset[str]
    weight: float


class Index:
    """Remembers the pairs of characters of every class; a search touches only classes that share one."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = list(entries)
        self._terms = [term for number, entry in enumerate(self._entries) for term in _terms(number, entry)]
        used = {(term.entry, pair) for term in self._terms for pair in term.pairs}
        counts = Counter(pair for _entry, pair in used)
        self._rarity = {pair: math.log(1 + len(self._entries) / count) for pair, count in counts.items()}
        self._whole = [sum(self._rarity[pair] for pair in term.pairs) for term in self._terms]
        self._having: dict[str, list[int]] = defaultdict(list)
        for number, term in enumerate(self._terms):
            for pair in term.pairs:
                self._having[pair].append(number)

    def search(self, text: str) -> list[Found]:
        """Return the classes that text speaks of, the likeliest first; ties keep the order of the entries."""
        shared: dict[int, float] = defaultdict(float)
        for pair in _pairs(text):
            for number in self._having.get(pair, ()):
                shared[number] += self._rarity[pair]
        scores: dict[int, list[tuple[float, str]]] = defaultdict(list)
        for number, mass in shared.items():
            term, cover = self._terms[number], mass / self._whole[number]
            if cover >= LEAST_COVER:
                scores[term.entry].append((mass * cover * term.weight, term.text))
        found = [self._found(entry, sorted(scores[entry], reverse=True)) for entry in sorted(scores)]
        return sorted(found, key=lambda each: -each.score)

    def _found(self, entry: int, scores: Sequence[tuple[float, str]]) -> Found:
        best, *rest = [score for score, _text in scores]
        return Found(
            self._entries[entry].uuid, best + FURTHER_WEIGHT * sum(rest), tuple(text for _score, text in scores)
        )


def _terms(number: int, entry: Entry) -> list[_Term]:
    name = _BRACKET.sub("", entry.name).removesuffix("异常")
    weights = dict.fromkeys([part for part in _SPLIT.split(name) if part] + list(entry.words), 1.0)
    weights = dict.fromkeys(entry.texts, CONDITION_WEIGHT) | weights
    terms = [_Term(number, text, _pairs(text), weight) for text, weight in weights.items()]
    return [term for term in terms if term.pairs]


def _pairs(text: str) -> frozenset[str]:
    """Return every pair of neighbouring letters of text; signs and line breaks separate, blanks inside do not."""
    runs = _SIGN.split(unicodedata.normalize("NFKC", "".join(text.split())).lower())
    return frozenset(run[n : n + 2] for run in runs for n in range(len(run) - 1))
