"""The working calendar: a year at a glance, and changing it."""

from datetime import date

import pytest
from cast import Cast
from django.test import Client
from settings_pieces import Count, Enter

from bihuan.orgs.models import CalendarYear, District
from bihuan.orgs.queries import YearRow
from bihuan.orgs.rules import Day
from bihuan.web.settings.calendar.days import Unreadable, read_days, written
from bihuan.web.settings.calendar.present import months, stretches, workday_count

URL = "/settings/calendar/"
ROW = YearRow(
    2026, (Day(date(2026, 10, 1), "国庆节"), Day(date(2026, 10, 2), "国庆节")), (Day(date(2026, 10, 10), "调休"),), "x"
)


def test_a_month_marks_days_off_and_days_worked() -> None:
    october = months(ROW, date(2026, 10, 3))[9]

    squares = {square.day: (square.kind, square.is_today) for week in october.weeks for square in week if square}
    assert (squares[1], squares[10], squares[11]) == (("off", False), ("worked", False), ("weekend", False))
    assert (squares[3], squares[8]) == (("weekend", True), ("", False))
    assert len(squares) == 31


def test_days_in_a_row_are_said_together() -> None:
    assert [(stretch.name, stretch.count) for stretch in stretches(ROW.closed + ROW.opened)] == [
        ("国庆节", 2),
        ("调休", 1),
    ]


def test_working_days_are_counted() -> None:
    assert workday_count(ROW) == 261 - 2 + 1


@pytest.mark.parametrize(
    "line, days",
    [
        ("2026-10-01 国庆节", [date(2026, 10, 1)]),
        ("10月1日至10月3日 国庆节", [date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 3)]),
        ("2026年10月1日，国庆节", [date(2026, 10, 1)]),
        ("10/1～10/2", [date(2026, 10, 1), date(2026, 10, 2)]),
    ],
)
def test_days_are_read_as_people_write_them(line: str, days: list[date]) -> None:
    assert [day.on for day in read_days([line], year=2026)] == days


@pytest.mark.parametrize(
    "line", ["国庆节", "2026-13-01 元旦", "2026-02-30", "10月3日至10月1日", "1月1日至3月1日", "10月"]
)
def test_what_is_no_day_is_not_guessed(line: str) -> None:
    with pytest.raises(Unreadable, match=line[:4]):
        read_days([line], year=2026)


def test_what_is_written_reads_back() -> None:
    assert read_days(written(ROW.closed), year=2026) == list(ROW.closed)


def test_everybody_may_look_at_a_year(cast: Cast, enter: Enter) -> None:
    page = enter(cast.handler).get(f"{URL}2026/")

    assert len(page.context["months"]) == 12
    assert page.content.decode().count('class="month"') == 12
    assert "/change/" not in page.content.decode()


def test_the_page_without_a_year_shows_the_one_that_runs(cast: Cast, admin: Client) -> None:
    assert admin.get(URL).status_code == 200


def test_a_missing_year_says_what_to_do(cast: Cast, admin: Client, enter: Enter) -> None:
    assert f"{URL}2024/load/" in admin.get(f"{URL}2024/").content.decode()
    assert f"{URL}2024/load/" not in enter(cast.handler).get(f"{URL}2024/").content.decode()


@pytest.mark.parametrize("year", [1999, 2101, 99999])
def test_a_year_that_cannot_be_is_not_found(admin: Client, year: int) -> None:
    assert admin.get(f"{URL}{year}/").status_code == 404


def test_the_built_in_days_are_loaded_once(cast: Cast, admin: Client) -> None:
    assert admin.post(f"{URL}2024/load/").headers["Location"] == f"{URL}2024/"
    assert admin.post(f"{URL}2024/load/").status_code == 409
    assert CalendarYear.objects.get(pk=2024).closed


def test_a_year_nobody_knows_is_refused_in_words(cast: Cast, admin: Client) -> None:
    answer = admin.post(f"{URL}2090/load/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers["HX-Retarget"]) == (409, "#messages")


def test_both_lists_are_replaced(cast: Cast, admin: Client) -> None:
    said = {"closed": "10月1日至10月2日 国庆节", "opened": "2026-10-10 调休", "source": "国办发明电〔2025〕7号"}

    admin.post(f"{URL}2026/change/", said)

    row = CalendarYear.objects.get(pk=2026)
    assert row.closed == [{"on": "2026-10-01", "name": "国庆节"}, {"on": "2026-10-02", "name": "国庆节"}]
    assert (row.opened, row.source) == ([{"on": "2026-10-10", "name": "调休"}], "国办发明电〔2025〕7号")


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"closed": "国庆节"}, "closed"),
        ({"closed": "2025-10-01"}, "closed"),
        ({"opened": "2026-10-12"}, "opened"),
        ({"closed": "10-1", "opened": "10-1"}, "opened"),
        ({"source": ""}, "source"),
    ],
)
def test_a_fault_stands_beside_its_list(cast: Cast, admin: Client, changes: dict[str, str], field: str) -> None:
    said = {"closed": "2026-10-01 国庆节", "opened": "", "source": "通知"} | changes

    answer = admin.post(f"{URL}2026/change/", said)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert said["closed"] in answer.content.decode()


def test_the_form_begins_with_what_is_there(cast: Cast, admin: Client) -> None:
    assert "2026-04-06 清明节" in admin.get(f"{URL}2026/change/").content.decode()


def test_service_hours_are_set(cast: Cast, admin: Client) -> None:
    admin.post(f"{URL}hours/", {"service_hours": "09:00-12:00，13:00-17:00"})

    assert District.objects.get().service_hours == "09:00-12:00,13:00-17:00"


def test_unreadable_hours_are_refused(cast: Cast, admin: Client) -> None:
    answer = admin.post(f"{URL}hours/", {"service_hours": "上午"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["service_hours"])
    assert "上午" in answer.content.decode()


def test_more_years_ask_no_more(cast: Cast, admin: Client, statements: Count) -> None:
    before = statements(admin, f"{URL}2026/")
    CalendarYear.objects.bulk_create(CalendarYear(year=year, source="x") for year in range(2010, 2020))

    assert statements(admin, f"{URL}2026/") == before
