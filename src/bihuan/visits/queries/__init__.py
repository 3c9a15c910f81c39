"""Reads of the visits app."""

from bihuan.visits.queries.frames import cases_to_recheck, find_places, inspectors, places_to_draw
from bihuan.visits.queries.gaps import (
    ElementNow,
    GapCount,
    GapFilters,
    GapPage,
    GapRow,
    elements_now,
    every_gap,
    gaps,
    sees_all,
)
from bihuan.visits.queries.redraw import Redrawn, redraw
from bihuan.visits.queries.rounds import (
    PAGE,
    RoundPage,
    RoundRow,
    SeenRow,
    StopRow,
    VisitPage,
    VisitRow,
    picture_for,
    round_page,
    rounds,
    visit_page,
    visits_to,
)

__all__ = [
    "PAGE",
    "ElementNow",
    "GapCount",
    "GapFilters",
    "GapPage",
    "GapRow",
    "Redrawn",
    "RoundPage",
    "RoundRow",
    "SeenRow",
    "StopRow",
    "VisitPage",
    "VisitRow",
    "cases_to_recheck",
    "elements_now",
    "every_gap",
    "find_places",
    "gaps",
    "inspectors",
    "picture_for",
    "places_to_draw",
    "redraw",
    "round_page",
    "rounds",
    "sees_all",
    "visit_page",
    "visits_to",
]
