"""Facts that the evidence app writes to the ledger."""

from bihuan.kernel.text import gettext_noop
from bihuan.ledger.events import event

FILE_STORED = event("evidence.file_stored.v1", gettext_noop("File stored"))
