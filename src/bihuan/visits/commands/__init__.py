"""Writes of the visits app."""

from bihuan.visits.commands.found import Found
from bihuan.visits.commands.problems import report_problem
from bihuan.visits.commands.seeing import Recorded, Seen, record_visit

__all__ = ["Found", "Recorded", "Seen", "record_visit", "report_problem"]
