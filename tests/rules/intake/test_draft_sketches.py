"""What a reading proposes as drafts, and how a draft is cut."""

from datetime import date

import pytest

from bihuan.intake.rules.drafts import (
    DraftKind,
    DraftState,
    Piece,
    Sketch,
    heading_unit,
    join_spans,
    pieces,
    sentence_around,
    sketches,
    split_spans,
    title_of,
)
from bihuan.intake.rules.reading import read
from bihuan.intake.rules.units import UnitDictionary

TEXT = (
    "环境整治推进会会议纪要\n\n"
    "3月20日上午，区督查室召开环境整治推进会。\n"
    "会议要求，甲街道要立即清理辖区内的暴露垃圾；乙街道要在4月10日前完成道路修补；丙街道要在三个工作日内书面报告；希望大家再接再厉。\n"
    "目前还存在出店经营较多等问题。\n"
)


def drawn() -> list[Sketch]:
    return sketches(read(TEXT, reference=date(2026, 3, 23)), TEXT)


def test_drafts_come_in_the_order_of_the_text_and_carry_its_exact_words() -> None:
    found = drawn()

    assert [sketch.spans for sketch in found] == sorted(sketch.spans for sketch in found)
    assert all(sketch.source_text == TEXT[slice(*sketch.spans[0])] for sketch in found)
    assert all("".join(sketch.source_text.split()) in "".join(sketch.quote.split()) for sketch in found)


def test_orders_and_problems_are_open_and_hopes_begin_as_dropped() -> None:
    states = {(sketch.kind, sketch.force.value, sketch.state) for sketch in drawn()}

    assert states == {
        (DraftKind.REQUIREMENT, "must", DraftState.OPEN),
        (DraftKind.REQUIREMENT, "hope", DraftState.DROPPED),
        (DraftKind.PROBLEM, "must", DraftState.OPEN),
    }


def test_a_day_named_is_kept_as_a_day() -> None:
    (found,) = [sketch for sketch in drawn() if "修补" in sketch.title]

    assert (found.deadline_text, found.deadline_on, found.limit_text) == ("4月10日前", date(2026, 4, 10), "")


def test_a_limit_counted_from_dispatch_is_kept_as_a_limit() -> None:
    (found,) = [sketch for sketch in drawn() if "书面报告" in sketch.title]

    assert (found.deadline_on, found.limit_text) == (None, "3工作日")


def test_an_article_is_labelled_by_its_number_and_first_line() -> None:
    assert {sketch.article for sketch in drawn()} == {"1 · 环境整治推进会会议纪要"}


@pytest.mark.parametrize(
    "words, title",
    [
        ("一是要压实工作责任，", "压实工作责任"),
        ("要思想重视，\n勇于担当；", "思想重视，勇于担当"),
        ("要求各单位整改", "要求各单位整改"),
        ("要点要抓好", "要点要抓好"),
        ("须立即整改。", "立即整改"),
        ("要", "要"),
        ("长" * 300, "长" * 200),
    ],
)
def test_a_title_is_the_words_without_what_only_counts_or_joins(words: str, title: str) -> None:
    assert title_of(words) == title


def test_a_sentence_is_found_around_a_span() -> None:
    text = "前一句。甲街道要整改，\n限期完成。后一句。"

    assert sentence_around(text, (4, 8)) == "甲街道要整改，\n限期完成。"
    assert sentence_around("没有句号", (0, 2)) == "没有"


def test_pieces_end_after_marks_and_between_spans_and_keep_every_word() -> None:
    text = "清运垃圾，修补道路；加强巡查。"

    assert pieces(text, [(0, 15)]) == [Piece("清运垃圾，", 5), Piece("修补道路；", 10), Piece("加强巡查。", None)]
    assert pieces(text, [(0, 4), (10, 15)]) == [Piece("清运垃圾", 10), Piece("加强巡查。", None)]
    assert pieces(text, [(0, 4)]) == [Piece("清运垃圾", None)]


def test_splitting_after_any_piece_gives_parts_that_begin_there() -> None:
    text = "清运垃圾，修补道路；加强巡查。"

    for piece in pieces(text, [(0, 15)])[:-1]:
        assert piece.at is not None
        assert split_spans(text, [(0, 15)], [piece.at])[1][0][0] == piece.at


@pytest.mark.parametrize(
    "offsets, parts",
    [
        ([5], [[(0, 5)], [(5, 15)]]),
        ([5, 10], [[(0, 5)], [(5, 10)], [(10, 15)]]),
        ([], [[(0, 15)]]),
        ([0, 15, 99, -3], [[(0, 15)]]),
        ([14], [[(0, 14)]]),
    ],
)
def test_a_span_is_cut_where_asked_and_no_part_is_without_words(
    offsets: list[int], parts: list[list[tuple[int, int]]]
) -> None:
    assert split_spans("清运垃圾，修补道路；加强巡查。", [(0, 15)], offsets) == parts


def test_white_space_at_a_cut_belongs_to_no_part() -> None:
    assert split_spans("清运垃圾，\n 修补道路", [(0, 11)], [5]) == [[(0, 5)], [(7, 11)]]


def test_several_spans_are_cut_between_and_inside() -> None:
    text = "清运垃圾，修补道路；加强巡查。"

    assert split_spans(text, [(0, 4), (5, 15)], [5]) == [[(0, 4)], [(5, 15)]]
    assert split_spans(text, [(0, 4), (5, 15)], [10]) == [[(0, 4), (5, 10)], [(10, 15)]]


def test_spans_that_only_white_space_parts_are_joined() -> None:
    text = "清运垃圾，\n修补道路；加强巡查。"

    assert join_spans(text, [(6, 11), (0, 5), (0, 5)]) == [(0, 11)]
    assert join_spans(text, [(0, 4), (6, 10)]) == [(0, 4), (6, 10)]
    assert join_spans(text, [(0, 10), (2, 4)]) == [(0, 10)]


UNITS = UnitDictionary(names=frozenset({"丙街道办事处"}), aliases={"丙街道": "丙街道办事处"})
BULLETIN = (
    "二、存在问题\n（一）丙街道\n1. 槐荫里小区：楼道堆物；\n2. 河滨游园：绿地裸露。\n"
    "丙街道办事处：主干道积水。\n三、下步要求\n路面破损。\n"
)


@pytest.mark.parametrize(
    "words, unit",
    [
        ("楼道堆物", "丙街道"),
        ("绿地裸露", "丙街道"),
        ("主干道积水", "丙街道办事处"),
        ("路面破损", ""),
        ("存在问题", ""),
    ],
)
def test_the_heading_above_says_whose_problem_it_is(words: str, unit: str) -> None:
    assert heading_unit(BULLETIN, BULLETIN.index(words), UNITS) == unit


def test_a_heading_that_is_more_than_a_unit_says_nothing() -> None:
    text = "（一）丙街道的经验\n楼道堆物。"

    assert heading_unit(text, text.index("楼道"), UNITS) == ""
