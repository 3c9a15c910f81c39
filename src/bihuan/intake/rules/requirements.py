"""Orders: the single things somebody is told to do, and who is told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.intake.rules.layout import LIST_MARK, ORDINAL, SEGMENT_END, split
from bihuan.intake.rules.results import Force
from bihuan.intake.rules.speeches import NARRATION, Voice
from bihuan.intake.rules.units import Addressee, UnitDictionary, leading_units
from bihuan.intake.rules.verbs import ADVERBS, MODALS, PREPOSITIONS, VERBS, Words
from bihuan.kernel.spans import Span

# 要 as the modal word, not inside 重要, 要求, 主要 …
YAO = r"(?<![重主需必首纪概摘紧扼简只还就将想险提若])要(?![求素点闻害道件么是紧领务职塞义旨目地])"
MODAL = re.compile(
    rf"{YAO}|还要|都要|就要|须(?!知)|务必|务求|应当|(?<![相响供适对反呼])应(?![用急对付届邀答声急运景验聘收])|不得|严禁|禁止|必须|不准|切忌|一律|确保|抓紧|尽快|限期|责令"
)
STRONG = re.compile(rf"{YAO}|须(?!知)|务必|不得|严禁|必须|应当|一律|责令|限期|不准")
# What makes a clause a report, not an order.
REPORT = re.compile(
    r"已经|已(?!经)|目前|曾|(?<![为除])了(?!解|然|却|如)|去年以来|今年以来|一季度|上半年|截至|累计|取得|荣获|获得|将(?:适时|于|会|对|组织|约谈|继续)|是[^，。；]{0,40}的|"
    r"正在|顺利|表示将|据悉|据了解|重要意义|成绩|成效明显|来之不易|不易$|位居|高于|低于|同比|增长"
)
IDENTITY = re.compile(r"^[^，]{2,24}(?:是|为|事关|关系|关乎|意味着|没有)[^，]")
SOFT = re.compile(
    rf"^(?:{YAO}|还要|应|必须|务必)?(?:充分|清醒|深刻|切实|全面|正确|准确|进一步)?(?:地)?(?:认清|正视|看到|认识到?|看清|明白|懂得|意识到|珍惜)"
)
INTRO = re.compile(r"(?:要求|工作|事项|任务|措施|要点|方面|重点|如下|以下|“?[0-9一二三四五六七八九十]个[^，。]{0,6})$")
LEADING = re.compile(r"^(?:下一步|同时|此外|另外|今后|会后|对此|为此|接下来|近期|当前|随后|最后|期间|具体)[，,]?")
TOPIC = re.compile(r"^(?:对|对于|针对|凡|凡是|能|一时|按照|根据|依据|对照|在|以|结合|围绕|通过|于|由|把|将|从|就)")
PURPOSE = re.compile(r"^(?:为|为了|目前|当前|通过此次|随着|鉴于|由于|因|去年|今年|近年)")
BY = re.compile(r"^由(?P<lead>[^，；。]{2,40}?)(?:总)?(?:牵头|负责|会同|承办|组织|督促|落实|统筹)")
LEAD = re.compile(r"牵头|负责|主办|承办")
WITH = re.compile(r"^(?P<units>[^，；。]{2,60}?)(?:参与)?(?:积极|全力|共同)?(?:配合|协助|参与|协办)")
_STARTS = Words(VERBS, ADVERBS)
_PREPOSITION = Words(PREPOSITIONS)
_PLEASE = re.compile(r"请(?!示|假|求|客|教|愿)")
_ORDERED = re.compile(r"责令|责成|要求|督促")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One order as a piece of the text without white space."""

    span: Span
    units: tuple[str, ...]
    leads: tuple[str, ...]
    stated: bool
    force: Force


@dataclass(slots=True)
class Carry:
    """What a speech hands on from one order to the next: the units last addressed, and whether orders have begun."""

    units: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    ordering: bool = False


def find_leaves(text: str, span: Span, voice: Voice, carry: Carry, units: UnitDictionary) -> Iterator[Leaf]:
    """Yield the orders in text[span], in order.

    voice says how readily a clause is taken for an order. carry is read and kept up to date.
    """
    for start, end in split(text, *span, at=SEGMENT_END + "：:"):
        begin = _skip_mark(text, start, end)
        mark = text[end] if end < len(text) else ""
        for a, b in _by_addressee(text, begin, end, units):
            leaf = _leaf(text, a, b, voice, carry, units, introduces=mark in "：:" and mark != "" and b == end)
            if leaf is not None:
                yield leaf


def _skip_mark(text: str, start: int, end: int) -> int:
    mark = LIST_MARK.match(text, start, end)
    return mark.end() if mark else start


def _by_addressee(text: str, start: int, end: int, units: UnitDictionary) -> Iterator[Span]:
    """Yield the parts of a segment, a new one beginning wherever another addressee is stated (X要…)."""
    piece = start
    for a, b in split(text, start, end, at="，,"):
        if a > piece and _has_onset(text, piece, a) and _stated(text, a, b, units) and not WITH.match(text[a:b]):
            yield piece, _trim(text, piece, a)
            piece = a
    if end > piece:
        yield piece, _trim(text, piece, end)


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in "，,、；;：:":
        end -= 1
    return end


def _has_onset(text: str, start: int, end: int) -> bool:
    return MODAL.search(text, start, end) is not None or _STARTS.at(text, _after_ordinal(text, start, end)) > 0


