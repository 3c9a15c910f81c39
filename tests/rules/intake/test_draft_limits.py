"""A day named in a document becomes a limit that ends on it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bihuan.intake.rules.limits import ENDS_ON, ENDS_TODAY, HAS_PASSED, LimitFrom, limit_of, read_limit
from bihuan.kernel.calendars import Calendar
from bihuan.kernel.clocks import due_at
from bihuan.kernel.errors import Refusal
from bihuan.kernel.limits import parse_limit

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 3, 23, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai


def limit(limit_text: str = "", day: date | None = None, at: datetime = AT) -> LimitFrom:
    return limit_of(limit_text, day, at=at, zone=ZONE)


@pytest.mark.parametrize("day", [date(2026, 3, 24), date(2026, 4, 10), date(2027, 3, 23)])
@pytest.mark.parametrize("hour", [0, 2, 15])
def test_the_limit_ends_with_the_midnight_after_the_day(day: date, hour: int) -> None:
    at = AT.replace(hour=hour)
    found = limit(day=day, at=at)

    due = due_at(at, parse_limit(found.text).limit, Calendar(years=frozenset()))

    assert due == datetime(day.year, day.month, day.day, 16, tzinfo=UTC)
    assert (found.note, found.day) == (ENDS_ON, day)


def test_on_the_day_itself_the_minutes_left_count() -> None:
    found = limit(day=date(2026, 3, 23))

    due = due_at(AT, parse_limit(found.text).limit, Calendar(years=frozenset()))

    assert due == datetime(2026, 3, 23, 16, tzinfo=UTC)
    assert found.note == ENDS_TODAY


@pytest.mark.parametrize("at", [AT, datetime(2026, 3, 22, 15, 59, 30, tzinfo=UTC)])
def test_a_day_gone_by_gives_no_limit_and_says_so(at: datetime) -> None:
    assert limit(day=date(2026, 3, 22), at=at) == LimitFrom("", HAS_PASSED, date(2026, 3, 22))


def test_what_a_person_wrote_comes_first() -> None:
    assert limit("5工作日", date(2026, 4, 10)) == LimitFrom("5工作日")
    assert limit() == LimitFrom("")


@pytest.mark.parametrize(
    "text, read",
    [
        ("", ("", None)),
        ("2026-04-10", ("", date(2026, 4, 10))),
        ("2026/04/10", ("", date(2026, 4, 10))),
        ("4月10日", ("", date(2026, 4, 10))),
        ("4月10日前", ("", date(2026, 4, 10))),
        ("4月底前", ("", date(2026, 4, 30))),
        (" 5个工作日 ", ("5工作日", None)),
        ("2紧急工作时", ("2紧急工作时", None)),
    ],
)
def test_days_and_limits_are_both_read(text: str, read: tuple[str, date | None]) -> None:
    assert read_limit(text, today=date(2026, 3, 23)) == read


@pytest.mark.parametrize("text", ["尽快", "4月10日和5天", "2026-02-30"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_limit(text, today=date(2026, 3, 23))

    assert refusal.value.code == "kernel.unreadable_limit"
