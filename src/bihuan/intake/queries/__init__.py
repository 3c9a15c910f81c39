"""Reads of the intake app."""

from bihuan.intake.queries.documents import DocumentPage, DocumentRow, Source, document_page, documents, draft_of_case
from bihuan.intake.queries.drafts import DraftView, UnitName, draft_view, draft_views
from bihuan.intake.queries.guess import Guess, Guesser, unit_dictionary

__all__ = [
    "DocumentPage",
    "DocumentRow",
    "DraftView",
    "Guess",
    "Guesser",
    "Source",
    "UnitName",
    "document_page",
    "documents",
    "draft_of_case",
    "draft_view",
    "draft_views",
    "unit_dictionary",
]
