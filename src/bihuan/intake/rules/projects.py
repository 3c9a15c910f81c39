"""Projects that a text names, with what it says of each."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from bihuan.intake.rules.layout import LIST_MARK, SENTENCE_END, split
from bihuan.intake.rules.project_facts import COMPANY, Fact, find_facts
from bihuan.intake.rules.project_names import is_name, is_work, marked_names
from bihuan.kernel.spans import Span

# What the name of a project ends in. The first row is enough by itself; the second needs 项目 or a visit beside it.
_STRONG = (
    r"(?:产业园区?|科技园|物流园|工业园|创业园|软件园|孵化园|示范园|产业基地|生产基地|制造基地|研发基地|封测基地|中试基地|示范基地|基地|综合体|数据中心|"
    r"研发中心|新厂区|新院区|新校区|安置区|公社)"
)
_WEAK = (
    r"(?:服务中心|中心|总部|园区|厂房|新城|小镇|学校|小学|中学|医院|书房|图书馆|体育馆|博物馆|文化馆|大桥|快速路|道路|大道|管廊|污水处理厂|处理厂|水厂|电站|变电站|"
    r"公园|游园|广场|市场|停车场|校区|院区|厂区|生产线|枢纽|泵站|水库|河道|线|改造|治理|提升|加工|建设|改扩建)"
)
_NOUN = r"(?:中心|总部|园区|厂房|新城|小镇|学校|小学|中学|医院|书房|馆|桥|路|道|厂|站|公园|游园|广场|市场|停车场|区|院|城|园|楼)"
_PHASE = r"(?:[（(][一二三四五六1-6]期[）)]|[一二三四五六1-6]期)?"
_CHARS = r"[^，。；：、！？《》\s]"
_STRONG_NAME = re.compile(rf"{_CHARS}{{2,36}}?{_STRONG}(?:{_PHASE})(?!{_STRONG}|[一二三四五六]期)")
_TITLE = re.compile(rf"(?P<name>{_CHARS}{{2,40}}?)(?P<kind>项目|工程)?(?:[（(][^（）()]{{1,24}}[）)])?$")
# Words before or after which no project's name can stand.
_GENERIC = re.compile(
    r"^(?:该|此|本|其|全区|全市|全县|全省|我区|我市|各|这|那|一批|多个|所有|其他|上述|以上|在建|新建|重点|重大|[0-9一二三四五六七八九十两]+(?:个|大|季度)|季度|亿元|工业|民生|储备|一些|部分|"
    r"加快|推进|推动|实施|开展|完成|做好|加强|扎实|确保|保障|围绕|聚焦|谋划|包联|招商|成为|作为|截至|目前|通过|对|就|为|将|把|让|使|随着|由于|据|不少|整个|国家|现代|一流)|"
    r"(?:重点|重大|工业|建设|在建|相关|有关|类|民生实事|重点建设|产业|老旧小区改造|等)$|观摩|督导|检查组|召开|进行|要求|的"
)
_GO = r"(?:来到|走进|走入|步入|前往|赶赴|深入|查看|察看|实地看|看|观摩|视察|考察|走访|调研|参观|抵达|赴|到|踏勘)"
_VISIT = re.compile(
    rf"{_GO}(?:了)?(?P<list>[^。；！？]{{3,160}}?)(?:等)?(?:[0-9一二三四五六七八九十]+个)?(?:重点|重大|在建|工业|产业)?"
    r"(?P<mark>项目|工程|施工现场|建设现场|现场(?=[，。])|观摩点)"
)
_SEEN_IN_TURN = re.compile(
    rf"(?:先后|依次|分别|实地|一行){_GO}(?:了)?(?P<list>[^，。；！？]{{4,120}}?)(?:等?(?:[0-9一二三四五六七八九十两]+[个处])?(?:现场|点位|观摩点|地)?)(?=[，。])"
)
_AT = re.compile(
    rf"(?:^|(?<=[。；，]))(?:随后，|首先，|接着，)?(?:在|走进|来到)(?P<name>{_CHARS}{{3,36}}?)(?:项目|工程)?(?P<site>(?:建设|施工)*(?:现场|工地))?，"
)
_TOPIC_NEXT = re.compile(
    r"(?:项目|工程)?(?:总|计划|规划|拟|预计)?(?:位于|坐落|地处|选址|占地|用地|投资|建筑面积|由|于[0-9]|分[两二三四0-9]|建设单位|建设内容|主要建设|主要包括|今年|目前|自开工|已|正在|主体|是[^，。]{0,20}(?:重点|首|工程|项目))"
)
_NAMED = re.compile(
    rf"(?:扩展|扩建|新建|二期|在建|签约|落地|配套)项目(?P<name>{_CHARS}{{4,30}}?{_STRONG}{_PHASE})(?=[，。、位总占])"
)
_BUILT = re.compile(
    rf"(?:共建|合作建设|投资建设|投建|建设|打造)(?P<name>{_CHARS}{{2,24}}?{_STRONG}{_PHASE})(?:项目)?(?=事宜|与|进行|展开|一事|达成|签|等)"
)


# How a paragraph begins that tells of the project named above it.
_TOLD_OF = re.compile(
    r"(?:该?项目|工程)?(?:总|计划|规划|拟)?(?:位于|坐落|地处|选址|占地|用地|投资|建筑面积|由[^，。]{2,24}(?:建设|承建|投资|实施)|建设单位|建设内容|建设地点|主要建设|业主|全长)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """One project as pieces of the text without white space."""

    name: Span
    facts: tuple[Fact, ...]
    passages: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Mention:
    name: Span
    topic: Span | None  # what the text goes on to say of it


def find_projects(text: str, paragraphs: tuple[Span, ...]) -> list[Found]:
    """Return the projects of an article in order of first mention, each name once.

    text: without white space. paragraphs: those of the article.
    """
    on_tour = sum(len(re.findall("项目|工程", text[slice(*p)])) for p in paragraphs) >= 2
    mentions = sorted(
        (m for p, q in zip_longest(paragraphs, paragraphs[1:]) for m in _mentions(text, p, q, on_tour=on_tour)),
        key=lambda m: (m.name[0], -m.name[1], -(m.topic is not None)),
    )
    first: dict[str, Span] = {}
    longer: dict[str, str] = {}  # the last letters of a name, by which 甲公司乙产业园 is found again as 乙产业园
    topics: dict[str, list[Span]] = {}
    for mention in mentions:
        key = _key(text[slice(*mention.name)])
        known = longer.setdefault(key[-6:], key)
        key = known if key not in first and known.endswith(key) else key
        first.setdefault(key, mention.name)
        topics.setdefault(key, [])
        if mention.topic:
            topics[key].append(mention.topic)
    starts = sorted(t[0] for ts in topics.values() for t in ts)
    found = []
    for key, name in first.items():
        passages = tuple(_until_next(t, starts) for t in topics[key])
        if len(first) == 1:
            passages = paragraphs
        found.append(Found(name, tuple(find_facts(text, name, passages)), passages))
    return _without_other_names(text, found)


def _key(name: str) -> str:
    return re.sub(r"(?:项目|工程)$", "", name) if len(name) > 6 else name


def _until_next(topic: Span, starts: list[int]) -> Span:
    following = bisect_right(starts, topic[0])
    return topic[0], min(topic[1], starts[following] if following < len(starts) else topic[1])


def _without_other_names(text: str, found: list[Found]) -> list[Found]:
    """Leave out a bare 某公司新厂区 when the same company's project is told of under its own name."""
    owners = {
        text[slice(*f.span)]
        for p in found
        for f in p.facts
        if f.field == "owner" and (f.span[0] >= p.name[1] or f.span[1] <= p.name[0])
    }
    return [p for p in found if (p.facts and not _only_owner(p)) or not _begins_with(text[slice(*p.name)], owners)]


