"""Where a text names projects: each place gives candidates, which the evidence around them then decides on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from bihuan.intake.rules.layout import LIST_MARK, SENTENCE_END, split
from bihuan.intake.rules.project_labels import NAME_LABEL
from bihuan.intake.rules.project_names import (
    STRONG_PHRASE,
    marks,
    may_be_name,
    name_before,
    without_holder,
    without_opening,
    worth_of_form,
)
from bihuan.kernel.spans import Span

_CHARS = r"[^，。；：、！？《》\s]"


class Slot(IntEnum):
    """How a text puts forward a candidate, the surer the higher; WORTH says what that counts for."""

    RUNNING = 0  # somewhere in a sentence
    CLAUSE = 1  # what a clause inside a sentence is about
    SUBJECT = 2  # what a sentence is about
    VISIT = 3  # what somebody comes to
    TOURED = 4  # what somebody comes to one after the other
    HEADING = 5  # what a paragraph begins with, as its title
    STATION = 6  # 第一站
    SITE = 7  # before 施工现场
    OBJECT = 8  # what is going to be built
    EXTENSION = 9  # what somebody told of before adds: 其扩展项目…
    MARKED = 10  # before 项目 or 工程
    LISTED = 11  # in 甲园、乙基地等项目
    AMONG = 12  # in a list of projects with sure ones on it
    LABELLED = 13  # after 项目名称：


WORTH = {
    Slot.RUNNING: 0,
    Slot.CLAUSE: 0,
    Slot.SUBJECT: 1,
    Slot.VISIT: 1,
    Slot.HEADING: 2,
    Slot.TOURED: 2,
    Slot.STATION: 2,
    Slot.SITE: 2,
    Slot.OBJECT: 3,
    Slot.EXTENSION: 3,
    Slot.MARKED: 4,
    Slot.LISTED: 4,
    Slot.AMONG: 6,
    Slot.LABELLED: 8,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may name a project. after: where the text goes on behind them and their marks."""

    name: Span
    after: int
    slot: Slot


def candidates(text: str, paragraph: Span) -> Iterator[Candidate]:
    """Yield what may name a project in a paragraph. text: without white space."""
    start, end = paragraph
    yield from _labelled(text, start, end)
    yield from _headed(text, start, end)
    for a, b in split(text, start, end, at=SENTENCE_END + "；;"):
        yield from _subjects(text, a, b)
        yield from _visited(text, a, b)
        yield from _stations(text, a, b)
    for pattern, slot in _SAYS.items():
        for match in pattern.finditer(text, start, end):
            yield Candidate(without_holder(text, match.span("name")), match.end(), slot)
    for match in _ANOTHER.finditer(text, start, end):
        yield Candidate(match.span("name"), start, Slot.EXTENSION)
    yield from _and_so_on(text, start, end)
    for name, after in marks(text, start, end):
        yield Candidate(name, after, Slot.MARKED)
    for match in STRONG_PHRASE.finditer(text, start, end):
        running = name_before(text, start, match.end())
        if running:
            yield Candidate(running, match.end(), Slot.RUNNING)


# What is going to be built, in talks with those who pay for it.
_BUILT = re.compile(
    rf"(?:共建|合作建设|投资建设|投建|建设|打造|落户|布局|推进|推动|就)(?!共|合作|投|建设|打造|落|布局|推)(?P<name>{_CHARS}{{4,30}}?)(?:项目)?(?=事宜|用地|选址|合作|等事|与|进行|展开|一事|达成|签|落地|落户)"
)
_REPORTED = re.compile(
    rf"(?:听取了?|通报了?|汇报了?)(?:[^，。]{{0,20}}关于)?(?P<name>{_CHARS}{{4,36}}?)(?:项目|工程)?(?:建设|推进|进展|施工|装修|内装|前期|筹备|规划)(?:工作)?(?:推进|进展)?情况"
)
_QUOTED = re.compile(r"(?<![个批])“(?P<name>[^“”，。]{4,20})”(?=项目|工程)")
_CHOSEN = re.compile(
    rf"(?:[将把]|研究)(?P<name>{_CHARS}{{4,36}}?)(?:项目|工程)?(?=列为|列入|纳入|作为|确定为|建设(?:有关|相关))"
)
_THEIRS = re.compile(
    rf"(?:其|公司|企业|集团)(?:正在)?(?:投资)?(?:扩建|新建|投建|兴建|打造|建设)的(?P<name>{_CHARS}{{4,30}}?)(?=[，。])"
)
_ANOTHER = re.compile(rf"(?:扩展|扩建|新建|二期|在建|签约|落地|配套)项目(?P<name>{_CHARS}{{4,30}}?)(?=[，。、位总占])")


