"""Projects that a text names, with what it says of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.intake.rules.layout import LIST_MARK, split
from bihuan.intake.rules.verbs import words
from bihuan.kernel.spans import Span

FIELDS = words("""
    owner partner location phases contents status
    purpose land_area floor_area done_area capacity
    permit permit_date start note
""")  # fmt: skip
# What the name of a project ends in.
_KIND = (
    r"(?:产业园区?|科技园|物流园|工业园|创业园|软件园|产业基地|生产基地|制造基地|研发基地|基地|产业园|智慧园|园区|综合体|数据中心|研发中心|总部|新厂区|新院区|厂房|"
    r"新城|小镇|公社|学校|医院|大桥|快速路|安置区|工程|项目)"
)
_PHASE = r"(?:[（(]?[一二三四五六1-6]期[）)]?)?"
NAME = re.compile(rf"[^，。；：、！？“”‘’（）()\s]{{2,36}}?{_KIND}{_PHASE}(?=项目|工程)?")


@dataclass(frozen=True, slots=True)
class Found:
    """One project as pieces of the text without white space. facts: (field, value, span)."""

    name: Span
    facts: tuple[tuple[str, str | None, Span], ...]


def find_projects(text: str, paragraphs: tuple[Span, ...]) -> list[Found]:
    """Return the projects of an article in order, each name once."""
    seen: dict[str, Span] = {}
    for paragraph in paragraphs:
        for span in _names(text, paragraph):
            seen.setdefault(re.sub("项目$", "", text[slice(*span)]), span)
    return [Found(span, ()) for span in seen.values()]


_LISTED = re.compile(
    r"(?:来到|走进|查看|察看|观摩|调研|前往|到)(?:了)?(?P<list>[^。；！？]{4,160}?)(?:等)?(?:[0-9一二三四五六七八九十]+个)?(?:重点)?(?:项目|工程)"
)


def _names(text: str, paragraph: Span) -> Iterator[Span]:
    for match in _LISTED.finditer(text, *paragraph):
        for a, b in split(text, *match.span("list"), at="、和"):
            if 3 <= b - a <= 36 and "，" not in text[a:b]:
                yield a, b - (1 if text[b - 1] == "等" else 0)
    start, end = paragraph
    mark = LIST_MARK.match(text, start, end)
    begin = mark.end() if mark else start
    head = NAME.match(text, begin, end)
    if head and head.group() != "项目" and text.startswith(("项目", "工程"), head.end()):
        yield begin, head.end()
