"""Facts that the intake app writes to the ledger."""

from bihuan.kernel.text import gettext_noop
from bihuan.ledger.events import event

DOCUMENT_READ = event("intake.document_read.v1", gettext_noop("Document read"))
DOCUMENT_CAME_AGAIN = event("intake.document_came_again.v1", gettext_noop("Document uploaded again"))
DRAFT_EDITED = event("intake.draft_edited.v1", gettext_noop("Draft edited"))
DRAFT_ACCEPTED = event("intake.draft_accepted.v1", gettext_noop("Draft accepted"))
DRAFT_DROPPED = event("intake.draft_dropped.v1", gettext_noop("Draft dropped"))
DRAFT_REOPENED = event("intake.draft_reopened.v1", gettext_noop("Draft reopened"))
DRAFTS_GIVEN = event("intake.drafts_given.v1", gettext_noop("Lead unit of drafts chosen"))
DRAFTS_MERGED = event("intake.drafts_merged.v1", gettext_noop("Drafts merged"))
DRAFT_SPLIT = event("intake.draft_split.v1", gettext_noop("Draft split"))
ALL_ACCEPTED = event("intake.all_accepted.v1", gettext_noop("All open drafts accepted"))
CHANGE_UNDONE = event("intake.change_undone.v1", gettext_noop("Change to drafts undone"))
DRAFT_SENT = event("intake.draft_sent.v1", gettext_noop("Draft filed and dispatched"))