# 双方就共建某某基地交换意见, 围绕某某基地落户事宜
_AGREED = re.compile(
    rf"(?:就|围绕)(?:共建|合作建设|投资建设|投建|建设|打造|落户|布局|推进|推动)?(?P<name>{_CHARS}{{4,30}}?)(?:项目)?(?=落户|落地|选址|建设事宜|合作事宜|事宜|进行(?:座谈|洽谈|交流|深入|友好)|交换|深入交流|展开)"
)
_SAYS = {
    _BUILT: Slot.OBJECT,
    _AGREED: Slot.MARKED,
    _REPORTED: Slot.MARKED,
    _QUOTED: Slot.MARKED,
    _CHOSEN: Slot.SUBJECT,
    _THEIRS: Slot.EXTENSION,
}


def _labelled(text: str, start: int, end: int) -> Iterator[Candidate]:
    for label in NAME_LABEL.finditer(text[start:end]):  # a piece, for what stands before it is another line
        begin = start + label.end()
        stop = next((i for i in range(begin, min(end, begin + 60)) if text[i] in "，。；"), min(end, begin + 60))
        begin += text.startswith(("“", "《"), begin, stop)
        title = _TITLE.fullmatch(text, begin, stop - text.endswith(("”", "》"), begin, stop))
        if title:
            yield _of_title(title, stop, Slot.LABELLED)


_TITLE = re.compile(
    r"(?P<name>[^。；，！？“”《》]{2,42}?)(?P<kind>项目|工程)?(?P<where>[（(](?![^（）()]{0,12}(?:[期段批楼栋]|[校院厂园]区)[）)])[^（）()]{1,24}[）)])?"
)


def _of_title(title: "re.Match[str]", after: int, slot: Slot) -> Candidate:
    end = title.end("kind") if title["kind"] == "工程" else title.end("name")
    return Candidate((title.start(), end), after, slot)


# 项目1, 【红榜】, 08:50—09:20: what stands before the title of an item.
_POINT = re.compile(
    r"(?:观摩)?(?:点位?|项目|站点)[0-9一二三四五六七八九十]{1,2}[：:、.．]?|【[^【】]{1,4}】"
    r"|[0-9]{1,2}[:：][0-9]{2}(?:[—–~～至-]{1,2}[0-9]{1,2}[:：][0-9]{2})?"
)
_SYMBOLS = re.compile(r"[^\w“”‘’《》【】〔〕（）()「」]+")
_BRACKETED = re.compile(r"[【〔](?P<name>[^【】〔〕]{4,42})[】〕]")


