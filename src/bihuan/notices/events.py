"""Facts that the notices app writes to the ledger. Deliveries are recorded by whoever tells."""

from bihuan.kernel.text import gettext_noop
from bihuan.ledger.events import event

NOTICE_READ = event("notices.notice_read.v1", gettext_noop("Notice read"))
INBOX_READ = event("notices.inbox_read.v1", gettext_noop("All notices read"))
