"""What a reading proposes: one draft case for every order, hope and problem, and what may be done with a draft."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final

from bihuan.intake.rules.reading import Reading
from bihuan.intake.rules.results import Article, Deadline, Force, Problem, Requirement
from bihuan.intake.rules.units import DEFAULT_UNITS, UnitDictionary
from bihuan.kernel.spans import Span

MOST_TITLE: Final = 200
LABEL_CHARS: Final = 24
_LEAD_IN = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}(?:是|要)|第[一二三四五六七八九十]{1,2}[,，、])?(?:要(?![求素点闻件道领])|须|应当|必须)?"
)
_HEADING = re.compile(
    r"(?P<chapter>[一二三四五六七八九十]{1,3}、)|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.、．]"
)
_LEADING_UNIT = re.compile(r"([^：:，。；]{2,32})[：:]")
_TAIL = "，。；、：,.;: "
_NEWS = re.compile(r"^(?:本报讯|本网讯|本台讯)[(（]?")
_COUNTED = {"working_day": ("工作日", 1), "day": ("自然日", 1), "hour": ("紧急工作时", 1), "month": ("自然日", 30)}


class DraftKind(StrEnum):
    """What in the document made the draft."""

    REQUIREMENT = "requirement"
    PROBLEM = "problem"


class DraftState(StrEnum):
    """Where a draft stands. A hope begins as dropped, because nobody can be held to it; it may still be accepted."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DROPPED = "dropped"
    MERGED = "merged"
    SENT = "sent"


WAITING: Final = (DraftState.OPEN, DraftState.ACCEPTED)
"""States in which something is still to be done."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A draft as it was read, before units and filing conditions are guessed.

    spans: where its words stand in the text. quote: the whole sentence. units, leads: as written. deadline_on: the
    last day in time; limit_text: a limit counted from dispatch. place: where, or the project it concerns.
    """

    kind: DraftKind
    spans: tuple[Span, ...]
    source_text: str
    quote: str
    title: str
    article: str
    speaker: str = ""
    units: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    force: Force = Force.MUST
    deadline_text: str = ""
    deadline_on: date | None = None
    limit_text: str = ""
    place: str = ""

    @property
    def state(self) -> DraftState:
        return DraftState.DROPPED if self.force is Force.HOPE else DraftState.OPEN


def sketches(reading: Reading, text: str, *, units: UnitDictionary = DEFAULT_UNITS) -> list[Sketch]:
    """Return the drafts that a reading of text proposes, in the order of the text; what repeats is kept.

    units: those whose name, alone in a heading, says whose problems stand below it.
    """
    labels = {article.id: _label(article, text, place) for place, article in enumerate(reading.articles, start=1)}
    posts = {person.name: person.post for person in reversed(reading.people) if person.post}
    projects = {project.id: project.name.text for project in reading.projects}
    found = [
        _of_requirement(each, text, labels=labels, posts=posts, projects=projects) for each in reading.requirements
    ]
    found += [_of_problem(each, text, labels=labels, units=units) for each in reading.problems]
    return sorted(found, key=lambda sketch: sketch.spans[0])


def _label(article: Article, text: str, place: int) -> str:
    """Return the number of an article and the words of its first line."""
    lines = ("".join(line.split()) for line in text[slice(*article.span)][:400].split("\n"))
    words = _NEWS.sub("", next((line for line in lines if line), ""))
    return f"{place} · {words[:LABEL_CHARS]}{'…' if len(words) > LABEL_CHARS else ''}"


def _of_requirement(
    each: Requirement, text: str, *, labels: dict[str, str], posts: dict[str, str], projects: dict[str, str]
) -> Sketch:
    day, limit = _by_when(each.deadline)
    return Sketch(
        kind=DraftKind.REQUIREMENT,
        spans=(each.span,),
        source_text=text[slice(*each.span)],
        quote=text[slice(*each.quote.span)],
        title=title_of(each.text),
        article=labels.get(each.article, ""),
        speaker=_with_post(each.speaker or "", posts),
        units=each.units,
        leads=each.leads,
        force=each.force,
        deadline_text=each.deadline.text if each.deadline else "",
        deadline_on=day,
        limit_text=limit,
        place=projects.get(each.project or "", ""),
    )


