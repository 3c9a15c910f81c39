"""A year as twelve small months, and which years are missing."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from bihuan.orgs.queries import YearRow
from bihuan.orgs.rules import Day

WARN_FROM_MONTH = 10
"""The State Council announces the next year's holidays in the autumn; from October on a missing year is pressing."""


@dataclass(frozen=True, slots=True)
class Square:
    """One day of a month. kind: off, worked (a weekend day worked), weekend, or empty. name: of its holiday."""

    day: int
    kind: str
    name: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """One month by weeks from Monday; None where a week belongs to another month."""

    name: str | Promise
    weeks: list[list[Square | None]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row with one name. words: the dates as people say them."""

    words: str
    name: str
    count: int


def months(row: YearRow, today: date) -> list[Month]:
    """Return the twelve months of a loaded year."""
    closed = {day.on: day.name for day in row.closed}
    opened = {day.on: day.name for day in row.opened}
    return [
        Month(
            MONTHS[number], [[_square(row.year, number, day, closed, opened, today) for day in week] for week in weeks]
        )
        for number, weeks in ((n, calendar.monthcalendar(row.year, n)) for n in range(1, 13))
    ]


def _square(
    year: int, month: int, day: int, closed: dict[date, str], opened: dict[date, str], today: date
) -> Square | None:
    if not day:
        return None
    on = date(year, month, day)
    if on in opened:
        return Square(day, "worked", opened[on], on == today)
    if on in closed:
        return Square(day, "off", closed[on], on == today)
    return Square(day, "weekend" if on.weekday() >= 5 else "", "", on == today)


def weekdays() -> list[str]:
    """Return the days of a week in one or two letters, Monday first."""
    return pgettext("headings of a month, Monday first", "Mo Tu We Th Fr Sa Su").split()


def stretches(days: Sequence[Day]) -> list[Stretch]:
    """Return days in order, those in a row under one name together; weekends between them count as a break."""
    numbered = enumerate(sorted(days, key=lambda day: day.on))
    groups = groupby(numbered, key=lambda each: (each[1].on - timedelta(days=each[0]), each[1].name))
    return [_stretch([day for _number, day in group]) for _key, group in groups]


def _stretch(days: list[Day]) -> Stretch:
    pattern = pgettext("date format with month and day", "j M")
    first, last = (date_format(day.on, pattern) for day in (days[0], days[-1]))
    return Stretch(first if len(days) == 1 else f"{first} – {last}", days[0].name, len(days))


def workday_count(row: YearRow) -> int:
    """Return how many days of the year are worked."""
    closed, opened = {day.on for day in row.closed}, {day.on for day in row.opened}
    days = (date(row.year, 1, 1) + timedelta(days=n) for n in range(365 + calendar.isleap(row.year)))
    return sum(day in opened or (day.weekday() < 5 and day not in closed) for day in days)


def state(years: Sequence[YearRow], today: date) -> str:
    """Return which years are loaded and whether this and the next are missing, in one line."""
    loaded = [row.year for row in years if row.year >= today.year]
    missing = [year for year in (today.year, today.year + 1) if year not in loaded]
    parts = []
    if loaded:
        parts.append(_("%(years)s loaded") % {"years": _join(loaded)})
    if missing:
        parts.append(_("%(years)s missing") % {"years": _join(missing)})
    return _(", ").join(parts)


def warning(years: Sequence[YearRow], today: date) -> str:
    """Return what is wrong with the calendar today, or empty: this year missing, or from October on the next."""
    loaded = {row.year for row in years}
    if today.year not in loaded:
        text = _("The calendar of %(year)s is missing: no time limit can be counted. Load it now.")
        return text % {"year": today.year}
    if today.month >= WARN_FROM_MONTH and today.year + 1 not in loaded:
        left = (date(today.year + 1, 1, 1) - today).days
        text = ngettext(
            "The calendar of %(year)s is missing; time limits that reach into it are refused. %(count)s day is left.",
            "The calendar of %(year)s is missing; time limits that reach into it are refused. %(count)s days are left.",
            left,
        )
        return text % {"year": today.year + 1, "count": left}
    return ""


def _join(years: Sequence[int]) -> str:
    return _(", ").join(str(year) for year in years)
