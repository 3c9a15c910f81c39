"""How a document that is no news report speaks for itself: whom it addresses, and which of its sections give orders."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from bihuan.intake.rules.articles import Block
from bihuan.intake.rules.headings import HEADING_MAX, Kind, is_public, kind_of, title_kind
from bihuan.intake.rules.layout import LIST_MARK, SENTENCE_END, Layout
from bihuan.intake.rules.speeches import Speech, Voice
from bihuan.intake.rules.units import UnitDictionary, split_units
from bihuan.kernel.spans import Span

_FROM_HERE = re.compile(
    r"(?:(?:通知|要求|部署|安排|任务|交办|事项|意见|措施|方案|提示|提醒|建议|工作)如下|如下要求|做好以下(?:几项|几个方面)?工作|(?:几点|以下)要求)[：:。]?$|(?:责令|要求|督促|提醒|请|望)(?:你|贵)[^，。；：]{1,12}[：:]$|特此(?:提醒|提示|函告|通知|建议)[：:]$|议定(?:如下|以下事项)[：:]$"
    r"|(?:要|请|须|应|提出|做到|抓好|做好|落实好?)[^。；：]{0,20}(?:以下|如下|下列|[几两三四五六七八九十0-9]{1,2}[点条项件个])[^。；：不]{0,8}[：:]$"
)
_REPORT_FROM_HERE = re.compile(
    r"(?:(?:通报|情况|汇报|报告|公布|纪要|问题|不足|隐患)如下|(?:以下|如下|下列)[^，。；]{0,6}(?:问题|不足|隐患|情况|情形|违法行为))[：:。]?$"
)
# 各街道办事处，区直各有关单位：
_ADDRESSED = re.compile(r"[^。；！？：:]{2,80}[：:]$")
# 承办单位：区水利局
_HANDLED_BY = re.compile(r"(?:承办|责任|主办|牵头|整改|被督办|主送|受理)单位[：:]")
# 清理楼道杂物。责任单位：各社区；完成时限：4月20日。
_TASK_ROW = re.compile(
    r"[。；，（(](?:责任|牵头|主办|承办)(?:单位|部门)[：:]|(?:局|委|办|中心|街道|镇|乡|公司|大队)：(?:牵头|负责|指导|督促|组织|做好)"
)
_ARTICLE_OF_LAW = re.compile(r"第[一二三四五六七八九十百0-9]{1,4}条")  # what always holds, and no order of the day
# 在…会议上的讲话
_ADDRESS_TITLE = re.compile(r"讲话|致辞|发言(?:提纲|稿)")


def default_units(layout: Layout, block: Block, units: UnitDictionary) -> tuple[str, ...]:
    """Return the units a notice is addressed to, from a line of its own near its top."""
    for a, b in block.body[:6]:
        if _ADDRESSED.match(layout.text, a, b) and not LIST_MARK.match(layout.text, a, b):
            found = split_units(layout.text[a : b - 1], units)
            if found and sum(map(len, found)) + len(found) >= b - 1 - a - 2 - _bracketed(layout.text[a:b], found):
                return found
    for a, b in block.body[:10]:
        handled = _HANDLED_BY.match(layout.text, a, b)
        if handled:
            return split_units(layout.text[handled.end() : b].rstrip(SENTENCE_END + "；;"), units)
    return ()


def is_form(layout: Layout, block: Block) -> bool:
    """Tell whether an article is a form whose 承办单位 is asked wherever an order names nobody else."""
    return any(re.match(r"(?:承办|主办|被督办)单位[：:]", layout.text[a : a + 8]) for a, _ in block.body[:10])


def _bracketed(line: str, found: tuple[str, ...]) -> int:
    """Return how many characters stand in brackets that are no part of the units found."""
    kept = "".join(found)
    return sum(len(m.group()) for m in re.finditer(r"[（(][^（）()]*[）)]", line) if m.group() not in kept)


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
    title = _title(layout, block)
    kind = title_kind(title)
    orders = printed or kind is Kind.ORDERS
    starts = [s.span[0] for s in speeches]
    for a, b in block.body:
        if _ARTICLE_OF_LAW.match(layout.text, a, b):
            continue
        here = orders
        if ((a, b) != block.body[0] or layout.text[b - 1] in "：:") and kind is not Kind.REPORT and not printed:
            here, orders = _mode(layout.text, (a, b), orders)
        voice = Voice.POINT if printed else Voice.ORDER if here else Voice.TEXT
        voice = Voice.HOPE if is_public(title) else voice
        voice = Voice.ORDER if voice is Voice.TEXT and _TASK_ROW.search(layout.text, a, b) else voice
        at = a
        for speech in _spoken_in(layout.text, (a, b), speeches, starts):
            if speech.span[0] > at:
                yield Speech(speaker, (at, speech.span[0]), voice, False, goes_on=True)
            yield speech
            at = speech.span[1]
        orders = _turns(layout.text, (a, b), orders) and kind is not Kind.REPORT
        if at < b and not _is_heading(layout.text, (a, b)):
            yield Speech(speaker, (at, b), voice, False, goes_on=True)


def _title(layout: Layout, block: Block) -> str:
    """Return the first line of an article when it is a title, else nothing."""
    a, b = block.body[0] if block.body else (0, 0)
    return layout.text[a:b] if 0 < b - a <= 60 and layout.text[b - 1] not in SENTENCE_END else ""


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


def _mode(text: str, paragraph: Span, orders: bool) -> tuple[bool, bool]:
    """Return whether a paragraph gives orders and whether those below it do. orders: whether those above did.

    A field of a form (时间：4月3日) speaks for its own line only.
    """
    found = kind_of(text, paragraph)
    if found is None:
        return orders, orders
    here = found[0] is Kind.ORDERS
    field = not found[1] and LIST_MARK.match(text, *paragraph) is None
    return here, orders if field else here


def _turns(text: str, paragraph: Span, orders: bool) -> bool:
    """Return whether what follows a paragraph gives orders, from how it ends: 通知如下, 通报如下."""
    a, b = paragraph
    if _REPORT_FROM_HERE.search(text, max(a, b - 30), b):
        return False
    return bool(_FROM_HERE.search(text, max(a, b - 30), b)) or orders
