"""Reads of the intake app."""

from bihuan.intake.queries.documents import (
    PAGE,
    Counts,
    DocumentPage,
    DocumentRow,
    Source,
    Standing,
    document_page,
    documents,
    draft_of_case,
    standing,
)
from bihuan.intake.queries.drafts import DraftView, UnitName, draft_pieces, draft_view, draft_views, offered_units
from bihuan.intake.queries.guess import Guess, Guesser, unit_dictionary

__all__ = [
    "PAGE",
    "Counts",
    "DocumentPage",
    "DocumentRow",
    "DraftView",
    "Guess",
    "Guesser",
    "Source",
    "Standing",
    "UnitName",
    "document_page",
    "documents",
    "draft_of_case",
    "draft_pieces",
    "draft_view",
    "draft_views",
    "offered_units",
    "standing",
    "unit_dictionary",
]
