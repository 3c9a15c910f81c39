"""Reads of the ledger."""

from bihuan.ledger.queries.proof import REPLAYS, Account, verify
from bihuan.ledger.queries.read import LEDGER_UUID, Happening, happening, safe_number, timeline, witness_path

__all__ = [
    "LEDGER_UUID",
    "REPLAYS",
    "Account",
    "Happening",
    "happening",
    "safe_number",
    "timeline",
    "verify",
    "witness_path",
]