def _begins_with(name: str, owners: set[str]) -> bool:
    return any(name[:length] in owners for length in range(4, len(name)))


def _only_owner(project: Found) -> bool:
    return all(f.field == "owner" for f in project.facts)


def _mentions(text: str, paragraph: Span, following: Span | None, *, on_tour: bool) -> Iterator[_Mention]:
    start, end = paragraph
    yield from _headed(text, paragraph)
    if following:
        yield from _titled(text, paragraph, following)
    for match in _VISIT.finditer(text, start, end):
        yield from _visited(text, match, paragraph)
    if on_tour:
        yield from _in_turn(text, start, end)
    for match in _AT.finditer(text, start, end):
        name = _clean(text, match.span("name"))
        if (
            name
            and on_tour
            and re.search(rf"(?:{_STRONG}|{_WEAK}){_PHASE}$", text[slice(*name)])
            and _toured(text, match, end)
        ):
            yield _Mention(name, (match.start(), end))
    yield from _in_passing(text, paragraph, on_tour=on_tour)
    yield from _subjects(text, paragraph)
    yield from _arrived(text, start, end)
    for name, after in marked_names(text, start, end):
        if not _GENERIC.search(text[slice(*name)]):
            opens = name[0] == start or LIST_MARK.fullmatch(text, start, name[0]) is not None
            told = (after, end) if opens and _tells(text, after, end, least=2) else None
            yield _Mention(name, told or _said_of(text, after, end, following))


