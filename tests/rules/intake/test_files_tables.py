"""Tables of Word documents: a row stays one, whatever is merged, empty or nested, and its unit and limit are read."""

import io
import time
from collections.abc import Sequence
from datetime import date

import docx
import pytest
from docx.document import Document
from docx.table import Table
from hypothesis import given
from hypothesis import strategies as st
from rules.intake.papers import paragraph, word

from bihuan.intake.rules.drafts import Sketch, sketches
from bihuan.intake.rules.files import read_file
from bihuan.intake.rules.files.facts import TABLES_WRITTEN
from bihuan.intake.rules.files.tables import MOST_CELLS, MOST_COLUMNS, MOST_OPEN
from bihuan.intake.rules.reading import read
from bihuan.intake.rules.units import UnitDictionary
from bihuan.kernel.errors import Refusal

UNITS = UnitDictionary(frozenset({"甲街道", "乙街道", "丙街道", "区城管局", "区住房和城乡建设局"}))
HEADER = ["序号", "任务（问题）", "责任单位（牵头单位、配合单位）", "完成时限"]


def fill(table: Table, rows: Sequence[Sequence[str]]) -> None:
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            if text:
                table.cell(y, x).text = text


def document(rows: Sequence[Sequence[str]], *merged: tuple[int, int, int, int]) -> Document:
    """Return a document with one table. merged: (row, column, last row, last column) of cells that are one."""
    made = docx.Document()
    table = made.add_table(rows=len(rows), cols=max(len(row) for row in rows))
    for top, left, bottom, right in merged:
        table.cell(top, left).merge(table.cell(bottom, right))
    fill(table, rows)
    return made


def text_of(made: Document) -> str:
    out = io.BytesIO()
    made.save(out)
    return read_file(out.getvalue(), "任务表.docx").text


def drafts(text: str) -> list[Sketch]:
    return sketches(read(text, units=UNITS, reference=date(2026, 3, 20)), text, units=UNITS)


def said(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], date | None]]:
    return [(each.title, each.units, each.leads, each.deadline_on) for each in drafts(text)]


def test_a_row_of_a_task_list_gives_a_draft_with_unit_and_limit() -> None:
    text = text_of(
        document(
            [
                HEADER,
                ["1", "西溪路暴露垃圾清理", "甲街道", "4月10日前"],
                ["2", "道路修补", "区住房和城乡建设局、乙街道", "2026.4.20"],
                ["3", "30处积水点整治", "区城管局牵头，丙街道配合", "10个工作日内"],
            ]
        )
    )

    assert text == (
        "任务：\n"
        "1.西溪路暴露垃圾清理（责任单位：甲街道；完成时限：4月10日前）。\n"
        "2.道路修补（牵头单位：区住房和城乡建设局，配合单位：乙街道；完成时限：2026年4月20日）。\n"
        "（3）30处积水点整治（牵头单位：区城管局，配合单位：丙街道；完成时限：10个工作日内）。"
    )
    assert said(text) == [
        ("西溪路暴露垃圾清理", ("甲街道",), (), date(2026, 4, 10)),
        ("道路修补", ("区住房和城乡建设局", "乙街道"), ("区住房和城乡建设局",), date(2026, 4, 20)),
        ("30处积水点整治", ("区城管局", "丙街道"), ("区城管局",), None),
    ]
    assert drafts(text)[2].limit_text == "10工作日"


def test_the_notes_say_that_tables_were_written_by_row() -> None:
    out = io.BytesIO()
    document([HEADER, ["1", "清理垃圾", "甲街道", "4月10日前"]]).save(out)

    notes = read_file(out.getvalue(), "任务表.docx").notes

    assert [(note.text, note.params) for note in notes] == [(TABLES_WRITTEN, {"count": 1})]


