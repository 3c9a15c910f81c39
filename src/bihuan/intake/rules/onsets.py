"""Where the order in a piece of speech begins, and whom it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.intake.rules.clauses import (
    BY,
    LEAD,
    LEADING,
    MODAL,
    PLEASE,
    REPORT,
    after_ordinal,
    is_circumstance,
    is_courtesy,
    is_intro,
    is_limit,
    is_topic,
    states,
)
from bihuan.intake.rules.imperatives import commands
from bihuan.intake.rules.layout import split
from bihuan.intake.rules.speeches import Speech, Voice
from bihuan.intake.rules.turns import BUILT_BY, CONDITION, NEAR, STAYS, charged_at
from bihuan.intake.rules.units import UnitDictionary, asked_units, leading_units
from bihuan.intake.rules.verbs import YAO
from bihuan.kernel.spans import Span

# 所需经费由区财政局统筹安排: the matter stands before 由.
_TOPIC_BY = re.compile(
    r"(?![^，]{0,20}(?:已|曾|是|正在|目前|均|主要(?!负责|领导)|现))[^，；。：由]{2,24}由(?!于|此|来|衷)"
)
_BY_WHEN = re.compile(
    r"[0-9日月周天底末午一二三四五六]{1}(?:之|以)?[前内](?!提|期|后|往|来|部|外|容|涵|沿|列|端|置|三)|下班之?前"
)
_AIMED = re.compile(r"(?:对|针对|凡)[^，]*的")
_IS_CHIEF = re.compile(r"是[^，]{0,12}(?:责任人|责任主体|主体|主力军|力量)$")  # …书记是第一责任人，要带头…


Onset = tuple[int, tuple[str, ...], bool]  # where an order begins, the units stated, whether they stand in it


@dataclass(slots=True)
class _Seen:
    """What the clauses before have said: units named outside, a topic kept, whom a condition is for, a report begun."""

    outside: tuple[str, ...] = ()
    kept: int | None = None
    aimed: tuple[int, tuple[str, ...]] | None = None  # 公安机关对违规用火的，…
    blocked: bool = False

    def condition(self, text: str, at: int) -> int | None:
        """Return where a condition begins that belongs to the order at a place."""
        if self.kept is None or at - self.kept > NEAR:
            return None
        return self.kept if STAYS.search(text[self.kept : at]) or is_limit(text[self.kept : at - 1]) else None


def onset_of(
    text: str, piece: Span, speech: Speech, units: UnitDictionary, *, named: bool, ordering: bool
) -> Onset | None:
    """Return where the order in a piece begins and whom it names, or None when it holds none.

    named: a bracket behind it names its units. ordering: its speaker has given orders before.
    """
    start, end = piece
    if speech.inline and start == speech.span[0]:
        return _after_cue(text, (start, end), units)
    seen = _Seen()
    for at, words, b in _clauses(text, start, end):
        if is_courtesy(text[words:b]):
            continue
        voice = Voice.ORDER if speech.voice is Voice.WEAK and ordering else speech.voice
        opened = _opening(text, (at, words, b, end), voice, units, conditional=seen.kept is not None or ordering)
        if opened is not None:
            return _from_condition(text, at, opened[0], seen), opened[1], opened[2]
        if seen.blocked and not re.match(YAO, text[words:b]) and charged_at(text, words, b, units) is None:
            continue
        found = _of_clause(text, (at, words, b, end), speech.voice, units, seen, named=named, ordering=ordering)
        if isinstance(found, tuple):
            return found
        if found:
            _remember(text, (at, words, b, end), seen)
    return None


def _from_condition(text: str, at: int, begin: int, seen: _Seen) -> int:
    """Return where an order with 由 or 请 begins: with 对失职渎职的，由… its condition is part of it.

    at: where its clause begins. begin: where the order does without a condition.
    """
    if seen.kept is not None and text[seen.kept] == "对" and text.count("，", seen.kept, at) == 1:
        return seen.kept
    condition = seen.condition(text, at)
    return begin if condition is None else condition


def _of_clause(
    text: str,
    places: tuple[int, int, int, int],
    voice: Voice,
    units: UnitDictionary,
    seen: _Seen,
    *,
    named: bool,
    ordering: bool,
) -> Onset | bool:
    """Return the onset of a clause, else whether it may tell what the next one is about.

    places: where the order, its words after an ordinal, the clause's end and the piece's end are.
    """
    at, words, b, end = places
    if b < end and text.startswith(("由", "一律由", "均由"), b + 1) and STAYS.search(text[words : b + 1]):
        return True
    who = leading_units(text, words, b, units=units)
    if who is None and b < end and _only_of_which(text, words, b, end, units):
        return True
    if who is None:
        begun = ordering or bool(seen.outside) or bool(seen.aimed)
        voice = Voice.POINT if seen.aimed and voice is Voice.WEAK else voice
        if not commands(text, words, b, voice, addressed=named, ordering=begun):
            return True
        if seen.aimed:
            return seen.aimed[0], seen.aimed[1], True
        return (at if seen.kept is None else seen.kept), seen.outside, False
    if after_ordinal(text, who.end, b) > who.end:  # 各单位一是要…: the order begins with its ordinal
        return who.end, who.units, False
    if _AIMED.fullmatch(text, who.end, b):
        seen.aimed = at, who.units
        return False
    if is_circumstance(text[who.end : b]) or _IS_CHIEF.match(text, who.end, b):
        seen.outside = who.units
        return False
    due = voice in (Voice.ORDER, Voice.POINT) and _BY_WHEN.search(text, who.end, min(end, who.end + NEAR))
    timed = due and not REPORT.search(text, who.end, b)
    if timed or commands(text, who.end, b, voice, addressed=True, ordering=ordering):
        condition = seen.condition(text, at)
        return (at if condition is None else condition), who.units, True
    return True


def _only_of_which(text: str, words: int, b: int, end: int, units: UnitDictionary) -> bool:
    """Tell whether a clause is the condition or the object of the one behind it: …的，由…; 对…的单位，督查组将…"""
    if STAYS.search(text[words : b + 1]):
        return True
    about = text.startswith(("对", "针对", "凡"), words)
    return about and (
        text.startswith(("由", "均由", "一律由"), b + 1) or leading_units(text, b + 1, end, units=units) is not None
    )


def _remember(text: str, places: tuple[int, int, int, int], seen: _Seen) -> None:
    """Note what a clause that orders nothing means for the ones after it."""
    at, words, b, end = places
    seen.blocked = seen.blocked or states(text[words:b])
    held = is_topic(text[words:b]) or is_limit(text[words:b]) or CONDITION.fullmatch(text, words, b) is not None
    held = held or (b < end and STAYS.search(text[words : b + 1]) is not None)
    seen.kept = (at if seen.kept is None else seen.kept) if held and not seen.outside else None


def _after_cue(text: str, piece: Span, units: UnitDictionary) -> tuple[int, tuple[str, ...], bool]:
    """Return the onset of what follows 要求 or 叮嘱 in its own clause: there the units asked come first."""
    start, end = piece
    who = asked_units(text, start, end, units=units)
    if who and text[who.end : who.end + 1] == "，" and who.end + 1 < end:  # 叮嘱社区干部，要多…
        return who.end + 1, who.units, False
    return start, who.units if who else (), who is not None


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield (start, words, end) of the clauses that may hold an order; words: behind an ordinal such as 一是."""
    for a, b in split(text, start, end, at="，,"):
        lead = LEADING.match(text[a:b])
        at = a + lead.end() if lead else a
        words = after_ordinal(text, at, b)
        if words < b and not (b < end and is_intro(text[words:b])):
            yield at, words, b


