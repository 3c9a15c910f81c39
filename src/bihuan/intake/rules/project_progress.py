"""How far a project is: what permits it holds, since when it is built, what state it is in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.intake.rules.layout import SENTENCE_END, split
from bihuan.kernel.dates import find_dates
from bihuan.kernel.spans import Span

_PERMIT = re.compile(
    r"竣工验收备案[证表]|施工图审查合格书|用地预审与选址意见书|选址意见书|排污许可证|水土保持批复|不动产权?证书?|建设用地规划许可证|建设工程规划许可证|建筑工程施工许可证|建设工程施工许可证|施工许可证|用地批准书|国有土地使用证|土地使用证|立项批复|环评批复|可研批复|预售许可证"
)
_GRANTED = re.compile(r"取得|完成|领取|领到|获得|获批|拿到|办理了|核发|颁发|办结")
_PENDING = re.compile(r"正在办理|尚未|未取得|未办|办理中|待办|(?:正在|仍在|抓紧)[^，。]{0,4}[申报]|申办|申领|报批")
_START = re.compile(r"(?:开工|动工|奠基|破土|启动(?:修缮|改造|建设|施工)|正式进场|[月日旬初底]进场)")
_DAY = re.compile(
    r"(?:昨[天日]|前[天年]|去年|今年|年[初底]|日前|近日|上?[本上]?月[初底]?)[春夏秋冬][天季]?|昨[天日]|前天|今天|上周"
)
_STATUS = re.compile(
    r"仅?完成[^，。]{0,8}成|已经(?:完成|建成|投用|投产|开放|封顶)|(?:已|全部|全面|陆续|正式|基本|整体|对外)(?:出地面|开放|就绪|交付|投用|上线|完成|完工|贯通|合龙|通车|营业|运营|开园|迎客|达产)|(?:已|顺利|正式|月)[投试达]产$|(?:开市|开业|开街|迎客|开馆|开园)$|建成(?:开放|投)|正式开放|就位$|到位$|合龙|浇筑|吊装完|施工中$|(?:安装|施工|调试|装修|建设|绑扎|砌筑|铺设)(?:阶段|中)|正有序|(?:贯通|合龙|通车|封顶)$|"
    r"正在|封顶|施工至|已投产|已建成|建成并|投入使用|已完工|竣工验收|暂未|尚未进场|未开工|紧张施工|紧张推进|有条不紊|全面铺开|完成[^，。]{0,12}(?:[0-9]|施工|安装|招标)|进入[^，。]{0,10}阶段|"
    r"完毕$|吊装$|竣工$|暂缓$|掘进至|出水$|拆除$|开挖|进场安装|首批[^，]{2,8}进场|完成[0-9一二三四五六七八九]|繁忙|签署|签订|签约|尽快落地|进场施工|试运行|已开工|在建|(?:全部|整体|基本|顺利)完成$|完成(?:工程)?量|形象进度|处于[^，。；]{2,14}(?:阶段|状态)|停工|停滞|未进场|未动工|调试完毕|调试中|栽植到位|正抓紧|正加紧|正紧锣密鼓|试生产|调试|完成过半|完成[一二三四五六七八九]成|过半$|完工|[尚仍]在|洽谈阶段|前期(?:工作|手续)|全面建成|通过验收|已进场|已启动|主体(?:结构)?(?:施工|完成|封顶)|桩基|基坑|收尾|已通车|已交付|已入驻|已完成"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a project: field is one of projects' fields, value its fixed form or None."""

    field: str
    value: str | None
    span: Span


def told_by_clauses(text: str) -> Iterator[Fact]:
    """Yield permits, start and state, which take a whole clause or its sentence to tell."""
    for a, b in split(text, 0, len(text), at=SENTENCE_END + "；;"):
        permits = list(_PERMIT.finditer(text, a, b))
        granted = [p for p in permits if not _PENDING.search(_clause(text, p.start(), a, b))]
        if granted and _GRANTED.search(text, a, b):
            for permit in granted:
                yield Fact("permit", permit.group(), permit.span())
            low, high = a, granted[0].start()
            if not find_dates(text[low:high]):  # 施工许可证已于5月9日核发
                low, high = granted[0].end(), next((i for i in range(granted[0].end(), b) if text[i] in "，,"), b)
            for moment in find_dates(text[low:high])[-1:]:
                span = low + moment.span[0], low + moment.span[1]
                yield Fact("permit_date", moment.resolved.isoformat() if moment.resolved else None, span)
        told = [f for c, d in split(text, a, b, at="，,") for f in _of_clause(text, c, d, has_permit=bool(granted))]
        yield from _joined(told)


def _joined(facts: list[Fact]) -> Iterator[Fact]:
    """Yield the facts, states that follow each other in a sentence as one: 主体已封顶，正在安装设备."""
    last: Fact | None = None
    for fact in facts:
        if last and last.field == fact.field == "status" and fact.span[0] == last.span[1] + 1:
            last = Fact("status", None, (last.span[0], fact.span[1]))
            continue
        if last:
            yield last
        last = fact
    if last:
        yield last


def _clause(text: str, at: int, low: int, high: int) -> str:
    start = max(text.rfind("，", low, at), low - 1) + 1
    stop = text.find("，", at, high)
    return text[start : stop if stop > 0 else high]


def _of_clause(text: str, start: int, end: int, *, has_permit: bool) -> Iterator[Fact]:
    clause = text[start:end]
    if (
        re.search(r"要求|确保|务必|鼓励|前(?:完成|取得|实现|建成|具备)|观摩组|指出|强调|据了解|要(?:加|抓)", clause)
        and "落地" not in clause
    ):
        return
    began = _beginning(clause)
    if began:
        yield Fact("start", began.value, (start + began.span[0], start + began.span[1]))
    elif (
        _STATUS.search(clause)
        and (not has_permit or _PENDING.search(clause) or not _PERMIT.search(clause))
        and not re.search(
            r"^预计|年产|仪式|不得|[0-9][日月]底?前|见证|^(?:项目)?(?:计划|预计|拟)|[汛年节月]后|成了|责令|[须要]|会议|座谈",
            clause,
        )
    ):
        done = re.search(
            r"(?:已|累计)(?:累计)?(?:完成|建成)(?:[一-鿿]{0,4}面积|建设|建筑|主体|厂房|楼面)?[0-9.]+万?(?:平方米|㎡)",
            clause,
        )
        if not done:
            label = re.match(r"(?:[一-鿿]{0,4}(?:进度|进展|状态|情况))[：:]|(?:记者)?(?:看到|了解到)(?=.{6})", clause)
            start += label.end() if label else 0
            clause = text[start:end]
            scene = re.search(r"繁忙景象", clause)
            yield Fact("status", None, (start, start + scene.end() if scene else end))


def _beginning(clause: str) -> Fact | None:
    """Return since when a clause says that something is built: 今年3月动工."""
    if not _START.search(clause) or re.search(r"未|具备|力争|计划|拟|预计|恢复|原定|将|[日底月]前|要求", clause):
        return None
    dates = find_dates(clause)
    if dates:
        day = dates[0].resolved
        return Fact("start", day.isoformat()[:7] if day else None, (dates[0].span[0], len(clause)))
    about = _DAY.search(clause)
    return Fact("start", None, (about.start(), len(clause))) if about else None