def test_problems_keep_place_unit_and_limit_and_the_list_ends_with_the_table() -> None:
    made = document(
        [
            ["序号", "点位", "存在问题", "责任单位", "整改时限"],
            ["1", "西溪路12号", "垃圾未清", "甲街道", "4月10日前"],
            ["2", "北门", "路面破损严重", "区住房和城乡建设局", "4月20日前"],
        ]
    )
    made.add_paragraph("会后，区城管局开展了回头看。")

    found = drafts(text_of(made))

    assert [(each.title, each.place, each.units, each.deadline_on) for each in found] == [
        ("垃圾未清", "西溪路12号", ("甲街道",), date(2026, 4, 10)),
        ("路面破损严重", "北门", ("区住房和城乡建设局",), date(2026, 4, 20)),
    ]
    assert {each.kind for each in found} == {"problem"}


def test_merged_cells_are_read_as_they_look() -> None:
    text = text_of(
        document(
            [
                ["重点任务清单", "", "", "", ""],
                ["序号", "工作任务", "责任单位", "", "完成时限"],
                ["", "", "牵头单位", "配合单位", ""],
                ["一、环境整治", "", "", "", ""],
                ["1", "修补破损道路", "区城管局", "甲街道、乙街道", "4月10日前"],
                ["2", "清理暴露垃圾", "甲街道", "乙街道", ""],
                ["", "", "", "丙街道", ""],
            ],
            (0, 0, 0, 4), (1, 2, 1, 3), (1, 0, 2, 0), (1, 1, 2, 1), (1, 4, 2, 4), (3, 0, 3, 4), (5, 1, 6, 1), (4, 4, 6, 4),
        )
    )  # fmt: skip

    assert text == (
        "重点任务清单\n工作任务：\n一、环境整治\n"
        "1.修补破损道路（牵头单位：区城管局，配合单位：甲街道、乙街道；完成时限：4月10日前）。\n"
        "2.清理暴露垃圾（牵头单位：甲街道，配合单位：乙街道、丙街道；完成时限：4月10日前）。"
    )
    assert said(text) == [
        ("修补破损道路", ("区城管局", "甲街道", "乙街道"), ("区城管局",), date(2026, 4, 10)),
        ("清理暴露垃圾", ("甲街道", "乙街道", "丙街道"), ("甲街道",), date(2026, 4, 10)),
    ]


def test_empty_cells_and_rows_say_nothing_and_the_same_again_is_said_again() -> None:
    rows = [HEADER, ["", "清理暴露垃圾", "甲街道", ""], ["", "", "", ""], ["", "修补破损道路", "同上", "4月底前"]]

    text = text_of(document(rows))

    assert (
        text == "任务：\n1.清理暴露垃圾（责任单位：甲街道）。\n2.修补破损道路（责任单位：甲街道；完成时限：4月底前）。"
    )


def test_a_cell_of_several_paragraphs_is_one_task_and_all_its_orders_have_the_unit() -> None:
    text = text_of(
        document([HEADER, ["1", "清理沿街堆物\n修补破损路面；做好日常保洁", "牵头：区城管局\n配合：甲街道", "4月底前"]])
    )

    assert [(title, leads, day) for title, _units, leads, day in said(text)] == [
        ("清理沿街堆物", ("区城管局",), date(2026, 4, 30)),
        ("修补破损路面", ("区城管局",), date(2026, 4, 30)),
        ("做好日常保洁", ("区城管局",), date(2026, 4, 30)),
    ]


def test_more_units_than_a_bracket_holds_are_all_read() -> None:
    names = [f"区第{n}街道办事处" for n in "一二三四五六七八九十"]

    ((title, units, leads, day),) = said(
        text_of(document([HEADER, ["1", "暴露垃圾清理", "、".join(names), "4月底前"]]))
    )

    assert (title, units, leads, day) == ("暴露垃圾清理", tuple(names), (names[0],), date(2026, 4, 30))


def test_a_table_inside_a_cell_is_read_where_it_stands() -> None:
    made = docx.Document()
    outer = made.add_table(rows=1, cols=1)
    outer.cell(0, 0).paragraphs[0].text = "各单位要对照下表整改。"
    fill(outer.cell(0, 0).add_table(rows=2, cols=4), [HEADER, ["1", "清理暴露垃圾", "甲街道", "4月10日前"]])
    made.add_paragraph("完")

    assert text_of(made).split("\n") == [
        "各单位要对照下表整改。",
        "任务：",
        "1.清理暴露垃圾（责任单位：甲街道；完成时限：4月10日前）。",
        "",
        "完",
    ]


