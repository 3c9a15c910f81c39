"""Excel out of any list: whatever was typed can be written, and stays text."""

import io

import openpyxl
import pytest

from bihuan.web.kit.sheets import sheet


def written(text: str) -> openpyxl.cell.Cell:
    answer = sheet("案件", [("标题", 20)], [[text]])
    return openpyxl.load_workbook(io.BytesIO(answer.content)).active["A2"]


@pytest.mark.parametrize("formula", ["=1+1", '=HYPERLINK("http://elsewhere.example")', "+1", "@SUM(A1)"])
def test_what_looks_like_a_formula_stays_a_text(formula: str) -> None:
    cell = written(formula)

    assert (cell.data_type, cell.value) == ("s", formula)


@pytest.mark.parametrize("odd", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_a_character_that_excel_cannot_hold_does_not_stop_the_export(odd: str) -> None:
    assert written(f"暴露{odd}垃圾").value == "暴露垃圾"
