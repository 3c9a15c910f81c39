"""The clocks of time limits, against the real calendar of 2026 and against counting minutes one by one."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.calendars import SHANGHAI, Calendar
from bihuan.kernel.clocks import (
    Light,
    due_at,
    elapsed,
    extend,
    light,
    remaining,
    resume,
    used_ratio,
    yellow_at,
)
from bihuan.kernel.errors import Refusal
from bihuan.kernel.limits import Limit, Unit

CONTINUOUS, SERVICE, WORKDAYS, CALENDAR_DAYS = Unit
HOUR = timedelta(hours=1)

# 国务院办公厅 on the holidays of 2026: weekdays off, and weekend days worked in exchange.
CLOSED = (
    "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07"
)
OPENED = "01-04 02-14 02-28 05-09 09-20 10-10"
YEAR_2026 = Calendar(
    years=frozenset({2026}),
    closed=frozenset(date.fromisoformat(f"2026-{day}") for day in CLOSED.split()),
    opened=frozenset(date.fromisoformat(f"2026-{day}") for day in OPENED.split()),
)
# The same holidays with the years around them, so that properties may wander.
WIDE = Calendar(years=frozenset(range(2024, 2031)), closed=YEAR_2026.closed, opened=YEAR_2026.opened)
ROUND_THE_CLOCK = Calendar(years=WIDE.years, closed=WIDE.closed, opened=WIDE.opened, segments=((time(0), time(0)),))


def at(text: str) -> datetime:
    """A local moment of 2026, "09-29 10:00"."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


DUE = [
    # continuous hours run through night and holiday
    ("09-30 17:00", 2, CONTINUOUS, "09-30 19:00"),
    ("09-30 23:00", 24, CONTINUOUS, "10-01 23:00"),
    # service hours: within a segment, over noon, over night, over the holiday, from outside service time
    ("09-29 08:00", 4, SERVICE, "09-29 12:00"),
    ("09-29 10:00", 4, SERVICE, "09-29 16:00"),
    ("09-29 17:00", 2, SERVICE, "09-30 09:00"),
    ("09-30 16:00", 4, SERVICE, "10-08 10:00"),
    ("09-29 13:00", 1, SERVICE, "09-29 15:00"),
    ("09-29 06:00", 1, SERVICE, "09-29 09:00"),
    ("09-29 18:00", 1, SERVICE, "09-30 09:00"),
    ("10-03 10:00", 8, SERVICE, "10-08 18:00"),
    ("10-09 18:00", 8, SERVICE, "10-10 18:00"),
    ("09-29 08:00", Decimal(20) / 60, SERVICE, "09-29 08:20"),
    # working days: the day of start is not counted, whatever the hour
    ("09-29 09:00", 3, WORKDAYS, "10-09 18:00"),
    ("09-29 00:00", 3, WORKDAYS, "10-09 18:00"),
    ("09-29 23:59", 3, WORKDAYS, "10-09 18:00"),
    ("09-29 09:00", 4, WORKDAYS, "10-10 18:00"),
    ("09-29 09:00", 5, WORKDAYS, "10-12 18:00"),
    ("10-03 09:00", 1, WORKDAYS, "10-08 18:00"),
    ("02-13 09:00", 1, WORKDAYS, "02-14 18:00"),
    ("02-13 09:00", 2, WORKDAYS, "02-24 18:00"),
    ("09-29 09:00", Decimal("0.5"), WORKDAYS, "09-29 15:00"),
    ("09-29 16:00", Decimal("0.5"), WORKDAYS, "09-30 10:00"),
    ("09-29 09:00", Decimal("1.5"), WORKDAYS, "10-08 12:00"),
    # calendar days end at midnight
    ("09-29 09:00", 1, CALENDAR_DAYS, "10-01 00:00"),
    ("09-29 00:00", 1, CALENDAR_DAYS, "10-01 00:00"),
    ("09-29 23:59", 15, CALENDAR_DAYS, "10-15 00:00"),
    ("09-29 09:00", Decimal("0.5"), CALENDAR_DAYS, "09-29 21:00"),
]

LIMITS = st.builds(
    Limit, st.integers(1, 40) | st.decimals(Decimal("0.01"), 40, places=2, allow_nan=False), st.sampled_from(Unit)
)
WHOLE_LIMITS = st.builds(Limit, st.integers(1, 40), st.sampled_from(Unit))
FIRST, AFTER = datetime(2025, 12, 1), datetime(2027, 2, 1)  # noqa: DTZ001 (hypothesis adds the zone itself)
MOMENTS = st.datetimes(FIRST, AFTER, timezones=st.sampled_from([UTC, SHANGHAI]))
SPANS = st.timedeltas(timedelta(), timedelta(days=30))
CALENDARS = st.sampled_from([WIDE, ROUND_THE_CLOCK])


