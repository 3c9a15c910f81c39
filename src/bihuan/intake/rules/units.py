"""Which units a clause addresses, told from a dictionary, generic words and the shape of names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bihuan.intake.rules.layout import ORDINAL
from bihuan.intake.rules.unit_names import (
    EVERYBODY,
    GENERIC,
    ITEM,
    OFFICE_AT,
    OFFICE_GOES_ON,
    SUFFIX,
    SUFFIX_LENGTHS,
    SUFFIX_SET,
    SUFFIXES,
    UNIT_MAX,
    WHEN,
    ends_like_unit,
    is_unit,
)
from bihuan.intake.rules.verbs import ADVERBS, MODALS, MORE_VERBS, PREPOSITIONS, VERBS, YAO, Lexicon, words

_JOIN = re.compile(r"、|，|或者?|以及|及其|和|及|与|会同|联合|协同")
_BRACKET = re.compile(r"[（(][^（）()。；]{1,20}[）)]")
_READS_ON = Lexicon(
    MODALS,
    PREPOSITIONS,
    ADVERBS,
    VERBS,
    MORE_VERBS,
    (
        "会同",
        "或",
        "先",
        "提请",
        "入户",
        "无偿",
        "免费",
        "发提醒函",
        "发函",
        "联合",
        "协同",
        "以及",
        "及",
        "和",
        "与",
        "本周",
        "下周",
        "周",
        "年底",
        "月底",
        "作为",
        "现场",
        "于",
        "书面",
        "依规",
        "依纪",
        "连夜",
        *words(
            "派专人 派人 派员 派出专 到 前往 去 赴 蹲点 牵住 严打 责令 抓 拿出 牵个头 增设 每 是第一责任人 是责任主体 是第一责任"
        ),
    ),
)
_STOP_AFTER = re.compile(
    r"(?:之间|间|都|均|也|还|更|等)?(?:$|[，,、：:。；（(]|[0-9]{1,2}月|[0-9一二三两五七十]{1,3}(?:个工作)?(?:日|天|周|小时|分钟)(?:之|以)?内)"
)
# 各街道配合区城管局…: the second unit is the object of the verb.
_TAKES_UNIT = re.compile(
    r"指导(?!中心|组|站)|协调(?!办|中心|小组|领导|组)|(?<!物业)服务(?!中心|站|局|办|队|大厅|所|点|公司)|联合(?!会|工会|社)|保障(?!局|中心|所|组|大队)|推进(?!组|办|中心|专班)"
)
_FILL = re.compile(r"(?:之间|间|都|均|也|还|更|等)?")


@dataclass(frozen=True, slots=True)
class UnitDictionary:
    """The units a district knows. names: full names. aliases: other ways of writing → full name.

    generic: words that address a kind of unit (各单位, 施工方) and name none. The caller fills names and aliases.
    """

    names: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    generic: frozenset[str] = GENERIC

    def knows(self, word: str) -> bool:
        return word in self.names or word in self.aliases or word in self.generic

    def full_name(self, word: str) -> str | None:
        """Return the full name for a word as written, or None when the dictionary has none."""
        return word if word in self.names else self.aliases.get(word)


DEFAULT_UNITS = UnitDictionary()


@dataclass(frozen=True, slots=True)
class Addressee:
    """Units at the start of a clause. units: as written, in order; end: where they end in the text."""

    units: tuple[str, ...]
    end: int


def leading_units(text: str, start: int, end: int, *, units: UnitDictionary) -> Addressee | None:
    """Return the units that text[start:end] begins with, or None when it begins with none.

    Several units may be joined by 、 or 和. They end before a word of charge (要, 负责 …), else where what follows
    reads on like a sentence.
    """
    return _before_charge(text, start, end, units) or _one_by_one(text, start, end, units) or _several(text, start, end)


def asked_units(text: str, start: int, end: int, *, units: UnitDictionary) -> Addressee | None:
    """Return the units that follow a verb such as 要求, whatever they are then told: 施工方立查立改."""
    found = leading_units(text, start, end, units=units)
    if found:
        return found
    limit = min(end, start + 12)
    for stop in range(limit, start + 1, -1):
        if units.knows(text[start:stop]):
            return Addressee((text[start:stop],), stop)
    match = ITEM.match(text, start, limit)
    if match and len(match.group()) >= 3 and is_unit(match.group()):
        return Addressee((match.group(),), match.end())
    return None


_CHARGE = re.compile(
    rf"(?:之间|间|都|均|也|还|更|既|首先|一定)?(?:{YAO}|须(?!知)|必须|务必|立即|立刻|马上|应(?![急用对])|不得"
    r"|请(?=于|在|按|立即|务必|认真|尽快|将|抓紧|严格)|负责(?!人|同志)|牵头(?!单位|部门))"
)
_SEPARATORS = (re.compile(r"、|，|以及|及|和|与"), re.compile(r"、|，"))


def _before_charge(text: str, start: int, end: int, units: UnitDictionary) -> Addressee | None:
    """Return the units that fill the clause up to its first word of charge."""
    charge = _CHARGE.search(text, start, min(end, start + 4 * UNIT_MAX))
    if charge is None or charge.start() == start:
        return None
    phrase = text[start : charge.start()]
    if _CALLED.fullmatch(phrase):
        return Addressee((phrase,), charge.start())
    several = _SEVERAL.fullmatch(phrase)
    if several:  # 城管、住建、农业农村等部门
        return Addressee(tuple(several["names"].split("、")), charge.start())
    if _DEPARTMENTS.fullmatch(phrase):  # 文旅、市场监管部门
        return Addressee(tuple(phrase.split("、")), charge.start())
    for separator in _SEPARATORS:
        words = separator.split(phrase)
        known = [_names_unit(_BRACKET.sub("", word), units) for word in words]
        if all(known) or (any(known) and all(k or _SCHOOL.fullmatch(w) for k, w in zip(known, words, strict=True))):
            return Addressee(tuple(_plain_bracket(word) for word in words), charge.start())
    return None


# 各点位值守人员务必, 社区书记们要: people called by what they do.
_CALLED = re.compile(
    r"各[^，。；：、的了是在对将把]{2,12}(?:人员|者|员|户|方|人|岗|队)|[^，。；：、的了是在对将把]{2,10}(?:们|值守人员|工作者)"
)
_SCHOOL = re.compile(r"[一-鿿]{1,5}[一二三四五六七八九十实][中小高幼]")  # 陇塬三中


def _several(text: str, start: int, end: int) -> Addressee | None:
    """Return the departments of a clause such as 住建、城管、交警三部门联合上路."""
    match = _SEVERAL.match(text, start, end)
    if match is None or not _reads_on(text, match.end(), end):
        return None
    return Addressee(tuple(match["names"].split("、")), match.end())


_SEVERAL = re.compile(
    r"(?P<names>[^，。、的]{2,8}(?:、[^，。、的]{2,8}){1,8}?)(?:等(?:相关|有关|职能|责任|多个)?|[两三四五六七八]个?)(?:部门|单位|街道)"
)
_DEPARTMENTS = re.compile(r"[一-鿿]{2,4}(?:、[一-鿿]{2,6}){0,6}、[一-鿿]{2,6}部门")


def _plain_bracket(word: str) -> str:
    """Return a unit without its bracket, unless that is part of its name: 各镇（街道）, 各镇党（工）委."""
    bracket = _BRACKET.search(word)
    if bracket and (bracket.end() < len(word) or bracket.group()[1:-1].endswith(SUFFIXES)):
        return word
    return _BRACKET.sub("", word)


def _names_unit(word: str, units: UnitDictionary) -> bool:
    return units.knows(word) or (len(word) <= UNIT_MAX and word.endswith(SUFFIXES) and is_unit(word))


_ASIDE = ("会同", "联合", "协同")  # 会同有关部门: nobody more is asked


def _bracket_end(text: str, at: int, end: int) -> int:
    bracket = _BRACKET.match(text, at, end)
    return bracket.end() if bracket else at


_DEALS_WITH = re.compile("对接|衔接|签|沟通|协商|联系|会商|保持")  # 商务局与口岸部门对接: the first acts


def _one_by_one(text: str, start: int, end: int, units: UnitDictionary) -> Addressee | None:
    found: list[str] = []
    at = start
    while at < end:
        stop = _one(text, at, end, units)
        if stop is None:
            break
        close = _bracket_end(text, stop, end)
        found.append(_plain_bracket(text[at:close]))
        joint = _JOIN.match(text, close, end)
        at = close
        other = _one(text, joint.end(), end, units) if joint else None
        vague = joint is not None and joint.group() in _ASIDE and text.startswith(("有关", "相关"), joint.end())
        if joint is None or other is None or vague or (joint.group() in "与和" and _DEALS_WITH.match(text, other, end)):
            break
        at = joint.end()
    return Addressee(tuple(found), at) if found else None


def _one(text: str, start: int, end: int, units: UnitDictionary) -> int | None:
    """Return where the one unit beginning at start ends."""
    limit = min(end, start + UNIT_MAX)
    everybody = EVERYBODY.match(text, start, limit) or _EACH.match(text, start, limit)
    if everybody:
        return everybody.end()
    for stop in range(limit, start + 1, -1):
        if units.knows(text[start:stop]) and _reads_on(text, stop, end) and not _STATION.match(text, stop, end):
            return stop
    return _read_one(text, start, end) or _office(text, start, limit)


def _office(text: str, start: int, limit: int) -> int | None:
    """Return where an office ends that is told by its form alone: 水利局派人住到工地."""
    match = OFFICE_AT.match(text, start, limit)
    return match.end() if match and is_unit(match.group()) else None


def _read_one(text: str, start: int, end: int) -> int | None:
    """Return where the unit ends that begins at start and after which the sentence goes on as after its subject."""
    limit, stop = min(end, start + UNIT_MAX), start
    while True:
        match = ITEM.match(text, start, limit) if stop == start else _suffix_after(text, start, stop, limit)
        if match is None:
            return None
        stop = match.end() if isinstance(match, re.Match) else match
        if _reads_on(text, stop, end) and is_unit(text[start:stop]):
            longer = OFFICE_GOES_ON.match(text, stop, limit)
            if longer and _reads_on(text, longer.end(), end) and not _TAKES_UNIT.match(text, stop):
                return longer.end()
            return stop


def _reads_on(text: str, at: int, end: int) -> bool:
    """Tell whether a sentence can go on at a place as it does after its subject."""
    if _STOP_AFTER.match(text, at, end):
        return True
    if text.startswith(("负责人", "负责同志"), at):
        return False
    if ORDINAL.match(text, at, end):
        return True
    fill = _FILL.match(text, at, end)
    if WHEN.match(text, fill.end() if fill else at, end):
        return True
    return _READS_ON.at(text, fill.end() if fill else at, end) > 0


# 各社区的值班表…, 各科室手上的工单…: whose things they are is who is asked.
_EACH = re.compile(rf"各[^，。；：、的]{{0,6}}?(?:{SUFFIX})(?=的(?!工作|责任|职责|问题)|手[上里头]|自己|自行|这)")


def _suffix_after(text: str, start: int, stop: int, limit: int) -> int | None:
    """Return the next place after stop at which a suffix ends, within one run of name characters."""
    for at in range(stop + 1, limit + 1):
        if text[at - 1] in "，。；：、！？“”‘’《》":
            return None
        if any(text[max(start, at - n) : at] in SUFFIX_SET for n in SUFFIX_LENGTHS):
            return at
    return None


_STATION = re.compile(r"派出所|管理所|服务站|服务中心|监管所|执法队|管理站")  # 属地派出所 is one unit


def split_units(phrase: str, units: UnitDictionary) -> tuple[str, ...]:
    """Return the units of a phrase that is nothing but units, such as 责任单位：区城管局、各街道."""
    masked = _BRACKET.sub(lambda m: "〇" * len(m.group()), phrase)
    found, at = list[str](), 0
    for joint in (*(m.span() for m in _JOIN.finditer(masked)), (len(phrase), len(phrase))):
        if _SHARED_EACH.match(phrase, at) and joint[0] == at + 2:
            continue
        found.append(_plain_bracket(phrase[at : joint[0]]))
        at = joint[1]
    return tuple(w for w in found if units.knows(w) or _BRACKET.search(w) or ends_like_unit(w))


_SHARED_EACH = re.compile("各[乡镇街区县村](?=[、，](?!各))")  # 各乡、镇人民政府
