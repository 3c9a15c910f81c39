"""Orders: the single things somebody is told to do, and who is told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bihuan.intake.rules.clauses import (
    LABEL,
    LEAD,
    WITH,
    after_ordinal,
    is_appeal,
    is_intro,
    is_past,
    is_report,
    is_soft,
    is_wish,
)
from bihuan.intake.rules.layout import ATTENDED, LIST_MARK, ORDINAL, SEGMENT_END, split
from bihuan.intake.rules.onsets import onset_of
from bihuan.intake.rules.results import Force
from bihuan.intake.rules.speeches import NARRATION, Speech, Voice
from bihuan.intake.rules.turns import OFFICIAL, by_addressee
from bihuan.intake.rules.units import UnitDictionary, leading_units, split_units
from bihuan.kernel.spans import Span

_TAIL = re.compile(r"[（(](?P<inside>[^（）()]{2,80})[）)]$")
_ABOUT_IT = re.compile(r"单位|时限|期限|责任|牵头|联系|电话|附|详见|见|前(?:完成|办结|报)|办结|邮箱|传真|此项|同上")
# （此项于11月12日前办结）: a note of its own behind an order.
_NOTE = re.compile(
    r"[（(](?:此项|该项|本项|以上|上述|限|于|[^（）()]{0,4}[0-9一二三四五六七八九十])[^（）()]{2,40}[）)]"
)
_HELPER = re.compile("[（(]?(?:配合|协办|协同|参与)")
_HEAD_MAX = 22
SHORT_HEAD = 10
LEAF_MIN = 4


@dataclass(frozen=True, slots=True)
class Leaf:
    """One order as a piece of the text without white space. tail: a bracket behind it that names units or a limit."""

    span: Span
    units: tuple[str, ...]
    leads: tuple[str, ...]
    stated: bool
    force: Force
    tail: Span | None = None
    labelled: bool = False  # its units stand in a field behind it


@dataclass(slots=True)
class Carry:
    """What a speech hands on from one order to the next: the units last addressed, and whether orders have begun."""

    units: tuple[str, ...] = ()
    ordering: bool = False


def find_leaves(text: str, speech: Speech, carry: Carry, units: UnitDictionary) -> list[Leaf]:
    """Return the orders in a speech, in order.

    text: without white space, quotations blotted out. carry is read and kept up to date.
    """
    leaves: list[Leaf] = []
    for start, end, introduces in _segments(text, speech, carry, units):
        if is_past(text[start : next((i for i in range(start, end) if text[i] in "，,"), end)]):
            continue
        if LABEL.match(text, start, end) or (leaves and _NOTE.fullmatch(text, start, end)):
            _amend(leaves, text, (start, end), units)
            continue
        for a, b in by_addressee(text, start, end, units):
            leaf = _leaf(text, (a, b), speech, carry, units)
            if leaf is not None and not introduces:
                leaves.append(leaf)
    return leaves


def _segments(text: str, speech: Speech, carry: Carry, units: UnitDictionary) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, introduces) for each clause group, list marks and lead-ins left out."""
    low, high = speech.span
    for start, end in split(text, low, high, at=SEGMENT_END):
        mark = LIST_MARK.match(text, start, end)
        begin = mark.end() if mark else start
        if _is_head(text, begin, end, numbered=mark is not None, more=end + 1 < high):
            carry.ordering = carry.ordering or re.match("[一二三四五六七八九十]要", text[begin : begin + 2]) is not None
            continue
        if LABEL.match(text, begin, end):
            yield begin, end, False
            continue
        if ATTENDED.match(text, begin, end):
            continue
        parts = list(split(text, begin, end, at="：:"))
        for i, (a, b) in enumerate(parts):
            last = i == len(parts) - 1 and (b == end or text[b] not in "：:")
            listed = LIST_MARK.match(text, a, b)
            a = listed.end() if listed and listed.end() < b else a
            named = () if last else split_units(text[a:b], units)
            named = named if all(OFFICIAL.search(u) or units.knows(u) for u in named) else ()
            if named and sum(map(len, named)) + len(named) >= b - a:
                carry.units = named
            elif last and speech.span[1] == b and b < len(text) and text[b] in "：:":
                yield a, b, True
            else:
                yield a, b, not last


