"""Writes of the evidence app: store a file, and note how a check of all files goes."""

from bihuan.evidence.commands.checking import check_slice, in_words
from bihuan.evidence.commands.store import Stored, register, store

__all__ = ["Stored", "check_slice", "in_words", "register", "store"]
