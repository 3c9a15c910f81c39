"""Shortcomings that a text names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bihuan.intake.rules.layout import LIST_MARK, ORDINAL, SENTENCE_END, split
from bihuan.kernel.spans import Span

# Words that say something is wrong, where the sentence already says that it tells of problems.
FAULT = re.compile(
    r"不(?:够|足|力|到位|及时|规范|高|强|严|实|细|清|平|完善|健全|深入|彻底|均|畅|齐|全|明|符|达标|整|洁|合格|精细|浓|紧密|牢|熟|显著|准确|落实|配合|顺|好|多|快|统一|积极|作为|一致|通|了解|知晓|重视|主动|理想|文明|便|合理|稳|匹配|衔接|使用|亮|能|会)"
    r"|未(?!来|成年|必)|无(?:人|证|序|法|专人|照|标识|台账|记录|防护)|没有|缺|偏[低多少慢高弱长软紧]|滞后|缓慢|薄弱|反弹|回潮|反复|破损|损坏|脱落|褪色|陈旧|老化|积水|积存|积尘|积淤|堆[放积成物]|堵塞|占[用道压]|出店|"
    r"乱|裸露|混装|混投|落地|外溢|满[溢冒]|漫溢|冒溢|污水|异味|恶臭|扰民|生硬|推诿|扯皮|难(?!度|点攻)|短板|隐患|违[规章法停建]|私[拉搭设]|飞线|超[标期载限]|突出|严重|较[慢差低弱多长重]|走过场|形式|"
    r"忽视|漏|缺岗|断[档头]|失[管效修]|虚|敷衍|黑车|小广告|垃圾|杂[物草乱]|油污|破[坏旧]|坑洼|塌陷|沉降|松动|倾斜|锈蚀|模糊|停用|故障|闲置|拖[沓延]|迟[缓迟]|懈怠|脏|疲于|紧[缺张]|过[大高低多慢长期]|压力|"
    r"渗水|漏水|互不|不相|带泥|仅(?:有)?[0-9]|轻[一-鿿]{2}$|断裂|繁琐|烦琐|繁杂|发黑|发臭|屡禁|有待|空鼓|回落|下滑|下降|不及|死亡率|违停|开裂|裂缝|遗撒|扬尘|黑臭|噪声|噪音|拥堵|停车难|矛盾|欠[薪缴账]|投诉|脱节|梗阻|瓶颈|卡点|堵点|盲区|死角|空白|偏差|差距|松懈|厌战|麻痹|侥幸|差$|慢$|少$|低$|弱$|高$|软$|散$|僵持"
)
# Words that say so by themselves.
PLAIN_FAULT = re.compile(
    r"不够[一-鿿]|不足(?!为|道|之处$)|不到位|不及时|不规范|不完善|不健全|不彻底|不深入|不统一|不合格|不平衡|不扎实|不紧密|不熟悉|不高$|不强$|不严$|不畅$|不齐$|不清$|滞后|缺失|短缺|紧缺|尚未(?:落实|到位|完成|解决|办理|建立)|周转困难|"
    r"偏[低慢弱多高少]$|迟迟(?:未|没|不)|薄弱(?!环节|点)|无人(?:值守|管理|清理|看管)|未(?:能|联网|按|及时|落实|建立|配备|分隔|公示|设置|更换|整改到位)|乱[停扔搭堆贴倒拉]|私拉|破损|脱落|堵塞|占道|出店经营|屡禁不止|有待(?:提升|提高|加强|改善|完善)|飞线|"
    r"漏水|渗水|外溢|扰民|回潮|重[一-鿿]{1,2}轻[一-鿿]{1,2}|流于形式|走过场|推诿扯皮|失管|脏乱差|弄虚作假|缺岗|断档"
)
_GENERIC_ITEM = re.compile(
    r"^(?:存在|一些|不少|诸多|主要|突出|共性|各类|具体|明显|较多|薄弱|的|些|这些|有关|相关|上述|下列|以下|[0-9一二三四五六七八九十]+(?:个|项|处|条|类|方面)?)*(?:问题|不足|差距|短板|困难|隐患|现象|薄弱环节|环节|和|与|及|、|的|矛盾|弱项)*$"
)
_SOLVED = re.compile(
    r"已(?:经)?(?:现场|全部|督促|立行|交)?(?:整改|解决|完成|办结|清理|处理|消除|修复|答复)|未发现|没有发现|无(?:问题|隐患)|有效(?:破解|解决|缓解)|得到(?:解决|缓解)|建议|大幅下降|取得实效"
)
_ORDERING = re.compile(
    r"^(?:要(?!害)|着力|切实|坚决|努力|有效|及时|全面|加强|加快|集中|杜绝|防止|避免|消除|解决|破解|整治|治理|针对|围绕|聚焦|严查|严禁|责令|要求|确保|将|为|请|拟|力争|不得|必须|不能|应|须|希望)"
)
_CUES = re.compile(
    r"(?:仍然|依然|普遍|不同程度(?:地)?|主要|还|仍|也|均|突出)*存在(?:着)?(?!问题[。：:]|的)|(?:检查|督查|巡查|走访|暗访|督导|调研|抽查|排查|复查|核查)(?:中|组|人员)?(?:还|也)?发现|(?:组|员|现场|中)(?:还|也)?发现(?:了)?|"
    r"(?:居民|群众|市民|企业|业主|村民|商户|代表|家长|网民|住户|经营户|主要|集中|多次)反映(?!问题|强烈|的热点|的难点)|暴露出(?:了)?|表现(?:为|在)|主要(?:是|有)(?=[^，。]{2,20}(?:不|未|缺|慢|差|低|弱|难))|出现(?:了)?|特别是|尤其是|"
    r"得知|问题[，,](?:如|比如|例如)|(?:存在|主要|突出)?(?:困难|问题|不足|隐患|短板)(?:和(?:问题|不足))?(?:有|是|为)?[：:]|但(?:也|是|仍)?(?:有|还有)?(?=部分|个别|一些|少数)"
)
_ENDS = re.compile(
    r"等(?:[一-鿿]{0,6})?(?:问题|现象|情况|不足|短板|行为|隐患|困难|情形|矛盾|弱项|原因)|等(?=[，。；]|$)|等(?:方面|突出)|的(?:问题|现象|情况)(?=$|[，。；])"
)
_STILL = re.compile(
    r"等?(?:突出)?(?:问题|现象|隐患|行为)(?:仍|依然|还|较|比较|屡|时有|突出|普遍|没有|未|尚|亟|长期|十分|不同程度)|仍(?:然)?是[^，。]{0,16}(?:热点|难点|短板|弱项|痛点|堵点)"
)
_CAUSE = re.compile(
    r"(?:因|由于|受)(?P<what>[^，。；]{4,60}?)(?:(?:影响|制约)[^，。；]{0,12}|进展(?:较为|比较|相对)?缓慢|进度(?:较为|比较)?(?:缓慢|滞后)|(?:导致|造成|致使)[^，。；]{2,30})?(?=[，。；]|$)"
)
_RAISED = re.compile(r"反映的(?P<what>[^，。；]{3,24}?问题)")
_SOLVING = re.compile(r"(?:破解|解决|化解|突破)(?P<what>[^，。；]{2,20}难(?:、[^，。；]{1,10}难)+(?:的)?(?:问题|题)?)")
_POINTED = re.compile(r"(?:指出|点出)(?P<what>[^，。；：]{6,40})(?=，(?:责令|要求|督促|叮嘱))")
_LIST_FOLLOWS = re.compile(r"(?:存在|发现)[^，。；]{0,8}(?:问题|不足|隐患|情况)(?:如下)?[：:]$")
HEADING = re.compile(
    r"(?:存在|主要|发现|突出|共性|典型|检查|具体|反映|整改|督查|问题)[^，。：；]{0,8}(?:问题|不足|短板|隐患)|问题(?:清单|通报|表现|和不足|及)|不足之处|问题点位|督办事项|存在的?问题"
)
OTHER_HEADING = re.compile(
    r"要求|措施|建议|安排|任务|总体|基本|亮点|做法|下步|下一步|时限|范围|重点$|经验|好的方面|成效|特点|方式|结果"
)
_STRIP_HEAD = re.compile(
    r"^(?:但是|但|不过|然而|目前|当前|其中|同时|此外|另外|特别是|尤其是|如|比如|例如|即|还有|还|仍|也|主要是|主要有|表现为|表现在|有的|一是|二是|三是|四是|五是|六是|因|由于|：|，|、|了|着|的)+(?=.{4})"
)
_STRIP_TAIL = re.compile(r"(?:主要)?集中(?:在|于).*$|(?:等)?(?:的)?(?:突出)?问题$|等(?:现象|情况|行为|隐患)?$|，$")
# What reads like a fault and is none: a threat, a mention of problems at large, a thing still unsolved.
_NO_ITEM = re.compile(
    r"^对[^，]*的(?:予以|将|要|严肃|依法|进行|一律|单位|坚决|及时)|存在的[^，]{0,8}(?:问题|不足|短板|困难)|^(?:至今|一直|长期|部分|一些|老问题)*(?:仍|尚)?(?:有[^，]{0,8})?未(?:得到|能|彻底|根本)*(?:解决|根治)|"
    r"^(?:逾期|拒不|凡|对[^，不未缺]*$|[0-9]+[件项个处])|的$|^(?:不|无)?(?:容忽视|得|能|要|许|可|断|少)|约谈|追责|问责|通报批评|扣分|难能可贵|来之不易|只有更好|(?:将|重点|集中|着力)+(?:整治|治理|解决|破解|查处|打击|检查|排查|纠治)|^(?:整治|治理|查处|打击|围绕|聚焦)|不放松|不松懈|不停|不间断|不留|不漏|不怕|不断|毫不"
)
ITEM_MIN, ITEM_MAX, SHORT = 4, 60, 5


@dataclass(frozen=True, slots=True)
class Fault:
    """One shortcoming as a piece of the text without white space. place: what stands before its colon."""

    span: Span
    place: str


def find_problems(text: str, paragraphs: Iterable[Span], orders: Iterable[Span]) -> list[Fault]:
    """Return the shortcomings of an article in order, none overlapping another.

    text: without white space, quotations blotted out. orders: the orders found, which tell of no problem unless they
    name one they are to solve.
    """
    found = _Found(text, orders)
    listing, place = False, ""
    for paragraph in paragraphs:
        if _LIST_FOLLOWS.search(text, max(paragraph[0], paragraph[1] - 24), paragraph[1]):
            listing = True
            continue
        turned = _heading(text, paragraph)
        if turned is not None:
            listing = turned
            if paragraph[1] - paragraph[0] <= 20 and text[paragraph[1] - 1] not in SENTENCE_END:
                continue
        place = _place(text, paragraph) or place
        for fault in (*(_listed(text, paragraph, place) if listing else ()), *_told(text, paragraph)):
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
        asked = 0 not in self._ordered[a:b] and not _SOLVING.search(self.text, max(0, a - 6), b)
        if 1 not in self._taken[a:b] and not asked:
            self.faults.append(fault)
            self._taken[a:b] = b"\1" * (b - a)


def _heading(text: str, paragraph: Span) -> bool | None:
    """Return whether the paragraph is a heading of problems, or of something else, or None when it is no heading."""
    a, b = paragraph
    mark = LIST_MARK.match(text, a, b)
    start = mark.end() if mark else a
    stop = next((i for i in range(start, min(b, start + 26)) if text[i] in "。：:"), min(b, start + 26))
    title = text[start:stop]
    if "，" in title or (b - a > 26 and not (mark and mark.group().endswith("、"))):
        return None
    if HEADING.search(title):
        return True
    if OTHER_HEADING.search(title) or (mark and mark.group().endswith("、") and b - a <= 26):
        return False
    return None


def _place(text: str, paragraph: Span) -> str:
    a, b = paragraph
    mark = LIST_MARK.match(text, a, b)
    start = mark.end() if mark else a
    return (
        text[start:b].rstrip("：:")
        if mark and b - start <= 24 and text[b - 1] not in SENTENCE_END + "；;" and not FAULT.search(text, start, b)
        else ""
    )


def _listed(text: str, paragraph: Span, place: str) -> Iterator[Fault]:
    """Yield the shortcomings of a paragraph that stands under a heading such as 二、存在问题."""
    for start, end in split(text, *paragraph, at=SENTENCE_END + "；;"):
        mark = LIST_MARK.match(text, start, end)
        begin = mark.end() if mark else start
        colon = max(text.rfind("：", begin, end), text.rfind(":", begin, end))
        where = text[begin:colon] if colon >= 0 else place
        if "存在" in text[begin:end]:  # told in running text: X存在A、B等问题
            continue
        marks = "，,、" if re.search(r"(?:问题|现象)$", text[begin:end]) and _all_faulty(text, begin, end) else "，,"
        for span in _items(text, colon + 1 if colon >= 0 else begin, end, marks, FAULT):
            yield Fault(span, where)


def _all_faulty(text: str, start: int, end: int) -> bool:
    return all(b - a >= SHORT and FAULT.search(text, a, b) for a, b in split(text, start, end, at="，,、"))


def _told(text: str, paragraph: Span) -> Iterator[Fault]:
    """Yield the shortcomings told in running text."""
    start, end = paragraph
    for pattern in (_RAISED, _SOLVING, _POINTED):
        for match in pattern.finditer(text, start, end):
            yield Fault(match.span("what"), "")
    for a, b in split(text, start, end, at=SENTENCE_END + "；;"):
        spans = [*_after_cue(text, a, b), *_before_still(text, a, b), *_causes(text, a, b), *_plain(text, a, b)]
        yield from (Fault(span, "") for span in spans)


def _after_cue(text: str, start: int, end: int) -> Iterator[Span]:
    for cue in _CUES.finditer(text, start, end):
        begin = cue.end()
        close = _ENDS.search(text, begin, end)
        stop = close.start() if close else _until_order(text, begin, end)
        if "反映" in cue.group() and re.match(r"，?(?:的|了)?热点", text[begin:stop]):
            continue
        limit = (
            stop
            if close or re.search(r"发现|反映|：|特别|尤其|问题|表现|暴露", cue.group())
            else _clause_end(text, begin, stop)
        )
        if "存在" in cue.group() and any(y - x < ITEM_MIN - 1 for x, y in split(text, begin, limit, at="、")):
            whole = max(text.rfind("，", start, cue.start()) + 1, start)
            yield from _items(text, whole, close.end() if close else limit, "，,", FAULT)
            continue
        marks = "，," if text.count("，", begin, limit) >= 2 else "、，,"
        yield from _items(text, begin, limit, marks, FAULT)


def _until_order(text: str, start: int, end: int) -> int:
    """Return where an order, a measure or the outcome begins in the rest of a sentence."""
    for a, b in split(text, start, end, at="，,"):
        if a > start and (
            re.match(r"(?:当场|随即|现场|并)?(?:要求|责令|要|须|立即|各|这些|请|督促|希望|已)", text[a:b])
            or _SOLVED.search(text, a, b)
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
        (m.end() for m in re.finditer(r"[，,]但是?|但是?|当前，|目前，|^其中，", text[start : still.start()])),
        default=0,
    )
    begin = start + lead
    stop = still.start()
    if not still.group().startswith("等") and "是" not in still.group():
        stop = min(end, still.start() + (2 if text[still.start()] != "等" else 0))
    if not lead:
        begin = (
            max(text.rfind("，", start, stop) + 1, start)
            if "、" in text[text.rfind("，", start, stop) + 1 : stop] or text.rfind("，", start, stop) >= 0
            else start
        )
    yield from _items(text, begin, stop, "、，,", FAULT)


def _causes(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _CAUSE.finditer(text, start, end):
        yield from _items(text, *match.span("what"), "、", PLAIN_FAULT)


def _plain(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the clauses that are plainly faults even where nothing announces them."""
    for a, b in split(text, start, end, at="，,：:"):
        gathered = re.search("集中(?:在|于)", text[a:b]) is not None
        yield from _items(text, a, b, "，,", FAULT if gathered else PLAIN_FAULT)


