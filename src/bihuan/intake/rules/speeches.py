"""Who says what: the stretches of an article that are somebody's words, and how binding they are."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from enum import Enum

from bihuan.intake.rules.articles import Block
from bihuan.intake.rules.layout import LIST_MARK, ORDINAL, SENTENCE_END, Layout, split
from bihuan.intake.rules.verbs import words
from bihuan.kernel.spans import Span

ORDER_VERBS = words("""
    强调 指出 提出 拍板 交代 撂下话 放话 开出药方 立下规矩 约法三章 定下调子 要求 部署 交办 点题 点了题 点评 点将 派单 派活 补充 补充说 补充道 重申 告诫 提议 明令 责成 明确 议定 确定 商定 决定 指示 安排 责令 叮嘱 嘱咐 提醒 督促 敦促 交代 批示 强调说
""")
WEAK_VERBS = ("表示", "认为", "介绍", "说", "谈到", "建议", "坦言", "透露")
HOPE_VERBS = ("希望", "鼓励", "勉励", "号召", "倡议", "呼吁", "期待", "期望", "寄语", "激励")
# Who speaks when it is no person.
GROUP = re.compile(
    r"(?:会议|大会|(?:观摩|检查|督导|调研|督查|巡查|考察|巡察|工作|专家|暗访|评审|测评|视察|执法|指导|验收|核查|观察)(?:组|团|小组)|领导小组|指挥部|专班|"
    r"(?:区|县|市|街道|镇)(?:委|政府|创建办|文明办)|党工委|管委会|通知|方案|通报)"
)
# An office that speaks right before the verb: 区住建局要求，
_OFFICE = re.compile(r"^(?P<office>[一-鿿]{2,12}(?:局|办|委|中心|街道|办事处|部|公司))$")
PRONOUN = re.compile(r"(?:他|她|其)$")
_SAY = "|".join((*ORDER_VERBS, *WEAK_VERBS, *HOPE_VERBS))
# 张某强调， / 会议议定以下事项： / 并就下步工作提出三点要求：
_CUE_AT_END = re.compile(
    rf"(?:{_SAY})(?:了)?(?:以下|如下|下列)?(?:[0-9一二三四五六七八九十几两]{{1,2}}(?:点|个方面|条|项|个|件))?(?:具体|工作|明确)?(?:事情?|事项|要求|意见|任务|部署|措施|建议|希望)?(?:如下)?$"
)
_CUE_INSIDE = re.compile(
    r"(?:要求|交代|责令(?!(?:限期|立即)?(?:改正|整改|停[工业产])?[0-9])|责成|督促|敦促|提醒|叮嘱|嘱咐|指示|鼓励|勉励|希望|号召|倡议|呼吁|期待|期望|(?P<plain>让|请|叫|安排))(?=[^，。、；：高和与是的了等得]{2})"
)
_BEFORE_INSIDE = re.compile(
    r"(?:^|并|还|当场|现场|又|同时|再次|特别|明确|一行|强调|指出|提出|会上|也|当即|随即|随后|着重|反复|一再|郑重|最后|均|都|分别|向其|讲话时|点评时)$"
)
_NOT_SAYING = re.compile(
    r"(?:按照|根据|依据|按|有关|相关|标准|目标|节点|工作|任务|决策|总体|统一|的|符合|达到|落实|对照|严格|创建|测评|规定|条件|未|不)$"
)
# A clause that tells what somebody must do, or on what ground, is no cue: 要明确4个要求，根据会议安排，
_OWN_WORDS = re.compile(
    r"^(?:根据|按照|依据|按|经|遵照|结合|通过|为|贯彻|认真贯彻|深入贯彻|落实|围绕|紧扣)|(?<![重主需必首纪概摘])要(?![求点闻素])|应当|必须|务必|一要|二要|将|我|拟"
)
# 三、会议明确。
_HEADED = re.compile(
    rf"(?:{LIST_MARK.pattern})?(?P<who>会议)(?:明确|要求|强调|议定|决定|确定)(?:如下|以下|本[周月]|下步|重点|主要|有关)*(?:事项|任务|工作|意见)?$"
)
# 办理要求： heads a field of a form; nobody speaks.
_LABEL = re.compile(
    rf"(?:{LIST_MARK.pattern})?(?!会议|大会)(?:有关|回复|报送|上报|填报|办结|处理|工作|办理|整改|具体|其他|相关|下步|下一步|督办|交办|反馈|落实|任务|时间|质量|纪律|组织|几点|责任|主要)*"
)
_TURN = re.compile(r"(?P<who>[一-鿿、]{2,40}?)(?:同志)?(?:[（(][^（）()]{2,20}[）)])?[：:]")
_NOUN_TOO = re.compile(r"要求|部署|安排|决定|指示|提醒|督促|确定|建议|希望|期待|期望|说|明确")
_DONE_LATER = re.compile(r"(?:会后|随后|立即|及时|尽快|马上|再次|层层)(?:立即|及时|马上|迅速)?")  # 会后立即开会部署
# 癸凌霄讲了四个方面意见：
_SPOKE = re.compile(
    r"(?:讲|谈)了?[0-9一二三四五六七八九十几两]{1,2}(?:点|个方面|条|项|个|件)(?:具体)?(?:意见|要求|事情?|问题|看法)?$"
)
# 区重点办召集有关单位会商并明确：
_CONVENED = re.compile(
    r"(?:[0-9]{1,2}月[0-9]{1,2}日[上下]?午?，)?(?P<who>[一-鿿]{2,10}(?:局|办|委|中心|街道|办事处|公司|专班|指挥部))(?:召集|组织|召开|主持|牵头)"
)
HEAD_MAX = 30
SUBJECT_MAX = 60
# 专班要靠前服务: an order by its form.
_TOLD_ORDER = re.compile(
    r"(?:各[^，。；的]{1,12}|[^，。；的]{0,12}(?:局|委|办|街道|镇|乡|公司|中心|专班|部门|单位|大队))(?:要(?!求|素|点)|须|必须|务必)"
)
NARRATION = re.compile(
    r"(?:参加|出席|陪同|列席)(?:了)?(?:会议|活动|检查|调研|会见|座谈|督导|观摩|督查|走访|暗访|推进会|。|$)|^出席[:：]|^参加[:：]|^列席[:：]"
)


class Voice(Enum):
    """How much in a stretch of words is an order."""

    ORDER = "order"  # somebody with a say demands
    POINT = "point"  # somebody makes points, among them demands; the first must be plain
    WEAK = "weak"  # somebody says; only plain orders count
    HOPE = "hope"
    TEXT = "text"  # the document itself speaks


@dataclass(frozen=True, slots=True)
class Speech:
    """Words of one speaker: text[span] of the text without white space.

    inline: the words are the rest of a sentence (观摩组要求企业…). goes_on: they carry on what went before, so that
    units addressed there are still addressed.
    """

    speaker: str | None
    span: Span
    voice: Voice
    inline: bool
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class _Cue:
    speaker: str | None
    start: int  # where the sentence with the cue begins
    said: int  # where the words begin
    voice: Voice
    inline: bool
    end: int


def find_speeches(layout: Layout, block: Block, names: Set[str]) -> list[Speech]:
    """Return the speeches of an article in order, not overlapping. names: the people known in it."""
    speeches: list[Speech] = []
    latest: str | None = None
    open_speech: Speech | None = None
    below = False  # a numbered heading of the speech that goes on stands above
    for paragraph in block.body:
        cues: list[_Cue] = []
        turn = _turn(layout.text, paragraph, names)
        if turn:  # a record of who said what
            latest, said = turn
            speeches.append(Speech(latest, (said, paragraph[1]), Voice.POINT, False))
            open_speech = None
            continue
        for sentence in split(layout.text, *paragraph, at=SENTENCE_END):
            told = list(_cues(layout.text, sentence, names, latest))
            goes_on = bool(cues) and not cues[-1].inline and cues[-1].speaker == latest
            if not told and latest and not goes_on and block.is_news and _TOLD_ORDER.match(layout.text, *sentence):
                told = [_Cue(latest, sentence[0], sentence[0], Voice.ORDER, False, sentence[1])]
            for cue in told:
                latest = cue.speaker or latest
                cues.append(cue)
            latest = next((n for _, n in _people_in(layout.text[sentence[0] : sentence[0] + 12], names)), latest)
        carried = open_speech if open_speech and (below or _continues(layout.text, paragraph)) else None
        below = carried is not None and not cues and _heads(layout.text, paragraph)
        made = list(_cut(paragraph, cues, carried))
        speeches += made
        last = made[-1] if made else None
        open_speech = last if last and not last.inline and last.span[1] >= paragraph[1] - 1 else None
        if not made and cues:
            open_speech = None
        if cues and not cues[-1].inline and cues[-1].said >= paragraph[1] - 1:
            open_speech = Speech(cues[-1].speaker, (paragraph[1], paragraph[1]), cues[-1].voice, False)
    return speeches


def _heads(text: str, paragraph: Span) -> bool:
    """Tell whether a paragraph is a numbered heading within a speech: 二、关于资金保障."""
    a, b = paragraph
    return (
        LIST_MARK.match(text, a, b) is not None and b - a <= HEAD_MAX and text[b - 1] not in SENTENCE_END + "；;，：:"
    )


def _turn(text: str, paragraph: Span, names: Set[str]) -> tuple[str, int] | None:
    """Return who has the word in a paragraph such as 县委书记甲一行：… and where the words begin."""
    match = _TURN.match(text, *paragraph)
    who = next((match["who"][-n:] for n in (4, 3, 2) if match["who"][-n:] in names), None) if match else None
    return (who, match.end()) if match and who else None


def _continues(text: str, paragraph: Span) -> bool:
    """Tell whether a paragraph carries on the speech of the one before: a numbered part of it."""
    a, b = paragraph
    return bool(
        LIST_MARK.match(text, a, b) or ORDINAL.match(text, a, b) or text.startswith(("要", "同时，", "此外，"), a)
    )


def _cut(paragraph: Span, cues: list[_Cue], carried: Speech | None) -> Iterator[Speech]:
    """Yield the speeches of a paragraph from its cues."""
    a, b = paragraph
    # 会议认为…。 一、…: what a meeting thinks is followed by what it decides.
    decides = carried is not None and carried.voice is Voice.WEAK and carried.speaker == "会议"
    voice = Voice.ORDER if decides else carried.voice if carried else Voice.TEXT
    if carried is not None:
        yield Speech(carried.speaker, (a, cues[0].start if cues else b), voice, False, goes_on=True)
    running: Speech | None = carried
    for i, cue in enumerate(cues):
        until = cues[i + 1].start if i + 1 < len(cues) else b
        stop = min(cue.end, until) if cue.inline else until
        if stop > cue.said:
            speech = Speech(cue.speaker, (cue.said, stop), cue.voice, cue.inline)
            yield speech
            running = running if cue.inline else speech
        # After 他希望…。 the words go on that were running before.
        if cue.inline and running and running.speaker == cue.speaker and stop + 1 < until:
            yield Speech(cue.speaker, (stop + 1, until), running.voice, False, goes_on=True)


def _cues(text: str, sentence: Span, names: Set[str], latest: str | None) -> Iterator[_Cue]:
    """Yield the places in a sentence where somebody begins to speak."""
    a, b = sentence
    for start, end in split(text, a, b, at="，,：:；;"):
        mark = text[end] if end < b else ""
        closing = _CUE_AT_END.search(text, max(start, end - 24), end) or _SPOKE.search(text, max(start, end - 24), end)
        if (
            closing
            and mark in ("，", ",", "：", ":")
            and mark
            and not (_NOUN_TOO.match(closing.group()) and _NOT_SAYING.search(text[start : closing.start()]))
            and not (_DONE_LATER.match(text, start, end))
        ):
            convened = _CONVENED.match(text, a, end)
            who = convened["who"] if convened else _speaker(text, a, start, closing.start(), names, latest)
            if mark in "：:" and start == a and _LABEL.fullmatch(text, start, closing.start()):
                continue
            quoted = text.rfind("”", start, closing.start()) + 1
            if (who or mark in "：:") and not _OWN_WORDS.search(text[max(start, quoted) : closing.start()]):
                begin = max(a, *(text.rfind(mark, a, start) + 1 for mark in "；;"))  # 会议强调，…；会议指出，…
                yield _Cue(who, begin, end + 1, _voice(text[closing.start() : end]), False, b)
                continue
        headed = _HEADED.match(text, start, end) if start == a and not mark else None
        if headed and headed.end() == end:
            yield _Cue(headed["who"], a, min(end + 1, len(text)), Voice.ORDER, False, b)
            continue
        inside = _inside(text, a, (start, end), names)
        if inside:
            who = _speaker(text, a, start, inside.start(), names, latest)
            yield _Cue(who, start, inside.end(), _voice(inside.group()), True, b)


def _inside(text: str, sentence: int, clause: Span, names: Set[str]) -> "re.Match[str] | None":
    """Return the cue in a clause such as 观摩组要求企业…: the verb right after its subject."""
    start, end = clause
    match = _CUE_INSIDE.search(text, start, min(end, start + SUBJECT_MAX))
    if match is None:
        return None
    subject = text[start : match.start()]
    if match["plain"]:  # 癸问渠让商务局…: only right behind a name
        return match if any(subject[-n:] in names for n in (2, 3, 4)) else None
    if _NOT_SAYING.search(subject) or _OWN_WORDS.search(subject):
        return None
    if not subject:
        named = _named(text[max(sentence, start - 200) : start], names)
        return match if named and match.group() not in ("督促", "提醒", "指示", "敦促") else None
    told = any(subject[-n:] in names for n in (2, 3, 4)) or any(
        m.end() == len(subject) for m in GROUP.finditer(subject)
    )
    told = told or PRONOUN.search(subject) is not None
    return match if told or _BEFORE_INSIDE.search(subject) else None


def _voice(verb: str) -> Voice:
    if verb.startswith(HOPE_VERBS):
        return Voice.HOPE
    if verb.startswith(WEAK_VERBS):
        return Voice.WEAK
    return Voice.POINT if verb.startswith(("指出", "提出", "点评")) and "要求" not in verb else Voice.ORDER


def _speaker(text: str, sentence: int, clause: int, verb: int, names: Set[str], latest: str | None) -> str | None:
    """Return who speaks: the last name or group before the verb in its clause, else the first in its sentence."""
    near = _last_named(text[max(clause, verb - SUBJECT_MAX) : verb], names)
    if near:
        return near
    if PRONOUN.search(text, clause, verb):
        return latest
    before = text[max(sentence, clause - 200) : clause]
    return _first_named(before, names) or latest


def _people_in(phrase: str, names: Set[str]) -> list[tuple[int, str]]:
    """Return (place, name) of each known name in a phrase, in order."""
    places = range(len(phrase))
    return [
        (i, phrase[i : i + n]) for i in places for n in (4, 3, 2) if phrase[i : i + n] in names and i + n <= len(phrase)
    ]


def _named(phrase: str, names: Set[str]) -> list[tuple[int, str]]:
    return sorted([*_people_in(phrase, names), *((m.start(), m.group()) for m in GROUP.finditer(phrase))])


def _last_named(phrase: str, names: Set[str]) -> str | None:
    people = _people_in(phrase, names)
    if people:
        return people[-1][1]
    office = _OFFICE.search(phrase)
    if office:
        return office["office"]
    groups = GROUP.findall(phrase)
    if groups:
        return str(groups[-1])
    return "会议" if "会上" in phrase else None


def _first_named(phrase: str, names: Set[str]) -> str | None:
    found = _named(phrase, names)
    return found[0][1] if found else None
