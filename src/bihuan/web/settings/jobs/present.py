"""How jobs and their rules look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from bihuan.clockwork.queries import Clockwork, JobView
from bihuan.web.kit.present import Badge
from bihuan.web.settings.present import ago


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. fired_at None: it never fired."""

    name: str
    label: str
    checked_at: datetime | None
    fired_at: datetime | None
    fired_count: int


@dataclass(frozen=True, slots=True)
class Job:
    """One job. ran: how long ago it last ended well, in words."""

    name: str
    label: str
    badge: Badge
    every: str
    finished_at: datetime | None
    ran: str
    error: str
    error_at: datetime | None
    rules: Sequence[Rule]


def job(view: JobView, now: datetime, *, is_late: bool) -> Job:
    """Return a job as shown. is_late: the clock stands still, and the job with it."""
    every = ngettext("every %(count)s second", "every %(count)s seconds", view.every_seconds)
    return Job(
        name=view.name,
        label=_(view.label),
        badge=_badge(view, is_late=is_late),
        every=every % {"count": view.every_seconds},
        finished_at=view.finished_at,
        ran=ago(view.finished_at, now),
        error=view.error,
        error_at=view.error_at,
        rules=[Rule(rule.name, _(rule.label), rule.checked_at, rule.fired_at, rule.fired_count) for rule in view.rules],
    )


def _badge(view: JobView, *, is_late: bool) -> Badge:
    if view.error:
        return Badge(pgettext("job", "failed"), "alert-triangle")
    if is_late:
        return Badge(_("waits for the clock"), "player-pause")
    if view.finished_at is None:
        return Badge(_("has not run yet"), "hourglass")
    return Badge(pgettext("job", "ran"), "circle-check")


def state(clock: Clockwork, now: datetime) -> str:
    """Return how the clock stands, in one line."""
    if clock.beat_at is None:
        return _("The clock has never run")
    if clock.is_late:
        return _("The clock stands still, last seen %(ago)s") % {"ago": ago(clock.beat_at, now)}
    return _("The clock is alive, seen %(ago)s") % {"ago": ago(clock.beat_at, now)}
