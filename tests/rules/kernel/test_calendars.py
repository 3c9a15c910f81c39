"""The working calendar says what the holiday notice says, and never guesses."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.calendars import Calendar
from bihuan.kernel.errors import Kind, Refusal

CALENDAR = Calendar(
    years=frozenset({2026}),
    closed=frozenset(date(2026, 10, day) for day in range(1, 8)),
    opened=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
)


@pytest.mark.parametrize(
    "day, worked",
    [
        (date(2026, 9, 29), True),  # an ordinary Tuesday
        (date(2026, 9, 26), False),  # an ordinary Saturday
        (date(2026, 10, 1), False),  # National Day, a Thursday
        (date(2026, 10, 3), False),  # a Saturday inside the holiday
        (date(2026, 9, 20), True),  # a Sunday worked in exchange
        (date(2026, 10, 10), True),  # a Saturday worked in exchange
        (date(2026, 10, 11), False),  # the Sunday after it
    ],
)
def test_workdays_follow_the_holiday_notice(day: date, worked: bool) -> None:
    assert CALENDAR.is_workday(day) is worked


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_a_year_not_loaded_is_refused(day: date) -> None:
    with pytest.raises(Refusal) as refused:
        CALENDAR.is_workday(day)

    assert refused.value.code == "kernel.calendar_missing"
    assert refused.value.kind is Kind.NOT_NOW
    assert refused.value.params == {"year": day.year}


def test_service_is_two_segments_in_utc() -> None:
    assert CALENDAR.service(date(2026, 9, 29)) == [
        (datetime(2026, 9, 29, 0, tzinfo=UTC), datetime(2026, 9, 29, 4, tzinfo=UTC)),
        (datetime(2026, 9, 29, 6, tzinfo=UTC), datetime(2026, 9, 29, 10, tzinfo=UTC)),
    ]


def test_a_closed_day_has_no_service() -> None:
    assert CALENDAR.service(date(2026, 10, 1)) == []


@pytest.mark.parametrize(
    "segments, hours",
    [
        (((time(8), time(12)), (time(14), time(18))), 8),
        (((time(8, 30), time(12)), (time(13, 30), time(17))), 7),
        (((time(0), time(0)),), 24),
        (((time(8), time(12)), (time(12), time(0))), 16),
    ],
)
def test_day_length_is_the_service_of_one_day(segments: tuple[tuple[time, time], ...], hours: int) -> None:
    calendar = Calendar(years=frozenset({2026}), segments=segments)
    service = calendar.service(date(2026, 9, 29))

    assert calendar.day_length() == timedelta(hours=hours)
    assert sum((end - start for start, end in service), timedelta()) == timedelta(hours=hours)


@pytest.mark.parametrize(
    "segments",
    [
        (),
        ((time(12), time(8)),),
        ((time(8), time(8)),),
        ((time(14), time(18)), (time(8), time(12))),
        ((time(8), time(13)), (time(12), time(18))),
        ((time(8), time(0)), (time(9), time(10))),
    ],
)
def test_segments_out_of_order_are_refused(segments: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(ValueError, match="service segments"):
        Calendar(years=frozenset({2026}), segments=segments)


def test_a_date_both_closed_and_opened_is_refused() -> None:
    day = frozenset({date(2026, 10, 10)})

    with pytest.raises(ValueError, match="2026-10-10 is both"):
        Calendar(years=frozenset({2026}), closed=day, opened=day)


def test_local_day_begins_at_local_midnight() -> None:
    assert CALENDAR.local_day(datetime(2026, 9, 29, 15, 59, 59, tzinfo=UTC)) == date(2026, 9, 29)
    assert CALENDAR.local_day(datetime(2026, 9, 29, 16, tzinfo=UTC)) == date(2026, 9, 30)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 30)))
def test_a_day_ends_where_the_next_begins(day: date) -> None:
    begin, end = CALENDAR.moment(day), CALENDAR.end_moment(day)

    assert end == CALENDAR.moment(day + timedelta(days=1))
    assert end - begin == timedelta(hours=24)
    assert CALENDAR.local_day(begin) == day
