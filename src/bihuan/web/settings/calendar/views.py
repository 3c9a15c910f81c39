"""The working calendar, the service hours, the district's name: read by everybody, changed by whoever configures."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.kernel.call import Call
from bihuan.orgs import commands, errors, queries
from bihuan.orgs.rules import Power
from bihuan.web.kit.answers import gone_to
from bihuan.web.kit.doors import DeskRequest, call_from, door
from bihuan.web.settings.calendar.days import written
from bihuan.web.settings.calendar.forms import DistrictForm, HoursForm, YearForm
from bihuan.web.settings.calendar.present import months, stretches, warning, weekdays, workday_count
from bihuan.web.settings.pages import Crumb, FormPage, answer, show
from bihuan.web.settings.present import today_and_now

BOTH = ("GET", "POST")


@door()
def this_year(request: DeskRequest) -> HttpResponseBase:
    """Show the calendar of the year that runs."""
    return _page(request, today_and_now()[0].year)


@door()
def page(request: DeskRequest, year: int) -> HttpResponseBase:
    """Show the calendar of one year, or what to do when it is not loaded."""
    return _page(request, year)


def _page(request: DeskRequest, year: int) -> HttpResponseBase:
    _check(year)
    today, _now = today_and_now()
    years = queries.years()
    row = next((each for each in years if each.year == year), None)
    district = queries.district()
    context: dict[str, object] = {
        "year": year,
        "row": row,
        "years": sorted({each.year for each in years} | {today.year, today.year + 1, year}),
        "loaded": [each.year for each in years],
        "warning": warning(years, today),
        "service_hours": district.service_hours.replace(",", "、") if district else "",
        "may_change": request.actor.has(Power.CONFIGURE),
    }
    if row:
        context |= {
            "months": months(row, today),
            "weekdays": weekdays(),
            "workdays": workday_count(row),
            "closed": stretches(row.closed),
            "opened": stretches(row.opened),
        }
    return show(request, "web/settings/calendar/year.html", context, title=_("Calendar %(year)s") % {"year": year})


@door(Power.CONFIGURE, methods=BOTH)
def change(request: DeskRequest, year: int) -> HttpResponseBase:
    """Enter or correct the days of one year."""
    _check(year)
    row = next((each for each in queries.years() if each.year == year), None)
    initial = {"closed": written(row.closed), "opened": written(row.opened), "source": row.source} if row else {}
    form = YearForm(request.POST or None, year=year, initial=initial)

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        commands.save_calendar_year(call, year=year, **said)
        return gone_to(request, _page_of(year), said=_("The calendar of %(year)s is saved.") % {"year": year})

    page = FormPage(
        title=_("Change the calendar of %(year)s") % {"year": year},
        button=_("Save"),
        back=_page_of(year),
        trail=_trail(year),
        note=_(
            "What you save replaces both lists. Due dates that are set stay; what is dispatched from now on counts by it."
        ),
    )
    return answer(request, form, page, act)


@door(Power.CONFIGURE, methods=("POST",))
def seed(request: DeskRequest, year: int) -> HttpResponseBase:
    """Load the built-in days of a year that is not there yet."""
    _check(year)
    commands.seed_calendar_year(call_from(request), year=year)
    return gone_to(request, _page_of(year), said=_("The calendar of %(year)s is loaded.") % {"year": year})


@door(Power.CONFIGURE, methods=BOTH)
def hours(request: DeskRequest) -> HttpResponseBase:
    """Set the service hours."""
    district = queries.district()
    form = HoursForm(request.POST or None, initial={"service_hours": district.service_hours if district else ""})

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        commands.set_service_hours(call, **said)
        return gone_to(request, reverse("settings:calendar"), said=_("Service hours saved."))

    title, back = _("Service hours"), reverse("settings:calendar")
    note = _("Limits in service hours count only this time of working days.")
    return answer(request, form, FormPage(title, _("Save"), back, trail=_trail(), note=note), act)


@door(Power.CONFIGURE, methods=BOTH)
def district(request: DeskRequest) -> HttpResponseBase:
    """Name the district."""
    row = queries.district()
    form = DistrictForm(request.POST or None, initial={"name": row.name, "code": row.code} if row else {})

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        commands.set_district(call, is_invented=row.is_invented if row else False, **said)
        return gone_to(request, reverse("settings:overview"), said=_("%(name)s saved.") % {"name": said["name"]})

    page = FormPage(
        _("District"), _("Save"), reverse("settings:overview"), note=_("Stands above the menu and on paper.")
    )
    return answer(request, form, page, act)


def _check(year: int) -> None:
    if not 2000 <= year <= 2100:
        raise errors.NOT_FOUND()


def _page_of(year: int) -> str:
    return reverse("settings:calendar_year", kwargs={"year": year})


def _trail(year: int | None = None) -> tuple[Crumb, ...]:
    first = Crumb(_("Calendar"), reverse("settings:calendar"))
    return (first, Crumb(str(year), _page_of(year))) if year else (first,)
