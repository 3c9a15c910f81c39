"""Writes of the visits app."""

from bihuan.visits.commands.drawing import commit_seed, draw_round
from bihuan.visits.commands.found import Found
from bihuan.visits.commands.planning import Made, StopChanged, check_case, close_round, make_round, skip_stop
from bihuan.visits.commands.problems import report_problem
from bihuan.visits.commands.seeing import Recorded, Seen, record_visit
from bihuan.visits.commands.voiding import Voided, void_observation

__all__ = [
    "Found",
    "Made",
    "Recorded",
    "Seen",
    "StopChanged",
    "Voided",
    "check_case",
    "close_round",
    "commit_seed",
    "draw_round",
    "make_round",
    "record_visit",
    "report_problem",
    "skip_stop",
    "void_observation",
]
