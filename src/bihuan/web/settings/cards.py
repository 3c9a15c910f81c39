"""One line of state for each part of the settings, for those who may open it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bihuan.clockwork import queries as clockwork
from bihuan.kernel.call import Actor
from bihuan.ledger import queries as ledger
from bihuan.orgs import queries as orgs
from bihuan.orgs.rules import Power
from bihuan.standards import queries as standards
from bihuan.web.kit.present import moment_words
from bihuan.web.settings.calendar import present as calendar
from bihuan.web.settings.jobs import present as jobs
from bihuan.web.settings.pages import WATCHERS

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Card:
    """One part of the settings. line: how it stands. warning: what must be done, or empty."""

    title: str
    about: str
    icon: str
    url: str
    line: str
    warning: str = ""


def cards(actor: Actor, today: date, now: datetime) -> list[Card]:
    """Return the parts this person may open."""
    sizes = orgs.sizes(today)
    made: list[tuple[bool, Callable[[], Card]]] = [
        (True, lambda: _dictionary(today)),
        (True, lambda: _systems(today)),
        (True, lambda: _units(sizes)),
        (actor.has(Power.CONFIGURE), lambda: _people(sizes)),
        (True, lambda: _calendar(today)),
        (actor.has(*WATCHERS), lambda: _jobs(now)),
        (actor.has(*WATCHERS), lambda: _ledger(now)),
        (actor.has(Power.CONFIGURE), lambda: _tokens(today)),
    ]
    return [make() for may, make in made if may]


def _dictionary(today: date) -> Card:
    classes = sum(row.class_count for row in standards.standards())
    conditions = sum(len(held) for _row, held in standards.fileable(today))
    line = _("%(classes)s classes, %(conditions)s conditions in force")
    return Card(
        title=_("Dictionary"),
        about=_("Classes of cases, their filing conditions and time limits"),
        icon="book",
        url=reverse("settings:dictionary"),
        line=line % {"classes": classes, "conditions": conditions},
        warning="" if conditions else _("Without a condition in force no case can be filed."),
    )


def _systems(today: date) -> Card:
    held = standards.system_in_force(today)
    return Card(
        title=_("Assessment systems"),
        about=_("What points are assessed by: clauses, point types, elements"),
        icon="list-check",
        url=reverse("settings:systems"),
        line=f"{held.name} {held.edition}".strip() if held else _("none in force"),
        warning=_("Points are judged by an example. Import your own system.") if held and held.is_example else "",
    )


def _units(sizes: orgs.Sizes) -> Card:
    return Card(
        title=_("Units"),
        about=_("Units of the district, their posts and who holds them"),
        icon="building-community",
        url=reverse("settings:units"),
        line=_("%(units)s units, %(posts)s posts in use") % {"units": sizes.units, "posts": sizes.posts},
    )


def _people(sizes: orgs.Sizes) -> Card:
    idle = _(", %(count)s without a post today") % {"count": sizes.without_post} if sizes.without_post else ""
    people = ngettext("%(count)s person", "%(count)s people", sizes.people) % {"count": sizes.people}
    return Card(
        title=_("People"),
        about=_("Who may sign in, which posts they hold, who stands in for them"),
        icon="users",
        url=reverse("settings:people"),
        line=f"{people}{idle}",
    )


def _calendar(today: date) -> Card:
    years = orgs.years()
    return Card(
        title=_("Calendar"),
        about=_("Days off, swapped working days, service hours"),
        icon="calendar",
        url=reverse("settings:calendar"),
        line=calendar.state(years, today),
        warning=calendar.warning(years, today),
    )


def _jobs(now: datetime) -> Card:
    clock = clockwork.overview(now)
    failed = [job for job in clock.jobs if job.error]
    late = _("Limits are not watched: open to see what to do.") if clock.is_late else ""
    count = len(failed)
    text = ngettext("%(count)s job failed when it last ran.", "%(count)s jobs failed when they last ran.", count)
    return Card(
        title=_("What runs by itself"),
        about=_("Heartbeat, jobs, and when each rule last fired"),
        icon="refresh",
        url=reverse("settings:jobs"),
        line=jobs.state(clock, now),
        warning=late or (text % {"count": count} if failed else ""),
    )


def _ledger(now: datetime) -> Card:
    standing = ledger.standing()
    entries = ngettext("%(count)s entry", "%(count)s entries", standing.entries) % {"count": standing.entries}
    signed = _("not signed yet")
    if standing.signed_at:
        signed = _("signed %(moment)s") % {"moment": moment_words(standing.signed_at, now)}
    return Card(
        title=_("Ledger"),
        about=_("What happened, and the proof that nothing was altered"),
        icon="shield-check",
        url=reverse("settings:ledger"),
        line=_(", ").join([entries, signed]),
        warning="" if standing.key_id else _("There is no signing key yet. Run “bihuan ledger add-key”."),
    )


def _tokens(today: date) -> Card:
    held = [row for row in orgs.tokens(today) if row.is_now]
    ending = sum(row.expires_on <= today + SOON for row in held)
    text = ngettext("%(count)s ends within 30 days.", "%(count)s end within 30 days.", ending)
    return Card(
        title=_("Access tokens"),
        about=_("Keys for other systems that use the API"),
        icon="key",
        url=reverse("settings:tokens"),
        line=ngettext("%(count)s in use", "%(count)s in use", len(held)) % {"count": len(held)},
        warning=text % {"count": ending} if ending else "",
    )
