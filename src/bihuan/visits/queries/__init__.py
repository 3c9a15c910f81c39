"""Reads of the visits app."""

from bihuan.visits.queries.redraw import Redrawn, redraw

__all__ = ["Redrawn", "redraw"]
