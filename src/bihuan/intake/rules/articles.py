"""Where each article of a page begins and ends, when it says it happened, and who wrote it."""

import re
from dataclasses import dataclass
from datetime import date

from bihuan.intake.rules.layout import SENTENCE_END, Layout
from bihuan.kernel.dates import Lean, Moment, find_dates
from bihuan.kernel.spans import Span

# How a report opens.
OPENING = re.compile(
    r"(?:[（(【]?本[报网台刊站]讯[)）】]?|[一-鿿]{2,6}讯[（(]|[一-鿿]{2,6}[0-9]{1,2}月[0-9]{1,2}日(?:讯|电))"
)
# How it ends: 记者 甲 通讯员 乙 文/图, （记者 甲）, 供稿单位：…
_NAME = r"[一-鿿·]{2,4}"
_ROLE = r"(?:本报记者|全媒体记者|记者|通讯员|实习生|摄影)"
BYLINE = re.compile(
    rf"[（(]?{_ROLE}[:：]?(?:{_NAME}[、，]?){{1,4}}(?:{_ROLE}[:：]?(?:{_NAME}[、，]?){{1,4}}){{0,3}}(?:文/图|图/文|摄影报道|报道|摄)?[）)]?$"
    r"|[（(]?(?:供稿单位|供稿|来源|撰稿|文/图|责任编辑)[:：][^。]{2,30}$"
)
_TAIL = re.compile(r"文/图|图/文|报道|摄影|摄")
BYLINE_MAX = 60
HEADLINE_MAX = 40
DATELINE_WITHIN = 48


@dataclass(frozen=True, slots=True)
class Block:
    """One article as a piece of the text without white space. body: its paragraphs, in order, byline left out."""

    span: Span
    body: tuple[Span, ...]
    byline: Span | None
    reporters: tuple[str, ...]
    is_news: bool


def find_articles(layout: Layout) -> list[Block]:
    """Return the articles of the page in order. A page without any report opening is one article."""
    groups: list[list[Span]] = []
    for paragraph in layout.paragraphs:
        if not groups or (_begins(layout.text, paragraph, groups[-1]) and _has_body(layout.text, groups[-1])):
            heads = _take_headlines(layout.text, groups) if groups else []
            groups.append(heads)
        groups[-1].append(paragraph)
    return [_block(layout.text, group) for group in groups if group]


def _begins(text: str, paragraph: Span, above: list[Span]) -> bool:
    """Tell whether an article begins with a paragraph: it opens like a report, or the one above closed with a byline."""
    if _opens(text, paragraph):
        return True
    signed = _byline(text, above[-1])
    return (
        signed is not None
        and signed[0] == above[-1][0]
        and "记者" in text[slice(*above[-1])] + "记者" * ("通讯员" in text[slice(*signed)])
        and _byline(text, paragraph) is None
    )


def _opens(text: str, paragraph: Span) -> bool:
    return OPENING.match(text, paragraph[0], paragraph[1]) is not None


def _has_body(text: str, group: list[Span]) -> bool:
    return any(b - a > HEADLINE_MAX or text[b - 1] in SENTENCE_END for a, b in group)


def _take_headlines(text: str, groups: list[list[Span]]) -> list[Span]:
    """Move the headlines that stand before an opening from the end of the article above to the new one."""
    heads: list[Span] = []
    while len(groups[-1]) > 1 and _is_headline(text, groups[-1][-1]):
        heads.insert(0, groups[-1].pop())
    return heads


def _is_headline(text: str, paragraph: Span) -> bool:
    a, b = paragraph
    return b - a <= HEADLINE_MAX and text[b - 1] not in SENTENCE_END + "；;：:）)" and _byline(text, paragraph) is None


def _byline(text: str, paragraph: Span) -> Span | None:
    """Return the byline that closes a paragraph."""
    a, b = paragraph
    for match in re.finditer(rf"[（(]?(?:{_ROLE}|供稿|来源|撰稿|文/图|责任编辑)", text[max(a, b - BYLINE_MAX) : b]):
        start = max(a, b - BYLINE_MAX) + match.start()
        if (start == a or text[start - 1] in SENTENCE_END + "”）)") and BYLINE.match(text, start, b):
            return start, b
    return None


def _block(text: str, group: list[Span]) -> Block:
    span = group[0][0], group[-1][1]
    byline = next((found for p in reversed(group[-3:]) if (found := _byline(text, p))), None)
    body = [p for p in group if byline is None or p[0] != byline[0]]
    if byline is not None:
        body = [(a, min(b, byline[0]) if a < byline[0] else b) for a, b in body]
    is_news = any(_opens(text, p) for p in group) or (byline is not None and "记者" in text[slice(*byline)])
    return Block(span, tuple(body), byline, _reporters(text[slice(*byline)]) if byline else (), is_news)


def _reporters(byline: str) -> tuple[str, ...]:
    names: list[str] = []
    for part in re.split(_ROLE + r"[:：]?", _TAIL.sub("", byline.strip("（）()"))):
        names += [n for n in re.split(r"[、，]", part) if re.fullmatch(_NAME, n)]
    return tuple(names)


def find_dateline(
    layout: Layout, block: Block, moments: list[Moment], *, reference: date | None, lean: Lean
) -> Moment | None:
    """Return the date an article opens with, else the one it is signed with.

    moments: the dates of the article, in order. reference and lean: see kernel.dates.find_dates.
    """
    inside = [m for m in moments if re.search(r"[0-9一二三四五六七八九十][日号]|今日|昨日", m.text)]
    if not inside:
        return None
    alone = frozenset(block.body)
    opening = [a for a, _ in block.body[:6]]
    first = next((m for m in inside if not m.is_limit and _opens_with(layout.text, opening, m)), None)
    signed = next((m for m in reversed(inside) if m.span[1] == block.span[1] or m.span in alone), None)
    chosen = first if block.is_news or signed is None else signed
    return _leaning(chosen, reference, lean) if chosen else None


def _opens_with(text: str, openings: list[int], moment: Moment) -> bool:
    """Tell whether a date stands near the start of a paragraph and says when, not until when."""
    near = any(0 <= moment.span[0] - a < DATELINE_WITHIN for a in openings)
    return near and not text[max(0, moment.span[0] - 2) : moment.span[0]].endswith(("截至", "截止", "至", "到"))


def _leaning(moment: Moment, reference: date | None, lean: Lean) -> Moment:
    """Return moment read again with its year on the side of reference that lean says."""
    again = find_dates(moment.text, reference, lean)
    day, certain = (again[0].resolved, again[0].certain) if again else (None, False)
    return Moment(moment.text, moment.span, day, certain, moment.is_limit)
