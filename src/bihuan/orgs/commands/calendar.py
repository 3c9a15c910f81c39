"""The working calendar: the days off of each year, and the hours of service."""

from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.kernel.call import Call
from bihuan.ledger.commands import command, record
from bihuan.orgs import access, errors, events
from bihuan.orgs.models import CalendarYear, District
from bihuan.orgs.rules import (
    BUILT_IN_SOURCE,
    DISTRICT_UUID,
    Day,
    Power,
    built_in_year,
    calendar_uuid,
    check_year,
    optional_text,
    parse_segments,
    required_text,
)


@dataclass(frozen=True, slots=True)
class YearSaved:
    """The year whose days now stand."""

    year: int


@dataclass(frozen=True, slots=True)
class ServiceHoursSet:
    """The hours of service as they now stand."""

    service_hours: str


@command
def save_calendar_year(
    call: Call, *, year: int, closed: Sequence[Day], opened: Sequence[Day], source: str
) -> YearSaved:
    """Set the days off (closed) and the weekend days worked (opened) of one year, replacing what stood there.

    source: the notice they come from. Raises orgs.year_odd, orgs.day_elsewhere, orgs.day_twice,
    orgs.not_a_weekend, orgs.blank, orgs.too_long, orgs.not_allowed.
    """
    access.require(call.actor, Power.CONFIGURE)
    return _save(call, year, closed, opened, source)


@command
def seed_calendar_year(call: Call, *, year: int) -> YearSaved:
    """Load a year that is not there yet from the built-in holidays.

    Raises orgs.year_loaded when it is there (its days may have been corrected by hand), orgs.year_unknown,
    orgs.not_allowed.
    """
    access.require(call.actor, Power.CONFIGURE)
    if CalendarYear.objects.filter(pk=year).exists():
        raise errors.YEAR_LOADED(year=year, field="year")
    closed, opened = built_in_year(year)
    return _save(call, year, closed, opened, BUILT_IN_SOURCE)


def _save(call: Call, year: int, closed: Sequence[Day], opened: Sequence[Day], source: str) -> YearSaved:
    check_year(year, closed, opened)
    row = CalendarYear(
        year=year,
        closed=_rows(closed, "closed"),
        opened=_rows(opened, "opened"),
        source=required_text(source, field="source", most=200),
    )
    row.save()
    record(
        call,
        name=events.CALENDAR_SAVED,
        subject_kind="calendar_year",
        subject_uuid=calendar_uuid(year),
        payload={"year": year, "closed": row.closed, "opened": row.opened, "source": row.source},
    )
    return YearSaved(year=year)


def _rows(days: Sequence[Day], field: str) -> list[dict[str, str]]:
    rows = [{"on": day.on.isoformat(), "name": optional_text(day.name, field=field, most=60)} for day in days]
    return sorted(rows, key=lambda row: row["on"])


@command
def set_service_hours(call: Call, *, service_hours: str) -> ServiceHoursSet:
    """Set the hours in which service hours are counted, written like 08:00-12:00,14:00-18:00.

    Raises orgs.unreadable_hours, orgs.district_missing, orgs.not_allowed.
    """
    access.require(call.actor, Power.CONFIGURE)
    segments = parse_segments(service_hours)
    district = District.objects.select_for_update().order_by("pk").first()
    if district is None:
        raise errors.DISTRICT_MISSING()
    text = ",".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in segments)
    if len(text) > 60 or parse_segments(text) != segments:
        raise errors.UNREADABLE_HOURS(text=service_hours, field="service_hours")
    district.service_hours = text
    district.save(update_fields=["service_hours"])
    record(
        call,
        name=events.SERVICE_HOURS_SET,
        subject_kind="district",
        subject_uuid=DISTRICT_UUID,
        payload={"service_hours": text},
    )
    return ServiceHoursSet(service_hours=text)
