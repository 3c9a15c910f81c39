"""The case list and its Excel: one reading of the address for both."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bihuan.cases import queries
from bihuan.cases.queries import COUNT_UP_TO, Page, Sort
from bihuan.kernel.calendars import Calendar
from bihuan.kernel.call import Actor
from bihuan.web.cases.filters import Asked
from bihuan.web.cases.present import ORIGINS, STATES, Line, clock_of, line, marks
from bihuan.web.kit import present
from bihuan.web.kit.present import Column, with_query
from bihuan.web.kit.sheets import Value

SIZE = 50
MOST_EXPORTED = 20_000


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list. count_words: how many there are and how they are sorted."""

    lines: list[Line]
    columns: list[Column]
    page: present.Page
    count_words: str


def zone() -> ZoneInfo:
    """Return the district's time zone."""
    return ZoneInfo(settings.TIME_ZONE)


def listing(actor: Actor, query: QueryDict, asked: Asked, *, at: datetime, calendar: Calendar) -> Listing:
    """Return the page that the address asks for."""
    found = queries.page(actor, asked.filters, sort=asked.sort, cursor=asked.cursor, size=SIZE, at=at, zone=zone())
    return Listing(
        lines=[line(row, at, calendar) for row in found.rows],
        columns=_columns(query, asked.sort),
        page=_foot(query, found, asked.offset),
        count_words=_count_words(found, asked.sort),
    )


def _columns(query: QueryDict, sort: Sort) -> list[Column]:
    def by(wanted: Sort, other: Sort | None = None) -> str:
        target = other if other and sort == wanted else wanted
        return with_query(query, sort=target.value, cursor=None, **{"from": None})

    reported = {Sort.NEWEST: "descending", Sort.OLDEST: "ascending"}.get(sort, "")
    return [
        Column(_("Number")),
        Column(_("What and where")),
        Column(_("Lead unit")),
        Column(_("State")),
        Column(_("Clock"), by(Sort.DUE), "ascending" if sort == Sort.DUE else ""),
        Column(_("Reported"), by(Sort.NEWEST, Sort.OLDEST), reported),
    ]


def _foot(query: QueryDict, found: Page, offset: int) -> present.Page:
    total = str(found.count) if found.is_count_exact else f"{COUNT_UP_TO}+"
    back = max(1, offset - SIZE)
    return present.Page(
        first=offset if found.rows else 0,
        last=offset + len(found.rows) - 1 if found.rows else 0,
        total=total,
        newer_url=with_query(query, cursor=found.newer, **{"from": str(back)}) if found.newer else "",
        older_url=with_query(query, cursor=found.older, **{"from": str(offset + SIZE)}) if found.older else "",
    )


def _count_words(found: Page, sort: Sort) -> str:
    count = ngettext("%(count)s case", "%(count)s cases", found.count) % {"count": found.count}
    if not found.is_count_exact:
        count = _("more than %(count)s cases") % {"count": COUNT_UP_TO}
    order = {
        Sort.DUE: _("least time left first; cases without a clock are not listed"),
        Sort.NEWEST: _("newest first"),
        Sort.OLDEST: _("oldest first"),
    }[sort]
    return _("%(count)s, %(order)s") % {"count": count, "order": order}


def headings() -> list[tuple[str, int]]:
    """Return the headings of the Excel, with widths."""
    return [
        (_("Number"), 16),
        (_("What"), 40),
        (_("Where"), 30),
        (_("Class"), 18),
        (_("State"), 12),
        (_("Lead unit"), 20),
        (_("Who does it"), 14),
        (_("Limit"), 14),
        (_("Clock"), 24),
        (_("Due"), 18),
        (_("Reported"), 18),
        (_("Fed back"), 18),
        (_("Closed"), 18),
        (_("Marks"), 24),
        (_("Origin"), 14),
        (_("Reported by"), 14),
    ]


def _last_minute(due_at: datetime | None) -> datetime | None:
    """Return a due time as a cell shows it: midnight as the last minute of the day that ends with it."""
    if due_at is None:
        return None
    local = due_at.astimezone(zone())
    return due_at - timedelta(minutes=1) if (local.hour, local.minute) == (0, 0) else due_at


def rows(actor: Actor, asked: Asked, *, at: datetime, calendar: Calendar) -> Iterator[list[Value]]:
    """Yield the rows of the Excel: exactly what is filtered, in the order of the list, at most MOST_EXPORTED."""
    found = queries.every(actor, asked.filters, sort=asked.sort, at=at, zone=zone(), most=MOST_EXPORTED)
    for row in found:
        facts = row.facts
        yield [
            row.code,
            row.title,
            row.place_text,
            row.class_name,
            str(STATES[facts.state].label),
            row.unit_name,
            row.handler_name,
            facts.limit.text_zh() if facts.limit else "",
            clock_of(facts, at, calendar).words,
            _last_minute(facts.due_at),
            row.reported_at,
            facts.fed_back_at,
            facts.closed_at,
            "、".join(marks(row)),
            str(ORIGINS.get(row.origin, row.origin)),
            row.reporter_name,
        ]
