"""Orders: the single things somebody is told to do, and who is told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bihuan.intake.rules.clauses import (
    BY,
    LABEL,
    LEAD,
    LEADING,
    MODAL,
    PLEASE,
    REPORT,
    WITH,
    YAO,
    after_ordinal,
    commands,
    is_appeal,
    is_circumstance,
    is_courtesy,
    is_intro,
    is_report,
    is_soft,
    is_topic,
    is_wish,
    states,
    works,
)
from bihuan.intake.rules.layout import LIST_MARK, ORDINAL, SEGMENT_END, split
from bihuan.intake.rules.results import Force
from bihuan.intake.rules.speeches import NARRATION, Speech, Voice
from bihuan.intake.rules.units import Addressee, UnitDictionary, asked_units, leading_units, split_units
from bihuan.kernel.spans import Span

# What a clause with a newly stated addressee goes on with.
_CHARGED = re.compile(
    r"(?:之间|间|都|均|也|还)?(?:要(?!求|素|点)|须|应(?!急)|必须|务必|负责|牵头|不得|需(?!求)|请|(?:于|在)?[^，。；]{1,12}(?:日|月底|月末|年底|周[一二三四五六日])(?:之前|以前|前))"
)
_TAIL = re.compile(r"[（(](?P<inside>[^（）()]{2,80})[）)]$")
_ABOUT_IT = re.compile(r"单位|时限|期限|责任|牵头|联系|电话|附|详见|见|前(?:完成|办结|报)|办结|邮箱|传真|此项|同上")
# （此项于11月12日前办结）: a note of its own behind an order.
_NOTE = re.compile(r"[（(](?:此项|该项|本项|以上|上述|限|于|[^（）()]{0,4}[0-9一二三四五六七八九十])[^（）()]{2,40}[）)]")
_BY_WHEN = re.compile(r"[0-9日月周天底末午一二三四五六]{1}(?:之|以)?[前内](?!提|期|后|往|来|部|外|容|涵|沿|列|端|置|三)|下班之?前")
_HEAD_MAX = 22
_BUILT_BY = re.compile(r"共建|建设|投资|承建|主持|组成|出资|开发")
# 所需经费由区财政局统筹安排: the matter stands before 由.
_TOPIC_BY = re.compile(r"(?![^，]{0,20}(?:已|曾|是|正在|目前|均|主要|现))[^，；。：由]{2,24}由(?!于|此|来|衷)")
_NEAR = 200  # how far a clause looks about itself, so that time grows with the length only
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
        if LABEL.match(text, start, end) or (leaves and _NOTE.fullmatch(text, start, end)):
            _amend(leaves, text, (start, end), units)
            continue
        for a, b in _by_addressee(text, start, end, units):
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
            continue
        if LABEL.match(text, begin, end):
            yield begin, end, False
            continue
        parts = list(split(text, begin, end, at="：:"))
        for i, (a, b) in enumerate(parts):
            last = i == len(parts) - 1 and (b == end or text[b] not in "：:")
            listed = LIST_MARK.match(text, a, b)
            a = listed.end() if listed and listed.end() < b else a
            named = () if last else split_units(text[a:b], units)
            named = named if all(_OFFICIAL.search(u) or units.knows(u) for u in named) else ()
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
    if LIST_MARK.match(text, end + 1) or ORDINAL.match(text, end + 1) or following[:1] in "（(":
        return False
    body = text[ordinal.end() if ordinal else start : end]
    return not re.search(r"[，0-9]|不得|严禁|禁止|不准|各|由", body)


def _amend(leaves: list[Leaf], text: str, span: Span, units: UnitDictionary) -> None:
    """Add what a line such as 责任单位：区城管局；完成时限：4月底 says to the order before it."""
    if leaves:
        named = _labelled_units(text[slice(*span)], units)
        last = leaves[-1]
        leaves[-1] = replace(last, units=named or last.units, tail=(last.tail[0] if last.tail else span[0], span[1]))


def _labelled_units(words: str, units: UnitDictionary) -> tuple[str, ...]:
    found: list[str] = []
    for part in re.split(r"[；;，,。]", words.strip("（）()")):
        label, _, value = part.partition("：") if "：" in part else ("", "", part)
        if label and not re.search(r"单位|部门|责任|牵头|配合|承办|主办|协办", label):
            continue
        value = re.sub(r"(?:牵头|负责|配合|协办|主办|承办|落实)$", "", value)
        found += split_units(value, units)
    return tuple(dict.fromkeys(found))


def _by_addressee(text: str, start: int, end: int, units: UnitDictionary) -> Iterator[Span]:
    """Yield the parts of a segment, a new one beginning wherever another addressee is stated (X要…)."""
    piece = start
    for a, b in split(text, start, end, at="，,"):
        near = a - piece < _NEAR
        if a > piece and near and _STAYS.search(text[piece:a]):
            continue
        if a > piece and near and _only_topic(text[piece:a]) and _charged(text, a, b, units):
            piece = a
        elif (a > piece and _turns_to(text, (a, b), end, units) and _closed(text, piece, a)) or (a > piece and _ASIDE.match(text, a, b) and PLEASE.search(text, b, min(end, b + 60))):
            yield piece, _trim(text, piece, a)
            piece = a
    if end > piece:
        yield piece, _trim(text, piece, end)


# 凡因推诿影响进度的，由… : a condition with its own addressee.
_CONDITION = re.compile(r"(?:凡|对|逾期|拒不|未|因|如|若|遇|一旦)[^，]*(?:的|者|时)$")
# What stays with the order even when an addressee follows it: a condition, or 北门停车的事.
_STAYS = re.compile(r"^(?!对|针对|关于|原则同意).*(?:的|者|时|的事|一事|(?:超过|达到|低于|不足|连续)[^，]*的(?:路段|时段|区域|地段|单位|个人|情形|部位|地方|企业|人员))，$")
_AIMED = re.compile(r"(?:对|针对|凡)[^，]*的")
_IS_CHIEF = re.compile(r"是[^，]{0,12}(?:责任人|责任主体|主体|主力军|力量)$")  # …书记是第一责任人，要带头…
_ASIDE = re.compile(r"(?:近期|近日|目前|当前|日前|此前|上周|昨日|今年以来)[^，]*")


def _turns_to(text: str, clause: Span, end: int, units: UnitDictionary) -> bool:
    """Tell whether an order to another addressee begins with a clause: X要…, X负责…, X于4月底前…, 凡…的，由X…"""
    a, b = clause
    if _charged(text, a, b, units):
        return True
    if text.startswith("由", a) and not _STAYS.search(text[max(0, a - 40) : a]) and not _BUILT_BY.search(text, a, b):
        return asked_units(text, a + 1, b, units=units) is not None
    if _CONDITION.fullmatch(text[a:b]):
        return text.startswith("由", b + 1) and leading_units(text, b + 2, end, units=units) is not None
    who = leading_units(text, a, b, units=units)
    if who is None or WITH.match(text[a:b]) or BY.match(text[a:b]):
        return False
    official = all(_OFFICIAL.search(u) or units.knows(u) for u in who.units)
    return official and works(text, who.end, b) and not _SUBJECT_OF_STATE.search(text, who.end, b)


# Units that are surely addressed when a clause begins with them, and not the object of the verb before.
_OFFICIAL = re.compile(
    r"^各|(?:局|委|办|中心|大队|支队|中队|街道|办事处|镇|乡|公司|集团|部门|管委会|指挥部|专班|派出所|监管所|执法队|分局|银行|医院|供电所|督查室)$"
)
# 企业落实到位, 社区全覆盖: what a unit shall have come to, not a new order.
_SUBJECT_OF_STATE = re.compile(r"(?:到位|见效|全覆盖|清零|达标|落地|为主|联动|参与|共建|配合|支持|负责制)$")


def _only_topic(words: str) -> bool:
    """Tell whether what stands before an addressee only names the matter: 对排查出的重大隐患，"""
    lead = LEADING.match(words)
    rest = words[lead.end() if lead else 0 :]
    if rest.endswith(("期间，", "同时，")) and len(rest) < 14:
        return True
    return rest.count("，") <= 1 and (not rest or is_topic(rest))


def _closed(text: str, start: int, end: int) -> bool:
    """Tell whether what stands before a new addressee is complete, not 由甲牵头 waiting for its helper."""
    return not (end - start < 20 and BY.match(text[start:end]) and LEAD.search(text, start, end))


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in "，,、；;：:":
        end -= 1
    return end


def _charged(text: str, start: int, end: int, units: UnitDictionary) -> Addressee | None:
    """Return the addressee a clause begins with if a word of charge follows it."""
    who = leading_units(text, after_ordinal(text, start, end), end, units=units)
    if who and (_CHARGED.match(text, who.end, end) or ORDINAL.match(text, who.end, end)):
        return who
    return None


def _leaf(text: str, piece: Span, speech: Speech, carry: Carry, units: UnitDictionary) -> Leaf | None:
    """Return the order in a piece, or None when it holds none."""
    start, end = piece
    tail, named = _tail(text, start, end, units)
    end = tail[0] if tail else end
    onset = _onset(text, (start, end), speech, carry, units, named=bool(named))
    if onset is None:
        return None
    begin, who, stated = onset
    phrase = text[begin:end]
    if stated or who:
        carry.units = _with_helpers(text, (begin, end), who, units)
    if is_intro(phrase) or NARRATION.search(phrase) or len(phrase) < LEAF_MIN or is_report(phrase):
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


def _with_helpers(text: str, piece: Span, who: tuple[str, ...], units: UnitDictionary) -> tuple[str, ...]:
    """Return who with the units that the same order asks to help: 由甲牵头，乙、丙配合."""
    helpers: list[str] = []
    first = next(split(text, *piece, at="，,"), piece)
    parts = list(split(text, *first, at="、"))[1:] if LEAD.search(text, *first) else []
    for a, b in (*parts, *list(split(text, *piece, at="，,"))[1:4]):
        together = re.match("会同|联合|协同", text[a:b])
        if WITH.match(text[a:b]) or together:
            more = leading_units(text, a + (together.end() if together else 0), b, units=units)
            helpers += more.units if more else ()
    return (*who, *(h for h in helpers if h not in who))


def _onset(
    text: str, piece: Span, speech: Speech, carry: Carry, units: UnitDictionary, *, named: bool
) -> tuple[int, tuple[str, ...], bool] | None:
    """Return (where the order begins, the units stated, whether they stand in it), or None."""
    start, end = piece
    outside: tuple[str, ...] = ()
    kept: int | None = None
    blocked = False
    aimed: tuple[int, tuple[str, ...]] | None = None  # 公安机关对违规用火的，…
    if speech.inline and start == speech.span[0]:
        return _after_cue(text, (start, end), units)
    for at, words, b in _clauses(text, start, end):
        if is_courtesy(text[words:b]):
            continue
        condition = None if kept is None or at - kept > _NEAR or not _STAYS.search(text[kept:at]) else kept
        opened = _opening(text, (at, words, b), speech.voice, units, conditional=kept is not None)
        if opened is not None:
            if kept is not None and text[kept : kept + 1] == "对" and text[at - 2 : at] == "的，":
                condition = kept  # 对失职渎职的，由…
            return (opened[0] if condition is None else condition), opened[1], opened[2]
        who = leading_units(text, words, b, units=units)
        if blocked and not re.match(YAO, text[words:b]) and _charged(text, words, b, units) is None:
            continue
        if who is not None:
            if after_ordinal(text, who.end, b) > who.end:  # 各单位一是要…: the order begins with its ordinal
                return who.end, who.units, False
            if _AIMED.fullmatch(text, who.end, b):
                aimed = at, who.units
                continue
            if is_circumstance(text[who.end : b]) or _IS_CHIEF.match(text, who.end, b):
                outside = who.units
                continue
            timed = speech.voice in (Voice.ORDER, Voice.POINT) and _BY_WHEN.search(text, who.end, min(end, who.end + _NEAR))
            if commands(text, who.end, b, speech.voice, addressed=True, ordering=carry.ordering) or (
                timed and not REPORT.search(text, who.end, b)
            ):
                return (at if condition is None else condition), who.units, True
        elif commands(text, words, b, speech.voice, addressed=named, ordering=carry.ordering or bool(outside) or bool(aimed)):
            if aimed:
                return aimed[0], aimed[1], True
            return (at if kept is None else kept), outside, False
        blocked = blocked or states(text[words:b])
        held = is_topic(text[words:b]) or _CONDITION.fullmatch(text, words, b) is not None
        held = held or (b < end and _STAYS.search(text[words : b + 1]) is not None)
        kept = (at if kept is None else kept) if held and not outside else None
    return None


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
    text: str, places: tuple[int, int, int], voice: Voice, units: UnitDictionary, *, conditional: bool
) -> tuple[int, tuple[str, ...], bool] | None:
    """Return the onset of a clause that opens with 请, 责令 or 由, or None.

    places: where the order, its words after an ordinal, and the clause's end are.
    """
    at, words, end = places
    please = PLEASE.match(text, words, end)
    if please:
        asked = leading_units(text, please.end(), end, units=units)
        begin = please.end() if please.group()[-2:] in ("责令", "责成") else at
        return begin, asked.units if asked else (), asked is not None
    charged_with = _TOPIC_BY.match(text, words, end)
    if charged_with and voice is not Voice.WEAK and not _BUILT_BY.search(text, words, end):
        charged = leading_units(text, charged_with.end(), end, units=units)
        if charged and (voice is not Voice.TEXT or MODAL.search(text, words, end)):
            return at, charged.units, True
    if not text.startswith("由", words) or (_BUILT_BY.search(text, words, end) and not LEAD.search(text, words, end)):
        return None
    if voice is not Voice.TEXT or conditional or (BY.match(text[words:end]) and _FIRM.search(text, words, end)):
        charged = asked_units(text, words + 1, end, units=units)
        if charged:
            return at, charged.units, True
    return None


# In a text that only tells, 由X… orders if X is put in charge or given a time.
_FIRM = re.compile(r"牵头|负责|会同|督促|落实|[日底末周]前|[日天时]内")


