"""Refusals of the ledger."""

from bihuan.kernel.errors import Kind, reason
from bihuan.kernel.text import gettext_noop

REQUEST_REUSED = reason(
    "ledger.request_reused",
    gettext_noop("This page has already been used for another change. Reload the page and do it again."),
    Kind.CONFLICT,
)
BUSY = reason(
    "ledger.busy",
    gettext_noop("Someone else changed the same thing at the same moment. Reload the page and look at it again."),
    Kind.CONFLICT,
)
KEY_MISSING = reason(
    "ledger.key_missing",
    gettext_noop("The ledger's signing key %(key)s is not in %(folder)s. Restore the keys folder from its backup."),
    Kind.NOT_NOW,
)