def test_a_table_that_only_lays_out_text_stays_as_it_was() -> None:
    made = docx.Document()
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "会议要求，各单位要立即整改。\n希望大家努力。"
    table.cell(0, 1).text = "会议指出，垃圾未清。"

    assert text_of(made) == "会议要求，各单位要立即整改。\n希望大家努力。\n会议指出，垃圾未清。"


def test_the_short_cells_of_an_unknown_table_share_a_line() -> None:
    assert text_of(document([["姓名", "职务"], ["张三", "主任"]])) == "姓名；职务\n张三；主任"


def test_a_form_in_a_table_is_read_as_its_fields() -> None:
    made = docx.Document()
    made.add_paragraph("督办单")
    fill(
        made.add_table(rows=2, cols=4),
        [["承办单位", "区城管局", "办理时限", "4月10日前"], ["办理要求", "立即修补西溪路道路", "", ""]],
    )

    text = text_of(made)

    assert text == "督办单\n承办单位：区城管局。\n办理时限：4月10日前。\n办理要求：立即修补西溪路道路。"
    assert said(text) == [("立即修补西溪路道路", ("区城管局",), (), date(2026, 4, 10))]


def test_a_number_beyond_ninety_nine_still_begins_an_item() -> None:
    rows = [HEADER, *([str(n), f"清理第{n}处垃圾", "甲街道", "4月10日前"] for n in range(98, 103))]

    found = said(text_of(document(rows)))

    assert len(found) == 5
    assert {units for _title, units, _leads, _day in found} == {("甲街道",)}


@pytest.mark.parametrize(
    "body",
    [
        "<w:tbl/>",
        "<w:tbl><w:tr/></w:tbl>",
        "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='99999'/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val='-3'/><w:vMerge/>"
        f"</w:tcPr>{paragraph('格')}</w:tc></w:tr></w:tbl>",
        f"<w:tr><w:tc>{paragraph('格')}</w:tc></w:tr>",
        f"<w:tbl>{paragraph('格')}<w:tc/></w:tbl>",
    ],
)
def test_a_table_that_is_broken_loses_no_text(body: str) -> None:
    text = read_file(word(body + paragraph("各单位要整改。")), "表.docx").text

    assert "各单位要整改。" in text
    assert ("格" in body) == ("格" in text)


def raw(*rows: Sequence[str]) -> str:
    """Return the text of a table written cell by cell, so that its rows need not be of one length.

    A cell that begins with ^ is said to be one with the cell above.
    """
    made = "".join(f"<w:tr>{''.join(map(raw_cell, row))}</w:tr>" for row in rows)
    return read_file(word(f"<w:tbl>{made}</w:tbl>"), "表.docx").text


def raw_cell(words: str) -> str:
    merged = "<w:tcPr><w:vMerge/></w:tcPr>" if words.startswith("^") else ""
    return f"<w:tc>{merged}{paragraph(words.removeprefix('^'))}</w:tc>"


SHORT = ["序号", "任务", "责任单位", "完成时限"]


def test_units_before_a_label_of_the_cell_itself_have_the_label_of_the_column() -> None:
    text = text_of(document([SHORT, ["1", "清理暴露垃圾", "甲街道，配合单位：乙街道", "4月10日前"]]))

    assert text == "任务：\n1.清理暴露垃圾（责任单位：甲街道，配合单位：乙街道；完成时限：4月10日前）。"
    assert said(text) == [("清理暴露垃圾", ("甲街道", "乙街道"), ("甲街道",), date(2026, 4, 10))]


@pytest.mark.parametrize("number", ["HQ-2026-017", "1.2", "2026001", "（一）"])
def test_a_number_that_begins_no_item_is_kept(number: str) -> None:
    text = text_of(document([["编号", "问题", "责任单位", "整改时限"], [number, "井盖缺失", "甲街道", "4月10日前"]]))

    assert text.split("\n")[1].startswith("1.井盖缺失")
    assert f"编号：{number}" in text


