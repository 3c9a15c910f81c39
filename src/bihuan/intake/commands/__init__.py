"""Writes of the intake app: read a document, decide on its drafts, undo, send what was accepted."""

from bihuan.intake.commands.apply import Changed
from bihuan.intake.commands.deciding import accept, accept_all, drop, reopen
from bihuan.intake.commands.editing import edit_draft, give
from bihuan.intake.commands.reading import Read, read
from bihuan.intake.commands.sending import Left, Sent, SentDraft, send_accepted, send_draft
from bihuan.intake.commands.shaping import merge, split
from bihuan.intake.commands.undoing import undo

__all__ = [
    "Changed",
    "Left",
    "Read",
    "Sent",
    "SentDraft",
    "accept",
    "accept_all",
    "drop",
    "edit_draft",
    "give",
    "merge",
    "read",
    "reopen",
    "send_accepted",
    "send_draft",
    "split",
    "undo",
]
