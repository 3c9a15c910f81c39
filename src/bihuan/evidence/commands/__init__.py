"""Writes of the evidence app: store a file."""

from bihuan.evidence.commands.store import Stored, register, store

__all__ = ["Stored", "register", "store"]
