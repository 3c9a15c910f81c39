"""The preview of an import: what is read in each row, what is wrong, and that nothing changes."""

from datetime import date

import pytest
from cast import Cast
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from small_dictionary import HEADINGS, Small, workbook

from bihuan.kernel.errors import Refusal
from bihuan.kernel.limits import Limit, Unit
from bihuan.standards.models import CaseClass, FilingCondition
from bihuan.standards.queries import Preview, limit_words, preview_import
from bihuan.standards.rules.rows import Change
from bihuan.standards.rules.terms import Habit

ON = date(2026, 4, 1)


USUAL = Habit()


def preview(small: Small, content: bytes, habit: Habit = USUAL) -> Preview:
    return preview_import(content, standard_uuid=small.standard, on=ON, habit=habit)


def test_shows_the_reading_of_each_row(small: Small) -> None:
    found = preview(
        small,
        workbook(
            ["事项", "06010", "暴露垃圾", "有裸露垃圾", "2紧急工作时"],
            ["事项", 6010, None, "成堆的垃圾", "4小时"],
            ["事项", "06011", "积存垃圾渣土", "堆积渣土", "5天"],
        ),
    )

    readings = [row.reading for row in found.rows if row.reading]
    with override("en"):
        shown = [(each.text, limit_words(each.limit), bool(each.note)) for each in readings]
    assert shown == [
        ("2紧急工作时", "2 hours without a break", False),
        ("4小时", "4 service hours", True),
        ("5天", "5 working days", True),
    ]
    assert [row.change for row in found.rows] == [Change.REPLACED, Change.ADDED, Change.ADDED]
    assert [row.is_new_class for row in found.rows] == [False, False, True]
    assert found.is_clean


def test_tells_every_fault_with_its_row_and_column(small: Small) -> None:
    found = preview(
        small,
        workbook(
            ["事项", "06010", "", "有裸露垃圾", "很快"],
            ["", "06010", "", "", "4小时"],
            ["事项", "09999", "", "别的", "4小时"],
        ),
    )

    faults = [(row.raw.number, fault.field, fault.code) for row in found.rows for fault in row.faults]
    assert faults == [
        (2, "limit", "kernel.unreadable_limit"),
        (3, "kind", "orgs.blank"),
        (3, "text", "orgs.blank"),
        (4, "code", "standards.code_unknown"),
    ]
    assert (found.is_clean, found.counts[Change.FAULTY]) == (False, 3)


def test_names_the_columns_it_leaves_out(small: Small) -> None:
    row = ["事项", "06010", "", "有裸露垃圾", "4小时", "甲"]

    assert preview(small, workbook(row, headings=[*HEADINGS, "联系人"])).unknown_columns == ("联系人",)


def test_merged_cells_count_for_every_row_they_cover(small: Small) -> None:
    content = workbook(
        ["事项", "06010", "暴露垃圾", "有裸露垃圾", "4小时"],
        [None, None, None, "成堆的垃圾", "1天"],
        merged=["A2:A3", "B2:B3", "C2:C3"],
    )

    assert [(row.raw.code, row.raw.text, row.change) for row in preview(small, content).rows] == [
        ("06010", "有裸露垃圾", Change.REPLACED),
        ("06010", "成堆的垃圾", Change.ADDED),
    ]


def test_a_formula_without_a_stored_value_is_an_empty_cell(small: Small) -> None:
    found = preview(small, workbook(["事项", "06010", "", "有裸露垃圾", '="4"&"小时"']))

    assert [fault.code for fault in found.rows[0].faults] == ["orgs.blank"]


def test_the_district_says_what_plain_hours_mean(small: Small) -> None:
    found = preview(small, workbook(["事项", "06010", "", "别的", "4小时"]), Habit(hours=Unit.CONTINUOUS_HOURS))

    assert found.rows[0].terms.limit == Limit(4, Unit.CONTINUOUS_HOURS)


def test_changes_nothing_and_asks_three_times_however_many_rows(cast: Cast, small: Small) -> None:
    rows = [["事项", "06010", "", f"条件{number}", "4小时"] for number in range(300)]

    with CaptureQueriesContext(connection) as asked:
        found = preview(small, workbook(*rows))

    assert (len(found.rows), len(asked)) == (300, 3)
    assert (CaseClass.objects.count(), FilingCondition.objects.count()) == (1, 1)


def test_refuses_a_table_without_the_columns(small: Small) -> None:
    with pytest.raises(Refusal, match=r"standards\.columns_missing"):
        preview(small, workbook(["a", "b"], headings=["甲", "乙"]))