def _in_passing(text: str, paragraph: Span, *, on_tour: bool) -> Iterator[_Mention]:
    """Yield the projects that a sentence names by how it speaks of them: 新建项目…, 共建…, 第一站…, …位于…"""
    start, end = paragraph
    for match in _NAMED.finditer(text, start, end):
        yield _Mention(match.span("name"), (start, end))
    for match in _BUILT.finditer(text, start, end):
        name = _clean(text, match.span("name"))
        if name:
            yield _Mention(name, None)
    for match in _STATION.finditer(text, start, end):
        if on_tour or is_name(match["name"]):
            name = _after_company(text, match.span("name"))
            if not _NO_SUBJECT.search(text, *name):
                yield _Mention(name, (match.start("name"), end))
    for a, b in split(text, start, end, at=SENTENCE_END + "；;"):
        yield from _topic(text, a, b, end)


_PLACE = re.compile(r"(?:工地|现场|小区|社区|街道|市场|村|路段|单位|公司|局)$")
_STATION = re.compile(
    rf"(?:第[一二三四五六七八]站|最后一站|首站|下一站)(?:，|是|来到|到了?|走进|为|便是|就是)?(?P<name>{_CHARS}{{4,36}}?)(?=[，。])"
)
_THE_PROJECT = re.compile(r"(?:该|本|此)?(?:项目|工程)(?!现场会|建设推进|储备|为王|是|要|就)")


def _said_of(text: str, after: int, end: int, following: Span | None) -> Span | None:
    """Return where a text goes on to tell of the project just named: here, or in the next paragraph."""
    if _TOPIC_NEXT.match(text, after, end) or re.compile(rf"[^。]{{0,60}}。{_THE_PROJECT.pattern}").match(
        text, after, end
    ):
        return after, end
    if following and _THE_PROJECT.match(text, *following):
        return following
    return None


def _after_company(text: str, span: Span) -> Span:
    """Return a name without the company it belongs to: 青岚茶业股份有限公司茯茶生产线."""
    company = COMPANY.match(text, *span)
    return (company.end(), span[1]) if company and span[1] - company.end() >= 4 else span


def _in_turn(text: str, start: int, end: int) -> Iterator[_Mention]:
    """Yield the projects of a tour: 先后来到甲产业园、乙基地，"""
    for match in _SEEN_IN_TURN.finditer(text, start, end):
        names = [_clean(text, (a, b)) for a, b in split(text, *match.span("list"), at="、")]
        sure = [n for n in names if n and is_name(text[slice(*n)])]
        for name in names:
            if name and (re.search(rf"{_STRONG}{_PHASE}$", text[slice(*name)]) or (len(sure) >= 2 and name in sure)):
                yield _Mention(name, None)


def _toured(text: str, match: "re.Match[str]", end: int) -> bool:
    """Tell whether a place is one of a tour of projects and not of an inspection of shops."""
    return (
        bool(match["site"])
        or "项目" in match.group()
        or re.search(r"项目|建设|装修|施工|竣工|功能|详细|投", text[match.end() : min(end, match.end() + 60)])
        is not None
    )


