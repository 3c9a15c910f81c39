"""Dates and time limits as officials write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.dates import Amount, Lean, find_dates
from bihuan.kernel.spans import bare

WEDNESDAY = date(2023, 3, 22)


@pytest.mark.parametrize(
    "text,day,is_limit",
    [
        ("3月21日上午", date(2023, 3, 21), False),
        ("8月底前", date(2023, 8, 31), True),
        ("2022年 9月份", date(2022, 9, 30), False),
        ("本周五前", date(2023, 3, 24), True),
        ("下周三下午下班前", date(2023, 3, 29), True),
        ("4月10日前", date(2023, 4, 10), True),
        ("即日起", date(2023, 3, 22), False),
        ("年底前", date(2023, 12, 31), True),
        ("5月中旬前", date(2023, 5, 20), True),
        ("第三季度末前", date(2023, 9, 30), True),
        ("国庆节前", date(2023, 10, 1), True),
        ("月底前", date(2023, 3, 31), True),
        ("本月25日前", date(2023, 3, 25), True),
        ("12月20日17时前", date(2023, 12, 20), True),
        ("二〇二四年三月五日", date(2024, 3, 5), False),
        ("1月5日前", date(2024, 1, 5), True),
        ("三天内", date(2023, 3, 25), True),
    ],
)
def test_resolves_from_the_day_of_writing(text: str, day: date, is_limit: bool) -> None:
    (moment,) = find_dates(text, WEDNESDAY)
    assert (moment.text, moment.resolved, moment.is_limit) == (bare(text), day, is_limit)


def test_only_a_full_date_is_certain() -> None:
    assert find_dates("2022年8月29日")[0].certain
    assert not find_dates("8月29日", WEDNESDAY)[0].certain


def test_without_a_reference_a_bare_day_stays_open() -> None:
    (moment,) = find_dates("3月21日")
    assert moment.resolved is None


@pytest.mark.parametrize(
    "text,amount,unit",
    [
        ("三个工作日内", 3, Amount.WORKING_DAY),
        ("24小时内", 24, Amount.HOUR),
        ("一个月内", 1, Amount.MONTH),
        ("两周内", 14, Amount.DAY),
    ],
)
def test_counts_are_left_to_the_caller_with_a_calendar(text: str, amount: int, unit: Amount) -> None:
    (moment,) = find_dates(text)
    assert (moment.amount, moment.unit, moment.resolved) == (amount, unit, None)


def test_datelines_lean_to_the_past() -> None:
    assert find_dates("12月1日", date(2024, 1, 10), Lean.PAST)[0].resolved == date(2023, 12, 1)
    assert find_dates("1月20日前", date(2023, 12, 10))[0].resolved == date(2024, 1, 20)


def test_spans_lie_in_the_text_as_given() -> None:
    text = "请于 4月\n10日前 报送"
    (moment,) = find_dates(text, WEDNESDAY)
    assert bare(text[slice(*moment.span)]) == "4月10日前"


@pytest.mark.parametrize("text", ["13月40日", "每月", "三月街", "岁末", "第3期"])
def test_is_no_day(text: str) -> None:
    assert not [m for m in find_dates(text, WEDNESDAY) if m.resolved and "日" in m.text]


@given(
    text=st.text(alphabet="0123456789一二三十年月日号底前内上午周末季度工作今明 \n节汛期", max_size=40),
    reference=st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2150, 1, 1))),
)
def test_never_raises_and_spans_carry_their_text(text: str, reference: date | None) -> None:
    for moment in find_dates(text, reference):
        assert bare(text[slice(*moment.span)]) == moment.text
