"""Shortcomings that a text names: where to look for them, and how they are listed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bihuan.intake.rules.faults import FAULT, ITEM_MIN, PLAIN_FAULT, SOLVED, fault_at
from bihuan.intake.rules.headings import Kind, kind_of
from bihuan.intake.rules.layout import ATTENDED, LIST_MARK, ORDINAL, SENTENCE_END, Layout, split
from bihuan.kernel.spans import Span

_CUES = re.compile(
    r"(?:仍然|依然|普遍|不同程度(?:地)?|主要|还|仍|也|均|突出)*存在(?:着)?(?!问题[。：:]|的)|(?:检查|督查|巡查|走访|暗访|督导|调研|抽查|排查|复查|核查|巡视|审计)(?:中|组|人员)?(?:还|也)?发现|"
    r"(?<![早未快没便能])(?<!及时)(?<!一旦)(?<!及早)(?<!主动)(?<!没有)发现(?:了|有)?(?!一起|一处|一例|一批|率|机制|并|、|和|的|问题[，,0-9]|隐患[0-9])|"
    r"(?:居民|群众|市民|企业|业主|村民|商户|代表|家长|网民|住户|经营户|主要|集中|多次|阿姨|大爷|大妈|先生|女士|则|来电|电话|来信人|手|代表)反映(?!问题|强烈|的热点|的难点)|暴露出(?:了)?|表现(?:为|在)|(?:同时)?也要看到，|主要(?:是|有)(?=[^，。]{2,20}(?:不|未|缺|慢|差|低|弱|难|晚|没|多))|出现(?:了)?|特别是|尤其是|"
    r"(?:^|(?<=[，。；：]))反映(?![，：]|强烈|问题|了)|(?:毛病|烦恼|麻烦|卡点|难点|堵点|痛点|难题|槽点|病根|症结)[^，。：；]{0,6}?(?:是|有|在于|在|：)|"
    r"(?:[他她]|一行|组)(?:们)?(?:看到|发现)，|只见|反映[，：]|来电称，?|面临(?:着|的)?|得知|了解到|获悉|看到(?=[^，。]{2,30}(?:不|未|缺|慢|差|低|弱|难|堆|破|乱))|(?:要|应|也|更|清醒地?)看到，|问题[，,](?:如|比如|例如)|(?:存在|主要|突出)?(?:困难|问题|不足|隐患|短板|差距)(?:和(?:问题|不足))?(?:有|是|为)?[：:]|(?:还|仍)?有(?:一定|不小|明显|较大)?差距[：:]|但(?:也|是|仍)?(?:有|还有)?(?=部分|个别|一些|少数|有的)|正视(?:当前)?"
)
_ENDS = re.compile(
    r"等(?:[一-鿿]{0,6})?(?:问题|现象|情况|不足|短板|行为|隐患|困难|情形|矛盾|弱项|原因|难题)|等(?=[，。；]|$)|等(?:方面|突出)|的(?:问题|现象|情况|短板|不足|差距)(?=$|[，。；])"
)
_STILL = re.compile(
    r"等?(?:突出)?(?:问题|现象|隐患|行为)(?:仍|依然|还|较|比较|屡|时有|突出|普遍|没有|未|尚|亟|长期|十分|不同程度)|仍(?:然)?是[^，。]{0,16}(?:热点|难点|短板|弱项|痛点|堵点)|(?<!不)是[^，。]{0,8}(?:老大难|顽疾|通病|硬骨头)"
)
_CAUSE = re.compile(
    r"(?:(?<!对)(?<!凡)因|由于|受)(?P<what>[^，。；]{4,60}?)(?:(?:影响|制约)[^，。；]{0,12}|进展(?:较为|比较|相对)?缓慢|进度(?:较为|比较)?(?:缓慢|滞后)|(?:导致|造成|致使)[^，。；]{2,30})?(?=[，。；]|$)"
)
# A problem named as the object of a verb: 反映的…问题, 针对…问题，, 对检查发现的…问题，
_OBJECTS = (
    re.compile(r"反映的(?P<what>[^，。；]{3,24}?问题)"),
    re.compile(r"(?:指出|点出)(?P<what>[^，。；：]{6,40})(?=，(?:责令|要求|督促|叮嘱))"),
    re.compile(
        r"(?:针对|(?<![针应])对|就)(?:目前|当前|近期|上述|此次|检查|排查|督查|巡查|暗访)*(?:中|发现|存在|反映|暴露|出|的)*(?P<what>[^，。；]{4,30}?问题)(?=[，、])"
    ),
)
_SOLVING = re.compile(
    r"(?<!累计)(?<!已)(?<!先后)(?:协调|着力|集中)?(?:破解|解决|化解|突破|整治|纠治)(?:好)?(?P<what>[^，。；、]{1,20}(?:难|慢|堵|乱|差|不[一-鿿]{1,2})(?:、[^，。；、]{1,12}(?:难|慢|堵|乱|差|不[一-鿿]{1,2})){0,6})(?=等|的?问题|的?难题)"
)
# 个别单位…, 部分点位…: so a text that reports begins to find fault.
_SOME = re.compile(
    r"(?:是|但是?|不过|然而|同时|其中|此外|还有|也有|仍有|尚有|另有|目前|当前|，)*(?:个别|部分|少数|有的|有些|一些|多数|不少|仍有|尚有|还有[0-9一二三四五六七八九十两]+)(?!时候|[^，]{0,4}(?:说|认为|表示)|内容|成果|特色|地方特色)"
)
_LIST_FOLLOWS = re.compile(
    r"(?:发现|查明|存在|主要(?:有|是|表现为|表现在))[：:]$|(?:(?:存在|发现)[^，。；]{0,8}|(?:以下|如下|下列)[^，。；]{0,6})(?:问题|不足|隐患|情况|情形|违法行为)(?:如下)?[：:]$|(?:问题|不足|隐患|短板)(?:现|分别|予以)?(?:通报|反馈|公布|交办|汇总|梳理|曝光)?如下[：:。]?$"
)
_BLAMED = re.compile(r"(?:但|还有|仍有|，)*(?:个别|极?少数)(?!民族|同志(?:说|认为))")  # only ever said of what is wrong
_SAID_SO = re.compile(rf"{FAULT.pattern}|“〇+”")  # 一些小巷“改而复乱”: the quotation is blotted out
# What holds a word of fault and finds none, or where another sentence pattern finds it.
_TOLD_OTHERWISE = re.compile(
    r"明显(?:提高|好转|改善)|(?:提升|提高|达)到|从无到有|越来越|可先|上升|未造成|接连发生|事故|差距不足|逐年|增长|清运|发动|通报了|排查(?:出|发现)|所称|(?:^|[，。；：])指|面临|听说|得知|几个地方|[0-9]处$|中$|把[^，]*(?:成|为|划|变)|等(?:问题|难题|现象|情况)|下降|解决|整治|[一二三四五六]是否|堵点$|存在|发现"
)
SHORT = 5
LONG = 6  # a clause so long stands alone although only 、 parts it from the next
CUE_REACH = 400  # how far 存在 and 发现 tell of faults in one sentence


@dataclass(frozen=True, slots=True)
class Fault:
    """One shortcoming as a piece of the text without white space. place: what stands before its colon."""

    span: Span
    place: str


def find_problems(layout: Layout, paragraphs: Iterable[Span], orders: Iterable[Span]) -> list[Fault]:
    """Return the shortcomings of an article in order, none overlapping another.

    Quotations are blotted out before they are read. orders: the orders found, which tell of no problem unless they
    name one they are to solve.
    """
    text = layout.unquoted
    found = _Found(text, orders)
    listing, announced, place = False, False, ""
    for index, paragraph in enumerate(paragraphs):
        titled = text[paragraph[1] - 1] not in "：:】" + SENTENCE_END and not LIST_MARK.match(text, *paragraph)
        if index == 0 and titled:
            continue  # a title tells of no fault and heads no list of them
        here, listing, announced = _mode(text, paragraph, listing, announced)
        if here is None or ATTENDED.match(text, *paragraph):
            continue
        place = _place(text, paragraph) or place
        cell = (layout.last_column(*paragraph), paragraph[1]) if here else paragraph
        for fault in (*(_listed(text, cell, place) if here else ()), *_told(text, cell)):
            found.add(fault)
    return sorted(found.faults, key=lambda f: f.span)


class _Found:
    """The faults found so far, and which characters they and the orders take up."""

    def __init__(self, text: str, orders: Iterable[Span]) -> None:
        self.text, self.faults = text, list[Fault]()
        self._taken, self._ordered = bytearray(len(text)), bytearray(len(text))
        for a, b in orders:
            self._ordered[a:b] = b"\1" * (b - a)

    def add(self, fault: Fault) -> None:
        """Keep a fault unless it overlaps one kept or only says what is to be done."""
        a, b = fault.span
        asked = (self._ordered[a] or 10 * sum(self._ordered[a:b]) > 4 * (b - a)) and not _SOLVING.search(
            self.text, max(0, a - 30), min(len(self.text), b + 30)
        )
        if 1 not in self._taken[a:b] and not asked:
            parts = list(split(self.text, a, b, at="、")) if _all_faulty(self.text, a, b, LONG) else [(a, b)]
            self.faults += [Fault(part, fault.place) for part in parts]
            self._taken[a:b] = b"\1" * (b - a)


def _mode(text: str, paragraph: Span, listing: bool, announced: bool) -> tuple[bool | None, bool, bool]:
    """Return (whether the paragraph lists faults, whether those below do, whether 以下问题： announced them).

    The first is None for a heading, which holds none itself. A list that was announced by 以下问题： ends with its
    numbers.
    """
    a, b = paragraph
    if _LIST_FOLLOWS.search(text, max(a, b - 24), b):
        return None, True, True
    numbered = LIST_MARK.match(text, a, b) is not None or (announced and ORDINAL.match(text, a, b) is not None)
    if announced:
        return (True, True, True) if numbered else (False, False, False)
    found = kind_of(text, paragraph)
    if found is None:
        ends = not numbered and text[b - 1] == "】" and b - a <= 20
        return (None, False, False) if ends else (listing, listing, False)
    faulty = found[0] is Kind.FAULTS
    if found[1]:
        return None, faulty, False
    return faulty, (listing if not numbered else faulty), False


def _place(text: str, paragraph: Span) -> str:
    a, b = paragraph
    mark = LIST_MARK.match(text, a, b)
    start = mark.end() if mark else a
    return (
        text[start:b].rstrip("：:")
        if mark and b - start <= 24 and text[b - 1] not in SENTENCE_END + "；;" and not FAULT.search(text, start, b)
        else ""
    )


# Where something is wrong, in a clause of its own.
_SPOT = re.compile(
    r"(?:在|位于)?(?P<spot>[^，。；：、]{2,24}?(?:[路街巷弄][口段]?|交叉口|路口|路段|沿线|大道|门[口前]|[楼院桥][前后内下旁]|[0-9]号[楼院]?|小区|社区|广场|公园|市场|工地|学校|医院|车站|片区|附近|周边|一带|两侧|[东西南北]侧|旁))，"
)


def _listed(text: str, paragraph: Span, place: str) -> Iterator[Fault]:
    """Yield the shortcomings of a paragraph that stands under a heading such as 二、存在问题."""
    for start, end in split(text, *paragraph, at=SENTENCE_END + "；;"):
        mark = LIST_MARK.match(text, start, end)
        begin = mark.end() if mark else start
        colon = max(text.rfind("：", begin, end), text.rfind(":", begin, end))
        where = text[begin:colon] if colon >= 0 else place
        spot = _SPOT.match(text, colon + 1 if colon >= 0 else begin, end)
        if spot and not FAULT.search(spot["spot"]):  # 幸福路与人民路交叉口，垃圾桶满溢
            where, begin, colon = spot["spot"], spot.end(), -1
        if "存在" in text[begin:end] or "反映" in text[begin:end]:  # told in running text: X存在A、B等问题
            continue
        if SOLVED.search(text, begin, end) and not FAULT.search(text, begin, end):
            continue
        named = re.search(r"(?:问题|现象)$", text[begin:end]) is not None
        marks = "，,、" if _all_faulty(text, begin, end, SHORT if named else LONG) else "，,"
        for span in _items(text, colon + 1 if colon >= 0 else begin, end, marks, None):
            yield Fault(span, where)


def _all_faulty(text: str, start: int, end: int, least: int) -> bool:
    """Tell whether every piece of a list is a fault of its own, none shorter than least."""
    return all(b - a >= least and FAULT.search(text, a, b) for a, b in split(text, start, end, at="，,、：:"))


def _told(text: str, paragraph: Span) -> Iterator[Fault]:
    """Yield the shortcomings told in running text."""
    start, end = paragraph
    for pattern in _OBJECTS:
        for match in pattern.finditer(text, start, end):
            if FAULT.search(re.sub("的?问题$", "", match["what"])):
                yield Fault(match.span("what"), "")
    for match in _SOLVING.finditer(text, start, end):
        if "、" in match["what"] and text[match.end()] == "等":
            yield from (Fault(span, "") for span in split(text, *match.span("what"), at="、"))
        elif "、" in match["what"]:
            yield Fault(match.span("what"), "")
    for a, b in split(text, start, end, at=SENTENCE_END + "；;"):
        spans = [*_after_cue(text, a, b), *_before_still(text, a, b), *_causes(text, a, b)]
        spans += [*_of_some(text, a, b), *_plain(text, a, b)]
        yield from (Fault(span, "") for span in spans)
    announced = False
    for a, b in split(text, start, end, at=SENTENCE_END):
        side = _SIDE.match(text, a, b) if announced else None
        if side:
            yield from (Fault(span, "") for span in _items(text, side.end(), b, "，,", None))
        announced = announced or _ANNOUNCED.search(text, a, b) is not None
        yield from (Fault(span, "") for span in (*_dense(text, a, b), *_named_below(text, a, b)))


# 同时发现一些问题。 工作纪律方面，…
_ANNOUNCED = re.compile("(?:发现|存在|暴露)[^。]{0,12}(?:问题|不足|短板)")
_SIDE = re.compile("[一-鿿]{2,10}(?:方面|环节|领域)，")
# 失分点依旧集中：甲；乙；丙。
_NAMES = re.compile(
    r"(?:^|[，；])(?![^，；：]{0,12}(?:要|解决|整改|破解|化解|聚焦|围绕|针对|对照|紧盯))[^，；：]{0,10}"
    r"(?:差距|短板|不足|问题|弱项|失分[点项]|丢分[点项]|扣分[点项]|硬骨头|毛病)[^，；：]{0,8}："
)


def _named_below(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the shortcomings listed behind a colon after such words as 差距, up to the end of the sentence."""
    names = _NAMES.search(text, start, end)
    if names is None:
        return
    for a, b in split(text, names.end(), _until_order(text, names.end(), end), at="；;"):
        marks = "，,、" if _all_faulty(text, a, b, SHORT) else "，,"
        yield from _items(text, a, b, marks, None if text.count("；", names.end(), end) else FAULT)


