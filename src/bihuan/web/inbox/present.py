"""How a notice looks: its words, its kind, when it came, and what it opens."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.notices.queries import InboxRow
from bihuan.notices.rules import NoticeKind
from bihuan.web.kit.present import Badge
from bihuan.web.kit.subjects import page_of

KINDS: Final = {
    NoticeKind.DISPATCH: Badge(gettext_lazy("Dispatched"), "send"),
    NoticeKind.URGE: Badge(gettext_lazy("Urged"), "bell-ringing"),
    NoticeKind.ESCALATE: Badge(gettext_lazy("Escalated"), "stairs-up"),
    NoticeKind.RETURN: Badge(gettext_lazy("Sent back"), "arrow-back-up"),
    NoticeKind.REWORK: Badge(gettext_lazy("Rework"), "repeat"),
    NoticeKind.DECISION: Badge(gettext_lazy("Decided"), "scale"),
    NoticeKind.OVERDUE: Badge(gettext_lazy("Overdue"), "clock-exclamation"),
    NoticeKind.YELLOW: Badge(gettext_lazy("Nearly due"), "hourglass"),
    NoticeKind.ASSIGNED: Badge(gettext_lazy("Assigned to a person"), "user"),
    NoticeKind.ASKED: Badge(gettext_lazy("Decision wanted"), "help-circle"),
    NoticeKind.PART_DONE: Badge(gettext_lazy("Part fed back"), "clipboard-check"),
    NoticeKind.LOOK_AGAIN: Badge(gettext_lazy("Look again"), "eye"),
    NoticeKind.OTHER: Badge(gettext_lazy("Other"), "message"),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice as shown. opens: whether it leads to a page."""

    uuid: UUID
    badge: Badge
    words: str
    at: datetime
    is_unread: bool
    is_personal: bool
    opens: bool
    subject_kind: str
    subject_uuid: UUID


def notice(row: InboxRow) -> Notice:
    """Return what the inbox shows of one row."""
    return Notice(
        uuid=row.uuid,
        badge=KINDS[row.kind],
        words=_(row.text) % row.params,
        at=row.delivered_at,
        is_unread=row.read_at is None,
        is_personal=row.is_personal,
        opens=bool(page_of(row.subject_kind, row.subject_uuid)),
        subject_kind=row.subject_kind,
        subject_uuid=row.subject_uuid,
    )
