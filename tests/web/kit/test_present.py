"""Durations, moments, headings and pages in words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict
from django.utils import translation

from bihuan.kernel.clocks import Light
from bihuan.kernel.limits import Unit
from bihuan.web.kit import present

NOW = datetime(2026, 3, 23, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    "left, unit, words",
    [
        (timedelta(hours=3, minutes=20, seconds=59), Unit.CONTINUOUS_HOURS, "3 hours 20 minutes left"),
        (timedelta(hours=1, minutes=10), Unit.SERVICE_HOURS, "1 working hour 10 minutes left"),
        (timedelta(hours=50), Unit.CONTINUOUS_HOURS, "50 hours left"),
        (timedelta(hours=19), Unit.WORKDAYS, "2 working days 3 working hours left"),
        (timedelta(hours=40), Unit.WORKDAYS, "5 working days left"),
        (timedelta(hours=43), Unit.WORKDAYS, "5 working days left"),
        (timedelta(days=1, hours=1), Unit.CALENDAR_DAYS, "1 day 1 hour left"),
        (timedelta(seconds=30), Unit.CONTINUOUS_HOURS, "Less than a minute left"),
        (timedelta(), Unit.CONTINUOUS_HOURS, "Just overdue"),
        (-timedelta(seconds=30), Unit.WORKDAYS, "Just overdue"),
        (-timedelta(hours=8), Unit.WORKDAYS, "1 working day overdue"),
        (-timedelta(minutes=61), Unit.CONTINUOUS_HOURS, "1 hour 1 minute overdue"),
    ],
)
def test_a_clock_speaks_in_words(left: timedelta, unit: Unit, words: str) -> None:
    assert present.left_words(left, unit) == words


def test_a_working_day_is_as_long_as_the_calendar_says() -> None:
    words = present.left_words(timedelta(hours=7), Unit.WORKDAYS, workday=timedelta(hours=7))

    assert words == "1 working day left"


def test_a_span_below_a_minute_is_said_too() -> None:
    assert present.span_words(timedelta(seconds=5), Unit.CONTINUOUS_HOURS) == "less than a minute"


def test_a_clock_has_light_icon_and_word() -> None:
    running = present.clock(timedelta(hours=1), unit=Unit.CONTINUOUS_HOURS, light=Light.YELLOW, due_at=NOW)
    still = present.still_clock("Suspended")

    assert (running.light, running.icon, running.words) == ("yellow", "hourglass", "1 hour left")
    assert (still.light, still.due_at) == ("", None)


@pytest.mark.parametrize(
    "at, words",
    [
        (NOW + timedelta(hours=2), "today 12:00"),
        (NOW - timedelta(hours=11), "yesterday 23:00"),
        (NOW + timedelta(hours=15), "tomorrow 01:00"),
        (NOW - timedelta(days=3), "20 Mar 10:00"),
        (datetime(2025, 3, 1, tzinfo=UTC), "March 1, 2025 08:00"),
    ],
)
def test_a_moment_is_as_short_as_it_is_clear(at: datetime, words: str) -> None:
    assert present.moment_words(at, NOW) == words


def test_the_exact_moment_is_in_the_districts_time_zone() -> None:
    assert present.exact(NOW) == "2026-03-23 10:00"


def test_a_day_that_ends_at_midnight_is_named_by_itself() -> None:
    midnight = datetime(2026, 3, 23, 16, tzinfo=UTC)  # 24 March 00:00 in the district

    assert present.exact_end(midnight) == "2026-03-23 24:00"
    assert present.moment_words(midnight, NOW, is_end=True) == "today 24:00"
    assert present.moment_words(midnight, NOW) == "tomorrow 00:00"
    assert present.exact_end(NOW) == "2026-03-23 10:00"


def test_a_link_of_a_list_keeps_what_it_does_not_change() -> None:
    query = QueryDict("state=open&cursor=x&sort=due")

    assert present.with_query(query, sort="newest", cursor=None) == "?state=open&sort=newest"
    assert query.urlencode() == "state=open&cursor=x&sort=due"