def _stated(text: str, start: int, end: int, units: UnitDictionary) -> Addressee | None:
    """Return the addressee a clause begins with if a modal word or a verb of charge follows it."""
    who = leading_units(text, _after_ordinal(text, start, end), end, units=units)
    if who is None:
        return None
    rest = text[who.end : end]
    return who if re.match(rf"(?:之间|间|都|均|也|还)?(?:要|须|应|必须|务必|负责|牵头|不得|需|请)", rest) else None


def _after_ordinal(text: str, start: int, end: int) -> int:
    mark = ORDINAL.match(text, start, end)
    return mark.end() if mark else start


def _leaf(
    text: str, start: int, end: int, voice: Voice, carry: Carry, units: UnitDictionary, *, introduces: bool
) -> Leaf | None:
    """Return the order in text[start:end], or None when it holds none."""
    found = _onset(text, start, end, voice, carry, units)
    if found is None:
        return None
    begin, who, stated = found
    phrase = text[begin:end]
    if introduces or INTRO.search(phrase) and "，" not in phrase or NARRATION.search(phrase) or len(phrase) < 4:
        if who:
            carry.units = who
        return None
    leads: tuple[str, ...] = ()
    if who:
        leads = _leads(text, begin, end, who, units)
        carry.units = who = _with_helpers(text, begin, end, who, units)
        carry.leads = leads
    carry.ordering = True
    head = phrase[_after_ordinal(text, begin, end) - begin :]
    if SOFT.match(head):
        force = Force.HOPE
    else:
        force = (
            Force.HOPE
            if voice is Voice.HOPE or re.match(r"(?:我们|也|衷心|真诚|殷切)?(?:希望|期待|鼓励|号召)", head)
            else Force.MUST
        )
    return Leaf((begin, end), who or carry.units, leads, stated, force)


def _leads(text: str, begin: int, end: int, who: tuple[str, ...], units: UnitDictionary) -> tuple[str, ...]:
    return who if LEAD.search(text, begin, end) else ()


def _with_helpers(text: str, begin: int, end: int, who: tuple[str, ...], units: UnitDictionary) -> tuple[str, ...]:
    """Return who with the units that the same order asks to help: 由甲牵头，乙、丙配合."""
    helpers: list[str] = []
    for a, b in list(split(text, begin, end, at="，,"))[1:4]:
        if WITH.match(text[a:b]):
            more = leading_units(text, a, b, units=units)
            helpers += more.units if more else ()
    return (*who, *(h for h in helpers if h not in who))


def _onset(
    text: str, start: int, end: int, voice: Voice, carry: Carry, units: UnitDictionary
) -> tuple[int, tuple[str, ...], bool] | None:
    """Return (where the order begins, the units stated, whether they stand in it)."""
    outside: tuple[str, ...] = ()
    kept: int | None = None
    for a, b in split(text, start, end, at="，,"):
        lead = LEADING.match(text[a:b])
        at = a + lead.end() if lead else a
        if at >= b:
            continue
        at_words = _after_ordinal(text, at, b)
        who = leading_units(text, at_words, b, units=units)
        please = _PLEASE.match(text, at_words, b)
        by = BY.match(text[at_words:b])
        if please:
            asked = leading_units(text, please.end(), b, units=units)
            return at, asked.units if asked else outside, asked is not None
        if by:
            leadunits = leading_units(text, at_words + 1, b, units=units)
            return at, leadunits.units if leadunits else (by["lead"],), True
        if who is not None:
            rest = _after_ordinal(text, who.end, b)
            if rest > who.end:  # 各单位一是要…: the order begins with its ordinal
                return who.end, who.units, False
            if _commands(text, who.end, b, voice, addressed=True, carry=carry):
                return at, who.units, True
            if b < end:
                outside = who.units
                continue
        if _commands(text, at_words, b, voice, addressed=False, carry=carry):
            return (kept if kept is not None else at), outside, False
        if (
            kept is None
            and TOPIC.match(text[at_words:b])
            and not PURPOSE.match(text[at_words:b])
            and not REPORT.search(text, at_words, b)
            and not outside
        ):
            kept = at
        elif kept is None or not TOPIC.match(text[at_words:b]):
            kept = None
    return None


def _commands(text: str, start: int, end: int, voice: Voice, *, addressed: bool, carry: Carry) -> bool:
    """Tell whether a clause that begins (after its addressee) at start orders something."""
    clause = text[start:end]
    modal = MODAL.search(clause)
    begins = re.match(rf"(?:之间|间|都|均|也|还|更|又|，)?(?:{MODAL.pattern})", clause) is not None
    if re.match(r"(?:将|已|正|在[^，]{0,12}(?:中|下)，?$)", clause) and not modal:
        return False
    if begins:
        return True
    if REPORT.search(clause) and not STRONG.search(clause):
        return False
    if voice is Voice.WEAK:
        return addressed and bool(STRONG.search(clause))
    if IDENTITY.match(clause) and not addressed and not STRONG.search(clause):
        return False
    if addressed:
        return bool(modal) or (voice is not Voice.TEXT or carry.ordering) and _works(text, start, end)
    if voice is Voice.TEXT and not carry.ordering:
        return bool(STRONG.search(clause)) and False
    return bool(STRONG.search(clause)) or _works(text, start, end)


def _works(text: str, start: int, end: int) -> bool:
    """Tell whether a clause begins with a verb of work, adverbs of effort or a preposition and later such a verb."""
    if _STARTS.at(text, start, end):
        return True
    if not _PREPOSITION.at(text, start, end):
        return False
    return any(_STARTS.at(text, i, end) for i in range(start + 2, end - 1))