def _of_problem(each: Problem, text: str, *, labels: dict[str, str], units: UnitDictionary) -> Sketch:
    unit = "" if each.units else heading_unit(text, each.span[0], units)
    day, limit = _by_when(each.deadline)
    return Sketch(
        kind=DraftKind.PROBLEM,
        spans=(each.span,),
        source_text=text[slice(*each.span)],
        quote=sentence_around(text, each.span),
        title=title_of(each.text),
        article=labels.get(each.article, ""),
        units=each.units or ((unit,) if unit else ()),
        leads=each.leads,
        deadline_text=each.deadline.text if each.deadline else "",
        deadline_on=day,
        limit_text=limit,
        place=each.place,
    )


def title_of(words: str) -> str:
    """Return words as the title of a case: without white space, ordinal, 要 and closing marks."""
    bare = "".join(words.split()).strip(_TAIL)
    return (_LEAD_IN.sub("", bare) or bare)[:MOST_TITLE]


def heading_unit(text: str, at: int, units: UnitDictionary) -> str:
    """Return the unit named by the heading above a place, such as （二）丙街道 or 丙街道：, or "" when none is.

    Only headings that are nothing but a number and a unit of the district count; another heading of a higher or the
    same rank in between ends the search.
    """
    for line in reversed(text[max(0, at - 2000) : at].split("\n")):
        bare = "".join(line.split())
        number = _HEADING.match(bare)
        rest = bare[number.end() if number else 0 :].rstrip("：:")
        if units.full_name(rest):
            return rest
        if (lead := _LEADING_UNIT.match(rest)) and units.full_name(lead[1]):
            return lead[1]
        if number and number["chapter"]:
            return ""
    return ""


def _with_post(name: str, posts: dict[str, str]) -> str:
    return f"{name}（{posts[name]}）" if name in posts else name


def _by_when(deadline: Deadline | None) -> tuple[date | None, str]:
    """Return the last day in time, or a limit that is counted from dispatch, or neither."""
    if deadline is None:
        return None, ""
    if deadline.day is None and deadline.amount and deadline.unit in _COUNTED:
        word, factor = _COUNTED[deadline.unit]
        return None, f"{deadline.amount * factor}{word}"
    return deadline.day, ""


def sentence_around(text: str, span: Span) -> str:
    """Return the sentence around a span, at most 300 characters to either side of it."""
    start, end = span
    before = max((text.rfind(mark, max(0, start - 300), start) for mark in "。！？"), default=-1)
    ends = [at for mark in "。！？" if (at := text.find(mark, max(start, end - 1), end + 300)) >= 0]
    return text[before + 1 if before >= 0 else max(0, start - 300) : min(ends, default=end - 1) + 1].strip()


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a draft up to a place where it is likely to be split.

    at: that place in the document's text, where the next piece begins; None after the last one.
    """

    text: str
    at: int | None


def pieces(text: str, spans: Sequence[Span]) -> list[Piece]:
    """Return the words of a draft in pieces: cut after each mark inside its words, and between its spans."""
    ranges = [found for start, end in spans for found in pairwise([start, *_marks(text, start, end), end])]
    nexts = [*(low for low, _high in ranges[1:]), None]
    return [Piece(text[low:high], at) for (low, high), at in zip(ranges, nexts, strict=True)]


def join_spans(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, each once, with those joined that only white space parts."""
    found: list[Span] = []
    for start, end in sorted(set(spans)):
        if found and (start <= found[-1][1] or not text[found[-1][1] : start].strip()):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _marks(text: str, start: int, end: int) -> list[int]:
    """Return the places after marks that have words on both sides within text[start:end]."""
    return [
        at + 1
        for at in range(start, end)
        if text[at] in "，；。、;," and _has_ink(text, start, at) and _has_ink(text, at + 1, end)
    ]


def split_spans(text: str, spans: Sequence[Span], offsets: Sequence[int]) -> list[list[Span]]:
    """Return the spans of each part when a draft is cut at those places of the text, each part with words in it.

    A place that leaves a part without words counts for nothing, so fewer parts than asked for may come back.
    """
    parts: list[list[Span]] = [[]]
    places = sorted(set(offsets))
    for start, end in sorted(spans):
        bounds = [start, *(at for at in places if start < at < end), end]
        for low, high in pairwise(bounds):
            if low in places and parts[-1]:
                parts.append([])
            if tight := _tight(text, low, high):
                parts[-1].append(tight)
    return [part for part in parts if part]


def _has_ink(text: str, start: int, end: int) -> bool:
    return any(char.isalnum() for char in text[start:end])


def _tight(text: str, start: int, end: int) -> Span | None:
    """Return the span without white space at its edges, or None when it has no words."""
    if not _has_ink(text, start, end):
        return None
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end