def _is_head(text: str, start: int, end: int, *, numbered: bool, more: bool) -> bool:
    """Tell whether a sentence is only the head of a numbered paragraph: 一、加强会商研判。各单位要…"""
    ordinal = ORDINAL.match(text, start, end)
    if text.startswith("关于", ordinal.end() if ordinal else start) and "，" not in text[start:end]:
        return True
    if "：" in text[start:end] or not more or not (numbered or ordinal):
        return False
    if text[end : end + 1] != "。" or end - start > _HEAD_MAX or LABEL.match(text, end + 1):
        return False
    following = text[end + 1 : end + 3]
    if numbered and end - start <= SHORT_HEAD and re.match(r"[（(][一1][）)]", text[end + 1 : end + 4]):
        return True
    if LIST_MARK.match(text, end + 1) or ORDINAL.match(text, end + 1) or following[:1] in "（(":
        return False
    body = text[ordinal.end() if ordinal else start : end]
    return not re.search(r"[，0-9]|不得|严禁|禁止|不准|各|由", body)


def _amend(leaves: list[Leaf], text: str, span: Span, units: UnitDictionary) -> None:
    """Add what a line such as 责任单位：区城管局；完成时限：4月底 says to the order before it."""
    if leaves:
        named = _labelled_units(text[slice(*span)], units)
        last = leaves[-1]
        leads = last.leads
        if _HELPER.match(text, *span) and last.labelled:  # 牵头单位：甲局；配合单位：乙街道
            leads = leads or last.units[:1]
            named = (*last.units, *(n for n in named if n not in last.units))
        leaves[-1] = replace(
            last,
            leads=leads,
            labelled=bool(named) or last.labelled,
            units=named or last.units,
            tail=(last.tail[0] if last.tail else span[0], span[1]),
        )


def _labelled_units(words: str, units: UnitDictionary) -> tuple[str, ...]:
    found: list[str] = []
    for part in re.split(r"[；;，,。]", words.strip("（）()")):
        label, _, value = part.partition("：") if "：" in part else ("", "", part)
        if label and not re.search(r"单位|部门|责任|牵头|配合|承办|主办|协办", label):
            continue
        value = re.sub(r"(?:牵头|负责|配合|协办|主办|承办|落实)$", "", value)
        found += split_units(value, units)
    return tuple(dict.fromkeys(found))


def _leaf(text: str, piece: Span, speech: Speech, carry: Carry, units: UnitDictionary) -> Leaf | None:
    """Return the order in a piece, or None when it holds none."""
    start, end = piece
    tail, named = _tail(text, start, end, units)
    end = tail[0] if tail else end
    onset = onset_of(text, (start, end), speech, units, named=bool(named), ordering=carry.ordering)
    if onset is None:
        return None
    begin, who, stated = onset
    phrase = text[begin:end]
    if stated or who:
        carry.units = _with_helpers(text, (begin, end), who, units)
    if phrase in who or is_intro(phrase) or NARRATION.search(phrase) or len(phrase) < LEAF_MIN or is_report(phrase):
        return None
    head = text[after_ordinal(text, begin, end) : end]
    mild = is_soft(head) or is_wish(head) or is_appeal(head)
    force = Force.HOPE if mild or speech.voice is Voice.HOPE else Force.MUST
    if force is Force.MUST:
        carry.ordering = True
    addressed = named or carry.units
    leads = addressed[:1] if LEAD.search(phrase) else ()
    return Leaf((begin, end), addressed, leads, stated, force, tail)


def _tail(text: str, start: int, end: int, units: UnitDictionary) -> tuple[Span | None, tuple[str, ...]]:
    """Return the bracket at the end of a piece if it says who or by when, and the units it names."""
    match = _TAIL.search(text, max(start, end - 90), end)
    if match is None:
        return None, ()
    named = _labelled_units(match["inside"], units)
    if named or _ABOUT_IT.search(match["inside"]):
        return match.span(), named
    return None, ()


# 区城管局要会同区公安分局集中清理
_TOGETHER = re.compile(r"(?<=[局办委街道镇乡村司心队所院校区部位])(?:要|须|应|负责)?(?:会同|协同)(?!有关|相关)")


def _with_helpers(text: str, piece: Span, who: tuple[str, ...], units: UnitDictionary) -> tuple[str, ...]:
    """Return who with the units that the same order asks to help: 由甲牵头，乙、丙配合."""
    helpers: list[str] = []
    for with_them in _TOGETHER.finditer(text, *piece):
        more = leading_units(text, with_them.end(), piece[1], units=units)
        helpers += more.units if more else ()
    leading = next((c for c in list(split(text, *piece, at="，,"))[:2] if LEAD.search(text, *c)), None)
    parts = list(split(text, *leading, at="、"))[1:] if leading else []
    for a, b in (*parts, *list(split(text, *piece, at="，,"))[1:4]):
        together = re.match("(?:要|须|应|负责)?(?:会同|联合|协同)", text[a:b])
        if WITH.match(text[a:b]) or together:
            more = leading_units(text, a + (together.end() if together else 0), b, units=units)
            helpers += more.units if more else ()
    return (*who, *(h for h in helpers if h not in who))