def _headed(text: str, paragraph: Span) -> Iterator[_Mention]:
    """Yield the project that heads a numbered paragraph: 1. 某产业园项目。…"""
    start, end = paragraph
    mark = LIST_MARK.match(text, start, end)
    if mark is None:
        return
    begin = mark.end() + (2 if text.startswith("关于", mark.end()) else 0)
    stop = next((i for i in range(mark.end(), min(end, mark.end() + 44)) if text[i] in "。：:，"), end)
    title = _TITLE.match(text, begin, stop)
    if title is None or stop - mark.end() > 42 or (stop < end and text[stop] == "，"):
        return
    stage = re.search(r"[（(][^（）()]{0,6}[期批段楼栋][）)]$", title.group())
    named = bool(title["kind"]) or re.search(rf"{_STRONG}{_PHASE}$", title["name"]) is not None
    named = named or (bool(stage) and _tells(text, stop, end, least=1))
    named = named or (
        stop < end
        and is_name(title["name"], listed=True)
        and not _PLACE.search(title["name"])
        and not re.search(r"[镇乡]$", title["name"])
        and _tells(text, stop, end, least=1 if is_work(title["name"]) and text[stop] in "：:" else 2)
    )
    told = re.search(r"投资|建筑面积|占地|用地|开工|完成|进展|建成|建设|里程|日处理|施工", text[stop:end]) is not None
    named = named or (
        stop < end
        and text[stop] in "。："
        and told
        and begin == mark.end()
        and is_name(title["name"])
        and not _PLACE.search(title["name"])
    )
    named = named or (stop < end and text[stop] in "。：" and _TOLD_OF.match(text, stop + 1, end) is not None)
    if stage and named and end > stop + 1:
        yield _Mention((begin, title.end()), (stop, end))
    elif named and (end > stop + 1) and not _GENERIC.search(title["name"]):
        whole = title["kind"] == "工程" or not re.search(rf"(?:{_STRONG}|{_NOUN}){_PHASE}$", title["name"])
        yield _Mention((begin, title.end("kind") if title["kind"] and whole else title.end("name")), (stop, end))


# What goes on with a project that a sentence has for its subject.
_GOES_ON = re.compile(
    r"，|：|去年|今年|前年|明年|目前|现已|已(?:于|经|完|建|开|进|初)|正[在加抓]|因|总投资|总建筑|占地|也|将|由|位于|坐落|计划|预计|主体|全长|昨天|今天|外立面|自[0-9]|[（(][^（）()]{1,24}[）)]，"
)


# What opens a sentence like a name and is a clause or a company.
_NO_SUBJECT = re.compile(
    r"^(?:分|坐落|位于|地处|选址|由|于|从|在|到|一期|二期|三期|首期|主体|建设内容|工程量|内外|外墙|室内|[0-9])|公司|集团|拟|参与|意向|正式|项目|小分队|走进|[年月日](?:以来|起)|完成|建成|开工|投产|亮相|新增|[、：]"
)


_STAGE = re.compile(r"[（(][^（）()]{0,6}[期批段][）)]")  # 产业园（二期）


def _tells(text: str, start: int, end: int, *, least: int) -> bool:
    """Tell whether a text states at least so many kinds of facts of a project."""
    return len({f.field for f in find_facts(text, (start, start), ((start, end),))} - {"partner"}) >= least


def _subjects(text: str, paragraph: Span) -> Iterator[_Mention]:
    """Yield the noun phrases that open a sentence and of which it tells two kinds of facts at least."""
    start, end = paragraph
    for a, b in split(text, start, end, at=SENTENCE_END + "；;"):
        mark = LIST_MARK.match(text, a, b)
        begin = mark.end() if mark else a
        begin += text.startswith(("在", "👉"), begin, b)
        reach = end if a == start else b
        for on in _GOES_ON.finditer(text, begin + 4, min(b, begin + 36)):
            stop = on.start() - (2 if text[on.start() - 2 : on.start()] == "项目" else 0)
            name = text[begin:stop]
            if "，" in name or "：" in name:
                break
            if (
                is_name(name)
                and not _GENERIC.search(name)
                and not _PLACE.search(name)
                and not _NO_SUBJECT.search(name)
                and _tells(text, on.start(), reach, least=1 if re.search("[二三四五]期$", name) else 2)
            ):
                bracket = _STAGE.match(text, stop, b)
                yield _Mention((begin, bracket.end() if bracket else stop), (on.start(), reach))
                break


_ARRIVED = re.compile(
    rf"{_GO}(?:了)?(?P<name>{_CHARS}{{4,30}}?)(?:项目|工程)?(?:施工|建设)?(?:现场|工地)?[。，](?=(?:该|这个)?(?:项目|工程|园区))"
)


