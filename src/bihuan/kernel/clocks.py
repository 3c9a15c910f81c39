"""The clocks of time limits: when something is due, how much is used, and what pauses and extensions do to it.

Moments come in aware (naive ones raise ValueError) and go out in UTC. A due moment is the first instant that is too
late: work delivered before it is in time. Every function raises CALENDAR_MISSING where it would have to guess a
working day; continuous hours and calendar days never do.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from bihuan.kernel.calendars import Calendar
from bihuan.kernel.limits import Limit, Unit

ZERO = timedelta()
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
_IN_SERVICE = {Unit.SERVICE_HOURS, Unit.WORKDAYS}
_IN_DAYS = {Unit.WORKDAYS, Unit.CALENDAR_DAYS}


class Light(StrEnum):
    """How near the due moment is: up to 80 % of the time used, up to the due moment, from it on."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


def due_at(start: datetime, limit: Limit, calendar: Calendar) -> datetime:
    """Return the first instant that is too late for a limit that begins at start.

    Continuous hours run on from start. Service hours run inside service time only, so a start outside it begins at
    the next service moment. Days: the day of start is not counted, whatever the hour; a working-day limit ends with
    the last service segment of the nth working day after it, a calendar-day limit at the midnight that ends the nth
    day. A part of a day (半天) runs as service time, or as hours, from start or from the end of the last whole day.
    Source: 民法典 201 for the day of start; 工作时, 工作日, 自然日 in the dictionaries of time limits.
    """
    if limit.unit not in _IN_DAYS:
        return _advance(_utc(start), _span(limit, calendar), limit.unit, calendar)
    whole, part = divmod(Decimal(limit.amount), 1)
    begin = _end_of_day(start, int(whole), limit.unit, calendar) if whole else _utc(start)
    return _advance(begin, _times(_one(limit.unit, calendar), part), limit.unit, calendar)


def elapsed(start: datetime, end: datetime, unit: Unit, calendar: Calendar) -> timedelta:
    """Return the running clock of unit between two moments: service time for service hours and working days (one
    working day is calendar.day_length()), all time for the others. Negative when end is before start; additive.
    """
    start, end = _utc(start), _utc(end)
    if end < start:
        return -elapsed(end, start, unit, calendar)
    if unit not in _IN_SERVICE:
        return end - start
    total, day = ZERO, calendar.local_day(start)
    while calendar.moment(day) < end:
        for opens, closes in calendar.service(day):
            total += max(min(closes, end) - max(opens, start), ZERO)
        day += DAY
    return total


def remaining(now: datetime, due: datetime, unit: Unit, calendar: Calendar) -> timedelta:
    """Return the running clock left until due; negative by as much as it is overdue."""
    return elapsed(now, due, unit, calendar)


def used_ratio(
    start: datetime, now: datetime, *, due: datetime, unit: Unit, calendar: Calendar, paused: timedelta = ZERO
) -> float:
    """Return the share of the time from start to due that is used at now: 0 to 1, above 1 when overdue.

    due: with all pauses and extensions. paused: running clock of unit that fell into pauses, by elapsed; it counts
    neither as given nor as used. While a pause lasts, pass its beginning as now.
    """
    used, given = _used_and_given(start, now, due=due, unit=unit, calendar=calendar, paused=paused)
    if given <= ZERO:
        return 1.0 if now >= due else 0.0
    return used / given


def light(
    start: datetime, now: datetime, *, limit: Limit, due: datetime, calendar: Calendar, paused: timedelta = ZERO
) -> Light:
    """Return the light at now: green up to 80 % of the time from start to due, yellow before due, red from due on.

    due and paused as in used_ratio. Red needs no calendar, so an old case can always be shown.
    """
    if now >= due:
        return Light.RED
    used, given = _used_and_given(start, now, due=due, unit=limit.unit, calendar=calendar, paused=paused)
    return Light.GREEN if 5 * used <= 4 * given else Light.YELLOW


def yellow_at(
    start: datetime, limit: Limit, calendar: Calendar, *, due: datetime | None = None, paused: timedelta = ZERO
) -> datetime:
    """Return the moment 80 % is reached: the last green one.

    due: pass it once a pause or an extension has moved it; paused: as in used_ratio, pauses before that moment.
    """
    end = due or due_at(start, limit, calendar)
    given = elapsed(start, end, limit.unit, calendar) - paused
    return _advance(_utc(start), given * 4 // 5 + paused, limit.unit, calendar)


def resume(due: datetime, *, paused_from: datetime, paused_to: datetime, unit: Unit, calendar: Calendar) -> datetime:
    """Return due after a pause: what was left of the running clock at paused_from is left again at paused_to.

    A working-day limit may then end within a day. Something overdue before the pause stays overdue.
    Raises ValueError when the pause ends before it begins.
    """
    if paused_to < paused_from:
        raise ValueError("a pause ends before it begins")
    if paused_from >= due:
        return _utc(due)
    return _advance(_utc(due), elapsed(paused_from, paused_to, unit, calendar), unit, calendar)


def extend(due: datetime, limit: Limit, calendar: Calendar) -> datetime:
    """Return due after an extension: the running clock of one original limit more, counted from due itself."""
    return _advance(_utc(due), _span(limit, calendar), limit.unit, calendar)


def _used_and_given(
    start: datetime, now: datetime, *, due: datetime, unit: Unit, calendar: Calendar, paused: timedelta
) -> tuple[timedelta, timedelta]:
    return elapsed(start, now, unit, calendar) - paused, elapsed(start, due, unit, calendar) - paused


def _advance(moment: datetime, span: timedelta, unit: Unit, calendar: Calendar) -> datetime:
    """Return the earliest instant at which span of running clock has passed since moment (UTC)."""
    if unit not in _IN_SERVICE or span == ZERO:
        return moment + span
    day = calendar.local_day(moment)
    while True:
        for opens, closes in calendar.service(day):
            room = closes - max(opens, moment)
            if room >= span:
                return closes - (room - span)
            span -= max(room, ZERO)
        day += DAY


def _end_of_day(start: datetime, count: int, unit: Unit, calendar: Calendar) -> datetime:
    """Return the end of the last counted day: count working or calendar days after the local day of start."""
    day = calendar.local_day(_utc(start))
    if unit is Unit.CALENDAR_DAYS:
        return calendar.end_moment(day + count * DAY)
    while count:
        day += DAY
        count -= calendar.is_workday(day)
    return calendar.service(day)[-1][1]


def _one(unit: Unit, calendar: Calendar) -> timedelta:
    """Return the running clock of one unit."""
    if unit is Unit.WORKDAYS:
        return calendar.day_length()
    return DAY if unit is Unit.CALENDAR_DAYS else HOUR


def _span(limit: Limit, calendar: Calendar) -> timedelta:
    return _times(_one(limit.unit, calendar), Decimal(limit.amount))


def _times(one: timedelta, amount: Decimal) -> timedelta:
    """Multiply exactly to the microsecond; floats would shift a third of an hour."""
    return timedelta(microseconds=round(one // timedelta(microseconds=1) * amount))


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment must say its zone")
    return moment.astimezone(UTC)
