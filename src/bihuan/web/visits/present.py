"""Words for rounds, stops and what was seen."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bihuan.cases.rules.facts import State
from bihuan.orgs.rules import Power
from bihuan.visits.queries import RoundRow
from bihuan.visits.rules.kinds import Result, RoundKind, Scope, StopState
from bihuan.web.cases.present import STATES
from bihuan.web.kit.present import Badge

VIEWERS = (Power.INSPECT, Power.SUPERVISE, Power.LEAD, Power.DISCIPLINE)
"""Who sees rounds and visits; units learn of what was found through their cases and the gap list."""


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of round: what it is called, and what will happen when one is made."""

    label: str | Promise
    icon: str
    what: str | Promise


KINDS: dict[RoundKind, KindWords] = {
    RoundKind.PLANNED: KindWords(
        _("Planned round"),
        "list-check",
        _("You name the points in the order of the walk. Everybody who inspects sees the round on the phone."),
    ),
    RoundKind.DRAWN: KindWords(
        _("Random draw"),
        "scale",
        _(
            "First the list of points and people and a seed are written into the ledger, then points and inspectors are "
            "drawn from them. Anybody can redo the draw; nobody can steer it."
        ),
    ),
    RoundKind.RECHECK: KindWords(
        _("Re-check of closed cases"),
        "repeat",
        _(
            "Of the cases closed lately that nobody has looked at again, those likeliest to come back are taken, and a "
            "share by chance from all others, so that it shows how good the guess is."
        ),
    ),
    RoundKind.AROUND: KindWords(
        _("Walk around points"),
        "map-pin",
        _("You name the points; what belongs to their surroundings is looked at within the radius of each point."),
    ),
    RoundKind.ASSESSMENT: KindWords(
        _("Mock assessment"),
        "chart-bar",
        _("Drawn like a random draw, with at least two points of every stratum, so that a score can be estimated."),
    ),
}
RESULTS: dict[Result, Badge] = {
    Result.GOOD: Badge(pgettext_lazy("observation", "as it should be"), "check"),
    Result.BAD: Badge(pgettext_lazy("observation", "not as it should be"), "alert-triangle"),
    Result.NOT_APPLICABLE: Badge(pgettext_lazy("observation", "does not apply"), "minus"),
}
STOPS: dict[StopState, Badge] = {
    StopState.WAITING: Badge(pgettext_lazy("stop", "waiting"), "clock"),
    StopState.DONE: Badge(pgettext_lazy("stop", "done"), "check"),
    StopState.SKIPPED: Badge(pgettext_lazy("stop", "skipped"), "x"),
}
SCOPES: dict[str, str | Promise] = {Scope.POINT.value: _("at the point"), Scope.AROUND.value: _("in its surroundings")}
NOT_LOOKED_AT = Badge(_("nobody has looked yet"), "help-circle")


def round_badge(row: RoundRow) -> Badge:
    """Return where a round stands."""
    if row.closed_at:
        return Badge(pgettext_lazy("round", "closed"), "circle-check")
    if not row.is_drawn:
        return Badge(pgettext_lazy("round", "to be drawn"), "scale")
    if row.stops and not row.waiting:
        return Badge(pgettext_lazy("round", "all done"), "check")
    return Badge(pgettext_lazy("round", "under way"), "player-play")


def case_badge(state: str) -> Badge | None:
    """Return where a case stands, None when there is none to show."""
    return STATES[State(state)] if state else None
