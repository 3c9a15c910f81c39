"""Writes of the ledger: record a fact, answer a request once, seal a checkpoint, follow."""

from bihuan.ledger.commands.checkpoint import add_key, seal
from bihuan.ledger.commands.follow import advance
from bihuan.ledger.commands.once import command
from bihuan.ledger.commands.record import record

__all__ = ["add_key", "advance", "command", "record", "seal"]
