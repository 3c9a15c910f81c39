"""The reader never fails, never loses its place and never slows down."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.intake.rules.reading import Reading, read
from bihuan.kernel.spans import Span, bare

PIECES = st.sampled_from(
    [
        "本报讯", "3月21日上午，", "区委书记王大同", "强调，", "要求", "各单位要", "加强巡查", "，", "。", "；", "：", "“", "”", "（", "）",
        "一是", "二、", "1. ", "（一）", "请各街道于4月10日前", "由区城管局牵头", "存在", "问题", "等问题", "乱停乱放", "来到", "甲产业园", "、",
        "等项目现场", "占地98亩", "记者 甲乙丙", "责任单位：", "希望", "会议要求", "总投资", "12亿元", "\n", "\n\n", "　　", " ", "不得", "将",
    ]
)  # fmt: skip


def pieces(reading: Reading) -> Iterator[tuple[str, Span]]:
    for article in reading.articles:
        yield from ((p.text, p.span) for p in (article.dateline, article.byline) if p)
    for order in reading.requirements:
        yield order.text, order.span
        yield order.quote.text, order.quote.span
        yield from ((d.text, d.span) for d in (order.deadline,) if d)
    yield from ((p.text, p.span) for p in reading.problems)
    for project in reading.projects:
        yield project.name.text, project.name.span
        yield from ((a.text, a.span) for a in project.attributes)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_span_carries_its_text(text: str) -> None:
    for words, (a, b) in pieces(read(text)):
        assert words
        assert bare(text[a:b]) == words


@given(parts=st.lists(PIECES, min_size=1, max_size=30), data=st.data())
def test_spans_survive_line_breaks_anywhere(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    breaks = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    broken = "\n".join(text[a:b] for a, b in zip([0, *breaks], [*breaks, len(text)], strict=True))
    for words, (a, b) in pieces(read(broken)):
        assert bare(broken[a:b]) == words


@given(st.text(max_size=200))
def test_reading_never_raises(text: str) -> None:
    assert read(text).as_json()["chars"] == len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "各单位要于4月10日前完成第{i}项任务；",
        "1. 第{i}号产业园项目。位于第{i}路，存在破损、缺失等问题。\n",
        "区长王大同强调，第{i}组要抓紧。",
        "{i}",
        "，",
        "“《（",
        "来到甲{i}、",
    ],
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    short, long = (_seconds(unit, chars) for chars in (20_000, 160_000))
    assert long < 8 * 3 * short + 0.5


def _seconds(unit: str, chars: int) -> float:
    count = chars // len(unit.format(i=1000)) + 1
    text = "".join(unit.format(i=i) for i in range(count))[:chars]
    started = time.process_time()
    read(text)
    return time.process_time() - started


@pytest.mark.parametrize(
    "unit",
    [
        "部分点位垃圾满溢、墙面破损，",
        "存在乱停乱放、个别单位履职不到位，",
        "解决用电难、停车难、",
        "区城管局要加强第{i}段巡查，",
        "对第{i}处问题，由区水务局牵头，",
        "收到通知后3日内、",
        "1111111111",
    ],
)
def test_one_long_sentence_takes_time_in_step_with_its_length(unit: str) -> None:
    _seconds(unit, 1_000)  # what the first call sets up is not measured
    short, long = _seconds(unit, 100_000), _seconds(unit, 400_000)
    assert long <= 5 * short + 0.5
