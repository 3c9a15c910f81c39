"""How a document that is no news report speaks for itself: whom it addresses, and which of its sections give orders."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from bihuan.intake.rules.articles import Block
from bihuan.intake.rules.layout import LIST_MARK, SENTENCE_END, Layout
from bihuan.intake.rules.speeches import Speech, Voice
from bihuan.intake.rules.units import UnitDictionary, split_units
from bihuan.intake.rules.verbs import VERBS
from bihuan.kernel.spans import Span

HEADING_MAX = 30
_ORDERS = re.compile(
    r"要求|任务|措施|下一?步|整改(?!情况)|安排|部署|分工|职责|步骤|议定事项|交办事项|办理|落实|保障|组织实施|组织领导|意见|处理决定|工作事项|有关事项$|几点"
)
_PLAIN = re.compile(
    r"问题|情况|亮点|特点|做法|时间|对象|范围|重点$|自查重点|检查重点|方式|联系|成效|总体|概况|发言|通报|依据|背景|标准$|名单|评选|奖项|内容$|目标|督办事项|进展|意义"
)
_FROM_HERE = re.compile(
    r"(?:(?:通知|要求|部署|安排|任务|交办|事项|意见|措施|方案)如下|如下要求|做好以下(?:几项|几个方面)?工作|(?:几点|以下)要求)[：:。]?$"
)
_REPORT_FROM_HERE = re.compile(r"(?:通报|情况|汇报|报告|公布|纪要)如下[：:。]?$")
# 各街道办事处，区直各有关单位：
_ADDRESSED = re.compile(r"[^。；！？：:]{2,80}[：:]$")
# 承办单位：区水利局
_HANDLED_BY = re.compile(r"(?:承办|责任|主办|牵头|整改|被督办|主送|受理)单位[：:]")
# 在…会议上的讲话
_ADDRESS_TITLE = re.compile(r"讲话|致辞|发言(?:提纲|稿)")


def default_units(layout: Layout, block: Block, units: UnitDictionary) -> tuple[str, ...]:
    """Return the units a notice is addressed to, from a line of its own near its top."""
    for a, b in block.body[:6]:
        if _ADDRESSED.match(layout.text, a, b) and not LIST_MARK.match(layout.text, a, b):
            found = split_units(layout.text[a : b - 1], units)
            if found and sum(map(len, found)) + len(found) >= b - 1 - a - 2:
                return found
    for a, b in block.body[:10]:
        handled = _HANDLED_BY.match(layout.text, a, b)
        if handled:
            return split_units(layout.text[handled.end() : b], units)
    return ()


def orator(layout: Layout, block: Block, names: list[tuple[str, Span]]) -> str | None:
    """Return who gives a speech that is printed whole: the person named alone below a title that says so."""
    if not is_printed_speech(layout, block):
        return None
    lines = block.body[:4]
    head = lines[0][0], lines[-1][1]
    return next((name for name, (a, b) in names if head[0] <= a and b <= head[1]), None)


def is_printed_speech(layout: Layout, block: Block) -> bool:
    """Tell whether an article is a speech printed whole, from its title."""
    a, b = block.body[0] if block.body else (0, 0)
    return (
        b > a
        and _ADDRESS_TITLE.search(layout.text, a, b) is not None
        and layout.text[b - 1] not in SENTENCE_END
        and b - a < 60
    )


def own_words(layout: Layout, block: Block, speeches: list[Speech], speaker: str | None) -> Iterator[Speech]:
    """Yield the speeches of an article in order and, between them, what the document says itself.

    speaker: who speaks throughout, when the document is a printed speech.
    """
    if block.is_news:
        yield from speeches
        return
    printed = speaker is not None or is_printed_speech(layout, block)
    orders = printed
    starts = [s.span[0] for s in speeches]
    for a, b in block.body:
        orders = _mode(layout.text, (a, b), orders) if not printed else True
        voice = Voice.POINT if printed else Voice.ORDER if orders else Voice.TEXT
        at = a
        for speech in _spoken_in(layout.text, (a, b), speeches, starts):
            if speech.span[0] > at:
                yield Speech(speaker, (at, speech.span[0]), voice, False, goes_on=True)
            yield speech
            at = speech.span[1]
        orders = _turns(layout.text, (a, b), orders)
        if at < b and not _is_heading(layout.text, (a, b)):
            yield Speech(speaker, (at, b), voice, False, goes_on=True)


def _spoken_in(text: str, paragraph: Span, speeches: list[Speech], starts: list[int]) -> list[Speech]:
    """Return the speeches that begin in a paragraph; a numbered heading holds none."""
    if _marked(text, paragraph):
        return []
    return speeches[bisect_left(starts, paragraph[0]) : bisect_left(starts, paragraph[1])]


def _is_heading(text: str, paragraph: Span) -> bool:
    a, b = paragraph
    if b - a > HEADING_MAX or text[b - 1] in SENTENCE_END + "；;":
        return False
    return text[b - 1] in "：:" or a == 0 or _marked(text, paragraph) or not re.search("[，。；：、]", text[a:b])


def _marked(text: str, paragraph: Span) -> bool:
    """Tell whether a paragraph is nothing but a numbered heading such as 三、工作要求."""
    a, b = paragraph
    mark = LIST_MARK.match(text, a, b)
    if not mark or text[b - 1] in SENTENCE_END + "；;，":
        return False
    return (
        not any(c in "，；。：" for c in text[mark.end() : b])
        and b - mark.end() <= 14
        and mark.group()[-1] not in ".．)"
    )


def _mode(text: str, paragraph: Span, orders: bool) -> bool:
    """Return whether a paragraph, and those below it, give orders. orders: whether those above did."""
    a, b = paragraph
    mark = LIST_MARK.match(text, a, b)
    start = mark.end() if mark else a
    stop = next(
        (i for i in range(start, min(b, start + HEADING_MAX)) if text[i] in "。：:"), min(b, start + HEADING_MAX)
    )
    title, whole = text[start:stop], stop >= b - 1
    top = mark is not None and mark.group()[-1] in "、" and not mark.group()[0].isdigit()
    if "，" in title or not (top or (whole and text[b - 1] not in SENTENCE_END) or _LABELLED.match(title)):
        return orders
    if _PLAIN.search(title) and not (len(title) > 5 and title[:2] in VERBS and not title.endswith(("问题", "情况"))):
        return False if top or whole else orders
    return True if _ORDERS.search(title) else orders


_LABELLED = re.compile(r"(?:下一?步|工作|整改|有关|具体|几点)(?:工作)?(?:措施|要求|打算|安排|意见|建议)$")


def _turns(text: str, paragraph: Span, orders: bool) -> bool:
    """Return whether what follows a paragraph gives orders, from how it ends: 通知如下, 通报如下."""
    a, b = paragraph
    if _REPORT_FROM_HERE.search(text, max(a, b - 30), b):
        return False
    return bool(_FROM_HERE.search(text, max(a, b - 30), b)) or orders
