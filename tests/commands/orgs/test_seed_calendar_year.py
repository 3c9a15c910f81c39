"""Loading a year from the built-in holidays."""

from datetime import date

import pytest
from cast import Cast, call

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import seed_calendar_year
from bihuan.orgs.models import CalendarYear
from bihuan.orgs.queries import calendar
from bihuan.orgs.rules import Day, built_in_year, calendar_uuid


def test_loads_holidays_and_weekends_worked(cast: Cast) -> None:
    CalendarYear.objects.filter(year=2026).delete()

    seed_calendar_year(call(cast.configurer), year=2026)

    worked = calendar()
    days = [date(2026, 2, 14), date(2026, 10, 10), date(2026, 10, 1), date(2026, 10, 8)]
    assert [worked.is_workday(day) for day in days] == [True, True, False, True]
    (entry,) = timeline(calendar_uuid(2026))
    assert {"on": "2026-10-01", "name": "国庆节"} in entry.payload["closed"]


def test_names_the_holiday_of_each_day() -> None:
    closed, opened = built_in_year(2026)

    assert Day(date(2026, 4, 6), "清明") in closed
    assert Day(date(2026, 10, 10), "国庆节调休") in opened
    assert all(day.on.weekday() < 5 for day in closed)
    assert all(day.on.weekday() >= 5 for day in opened)


def test_a_repeat_is_answered_once(cast: Cast) -> None:
    same = call(cast.configurer)

    assert seed_calendar_year(same, year=2024) == seed_calendar_year(same, year=2024)
    assert len(timeline(calendar_uuid(2024))) == 1


@pytest.mark.parametrize("year", [2003, 2028, 2100])
def test_refuses_years_that_are_not_built_in(cast: Cast, year: int) -> None:
    with pytest.raises(Refusal, match=r"orgs\.year_unknown"):
        seed_calendar_year(call(cast.configurer), year=year)

    assert not CalendarYear.objects.filter(year=year).exists()


def test_refuses_a_year_already_loaded(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"orgs\.year_loaded"):
        seed_calendar_year(call(cast.configurer), year=2026)


def test_refuses_people_who_do_not_configure(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        seed_calendar_year(call(cast.handler), year=2024)
