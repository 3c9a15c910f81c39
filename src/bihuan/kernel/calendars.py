"""The working calendar: which days are worked, and between which hours service runs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bihuan.kernel.errors import CALENDAR_MISSING

MIDNIGHT = time(0, 0)
SHANGHAI = ZoneInfo("Asia/Shanghai")

Segment = tuple[time, time]
SERVICE_SEGMENTS: tuple[Segment, ...] = ((time(8, 0), time(12, 0)), (time(14, 0), time(18, 0)))


@dataclass(frozen=True)
class Calendar:
    """Working days and service hours of one district, passed to every rule that counts time.

    years: the years whose holidays are known. closed: dates not worked although Monday to Friday.
    opened: Saturdays and Sundays worked in exchange (调休). segments: service time of every working day, local,
    in order, not overlapping; an end of 00:00 is midnight at the end of that day. zone: where the days begin.
    Raises ValueError when a date is both closed and opened, or the segments are not as said.
    Source: State Council's yearly holiday notice; 工作时 in the dictionary of time limits.
    """

    years: frozenset[int]
    closed: frozenset[date] = frozenset()
    opened: frozenset[date] = frozenset()
    segments: tuple[Segment, ...] = SERVICE_SEGMENTS
    zone: ZoneInfo = SHANGHAI

    def __post_init__(self) -> None:
        if both := self.closed & self.opened:
            raise ValueError(f"{min(both)} is both closed and opened")
        seconds = [(_seconds(start), _seconds(end) or 24 * 3600) for start, end in self.segments]
        bounds = [bound for segment in seconds for bound in segment]
        if not bounds or bounds != sorted(bounds) or any(start == end for start, end in seconds):
            raise ValueError("service segments must be in order, not empty and not overlapping")

    def is_workday(self, day: date) -> bool:
        """Say whether day is worked. Raises CALENDAR_MISSING for a year not loaded: holidays are never guessed."""
        if day.year not in self.years:
            raise CALENDAR_MISSING(year=day.year)
        return day in self.opened or (day.weekday() < 5 and day not in self.closed)

    def service(self, day: date) -> list[tuple[datetime, datetime]]:
        """Return the service segments of day as UTC moments (start, end excluded), in order; none on a closed day."""
        if not self.is_workday(day):
            return []
        return [(self.moment(day, start), self.end_moment(day, end)) for start, end in self.segments]

    def day_length(self) -> timedelta:
        """Return the service time of one working day; 8 hours unless the segments say otherwise."""
        return timedelta(seconds=sum((_seconds(end) or 24 * 3600) - _seconds(start) for start, end in self.segments))

    def local_day(self, moment: datetime) -> date:
        """Return the calendar date of an aware moment in this zone."""
        return moment.astimezone(self.zone).date()

    def moment(self, day: date, at: time = MIDNIGHT) -> datetime:
        """Return the UTC moment of a local time of day; without a time, the moment the day begins."""
        return datetime.combine(day, at, tzinfo=self.zone).astimezone(UTC)

    def end_moment(self, day: date, at: time = MIDNIGHT) -> datetime:
        """Like moment, but 00:00 is the midnight that ends the day (24:00)."""
        return self.moment(day + timedelta(days=1) if at == MIDNIGHT else day, at)


def _seconds(at: time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second