def _opening(
    text: str, places: tuple[int, int, int, int], voice: Voice, units: UnitDictionary, *, conditional: bool
) -> tuple[int, tuple[str, ...], bool] | None:
    """Return the onset of a clause that opens with 请, 责令 or 由, or None.

    places: where the order, its words after an ordinal, the clause's end and the piece's end are.
    """
    at, words, end, last = places
    please = PLEASE.match(text, words, end)
    if please:
        asked = leading_units(text, please.end(), end, units=units)
        begin = please.end() if please.group()[-2:] in ("责令", "责成") else at
        return begin, asked.units if asked else (), asked is not None
    charged_with = _TOPIC_BY.match(text, words, end)
    if charged_with and voice is not Voice.WEAK and not BUILT_BY.search(text, words, end):
        charged = leading_units(text, charged_with.end(), end, units=units)
        if charged and (voice is not Voice.TEXT or conditional or MODAL.search(text, words, end)):
            return at, charged.units, True
    by = _ALL_BY.match(text, words, end)
    firm = BY.match(text, words, end) and _FIRM.search(text, words, min(last, end + NEAR))
    if by is None or not (voice is not Voice.TEXT or conditional or firm):
        return None
    charged = asked_units(text, by.end(), end, units=units)
    if charged is None or (BUILT_BY.search(text, charged.end, end) and not LEAD.search(text, words, end)):
        return None
    return at, charged.units, True


_ALL_BY = re.compile("(?:一律|统一|均|都|分别|原则上)?由")


# In a text that only tells, 由X… orders if X is put in charge or given a time.
_FIRM = re.compile(r"牵头|负责|会同|督促|落实|[日底末周]前|[日天时]内")
