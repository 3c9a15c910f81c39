"""Reads of the ledger."""

from bihuan.ledger.queries.proof import REPLAYS, Account, verify
from bihuan.ledger.queries.read import LEDGER_UUID, Happening, happening, has_key, safe_number, timeline, witness_path
from bihuan.ledger.queries.standing import Standing, standing

__all__ = [
    "LEDGER_UUID",
    "REPLAYS",
    "Account",
    "Happening",
    "Standing",
    "happening",
    "has_key",
    "safe_number",
    "standing",
    "timeline",
    "verify",
    "witness_path",
]
