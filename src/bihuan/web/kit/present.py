"""Words and shapes that several areas show: durations, moments, sizes, clocks, badges, columns, pages of a list."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from bihuan.kernel.clocks import Light
from bihuan.kernel.limits import Unit

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WORKDAY = timedelta(hours=8)
ICONS = {Light.GREEN: "clock", Light.YELLOW: "hourglass", Light.RED: "clock-exclamation"}


@dataclass(frozen=True, slots=True)
class Badge:
    """A state: always grey, never colour alone. icon: of the sprite."""

    label: str | Promise
    icon: str = "circle-dot"


@dataclass(frozen=True, slots=True)
class Clock:
    """How a time limit stands. light: green, yellow, red, or empty while the clock stands still."""

    light: str
    icon: str
    words: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that opens what it counts. note: what it means or how it compares."""

    label: str | Promise
    value: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One heading of a table. url: sorts by it, empty when one cannot. direction: ascending, descending or empty."""

    label: str | Promise
    url: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. first and last are counted from 1; total may be written 1000+. URLs: empty at the ends."""

    first: int
    last: int
    total: str
    newer_url: str
    older_url: str


def clock(remaining: timedelta, *, unit: Unit, light: Light, due_at: datetime, workday: timedelta = WORKDAY) -> Clock:
    """Return a running clock for `_light.html`. remaining: as kernel.clocks.remaining gives it."""
    return Clock(light.value, ICONS[light], left_words(remaining, unit, workday=workday), due_at)


def still_clock(label: str, icon: str = "player-pause") -> Clock:
    """Return a clock that stands still (suspended, not begun, ended); label: translated, says why."""
    return Clock("", icon, label, None)


def left_words(remaining: timedelta, unit: Unit, *, workday: timedelta = WORKDAY) -> str:
    """Return “3 hours 20 minutes left” or “1 working day overdue”.

    remaining: running clock of unit, negative when overdue. workday: service time of one working day.
    """
    if remaining <= -MINUTE:
        return _("%(time)s overdue") % {"time": span_words(-remaining, unit, workday=workday)}
    if remaining <= timedelta():
        return _("Just overdue")
    if remaining < MINUTE:
        return _("Less than a minute left")
    return _("%(time)s left") % {"time": span_words(remaining, unit, workday=workday)}


def span_words(span: timedelta, unit: Unit, *, workday: timedelta = WORKDAY) -> str:
    """Return a span of unit's clock in its two largest parts: days and hours, or hours and minutes."""
    day = {Unit.WORKDAYS: workday, Unit.CALENDAR_DAYS: DAY}.get(unit)
    days, rest = divmod(span, day) if day else (0, span)
    hours, rest = divmod(rest, HOUR)
    parts = []
    if days:
        parts.append(_days(days, unit))
    if hours and days < 3:
        parts.append(_hours(hours, is_service=unit in (Unit.SERVICE_HOURS, Unit.WORKDAYS)))
    if not days and (minutes := rest // MINUTE):
        parts.append(ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes})
    return " ".join(parts) or _("less than a minute")


def _days(count: int, unit: Unit) -> str:
    if unit is Unit.WORKDAYS:
        return ngettext("%(count)s working day", "%(count)s working days", count) % {"count": count}
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def _hours(count: int, *, is_service: bool) -> str:
    if is_service:
        return ngettext("%(count)s working hour", "%(count)s working hours", count) % {"count": count}
    return ngettext("%(count)s hour", "%(count)s hours", count) % {"count": count}


def _ending(at: datetime) -> tuple[datetime, str]:
    """Return the day on which a stretch of time ends and its hour there: midnight is 24:00 of the day before."""
    local = timezone.localtime(at)
    is_midnight = (local.hour, local.minute) == (0, 0)
    return (local - DAY, "24:00") if is_midnight else (local, date_format(local, "H:i"))


def moment_words(at: datetime, now: datetime, *, is_end: bool = False) -> str:
    """Return a moment as short as it is clear in the district's time zone: today 14:30, 21 March 14:30, with year.

    is_end: it ends a stretch of time, so that midnight belongs to the day before.
    """
    today = timezone.localtime(now).date()
    local, time = _ending(at) if is_end else (timezone.localtime(at), date_format(timezone.localtime(at), "H:i"))
    if local.date() == today:
        return pgettext("moment", "today %(time)s") % {"time": time}
    if local.date() == today - DAY:
        return pgettext("moment", "yesterday %(time)s") % {"time": time}
    if local.date() == today + DAY:
        return pgettext("moment", "tomorrow %(time)s") % {"time": time}
    pattern = pgettext("date format with month and day", "j M") if local.year == today.year else "DATE_FORMAT"
    return f"{date_format(local, pattern)} {time}"


def exact(at: datetime) -> str:
    """Return the whole moment to the minute in the district's time zone: 2026-03-21 14:30."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def exact_end(at: datetime) -> str:
    """Return the moment at which a stretch of time ends: 2026-12-04 24:00, not 2026-12-05 00:00."""
    local, time = _ending(at)
    return f"{local:%Y-%m-%d} {time}"


def plain(number: Decimal) -> str:
    """Return a number without needless decimals: 1.5, 2."""
    return f"{number.normalize():f}"


def with_query(query: QueryDict, **changes: str | None) -> str:
    """Return the query string with some parameters set, or removed by None; all others are kept."""
    changed = query.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = value
    return f"?{changed.urlencode()}"