def _dense(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the shortcomings of a sentence most of whose clauses find fault: 灯不亮，压力不足；管道多年未清洗."""
    clauses = list(split(text, start, end, at="，,；;：:"))
    spans = [
        span for a, b in clauses if not _TOLD_OTHERWISE.search(text, a, b) and (span := fault_at(text, a, b, FAULT))
    ]
    if len(spans) >= 2 and 2 * len(spans) >= len(clauses):
        for a, b in spans:
            yield from split(text, a, b, at="、" if _all_faulty(text, a, b, SHORT) else "")


def _of_some(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the clauses that find fault with 个别, 部分 or 有的, and those that go on so."""
    going = False
    for a, b in split(text, start, end, at="，,：:"):
        opens = _SOME.match(text, a, b) is not None
        plain = PLAIN_FAULT.search(text, a, b) is not None
        wanted = None if _BLAMED.match(text, a, b) else _SAID_SO if opens else FAULT
        span = fault_at(text, a, b, wanted) if opens or going or plain else None
        if span:
            yield span
        going = span is not None


def _after_cue(text: str, start: int, end: int) -> Iterator[Span]:
    done = start
    for cue in _CUES.finditer(text, start, end):
        if cue.start() < done:
            continue
        begin = cue.end()
        reach = min(end, begin + CUE_REACH)
        close = _ENDS.search(text, begin, reach)
        stop = close.start() if close else _until_order(text, begin, reach)
        if "反映" in cue.group() and re.match(r"，?(?:的|了)?热点", text[begin : begin + 8]):
            continue
        far = close or re.search(r"发现|反映|：|特别|尤其|问题|表现|暴露|看到|主要|得知", cue.group())
        limit = stop if far else _clause_end(text, begin, stop)
        done = limit
        if "存在" in cue.group() and any(y - x < ITEM_MIN - 1 for x, y in split(text, begin, limit, at="、")):
            whole = max(text.rfind("，", start, cue.start()) + 1, start)
            yield from _items(text, whole, close.end() if close else limit, "，,", FAULT)
            continue
        marks = "，," if text.count("，", begin, limit) >= 2 else "、，,"
        begin += text.startswith("，", begin)
        spot = _SPOT.match(text, begin, limit)
        begin = spot.end() if spot and not FAULT.search(spot["spot"]) else begin
        first = next(split(text, begin, limit, at=marks), (begin, begin))
        # What people complain of first is a fault, whatever its words; so is what is listed beside faults.
        alike = "反映" in cue.group() or ("发现" in cue.group() and FAULT.search(text, first[1], limit))
        span = fault_at(text, *first, None) if alike and not FAULT.search(text, *first) else None
        if span:
            yield span
            begin = min(first[1] + 1, limit)
        yield from _items(text, begin, limit, marks, FAULT)


def _until_order(text: str, start: int, end: int) -> int:
    """Return where an order, a measure or the outcome begins in the rest of a sentence."""
    for a, b in split(text, start, end, at="，,"):
        if a > start and (
            re.match(
                r"(?:当场|当即|立即|随即|现场|并)?(?:要求|责令|责成|叮嘱|提醒|要|须|立即|各|这些|请|务请|督促|希望|已|向)",
                text[a:b],
            )
            or SOLVED.search(text, a, b)
        ):
            return a - 1
    return end


def _clause_end(text: str, start: int, end: int) -> int:
    return next((b for _, b in split(text, start, end, at="，,")), end)


def _before_still(text: str, start: int, end: int) -> Iterator[Span]:
    still = _STILL.search(text, start, end)
    if still is None:
        return
    lead = max(
        (m.end() for m in re.finditer(r"[，,]但是?|但是?|当前，|目前，|^其中，|情况，", text[start : still.start()])),
        default=0,
    )
    stop = still.start()
    if not still.group().startswith("等") and "是" not in still.group():
        stop = min(end, still.start() + (2 if text[still.start()] != "等" else 0))
    comma = text.rfind("，", start, stop)
    begin = start + lead if lead or comma < 0 else comma + 1
    listed = still.group().startswith("等") and "、" in text[begin:stop]  # 甲、乙等问题: each of them is one
    yield from _items(text, begin, stop, "、，,", None if listed else FAULT)


def _causes(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _CAUSE.finditer(text, start, end):
        yield from _items(text, *match.span("what"), "、", PLAIN_FAULT)


def _plain(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the clauses that are plainly faults even where nothing announces them."""
    for a, b in split(text, start, end, at="，,：:"):
        gathered = re.search("集中(?:在|于)", text[a:b]) is not None
        yield from _items(text, a, b, "，,", FAULT if gathered else PLAIN_FAULT)


def _items(text: str, start: int, end: int, marks: str, fault: "re.Pattern[str] | None") -> Iterator[Span]:
    """Yield the shortcomings of a list; a clause too short to stand alone belongs to the one before."""
    held: Span | None = None
    for a, b in split(text, start, end, at=marks):
        short = b - a < SHORT and text[a - 1] in "，,"
        if held is not None and (short or _pairs(text, held, (a, b))) and FAULT.search(text, a, b):
            held = held[0], b
            continue
        if held is not None:
            yield held
        held = fault_at(text, a, b, fault)
    if held is not None:
        yield held


def _pairs(text: str, one: Span, other: Span) -> bool:
    """Tell whether two clauses are one fault: 重视点位整改，忽视项目整体提升."""
    return text.startswith(("重视", "只重", "重"), one[0]) and text.startswith(("忽视", "轻视", "轻"), other[0])
