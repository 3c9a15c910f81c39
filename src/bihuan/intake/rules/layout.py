"""The shape of a page: paragraphs, sentences and clauses, as pieces of the text without white space."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bihuan.kernel.spans import Folded, Span, fold

SENTENCE_END = "。！？!?"
SEGMENT_END = SENTENCE_END + "；;"
CLAUSE_END = "，,"
OPENERS = {"“": "”", "《": "》", "（": "）", "(": ")", "【": "】", "「": "」"}
_QUOTED = re.compile(r"“[^“”。]{1,24}”|《[^《》]{1,60}》")
ROW_MAX = 120
COLUMN_MIN = 11  # no newspaper column is narrower; shorter lines are headings
QUOTE_MAX = 80  # a bracket not closed within so many characters is taken for a stray one

# A line that starts so begins a paragraph of its own.
LIST_MARK = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(【\[［][一二三四五六七八九十0-9]{1,3}[）)】\]］]|[①-⑳⑴-⒇●■◆◇○◎★☆·▲▶►]|[A-H][.．、](?=[一-鿿])"
    r"|[0-9]{1,2}(?:[.、．](?![0-9])|[.．](?=[0-9]{1,3}号|[0-9]{1,2}月|20[0-9]{2}年|[0-9]{1,2}[日时点]前)|[)）])"
    r"|第[一二三四五六七八九十]{1,2}[,，、项]|附件)"
)
ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}(?:是(?!否)|要(?=[^求点素]))|第[一二三四五六七八九十]{1,2}[,，、]|首先[,，]?|其次[,，]?|再次[,，]?|最后(?!一|[^，]{0,4}站)[,，]?)"
)
# 建设单位：… : a field of a form or a ledger.
FIELD = re.compile(
    r"[一-鿿]{0,6}(?:单位|地点|地址|规模|进度|进展|时间|时限|期限|措施|问题|意见|要求|情况|内容|方式|电话|事项|日期|编号|产能|办理|责任人|投资|业主|来源|依据|对象|范围|结果|面积|意义|名称|周期|定位|备注)[：:]"
)
# 出席：…; 编号：… : a field that neither orders nor finds fault.
ATTENDED = re.compile(
    "(?:问题|事项|线索|诉求)?(?:来源|依据)[：:]|(?:出席|列席|参加|主持|记录|请假|缺席|抄送|印发|签发|联系)(?:人员|单位|人)?[：:]|(?:交办|来文|发文|督办|检查|受检|抄报|报送|填报)(?:单位|日期)[：:]|(?:编号|来源|依据|类别|类型|地点|位置|日期|电话|对象|签发领导|审核|编辑|供稿)[：:]"
)
_LABELLED = re.compile(r"[一-鿿]{2,6}[：:]")
NEW_PARAGRAPH = re.compile(r"(?:本报讯|本网讯|本台讯|记者|通讯员|来源[:：]|责任编辑)")


@dataclass(frozen=True)
class Layout:
    """A text without white space and its paragraphs: (start, end) pairs in it, in order, covering all of it."""

    folded: Folded
    paragraphs: tuple[Span, ...]

    @property
    def text(self) -> str:
        return self.folded.text

    def last_column(self, start: int, end: int) -> int:
        """Return where the last column begins of a table row text[start:end], or start when it is no such row.

        Columns stand two blanks or more (or one of full width) apart; a row has at least three of them.
        """
        gaps = [i for i in range(start + 1, end) if self._gap(i)] if end - start <= ROW_MAX else []
        return gaps[-1] if len(gaps) >= 2 else start

    def _gap(self, index: int) -> bool:
        between = self.folded.source[self.folded.positions[index - 1] + 1 : self.folded.positions[index]]
        return len(between) > 1 and "\n" not in between

    @cached_property
    def unquoted(self) -> str:
        """The text with what short quotation marks hold blotted out, character for character."""
        return _QUOTED.sub(lambda m: m[0][0] + "〇" * (len(m[0]) - 2) + m[0][-1], self.folded.text)


def lay_out(source: str) -> Layout:
    """Return source without white space, cut into paragraphs.

    A line break inside a sentence of a newspaper column joins its lines; one after a heading parts them. Columns are
    told by many full lines of one width that end without a stop.
    """
    folded = fold(source)
    lines = list(folded.lines())
    width = _column_width(folded.text, lines)
    starts = [0] if lines else []
    for (a, b), (c, d) in pairwise(lines):
        if _parts(folded, (a, b), (c, d), width):
            starts.append(c)
    ends = [*starts[1:], len(folded.text)]
    return Layout(folded, tuple(zip(starts, ends[: len(starts)], strict=True)))


def _column_width(text: str, lines: list[Span]) -> int:
    """Return the width of the printed column, or 0 when every line is a paragraph of its own."""
    fields = sum(1 for a, b in lines if _LABELLED.match(text, a, b))
    if len(lines) < 4 or 4 * fields >= len(lines):  # a form, one field on each line
        return 0
    widths = sorted(b - a for a, b in lines)
    width = widths[len(widths) * 3 // 4]
    broken = sum(1 for a, b in lines if b - a >= width * 0.7 and text[b - 1] not in SEGMENT_END + "：:")
    return width if COLUMN_MIN <= width <= 60 and broken >= 0.3 * len(lines) else 0


def _parts(folded: Folded, line: Span, following: Span, width: int) -> bool:
    """Tell whether a paragraph ends between two lines."""
    text, (a, b), (c, _d) = folded.text, line, following
    if text[b - 1] in CLAUSE_END + "、":
        return False
    blank = folded.source.count("\n", folded.positions[b - 1], folded.positions[c]) > 1
    if text[b - 1] in "：:" and text[a] == "各":  # the line that says whom a notice addresses
        return True
    if blank and (a == 0 or LIST_MARK.match(text, a)):
        return True
    opens = bool(NEW_PARAGRAPH.match(text, c) or LIST_MARK.match(text, c))
    opens = opens or (FIELD.match(text, c) is not None and b - a < width * 0.9)
    if not width or opens or NEW_PARAGRAPH.match(text, a):
        return not width or opens or blank or b - a < width * 0.7
    full = b - a >= width * 0.7
    indented = _indent(folded, c) > 1
    if text[b - 1] in SENTENCE_END + "：:；;”）)":
        return blank or indented or not full
    # A column that breaks off in mid-sentence goes on after the gap; a line that stands alone is a headline.
    return indented if full else not blank or _alone(folded, a)


def _alone(folded: Folded, start: int) -> bool:
    """Tell whether a blank line, or nothing, stands above the line that begins at start."""
    if start == 0:
        return True
    return folded.source.count("\n", folded.positions[start - 1], folded.positions[start]) > 1


def _indent(folded: Folded, index: int) -> int:
    """Return how wide the white space is that stands before text[index] on its line."""
    at = folded.positions[index]
    line = folded.source.rfind("\n", max(0, at - 40), at) + 1
    return sum(2 if char == "　" else 1 for char in folded.source[max(line, at - 40) : at])


def split(text: str, start: int, end: int, *, at: str) -> Iterator[Span]:
    """Yield (start, end) of the pieces of text[start:end] between the marks at, without the marks.

    Marks inside quotation marks or brackets do not count, unless a full stop closes the sentence there.
    """
    closing, until, piece = "", -1, start
    for index in range(start, end):
        char = text[index]
        if closing:
            if char == closing or index >= until:
                closing = ""
            continue
        if char in OPENERS:
            close = text.find(OPENERS[char], index, min(end, index + QUOTE_MAX))
            if close > 0:
                closing, until = OPENERS[char], close
        elif char in at:
            if index > piece:
                yield piece, index
            piece = index + 1
    if end > piece:
        yield piece, end