def _headed(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yield the title that a paragraph begins with: 1. 某产业园项目。… or 【某产业园】…, or that it is as a whole."""
    mark = LIST_MARK.match(text, start, end)
    begin = mark.end() if mark else start
    while point := _POINT.match(text, begin, end):
        mark, begin = point, point.end()
    symbols = _SYMBOLS.match(text, begin, end)
    mark = mark or symbols
    begin = symbols.end() if symbols else begin
    bracketed = _BRACKETED.match(text, begin, end)
    if bracketed:
        begin, stop, after = *bracketed.span("name"), bracketed.end()
    else:
        begin += 2 * text.startswith("关于", begin)
        stop = next((i for i in range(begin, min(end, begin + 44)) if text[i] in "。：:，—"), end)
        after = stop
        if not mark and (stop < end or (not text[stop - 1].isalnum() and text[stop - 1] not in "）)")):
            return
    title = _TITLE.fullmatch(text, begin, stop)
    if title:
        yield _of_title(title, after, Slot.HEADING)


# What goes on with a project that a sentence has for its subject.
_GOES_ON = re.compile(
    r"[，：。]|(?:[（(][^（）()]{1,24}[）)])?(?:项目|工程)?(?:，|：|去年|今年|前年|明年|目前|现已|已(?:于|经|完|建|开|进|初|通|投|全)|正[在加抓式]|因|受|仅|尚|暂|总投资|计划|规划|预计|投资[0-9约]|总建筑|建筑面积|占地|用地|也|将|由|"
    r"是[^，。]{0,20}(?:项目|工程|首个|首座|首条|最大|唯一)|选址|位于|坐落|地处|东临|西临|南临|北临|主体|[全总]长|装机|日[处供产排]|年[产处供]|设[计有置0-9]|累计|本[周月]|现有|共[有设]|昨天|今天|外立面|自[0-9]|于[0-9]|[0-9]{1,2}月|分[两二三四]期|迎来|(?:建设|施工)(?:正|进|如|现|有|稳)|建成|开工|进入|完成|竣工|投产|总用地|总占地)"
)


def _subjects(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yield the noun phrase that the sentence, or one of its clauses, begins with."""
    first = without_opening(text, (start, end))[0]
    for a, b in split(text, start, end, at="，,"):
        begin = opens = max(a, first)
        begin = text.rfind("的", begin, min(b, begin + 12)) + 1 or begin
        if begin >= b:
            continue
        on = _GOES_ON.search(text, begin + 4, min(end, begin + 42))
        if on and on.start() <= b and "、" not in text[begin : on.start()]:
            stage = _STAGE.match(text, on.start(), b)
            stop = stage.end() if stage else on.start()
            yield Candidate((begin, stop), stop, Slot.SUBJECT if opens == first else Slot.CLAUSE)


_STAGE = re.compile(r"[（(][^（）()]{0,6}[期批段][）)]")  # 产业园（二期）
_GO = re.compile(
    r"(?:来到|走进|走入|步入|前往|赶赴|深入|察看|查看|实地看|看望|看|观摩|视察|考察|走访|调研|参观|抵达|直奔|转至|转往|移步|赶到|赴|到(?![位达期])|踏勘|检查|驶入|驶进|置身|踏入)(?:了|的?是)?"
)
_HERE = re.compile(r"(?:记者|代表们|一行人?|先后)?(?:站|行至)?在(?![建于此])|行至")
_END_OF_LIST = re.compile(
    r"(?:等)?(?:[0-9一二三四五六七八九十两]+[个处家])?(?:重点|重大|在建|工业|产业|民生|复工|续建|新开工)*(?P<mark>项目|工程|点位|观摩点)?的?(?P<site>(?:建设|施工)*(?:现场|工地|点))?(?:[内里上前]|时)?(?:看到|了解到|获悉|查看|察看|观摩|调研|走访)?$"
)


def _visited(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yield what a clause says somebody comes to or looks at, alone or as a list."""
    first = _opened(text, start, end)
    for a, b in split(text, start, end, at="，,"):
        here = _HERE.match(text, max(a, first), b)
        last = max((m.end() for m in _GO.finditer(text, a, b)), default=here.end() if here else None)
        if last is None or b - last > 200:
            continue
        last += text.startswith("在", last)
        yield from _items(text, last, b)


def _opened(text: str, start: int, end: int) -> int:
    """Return where a sentence begins behind its opening, at 在 if that is part of it."""
    begin = without_opening(text, (start, end))[0]
    return begin - (begin > start and text[begin - 1] == "在")


def _items(text: str, start: int, end: int) -> Iterator[Candidate]:
    close = _END_OF_LIST.search(text, max(start, end - 24), end)
    stop = close.start() if close else end
    if close and close.group().startswith("工程"):  # 甲园和乙水厂迁建工程: the last one's own
        stop += 2
    items = [p for a, b in split(text, start, stop, at="、") for p in _at_and(text, a, b)]
    many = len(items) > 1
    sure = sum(1 for p in items if worth_of_form(text[slice(*p)]) > 0)
    slot = Slot.TOURED if many else Slot.VISIT
    if close and (close["mark"] or close["site"]):
        slot = Slot.AMONG if many and sure >= 2 else Slot.LISTED if many or close["mark"] else Slot.SITE
    for a, b in items:
        title = _ITEM.fullmatch(text, text.rfind("的", a, b - 4) + 1 or a, b)
        if title and may_be_name(title["name"]):
            whole = title["kind"] == "工程" and not (close and close["site"] and not many)
            name = without_holder(text, (title.start(), title.end("kind" if whole else "name")))
            yield Candidate(name, end, slot)


_AND_SO_ON = re.compile(r"等(?:[0-9一二三四五六七八九十两]+个)?(?:重点|重大|在建|民生|市政|产业)*(?:项目|工程)")


def _and_so_on(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yield the members of 甲街区修缮、乙公园等项目; short ones are kinds of work."""
    for close in _AND_SO_ON.finditer(text, start, end):
        low = max(start, close.start() - 120)
        low = max((i + 1 for i in range(low, close.start()) if text[i] in "，。；：！？"), default=low)
        for a, b in split(text, low, close.start(), at="、"):
            name = name_before(text, a, b)
            if name and b - name[0] >= 6:
                yield Candidate(name, close.end(), Slot.MARKED)


_ITEM = re.compile(rf"(?P<name>{_CHARS}{{3,40}}?)(?P<kind>项目|工程)?")


def _at_and(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the two sides of 甲产业园和乙基地, when both are names."""
    joint = re.search(
        r"(?<=园|地|区|心|厂|期|院|校|城|程|目|线|段|建|楼|馆|场|库|造|站|体|谷|港|镇|村|桥|路|河|湖|湾|）)(?:和|及|以及)(?!连接)",
        text[start:end],
    )
    if joint:
        yield start, start + joint.start()
        yield start + joint.end(), end
    else:
        yield start, end


_STATION = re.compile(
    rf"(?:第[一二三四五六七八九十]站|[最]后一站|首站|下一站|压轴)(?:，|是|来到|到了?|走进|为|便是|就是|：)*(?P<name>{_CHARS}{{4,36}}?)(?:项目|工程)?(?:建设|施工)*(?:现场|工地)?(?=[，。：—]|[（(][0-9]|$)"
)


def _stations(text: str, start: int, end: int) -> Iterator[Candidate]:
    for match in _STATION.finditer(text, start, end):
        yield Candidate(without_holder(text, match.span("name")), match.end(), Slot.STATION)
