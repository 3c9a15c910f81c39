"""What the headings of a document announce: orders, shortcomings, or a mere report."""

import re
from enum import Enum

from bihuan.intake.rules.layout import LIST_MARK, SENTENCE_END
from bihuan.intake.rules.verbs import VERBS
from bihuan.kernel.spans import Span

HEADING_MAX = 30


class Kind(Enum):
    """What stands below a heading."""

    ORDERS = "orders"
    FAULTS = "faults"
    REPORT = "report"


_FAULTS = re.compile(
    r"(?:问题|不足|短板|弱项|隐患|薄弱环节|困难|差距|瓶颈|堵点|诉求热点|热点诉求|热点问题|(?:典型|突出|集中|重点)诉求|扣分(?:情况|点)|问题描述|问题表现|(?:诉求|反映|问题)(?:摘要|内容)|反映(?:事项|情况)|问题(?:清单|通报|点位|汇总|情况)|不足之处|失分(?:项|点)|差的方面|曝光(?:台|点)?|亮丑|反面典型|黑榜|存在的?问题[^，]{0,6})$"
    r"|(?:居民|群众|代表|企业|住户|业主|商户|市民)[^，]{0,6}(?:意见|诉求)$|^问题(?!整改|解决|处置|办理|及建议|和建议)[^，]{1,6}$|^(?:存在|主要|突出|共性|典型|具体)(?:的)?(?:问题|不足)"
)
_ORDERS = re.compile(
    r"^反馈方式$|(?:要求|任务|措施|举措|安排|部署|分工|职责|步骤|事项|意见|建议|保障|落实|对策|处理决定|组织领导|组织实施|下一?步|下步工作|工作重点|提示|几点|责任|整改|纪律|交办|转办|督办)$|^办理要求|办理$|^(?:下一?步|下阶段|下一阶段)"
)
_REPORT = re.compile(
    r"(?:情况|亮点|特点|做法|时间|对象|范围|检查重点|自查重点|督查重点|整治重点|重点范围|(?<!反馈)方式|方法|联系人?|成效|总体|概况|前期(?:处置|工作|办理)|处[置理](?:过程|经过)|经过|来源|由来|缘由|答复|发言|通报|依据|背景|标准|名单|评选|奖项|内容|目标|进展|意义|解释|路段|线路|日期|评价|经验|结果|形势|进度|规模|产能|现状|打算|计划|思路|方向|督办事项|流程|条件|材料|电话|地点|成绩|好的方面|总结|参评对象|变化)(?:汇报|通报|说明|如下)?$"
    r"|[？?]$|什么|哪些|如何|怎样|为何|怎么|(?:总体|基本|整体)(?:情况|概况|评价)|^会议(?:概况|时间|地点)"
)
# Titles of whole documents that give orders, or none at all.
_ORDER_TITLE = re.compile(
    r"(?:议定|交办|督办|重点)事项|任务(?:清单|分解|分工|表)|责任分工|责任清单|工作要点|工作安排|(?:重点)?工作提[示醒]|交办单|派工单"
)
_REPORT_TITLE = re.compile(
    r"解读|问答|答记者问|政策解释|感谢信|贺信|(?:工作|情况|专项|半年|年度)(?:总结|汇报|报告)$|述职|简介$|明白纸|指南$|工作法$|纪实$|侧记$|的(?:汇报|报告|总结|说明)$"
)
_PUBLIC_TITLE = re.compile(
    r"(?:通告|公告|倡议书|一封信|公开信|告知书|温馨提示|提示信|安民告示|公示)$|^致[^，。]{2,20}(?:的|信)"
)


_SIGN = re.compile(r"[^\w（(《“]{1,4}")  # 【, ▍ and other signs before a heading


def title_at(text: str, paragraph: Span) -> tuple[str, bool, bool] | None:
    """Return (title, whole, numbered) of the heading a paragraph is or opens with, or None when it has none.

    whole: the paragraph is nothing but the heading. numbered: it has a Chinese number such as 一、 or （一）.
    """
    a, b = paragraph
    mark = LIST_MARK.match(text, a, b)
    start = mark.end() if mark else a
    sign = _SIGN.match(text, start, b)
    start = sign.end() if sign else start
    stop = next(
        (i for i in range(start, min(b, start + HEADING_MAX)) if text[i] in "。：:，；】"), min(b, start + HEADING_MAX)
    )
    whole = stop >= b - 1 and text[b - 1] not in SENTENCE_END + "；，"
    top = mark is not None and mark.group()[-1] in "、）)" and not mark.group().strip("（()）、")[:1].isdigit()
    whole = whole or (text[b - 1] == "】" and stop == b - 1)
    question = text[b - 1] in "？?" and b - start <= HEADING_MAX
    if question:
        return text[start:b], True, top
    closed = stop < b and text[stop] in "。：:"
    if stop <= start or not (whole or (closed and (top or text[stop] in "：:"))):
        return None
    return text[start:stop], whole, top


# 经商定，形成如下意见：
_AS_FOLLOWS = re.compile(r"(?:如下|以下)(?:处理|整改|工作|具体)?(?:意见|要求|事项|决定|安排|措施|任务)[：:]$")


def kind_of(text: str, paragraph: Span) -> tuple[Kind, bool] | None:
    """Return (what a paragraph's heading announces, whether the paragraph is nothing else), or None."""
    if _AS_FOLLOWS.search(text, max(paragraph[0], paragraph[1] - 20), paragraph[1]):
        return Kind.ORDERS, True
    found = title_at(text, paragraph)
    if found is None:
        return None
    title, whole, numbered = found
    title = re.sub(r"[（(][^（）()]*[）)]$", "", title)
    if not whole and not numbered and len(title) > 10:
        return None
    for pattern, kind in ((_FAULTS, Kind.FAULTS), (_REPORT, Kind.REPORT), (_ORDERS, Kind.ORDERS)):
        if pattern.search(title):
            if kind is Kind.FAULTS and title[:2] in VERBS and not title.endswith(("问题", "情况")):
                return None
            if kind is Kind.FAULTS and title[:2] in _CURING:
                return None
            return kind, whole
    return None


_CURING = frozenset({"解决", "整改", "破解", "化解", "消除", "整治", "聚焦", "针对", "围绕", "关于", "对照", "排查"})


def title_kind(title: str) -> Kind | None:
    """Return what the title of a whole document says of it: 任务清单 orders, 解读 and 总结 only report."""
    if _REPORT_TITLE.search(title):
        return Kind.REPORT
    return Kind.ORDERS if _ORDER_TITLE.search(title) else None


def is_public(title: str) -> bool:
    """Tell whether a document speaks to the public (通告, 倡议书), so that it asks but orders no unit."""
    return _PUBLIC_TITLE.search(title) is not None
