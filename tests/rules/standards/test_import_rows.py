"""How rows of a table are read, and what is told about the faulty ones."""

from dataclasses import replace
from datetime import date

import pytest

from bihuan.kernel.errors import Refusal
from bihuan.kernel.limits import Limit, Unit
from bihuan.standards.rules.rows import Change, ClassKind, Known, Open, RawRow, ReadRow, check_rows, read_rows
from bihuan.standards.rules.terms import Grade, Habit, Terms

ON = date(2026, 3, 23)
ROW = RawRow(2, kind="事项", code="06010", text="有裸露垃圾", limit="4小时", source="示例")
FOUR_HOURS = Terms("4小时", Limit(4, Unit.SERVICE_HOURS), None, "示例")
MATTER = ClassKind.MATTER
NAMES = {(MATTER, "06010"): "暴露垃圾", (MATTER, "10001"): "道路积雪、结冰"}


def known(terms: Terms = FOUR_HOURS, valid_from: date = date(2026, 1, 1)) -> Known:
    return Known(NAMES, {(MATTER, "06010", "有裸露垃圾"): Open(terms, valid_from)})


NOTHING_OPEN = Known(NAMES)


def read(*rows: RawRow, known: Known = NOTHING_OPEN) -> list[ReadRow]:
    return read_rows(rows, known, on=ON, habit=Habit())


def faults(row: ReadRow) -> list[tuple[str, str]]:
    return [(fault.field, fault.code) for fault in row.faults]


def test_reads_a_row() -> None:
    (row,) = read(replace(ROW, grade="紧急"))

    assert (row.change, row.kind, row.grade) == (Change.ADDED, MATTER, Grade.URGENT)
    assert row.reading is not None
    assert row.reading.limit == Limit(4, Unit.SERVICE_HOURS)
    assert not row.is_new_class


def test_says_what_a_row_would_change() -> None:
    same, other = ROW, replace(ROW, limit="2小时")

    assert read(same, known=known())[0].change is Change.SAME
    (row,) = read(other, known=known())
    assert (row.change, row.was) == (Change.REPLACED, FOUR_HOURS)


@pytest.mark.parametrize(
    "change", [{"grade": "一般"}, {"source": "别处"}, {"limit": "4工作时"}, {"unit": "紧急工作时"}]
)
def test_anything_but_the_same_words_is_a_change(change: dict[str, str]) -> None:
    (row,) = read(replace(ROW, **change), known=known())

    assert row.change is Change.REPLACED


def test_finds_codes_whose_zeros_the_spreadsheet_dropped() -> None:
    (row,) = read(replace(ROW, code="6010"))

    assert (row.change, row.raw.code) == (Change.ADDED, "06010")


def test_a_class_with_a_name_is_added_once() -> None:
    new = replace(ROW, code="06980", name="违规养犬")

    first, second = read(new, replace(new, number=3, text="犬只伤人", name=""))

    assert (first.change, first.is_new_class) == (Change.ADDED, True)
    assert (second.change, second.is_new_class) == (Change.ADDED, False)


def test_tells_every_fault_of_a_row_at_once() -> None:
    (row,) = read(RawRow(7, kind="部", code="!", text="", limit="很快", grade="重大"))

    assert row.change is Change.FAULTY
    assert faults(row) == [
        ("text", "orgs.blank"),
        ("kind", "standards.kind_unknown"),
        ("code", "standards.code_unreadable"),
        ("grade", "standards.grade_unknown"),
        ("limit", "kernel.unreadable_limit"),
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"code": "06980"}, ("code", "standards.code_unknown")),
        ({"name": "积存垃圾"}, ("name", "standards.name_differs")),
        ({"kind": "部件"}, ("code", "standards.code_unknown")),
        ({"limit": ""}, ("limit", "orgs.blank")),
        ({"text": "长" * 301}, ("text", "orgs.too_long")),
        ({"unit": "工作日"}, ("unit", "standards.unit_differs")),
    ],
)
def test_refuses(change: dict[str, str], expected: tuple[str, str]) -> None:
    (row,) = read(replace(ROW, **change))

    assert faults(row) == [expected]


def test_refuses_the_same_condition_twice_and_names_the_first_row() -> None:
    first, second, third = read(ROW, replace(ROW, number=3, limit="2小时"), replace(ROW, number=4, text="别的"))

    assert (first.change, third.change) == (Change.ADDED, Change.ADDED)
    assert faults(second) == [("text", "standards.row_twice")]
    assert second.faults[0].params == {"row": 2}


def test_refuses_a_change_before_the_current_one_began() -> None:
    (row,) = read(replace(ROW, limit="2小时"), known=known(valid_from=date(2026, 4, 1)))

    assert faults(row) == [("limit", "standards.later_exists")]


def test_a_faulty_row_stops_the_whole_import() -> None:
    rows = read(ROW, replace(ROW, number=3, limit="很快"), replace(ROW, number=9, code="!"))

    with pytest.raises(Refusal, match=r"standards\.import_faulty") as refusal:
        check_rows(rows)

    assert refusal.value.params == {"count": 2, "row": 3}
    check_rows(rows[:1])


def test_an_import_of_nothing_is_refused() -> None:
    with pytest.raises(Refusal, match=r"standards\.rows_none"):
        check_rows([])
