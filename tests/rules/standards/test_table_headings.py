"""Finding the headings of a table."""

import pytest

from bihuan.kernel.errors import Refusal
from bihuan.standards.rules.table import MOST_ROWS, read_sheet

HEADINGS = ["类型", "代码", "立案条件", "处置时限"]
ROW = ["事项", "06010", "有裸露垃圾", "4小时"]


def test_finds_headings_below_a_title_and_numbers_rows_as_the_program_does() -> None:
    sheet = read_sheet([["某市立案条件表", "", "", ""], [], HEADINGS, ROW, ["", " ", "", ""], ROW])

    assert [row.number for row in sheet.rows] == [4, 6]
    assert (sheet.rows[0].kind, sheet.rows[0].code, sheet.rows[0].limit) == ("事项", "06010", "4小时")


def test_takes_columns_in_any_order_and_names_those_it_leaves_out() -> None:
    sheet = read_sheet(
        [
            ["备注", " 处理 时限", "小类代码", "部件/事项", "立案标准", "联系人"],
            ["x", "2天", "06010", "事项", "脏", "y"],
        ]
    )

    assert sheet.unknown == ("备注", "联系人")
    assert (sheet.rows[0].limit, sheet.rows[0].text) == ("2天", "脏")


@pytest.mark.parametrize(
    ("table", "code", "params"),
    [
        ([], "standards.columns_missing", {"columns": "类型、代码、立案条件、处置时限"}),
        ([["类型", "代码", "名称"], ROW], "standards.columns_missing", {"columns": "立案条件、处置时限"}),
        ([[*HEADINGS, "时限"], ROW], "standards.column_twice", {"column": "处置时限"}),
        ([HEADINGS], "standards.rows_none", {}),
        ([HEADINGS, *[ROW] * (MOST_ROWS + 1)], "standards.rows_many", {"most": MOST_ROWS}),
    ],
)
def test_refuses(table: list[list[str]], code: str, params: dict[str, object]) -> None:
    with pytest.raises(Refusal) as refusal:
        read_sheet(table)

    assert (refusal.value.code, refusal.value.params) == (code, params)
