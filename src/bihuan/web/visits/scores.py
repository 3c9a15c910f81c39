"""What a drawn round says about all points: scores with intervals, point beside surroundings, what costs points."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.visits import queries
from bihuan.visits.queries import GainRow, Part, ScoresPage
from bihuan.visits.rules.estimate import Basis, Score
from bihuan.visits.rules.scoring import percent
from bihuan.visits.rules.surroundings import Comparison
from bihuan.web.kit.doors import DeskRequest, door
from bihuan.web.visits.present import VIEWERS

FEW = 6
"""Below so many points seen a score says little; see docs/reference/assessment.md."""


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One score in words. interval: empty when there is none. url: the gaps behind it, empty when there are none."""

    name: str
    figure: str
    interval: str
    seen: int
    drawn: int
    size: int
    is_few: bool
    url: str


@dataclass(frozen=True, slots=True)
class GainLine:
    """One element in words. gain: points of the whole score. lost, possible: points in the whole district."""

    code: str
    element: str
    gain: str
    lost: str
    possible: str
    bad: int
    seen: int
    url: str


@door(*VIEWERS)
def page(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Show the scores of one drawn round."""
    found = queries.scores(request.actor, uuid)
    context = {
        "here": "rounds",
        "title": _("Scores of %(name)s") % {"name": found.name},
        "found": found,
        "whole": _figure(found.whole.rate),
        "interval": _interval(found.whole.low, found.whole.high),
        "meaning": _meaning(found),
        "gaps_url": _gaps(),
        "parts": [
            (_("By type of point"), _parts(found.by_type, "type")),
            (_("By unit"), _parts(found.by_unit, "unit")),
        ],
        "few": FEW,
        "comparison": _comparison(found.comparison),
        "gains": [_gain(row) for row in found.gains],
    }
    return render(request, "web/visits/scores.html", context)


def _gaps(**filters: str) -> str:
    return f"{reverse('visits:gaps')}?{urlencode(filters | {'all': '1'})}"


def _figure(rate: Fraction | float | None, places: int = 1) -> str:
    shown = percent(None if rate is None else Fraction(rate), places)
    return "—" if shown is None else str(shown)


def _interval(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{_figure(low)} – {_figure(high)}"


def _meaning(found: ScoresPage) -> str:
    told = {"seen": found.seen, "size": found.covered, "interval": _interval(found.whole.low, found.whole.high)}
    if found.whole.basis is Basis.WHOLE:
        return _("All %(size)s points were seen: the score is exact.") % told
    if found.whole.basis is Basis.BOUND:
        return (
            _(
                "The %(seen)s points seen do not differ, so the interval %(interval)s rests on their number alone: had all "
                "%(size)s points been seen, the score would in all likelihood lie in it."
            )
            % told
        )
    if found.whole.basis is Basis.NONE:
        return _("Nothing that was looked at applied to these points, so there is no score.")
    return (
        _(
            "%(seen)s of %(size)s points were seen. In about 95 of 100 such draws the interval holds the score that seeing "
            "all would give; here it is %(interval)s. A change inside this interval may be chance."
        )
        % told
    )


def _parts(parts: Iterable[Part], name: str) -> list[ScoreLine]:
    return [_part(part, name) for part in parts]


def _part(part: Part, name: str) -> ScoreLine:
    score: Score | None = part.score
    return ScoreLine(
        name=part.name,
        figure=_figure(score.rate if score else None),
        interval=_interval(score.low, score.high) if score else "",
        seen=score.places if score else 0,
        drawn=part.drawn,
        size=part.size,
        is_few=score is not None and score.rate is not None and score.places < FEW and score.basis is not Basis.WHOLE,
        url=_gaps(**{name: part.key}) if part.key else "",
    )


def _comparison(found: Comparison) -> dict[str, object] | None:
    if found.difference is None:
        return None
    is_clear = found.low is not None and found.high is not None and (found.low > 0 or found.high < 0)
    if not is_clear:
        words = _("The difference may be chance.")
    elif found.difference > 0:
        words = _("The points are in better order than what lies around them.")
    else:
        words = _("What lies around the points is in better order than the points.")
    return {
        "point": _figure(found.point.rate),
        "around": _figure(found.around.rate),
        "difference": f"{'+' if found.difference > 0 else ''}{_figure(found.difference)}",
        "interval": _interval(found.low, found.high),
        "places": found.around.places,
        "words": words,
    }


def _gain(row: GainRow) -> GainLine:
    gain = row.gain
    return GainLine(
        code=gain.element,
        element=row.element,
        gain=_figure(gain.lost / gain.possible, 2),
        lost=f"{float(gain.lost):.1f}",
        possible=f"{float(gain.possible):.1f}",
        bad=gain.bad_count,
        seen=gain.seen_count,
        url=_gaps(element=gain.element),
    )