def _items(text: str, start: int, end: int, marks: str, fault: "re.Pattern[str]") -> Iterator[Span]:
    """Yield the shortcomings of a list; a clause too short to stand alone belongs to the one before."""
    held: Span | None = None
    for a, b in split(text, start, end, at=marks):
        if (
            held is not None
            and ((b - a < SHORT and text[a - 1] in "，,") or _pairs(text, held, (a, b)))
            and FAULT.search(text, a, b)
        ):
            held = held[0], b
            continue
        if held is not None:
            yield held
        held = _item(text, a, b, fault)
    if held is not None:
        yield held


def _pairs(text: str, one: Span, other: Span) -> bool:
    """Tell whether two clauses are one fault: 重视点位整改，忽视项目整体提升."""
    return text.startswith(("重视", "只重", "重"), one[0]) and text.startswith(("忽视", "轻视", "轻"), other[0])


def _item(text: str, start: int, end: int, fault: "re.Pattern[str]") -> Span | None:
    mark = LIST_MARK.match(text, start, end)
    start = mark.end() if mark else start
    head = _STRIP_HEAD.match(text[start:end])
    start += head.end() if head else 0
    ordinal = ORDINAL.match(text, start, end)
    start = ordinal.end() if ordinal else start
    tail = _STRIP_TAIL.search(text[start:end])
    if tail and tail.start() >= ITEM_MIN and (fault.search(text[start : start + tail.start()])):
        end = start + tail.start()
    words = text[start:end]
    if (
        not ITEM_MIN <= len(words) <= ITEM_MAX
        or "。" in words
        or _NO_ITEM.search(words)
        or _GENERIC_ITEM.match(words)
        or _SOLVED.search(words)
        or _ORDERING.match(words)
    ):
        return None
    paired = words.startswith(("重视", "只重"))
    return (start, end) if fault.search(words) or paired else None