@pytest.mark.parametrize("number", ["7", "07", "7.", "（7）", "7、"])
def test_a_number_begins_its_item(number: str) -> None:
    text = text_of(document([SHORT, [number, "清理垃圾", "甲街道", "4月10日前"]]))

    assert text == "任务：\n7.清理垃圾（责任单位：甲街道；完成时限：4月10日前）。"


def test_a_row_longer_than_its_header_keeps_its_last_cells() -> None:
    text = raw(SHORT[:3], ["1", "清理垃圾", "甲街道", "4月10日前", "电话8123456"])

    assert text == "任务：\n1.清理垃圾（责任单位：甲街道；4月10日前；电话8123456）。"


def test_a_merged_cell_with_words_of_its_own_is_not_merged() -> None:
    text = raw(SHORT, ["1", "清理垃圾", "甲街道", "4月10日前"], ["2", "^补种树木", "乙街道", "^"])

    assert text.split("\n")[1:] == [
        "1.清理垃圾（责任单位：甲街道；完成时限：4月10日前）。",
        "2.补种树木（责任单位：乙街道；完成时限：4月10日前）。",
    ]


def test_the_same_as_nothing_is_kept_as_it_stands() -> None:
    assert "同上" in text_of(document([SHORT, ["1", "清理垃圾", "同上", "4月10日前"]]))


def test_a_table_that_would_lose_a_word_is_written_plain() -> None:
    wide = [f"第{n}栏" for n in range(MOST_COLUMNS)]

    text = raw(SHORT, ["1", "清理垃圾", "甲街道", "4月10日前", *wide, "联系人张三"])

    assert text.split("\n") == [
        "；".join(SHORT),
        "；".join(["1", "清理垃圾", "甲街道", "4月10日前", *wide, "联系人张三"]),
    ]


CELLS = [
    "",
    "甲街道",
    "区城管局牵头，乙街道配合",
    "牵头：丙街道",
    "由甲街道负责落实",
    "；",
    "同上",
    "2026.4.10",
    "HQ-1",
    "^",
    "^其他",
]


@given(st.lists(st.lists(st.sampled_from(CELLS), max_size=6), max_size=4))
def test_no_table_loses_the_words_of_a_cell(rows: list[list[str]]) -> None:
    text = raw(SHORT, *rows)

    for name in ("城管局", "乙街道", "丙街道", "由甲街道", "HQ-1", "其他", "4"):
        assert name in text or not any(name in cell for row in rows for cell in row)


def test_a_document_of_countless_cells_is_refused() -> None:
    for unit in ("<w:tc/>", "<w:tr/>", "<w:tr><w:tc/></w:tr>"):
        with pytest.raises(Refusal) as refusal:
            read_file(word(f"<w:tbl><w:tr>{unit * (MOST_CELLS + 1)}</w:tr></w:tbl>{paragraph('完')}"), "表.docx")

        assert refusal.value.code == "intake.word_unfolds"


def test_tables_too_far_inside_are_taken_as_paragraphs() -> None:
    rows = "".join(
        f"<w:tr>{''.join(map(raw_cell, row))}</w:tr>" for row in (SHORT, ["1", "清理垃圾", "甲街道", "4月底前"])
    )
    for around in (MOST_OPEN - 1, MOST_OPEN, 60):
        body = f"<w:tbl>{rows}</w:tbl>"
        for _ in range(around):
            body = f"<w:tbl><w:tr><w:tc>{body}{paragraph('尾')}</w:tc></w:tr></w:tbl>"

        lines = read_file(word(body + paragraph("完")), "表.docx").text.split("\n")

        is_deep = around >= MOST_OPEN
        assert ("1.清理垃圾（责任单位：甲街道；完成时限：4月底前）。" in lines) != is_deep
        assert ("清理垃圾" in lines) == is_deep
        assert lines[-around - 1 :] == ["尾"] * around + ["完"]


def test_nested_tables_take_time_in_step_with_their_length() -> None:
    inside = "<w:p/>" * 100_000
    for _ in range(100):
        inside = f"<w:tbl><w:tr><w:tc/><w:tc>{inside}</w:tc></w:tr></w:tbl>"

    began = time.process_time()
    read_file(word(inside + paragraph("完")), "表.docx")

    assert time.process_time() - began < 2
