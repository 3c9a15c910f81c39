"""Words that several settings pages show: what the powers mean, how long ago something was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from bihuan.orgs.queries import Term
from bihuan.orgs.rules import Power
from bihuan.web.kit.present import Badge, moment_words

POWERS: Final[dict[str, str | Promise]] = {
    Power.SUPERVISE: pgettext_lazy("power", "Supervise"),
    Power.HANDLE: pgettext_lazy("power", "Handle"),
    Power.INSPECT: pgettext_lazy("power", "Inspect"),
    Power.LEAD: pgettext_lazy("power", "Lead"),
    Power.DISCIPLINE: pgettext_lazy("power", "Discipline"),
    Power.CONFIGURE: pgettext_lazy("power", "Configure"),
}
EXPLAINED: Final[dict[str, str | Promise]] = {
    Power.SUPERVISE: gettext_lazy("files, dispatches, decides on extensions and suspensions, voids; sees all cases"),
    Power.HANDLE: gettext_lazy("accepts, sends back and feeds back the cases of the post's unit"),
    Power.INSPECT: gettext_lazy("reports problems and verifies what others fed back"),
    Power.LEAD: gettext_lazy("sees all cases, dispatches on site, escalates"),
    Power.DISCIPLINE: gettext_lazy("sees all cases, decides appeals"),
    Power.CONFIGURE: gettext_lazy("changes units, people, dictionary, calendar and access tokens"),
}
OUT_OF_USE: Final = Badge(gettext_lazy("out of use"), "ban")


@dataclass(frozen=True, slots=True)
class Stay:
    """A term of office as shown. badge: None while it is held today."""

    term: Term
    badge: Badge | None


def power_words(powers: Iterable[str]) -> str:
    """Return the names of powers in one line."""
    return _(", ").join(str(POWERS[power]) for power in powers if power in POWERS)


def power_choices() -> list[tuple[str, str]]:
    """Return every power with what it allows, for a form."""
    return [(power, f"{POWERS[power]}{_(': ')}{EXPLAINED[power]}") for power in Power]


def stay(term: Term, today: date) -> Stay:
    """Return a term of office with what it says about today."""
    if term.from_on > today:
        return Stay(term, Badge(_("begins later"), "clock"))
    if term.to_on is not None and term.to_on < today:
        return Stay(term, Badge(pgettext("term", "over"), "history"))
    return Stay(term, None if term.is_now else OUT_OF_USE)


def ago(at: datetime | None, now: datetime) -> str:
    """Return “8 seconds ago”, “3 minutes ago”, else the moment in words; empty for None."""
    if at is None:
        return ""
    span = max(timedelta(), now - at)
    seconds = int(span.total_seconds())
    if seconds < 60:
        return ngettext("%(count)s second ago", "%(count)s seconds ago", seconds) % {"count": seconds}
    if seconds < 3600:
        minutes = seconds // 60
        return ngettext("%(count)s minute ago", "%(count)s minutes ago", minutes) % {"count": minutes}
    return moment_words(at, now)


def today_and_now() -> tuple[date, datetime]:
    """Return the district's date and the moment: the clock is read once a request."""
    now = timezone.now()
    return timezone.localdate(now), now
