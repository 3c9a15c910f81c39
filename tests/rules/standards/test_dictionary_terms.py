"""Kinds, grades and limits of the dictionary."""

from datetime import date
from decimal import Decimal

import pytest

from bihuan.kernel.errors import Refusal
from bihuan.kernel.limits import Limit, Unit
from bihuan.standards.rules.terms import (
    ClassKind,
    Grade,
    Habit,
    in_force,
    read_code,
    read_grade,
    read_kind,
    read_limit,
    stored_limit,
)

HOURS, SERVICE, WORKDAYS, DAYS = Unit

# Every distinct limit that one real city's table of 190 classes uses.
CITY_LIMITS = {
    "1紧急工作时": (1, HOURS),
    "2紧急工作时": (2, HOURS),
    "4紧急工作时": (4, HOURS),
    "1紧急工作时制止": (1, HOURS),
    "1紧急工作日": (24, HOURS),
    "2紧急工作日": (48, HOURS),
    "2小时": (2, SERVICE),
    "4小时": (4, SERVICE),
    "1天": (1, WORKDAYS),
    "2天": (2, WORKDAYS),
    "3天": (3, WORKDAYS),
    "4天": (4, WORKDAYS),
    "5天": (5, WORKDAYS),
    "7天": (7, WORKDAYS),
    "10天": (10, WORKDAYS),
    "15天": (15, WORKDAYS),
}


@pytest.mark.parametrize("text", CITY_LIMITS)
def test_reads_every_limit_of_a_real_table(text: str) -> None:
    amount, unit = CITY_LIMITS[text]

    assert read_limit(text, habit=Habit()).limit == Limit(amount, unit)


def test_a_district_says_what_plain_hours_and_days_mean() -> None:
    habit = Habit(hours=HOURS, days=DAYS)

    assert read_limit("4小时", habit=habit).limit == Limit(4, HOURS)
    assert read_limit("5天", habit=habit).limit == Limit(5, DAYS)


def test_the_column_of_units_decides_where_the_text_leaves_it_open() -> None:
    assert read_limit("4小时", "紧急工作时", habit=Habit()).limit == Limit(4, HOURS)
    assert read_limit("5天", "自然日", habit=Habit()).limit == Limit(5, DAYS)
    assert read_limit("5工作日", "工作日", habit=Habit()).limit == Limit(5, WORKDAYS)


@pytest.mark.parametrize(
    ("text", "unit", "code", "field"),
    [
        ("4", "", "kernel.unreadable_limit", "limit"),
        ("尽快", "", "kernel.unreadable_limit", "limit"),
        ("4小时", "小时候", "standards.unit_unknown", "unit"),
        ("4小时", "工作日", "standards.unit_differs", "unit"),
        ("5工作日", "自然日", "standards.unit_differs", "unit"),
    ],
)
def test_refuses_unreadable_limits(text: str, unit: str, code: str, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_limit(text, unit, habit=Habit())

    assert (refusal.value.code, refusal.value.field) == (code, field)


@pytest.mark.parametrize(
    "text", ["20分钟", "1分钟", "半天", "2紧急工作时", "90分钟", "0.5小时", "15自然日", "1紧急工作日"]
)
def test_a_column_of_eight_decimals_gives_the_limit_back(text: str) -> None:
    limit = read_limit(text, habit=Habit()).limit

    stored = Decimal(limit.amount).quantize(Decimal("1E-8"))

    assert stored_limit(stored, limit.unit) == limit


def test_every_whole_number_of_minutes_survives_the_column() -> None:
    limits = [Limit(Decimal(minutes) / 60, SERVICE) for minutes in range(1, 1441)]

    assert [stored_limit(Decimal(each.amount).quantize(Decimal("1E-8")), SERVICE) for each in limits] == limits


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("部件", ClassKind.COMPONENT),
        ("事项", ClassKind.MATTER),
        ("事件", ClassKind.MATTER),
        ("matter", ClassKind.MATTER),
    ],
)
def test_reads_kinds(text: str, kind: ClassKind) -> None:
    assert read_kind(text) is kind


def test_reads_grades() -> None:
    assert [read_grade(text) for text in ("", "轻微", "一般", "紧急")] == [None, *Grade]


@pytest.mark.parametrize(
    ("read", "text", "code"),
    [
        (read_kind, "部", "standards.kind_unknown"),
        (read_grade, "重大", "standards.grade_unknown"),
        (read_code, "0", "standards.code_unreadable"),
        (read_code, "井盖01", "standards.code_unreadable"),
    ],
)
def test_refuses_other_words(read: object, text: str, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read(text)  # type: ignore[operator]

    assert refusal.value.code == code


def test_a_condition_replaced_on_its_first_day_never_held() -> None:
    first, second = date(2026, 3, 1), date(2026, 3, 2)

    assert in_force(first, valid_from=first, valid_to=None)
    assert in_force(first, valid_from=first, valid_to=second)
    assert not in_force(second, valid_from=first, valid_to=second)
    assert not in_force(first, valid_from=first, valid_to=first)
    assert not in_force(first, valid_from=second, valid_to=None)
