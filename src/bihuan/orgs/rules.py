"""Powers, terms of office, service hours, the days of a year, and how texts that people type are cleaned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from itertools import pairwise
from uuid import UUID, uuid5

import chinese_calendar

from bihuan.orgs import errors

DISTRICT_UUID = UUID("00000000-0000-4000-8000-00000000000b")
BUILT_IN_SOURCE = "国务院办公厅节假日安排（chinesecalendar）"


class Power(StrEnum):
    """What a post may do. Held by the post, never by the person."""

    SUPERVISE = "supervise"  # 督查: file, dispatch, decide on extensions, void
    HANDLE = "handle"  # 承办: accept, return, feed back for the post's unit
    INSPECT = "inspect"  # 巡查、核查: report, verify
    LEAD = "lead"  # 领导: see all, dispatch on the spot, escalate
    DISCIPLINE = "discipline"  # 纪检: see all, judge appeals
    CONFIGURE = "configure"  # 管理: units, people, dictionary, calendar


SEE_ALL = frozenset({Power.SUPERVISE, Power.LEAD, Power.DISCIPLINE})


def is_held(on: date, *, from_on: date, to_on: date | None) -> bool:
    """Tell whether a post held from from_on to to_on (both inclusive; None: still) is held on that day."""
    return from_on <= on and (to_on is None or on <= to_on)


def parse_segments(text: str) -> tuple[tuple[time, time], ...]:
    """Return service hours written like "08:00-12:00,14:00-18:00"; raises orgs.unreadable_hours."""
    segments = []
    for part in text.replace("，", ",").replace("：", ":").replace("—", "-").split(","):
        start, _dash, end = part.strip().partition("-")
        try:
            segments.append((time.fromisoformat(start.strip()), time.fromisoformat(end.strip())))
        except ValueError as fault:
            raise errors.UNREADABLE_HOURS(text=text, field="service_hours") from fault
    in_order = all(start < end for start, end in segments)
    apart = all(first[1] <= second[0] for first, second in pairwise(segments))
    if not (in_order and apart):
        raise errors.UNREADABLE_HOURS(text=text, field="service_hours")
    return tuple(segments)


@dataclass(frozen=True, slots=True)
class Secret:
    """A password on its way to being hashed; its repr shows nothing, so that no log or receipt can keep it."""

    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Day:
    """One day off, or one weekend day worked, with the holiday it belongs to."""

    on: date
    name: str = ""


def calendar_uuid(year: int) -> UUID:
    """Return the uuid under which the ledger keeps what happened to one calendar year."""
    return uuid5(DISTRICT_UUID, f"calendar/{year}")


def required_text(text: str, *, field: str, most: int) -> str:
    """Return text in one line without control characters; raises orgs.blank and orgs.too_long for that field."""
    cleaned = optional_text(text, field=field, most=most)
    if not cleaned:
        raise errors.BLANK(field=field)
    return cleaned


def optional_text(text: str, *, field: str, most: int) -> str:
    """Like required_text, but may be empty."""
    cleaned = " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())
    if len(cleaned) > most:
        raise errors.TOO_LONG(most=most, field=field)
    return cleaned


def checked_powers(powers: Iterable[str]) -> list[str]:
    """Return the powers once each, in the order of Power; raises orgs.unknown_power."""
    asked = set(powers)
    if unknown := sorted(asked - {power.value for power in Power}):
        raise errors.UNKNOWN_POWER(power=unknown[0], field="powers")
    return [power.value for power in Power if power.value in asked]


def check_term(from_on: date, to_on: date | None) -> None:
    """Raise orgs.dates_crossed unless the last day is on or after the first; None: open end."""
    if to_on is not None and to_on < from_on:
        raise errors.DATES_CROSSED(field="to_on")


def check_year(year: int, closed: Sequence[Day], opened: Sequence[Day]) -> None:
    """Raise a refusal unless every day lies in year, is listed once, and every opened day is a weekend day.

    closed may name weekend days, because holiday notices do; they change nothing.
    """
    if not 2000 <= year <= 2100:
        raise errors.YEAR_ODD(year=year, field="year")
    seen: set[date] = set()
    for list_name, days in (("closed", closed), ("opened", opened)):
        for day in days:
            if day.on.year != year:
                raise errors.DAY_ELSEWHERE(day=day.on, year=year, field=list_name)
            if day.on in seen:
                raise errors.DAY_TWICE(day=day.on, field=list_name)
            seen.add(day.on)
    for day in opened:
        if day.on.weekday() < 5:
            raise errors.NOT_A_WEEKEND(day=day.on, field="opened")


def built_in_year(year: int) -> tuple[list[Day], list[Day]]:
    """Return the weekdays closed and the weekend days opened in year, each in order of date.

    Raises orgs.year_unknown for years the package does not know (it knew 2004–2026 when this was written).
    Source: the State Council's yearly notices, as chinesecalendar has them.
    """
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    days = [day for day in days if day.year == year]
    try:
        worked = {day: chinese_calendar.is_workday(day) for day in days}
    except NotImplementedError as fault:
        raise errors.YEAR_UNKNOWN(year=year, field="year") from fault
    names = {holiday.value: holiday.chinese for holiday in chinese_calendar.Holiday}
    closed = [day for day in days if day.weekday() < 5 and not worked[day]]
    opened = [day for day in days if day.weekday() >= 5 and worked[day]]
    return (
        [Day(day, names.get(chinese_calendar.holidays.get(day, ""), "")) for day in closed],
        [Day(day, f"{names.get(chinese_calendar.workdays.get(day, ''), '')}调休") for day in opened],
    )