@pytest.mark.parametrize("start, amount, unit, due", DUE)
def test_due_is_the_first_instant_too_late(start: str, amount: int | Decimal, unit: Unit, due: str) -> None:
    result = due_at(at(start), Limit(amount, unit), YEAR_2026)

    assert result == at(due)
    assert result.tzinfo is UTC


@pytest.mark.parametrize(
    "start, limit",
    [("12-31 10:00", Limit(1, WORKDAYS)), ("12-31 17:00", Limit(2, SERVICE)), ("12-31 19:00", Limit(1, SERVICE))],
)
def test_due_in_a_year_not_loaded_is_refused(start: str, limit: Limit) -> None:
    with pytest.raises(Refusal) as refused:
        due_at(at(start), limit, YEAR_2026)

    assert refused.value.params == {"year": 2027}


def test_the_last_evening_of_a_loaded_year_needs_no_other_year() -> None:
    new_year = datetime(2027, 1, 1, tzinfo=SHANGHAI)

    assert due_at(at("12-31 10:00"), Limit(24, CONTINUOUS), YEAR_2026) == new_year + 10 * HOUR
    assert due_at(at("12-31 10:00"), Limit(1, CALENDAR_DAYS), YEAR_2026) == new_year + 24 * HOUR
    assert due_at(at("12-31 16:00"), Limit(2, SERVICE), YEAR_2026) == at("12-31 18:00")
    assert elapsed(at("12-31 16:00"), new_year, SERVICE, YEAR_2026) == 2 * HOUR


@pytest.mark.parametrize(
    "start, end, unit, hours",
    [
        ("09-29 10:00", "09-29 16:00", SERVICE, 4),
        ("09-29 10:00", "09-29 16:00", CONTINUOUS, 6),
        ("09-30 17:00", "10-08 09:00", SERVICE, 2),
        ("09-30 17:00", "10-08 09:00", WORKDAYS, 2),
        ("09-30 17:00", "10-08 09:00", CALENDAR_DAYS, 184),
        ("10-08 09:00", "09-30 17:00", SERVICE, -2),
        ("10-01 00:00", "10-08 00:00", WORKDAYS, 0),
    ],
)
def test_elapsed_is_the_running_clock(start: str, end: str, unit: Unit, hours: int) -> None:
    assert elapsed(at(start), at(end), unit, YEAR_2026) == hours * HOUR


@pytest.mark.parametrize("now, hours", [("10-09 16:00", 2), ("10-09 18:00", 0), ("10-12 09:00", -9)])
def test_remaining_falls_below_zero_when_overdue(now: str, hours: int) -> None:
    assert remaining(at(now), at("10-09 18:00"), WORKDAYS, YEAR_2026) == hours * HOUR


@pytest.mark.parametrize(
    "now, colour, ratio",
    [
        ("09-29 08:00", Light.GREEN, 0),
        ("09-29 16:24", Light.GREEN, 0.8),
        ("09-29 16:25", Light.YELLOW, 385 / 480),
        ("09-29 17:59", Light.YELLOW, 479 / 480),
        ("09-29 18:00", Light.RED, 1),
        ("09-29 20:00", Light.RED, 1),
        ("09-30 12:00", Light.RED, 1.5),
    ],
)
def test_the_light_follows_the_share_used(now: str, colour: Light, ratio: float) -> None:
    start, due, limit = at("09-29 08:00"), at("09-29 18:00"), Limit(8, SERVICE)

    assert light(start, at(now), limit=limit, due=due, calendar=YEAR_2026) is colour
    assert used_ratio(start, at(now), due=due, unit=SERVICE, calendar=YEAR_2026) == pytest.approx(ratio)


def test_a_pause_counts_neither_as_given_nor_as_used() -> None:
    start, limit, paused = at("09-28 08:00"), Limit(8, SERVICE), 16 * HOUR
    due = resume(
        due_at(start, limit, YEAR_2026),
        paused_from=at("09-28 12:00"),
        paused_to=at("09-30 12:00"),
        unit=SERVICE,
        calendar=YEAR_2026,
    )

    assert due == at("09-30 18:00")
    assert used_ratio(start, at("09-30 14:00"), due=due, unit=SERVICE, calendar=YEAR_2026, paused=paused) == 0.5
    assert yellow_at(start, limit, YEAR_2026, due=due, paused=paused) == at("09-30 16:24")
    assert light(start, at("09-30 16:24"), limit=limit, due=due, calendar=YEAR_2026, paused=paused) is Light.GREEN
    assert light(start, at("09-30 16:25"), limit=limit, due=due, calendar=YEAR_2026, paused=paused) is Light.YELLOW


