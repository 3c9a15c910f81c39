"""Shortcomings that a text names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.intake.rules.layout import LIST_MARK, SENTENCE_END, split
from bihuan.kernel.spans import Span

# 存在…等问题, 如…等; what stands between is a list of shortcomings.
_OPEN = re.compile(
    r"(?:还|仍|也|仍然|依然|主要|普遍|不同程度)*存在(?:着)?|但(?:是)?|出现(?:了)?|发现(?:了)?|反映(?:的)?|部分|暴露出"
)
_CLOSE = re.compile(
    r"等(?:突出|共性|薄弱|具体)?(?:问题|现象|情况|不足|短板|行为|隐患)|(?:问题|现象|隐患)(?=仍|依然|较|突出|明显|时有|还|没有|未|尚|$)"
)
FAULT = re.compile(
    r"不(?:够|足|力|到位|及时|规范|高|强|严|实|细|清|平衡|完善|健全|深入|彻底|均|畅|齐|全|明|符|达标|整洁|洁|合格|精细|浓厚|浓|紧密|牢|熟|完整|显著|均衡|准确|落实|配合|平整|顺|好|多|快|统一|积极|作为)"
    r"|未(?!来|成年)|无人|没有|缺(?:失|少|乏|损|项|口)|偏(?:低|多|少|慢|高|弱|长)|滞后|缓慢|薄弱|反弹|破损|损坏|脱落|褪色|陈旧|老化|积水|积存|堆放|堆积|堵塞|占用|占道|出店|乱|裸露|"
    r"混装|落地|外溢|满溢|漫溢|污水|异味|扰民|生硬|推诿|扯皮|难(?!度|点|题)|短板|隐患|违规|违章|违法|私拉|飞线|超标|突出|严重|较(?:慢|差|低|弱|多|长)|走过场|流于形式|忽视|漏|缺岗|断档|失管|弄虚作假|敷衍|"
    r"黑车|小广告|垃圾|杂物|杂草|油污|破坏|坑洼|塌陷|松动|倾斜|锈蚀|模糊|失效|停用|故障|不亮|闲置|拖沓|迟缓|懈怠|脏|差$|慢$|少$|低$|弱$"
)
HEADING = re.compile(
    r"(?:存在|主要|发现|突出|共性|检查)[^，。：]{0,8}(?:问题|不足|短板|隐患)(?:及不足|和不足)?|问题(?:清单|通报|表现)|不足之处"
)
OTHER_HEADING = re.compile(r"要求|措施|建议|安排|任务|总体|基本|情况$|亮点|做法|下步|下一步|时限|范围|重点$")
NONE = re.compile(r"未发现|没有发现|已整改|已解决|已完成整改|无问题|得到解决")


@dataclass(frozen=True, slots=True)
class Fault:
    """One shortcoming as a piece of the text without white space. place: what stands before its colon."""

    span: Span
    place: str


def find_listed(text: str, paragraph: Span) -> Iterator[Fault]:
    """Yield the shortcomings of a paragraph that stands under a heading such as 二、存在问题."""
    for sentence in split(text, *paragraph, at=SENTENCE_END + "；;"):
        start, end = sentence
        mark = LIST_MARK.match(text, start, end)
        start = mark.end() if mark else start
        colon = max(text.rfind("：", start, end), text.rfind(":", start, end))
        place = text[start:colon] if colon >= 0 else ""
        start = colon + 1 if colon >= 0 else start
        for a, b in split(text, start, end, at="，,"):
            if FAULT.search(text, a, b) and not NONE.search(text, a, b):
                yield Fault((a, b), place)


def find_told(text: str, paragraph: Span) -> Iterator[Fault]:
    """Yield the shortcomings told in running text: 存在甲、乙等问题; 问题，如甲，乙等."""
    for start, end in split(text, *paragraph, at=SENTENCE_END + "；;"):
        yield from _enumerated(text, start, end)


def _enumerated(text: str, start: int, end: int) -> Iterator[Fault]:
    close = _CLOSE.search(text, start, end)
    such = text.find("问题，如", start, end)
    if such >= 0:
        stop = text.find("等", such, end)
        yield from _items(text, such + 4, stop if stop > 0 else end, "，、")
        return
    opens = [m for m in _OPEN.finditer(text, start, close.start() if close else end)]
    if close and opens:
        first = opens[0]
        begin = first.end() if first.group() != "部分" else first.start()
        yield from _items(text, begin, close.start() if close.group()[0] == "等" else close.end(), "，、")
    elif opens and opens[0].group().endswith("存在"):
        stop = next((b for a, b in split(text, opens[0].end(), end, at="，,")), end)
        yield from _items(text, opens[0].end(), stop, "、")


def _items(text: str, start: int, end: int, marks: str) -> Iterator[Fault]:
    for a, b in split(text, start, end, at=marks):
        if b - a >= 4 and FAULT.search(text, a, b):
            yield Fault((a, b), "")