def _arrived(text: str, start: int, end: int) -> Iterator[_Mention]:
    """Yield the projects that are come to and then told of: 来到某产业园。该项目…"""
    for match in _ARRIVED.finditer(text, start, end):
        name = _clean(text, match.span("name"))
        if name and is_name(text[slice(*name)]):
            yield _Mention(name, (match.end(), end))


def _titled(text: str, paragraph: Span, following: Span) -> Iterator[_Mention]:
    """Yield the project that a numbered line of its own names, when the next paragraph tells of it."""
    start, end = paragraph
    mark = LIST_MARK.match(text, start, end)
    if mark is None or not 4 <= end - mark.end() <= 40 or not _TOLD_OF.match(text, *following):
        return
    title = _TITLE.match(text, mark.end(), end)
    if title and not _GENERIC.search(title["name"]):
        whole = title["kind"] == "工程" or not re.search(rf"(?:{_STRONG}|{_NOUN}){_PHASE}$", title["name"])
        yield _Mention((mark.end(), title.end("kind") if title["kind"] and whole else title.end("name")), following)


def _visited(text: str, match: "re.Match[str]", paragraph: Span) -> Iterator[_Mention]:
    """Yield the projects of a list such as 来到甲产业园、乙物流园等项目现场."""
    begin, stop = match.span("list")
    last = max((m.end() for m in re.finditer(rf"{_GO}(?:了)?", text[begin:stop])), default=0)
    items = list(split(text, begin + last, stop, at="、"))
    parts = [p for a, b in items for p in _at_and(text, a, b)]
    many = len(parts) > 1
    for a, b in parts:
        name = _clean(text, (a, b - 1 if text[b - 1] == "等" else b))
        if name is None:
            continue
        if many or re.search(rf"(?:{_STRONG}|{_WEAK}){_PHASE}$", text[slice(*name)]):
            single = not many and match["mark"] in ("项目", "工程", "施工现场", "建设现场")
            yield _Mention(name, (match.end(), paragraph[1]) if single else None)


def _at_and(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the two sides of 甲产业园和乙基地, when both are names."""
    joint = re.search(r"(?<=园|地|区|心|厂|期|院|校|城|程|目|线|段|建|楼|馆|场|库|造)(?:和|及|以及)", text[start:end])
    if joint:
        yield start, start + joint.start()
        yield start + joint.end(), end
    else:
        yield start, end


def _topic(text: str, start: int, end: int, paragraph_end: int) -> Iterator[_Mention]:
    """Yield the project that a sentence opens with: 某产业园项目位于…"""
    match = _STRONG_NAME.match(text, start, end)
    if match and _TOPIC_NEXT.match(text, match.end(), end):
        name = _clean(text, match.span())
        if name:
            yield _Mention(name, (match.end(), paragraph_end))
        return
    named = re.compile(rf"{_CHARS}{{3,30}}?(?=(?:项目|工程)(?!的))").match(text, start, end)
    if named and _TOPIC_NEXT.match(text, named.end(), end):
        name = _clean(text, named.span())
        if name:
            yield _Mention(name, (named.end(), paragraph_end))
        return
    built = re.compile(
        rf"{_CHARS}{{4,30}}?(?=由[^，。；]{{2,24}}(?:实施|建设|承建|投资)|总投资|投资[0-9]|占地|坐落|地处)"
    ).match(text, start, end)
    if built and is_name(built.group()) and not _GENERIC.search(built.group()):
        yield _Mention(built.span(), (built.end(), paragraph_end))
        return
    sited = re.compile(rf"{_CHARS}{{3,24}}?(?={_PHASE}(?:坐落于|坐落在))").match(text, start, end)
    if sited and re.search(rf"(?:{_STRONG}|{_WEAK}){_PHASE}$", sited.group()) and not _GENERIC.search(sited.group()):
        yield _Mention(sited.span(), (sited.end(), paragraph_end))


def _clean(text: str, span: Span) -> Span | None:
    """Return the name without what leads up to it, or None when it is no name."""
    a, b = span
    for lead in re.finditer(r"来到|走进|位于|察看了|查看了|关于|[了在]", text[a:b]):
        if lead.end() < b - a - 2 and not COMPANY.match(text[a:b]):
            a = a + lead.end()
            break
    name = text[a:b]
    name_end = b - len("的") if name.endswith("的") else b
    name = text[a:name_end]
    if not 3 <= len(name) <= 40 or "，" in name or "：" in name or _GENERIC.search(name):
        return None
    return a, name_end