def test_a_red_light_needs_no_calendar() -> None:
    now = datetime(2031, 1, 1, tzinfo=UTC)

    assert (
        light(at("09-29 08:00"), now, limit=Limit(1, SERVICE), due=at("09-29 09:00"), calendar=YEAR_2026) is Light.RED
    )


@pytest.mark.parametrize("now, ratio", [("10-01 11:00", 0.0), ("10-01 12:00", 1.0)])
def test_a_due_moment_set_by_hand_into_a_holiday_is_used_up_at_once(now: str, ratio: float) -> None:
    result = used_ratio(at("10-01 10:00"), at(now), due=at("10-01 12:00"), unit=SERVICE, calendar=YEAR_2026)

    assert result == ratio


@pytest.mark.parametrize(
    "start, limit, yellow",
    [
        ("09-29 08:00", Limit(8, SERVICE), "09-29 16:24"),
        ("09-29 08:00", Limit(10, CONTINUOUS), "09-29 16:00"),
        ("09-28 18:00", Limit(1, WORKDAYS), "09-29 16:24"),
        ("09-28 17:00", Limit(1, WORKDAYS), "09-29 16:12"),
    ],
)
def test_yellow_begins_after_four_fifths(start: str, limit: Limit, yellow: str) -> None:
    assert yellow_at(at(start), limit, YEAR_2026) == at(yellow)


@pytest.mark.parametrize(
    "due, limit, later",
    [
        ("09-29 18:00", Limit(1, WORKDAYS), "09-30 18:00"),
        ("09-30 18:00", Limit(1, WORKDAYS), "10-08 18:00"),
        ("09-29 11:00", Limit(1, WORKDAYS), "09-30 11:00"),
        ("10-01 00:00", Limit(1, CALENDAR_DAYS), "10-02 00:00"),
        ("09-29 17:00", Limit(2, SERVICE), "09-30 09:00"),
        ("09-29 17:00", Limit(2, CONTINUOUS), "09-29 19:00"),
    ],
)
def test_an_extension_adds_one_limit(due: str, limit: Limit, later: str) -> None:
    assert extend(at(due), limit, YEAR_2026) == at(later)


def test_what_is_overdue_stays_overdue_through_a_pause() -> None:
    due = at("09-29 18:00")

    for paused_from in (due, at("09-30 09:00")):
        result = resume(due, paused_from=paused_from, paused_to=at("10-09 09:00"), unit=WORKDAYS, calendar=YEAR_2026)
        assert result == due


def test_a_pause_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="pause ends before"):
        resume(
            at("09-30 18:00"),
            paused_from=at("09-29 10:00"),
            paused_to=at("09-29 09:00"),
            unit=SERVICE,
            calendar=YEAR_2026,
        )


def test_a_moment_without_zone_is_refused() -> None:
    naive = at("09-29 09:00").replace(tzinfo=None)

    with pytest.raises(ValueError, match="must say its zone"):
        due_at(naive, Limit(1, WORKDAYS), YEAR_2026)
    with pytest.raises(ValueError, match="must say its zone"):
        elapsed(naive, at("09-29 10:00"), SERVICE, YEAR_2026)


@given(MOMENTS, st.integers(0, 6 * 24 * 60))
def test_service_time_is_what_counting_minutes_gives(start: datetime, minutes: int) -> None:
    start = start.replace(second=0, microsecond=0)
    local = start.astimezone(SHANGHAI).replace(tzinfo=None)

    def serves(moment: datetime) -> bool:
        day = moment.date()
        worked = day in WIDE.opened or (day.isoweekday() <= 5 and day not in WIDE.closed)
        return worked and (8 <= moment.hour < 12 or 14 <= moment.hour < 18)

    counted = sum(serves(local + timedelta(minutes=n)) for n in range(minutes))

    assert elapsed(start, start + timedelta(minutes=minutes), SERVICE, WIDE) == timedelta(minutes=counted)


@given(MOMENTS, SPANS, LIMITS, CALENDARS)
def test_a_later_start_is_never_due_earlier(
    start: datetime, later: timedelta, limit: Limit, calendar: Calendar
) -> None:
    assert due_at(start, limit, calendar) <= due_at(start + later, limit, calendar)


@given(MOMENTS, LIMITS, st.decimals(0, 10, places=2), CALENDARS)
def test_a_larger_limit_is_never_due_earlier(start: datetime, limit: Limit, more: Decimal, calendar: Calendar) -> None:
    larger = Limit(limit.amount + more, limit.unit)

    assert start < due_at(start, limit, calendar) <= due_at(start, larger, calendar)


@given(MOMENTS, LIMITS, CALENDARS)
def test_hours_give_exactly_the_limit_and_days_at_least_it(start: datetime, limit: Limit, calendar: Calendar) -> None:
    hours = {WORKDAYS: calendar.day_length(), CALENDAR_DAYS: 24 * HOUR}.get(limit.unit, HOUR)
    given_time = elapsed(start, due_at(start, limit, calendar), limit.unit, calendar)
    least = timedelta(seconds=float(limit.amount) * hours.total_seconds())
    most = least + (hours if limit.unit in {WORKDAYS, CALENDAR_DAYS} else timedelta())

    assert least - timedelta(milliseconds=1) <= given_time <= most + timedelta(milliseconds=1)


@given(MOMENTS, WHOLE_LIMITS, CALENDARS)
def test_days_end_with_the_day(start: datetime, limit: Limit, calendar: Calendar) -> None:
    due = due_at(start, Limit(limit.amount, WORKDAYS), calendar)
    last_day = calendar.local_day(due - timedelta(microseconds=1))

    assert calendar.is_workday(last_day)
    assert calendar.service(last_day)[-1][1] == due
    assert due_at(start, Limit(limit.amount, CALENDAR_DAYS), calendar).astimezone(SHANGHAI).time() == time(0)


@given(MOMENTS, SPANS, SPANS, st.sampled_from(Unit), CALENDARS)
def test_elapsed_adds_up(start: datetime, one: timedelta, two: timedelta, unit: Unit, calendar: Calendar) -> None:
    middle, end = start + one, start + one + two
    first, second = elapsed(start, middle, unit, calendar), elapsed(middle, end, unit, calendar)

    assert elapsed(start, end, unit, calendar) == first + second
    assert elapsed(end, start, unit, calendar) == -(first + second)


@given(MOMENTS, st.integers(1, 20), st.integers(1, 20), CALENDARS)
def test_service_hours_add_up(start: datetime, one: int, two: int, calendar: Calendar) -> None:
    in_steps = due_at(due_at(start, Limit(one, SERVICE), calendar), Limit(two, SERVICE), calendar)

    assert in_steps == due_at(start, Limit(one + two, SERVICE), calendar)


@given(MOMENTS, WHOLE_LIMITS, CALENDARS)
def test_an_extension_gives_the_double_limit(start: datetime, limit: Limit, calendar: Calendar) -> None:
    double = Limit(2 * limit.amount, limit.unit)

    assert extend(due_at(start, limit, calendar), limit, calendar) == due_at(start, double, calendar)


@given(MOMENTS, SPANS, LIMITS, CALENDARS)
def test_a_pause_of_no_length_changes_nothing(
    start: datetime, later: timedelta, limit: Limit, calendar: Calendar
) -> None:
    due, moment = due_at(start, limit, calendar), start + later

    assert resume(due, paused_from=moment, paused_to=moment, unit=limit.unit, calendar=calendar) == due


@given(MOMENTS, SPANS, SPANS, LIMITS, CALENDARS)
def test_after_a_pause_the_same_is_left(
    start: datetime, later: timedelta, length: timedelta, limit: Limit, calendar: Calendar
) -> None:
    due = due_at(start, limit, calendar)
    paused_from = min(start + later, due - timedelta(seconds=1))
    paused_to = paused_from + length

    moved = resume(due, paused_from=paused_from, paused_to=paused_to, unit=limit.unit, calendar=calendar)

    assert moved >= due
    assert remaining(paused_to, moved, limit.unit, calendar) == remaining(paused_from, due, limit.unit, calendar)


@given(MOMENTS, LIMITS, CALENDARS)
def test_green_ends_at_the_yellow_moment(start: datetime, limit: Limit, calendar: Calendar) -> None:
    due, yellow = due_at(start, limit, calendar), yellow_at(start, limit, calendar)
    # The clock may stand still after the moment, so look when it has run for one more instant.
    after = extend(yellow, Limit(Decimal("1E-6"), limit.unit), calendar)

    assert light(start, yellow, limit=limit, due=due, calendar=calendar) is Light.GREEN
    assert light(start, after, limit=limit, due=due, calendar=calendar) is Light.YELLOW
    assert light(start, due, limit=limit, due=due, calendar=calendar) is Light.RED
