"""Marks notices as read: the proof that somebody took note."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from bihuan.kernel.call import Call
from bihuan.ledger.commands import command, record
from bihuan.notices import access, events, queries
from bihuan.notices.models import Notice

BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class Marked:
    """How many notices were unread until now: 0 when somebody of the unit had read them first."""

    count: int


@command
def mark_read(call: Call, *, notice_uuid: UUID) -> Marked:
    """Mark one notice as read by the actor. Raises notices.not_found unless it is to them or their unit.

    The first reader stays: a notice read before is left as it is, without an entry.
    """
    notice = access.lock_notice(call.actor, notice_uuid)
    if notice.read_at is not None:
        return Marked(count=0)
    notice.read_at, notice.read_by_uuid = call.at, call.actor.uuid
    notice.save(update_fields=["read_at", "read_by_uuid"])
    payload = {
        "kind": notice.kind,
        "subject_kind": notice.subject_kind,
        "subject_uuid": str(notice.subject_uuid),
        "subject_code": notice.subject_code,
    }
    record(call, name=events.NOTICE_READ, subject_kind="notice", subject_uuid=notice.uuid, payload=payload)
    return Marked(count=1)


@command
def mark_all_read(call: Call) -> Marked:
    """Mark everything unread in the actor's inbox as read by them; one entry, about the person, names the notices."""
    unread = Notice.objects.select_for_update().filter(queries.mine(call.actor), read_at__isnull=True)
    found = list(unread.order_by("id").values_list("id", "uuid"))
    if not found:
        return Marked(count=0)
    # In batches: a database takes only so many parameters, and an inbox may have been left alone for years.
    for start in range(0, len(found), BATCH):
        batch = Notice.objects.filter(id__in=[number for number, _uuid in found[start : start + BATCH]])
        batch.update(read_at=call.at, read_by_uuid=call.actor.uuid)
    payload = {"notice_uuids": [str(uuid) for _number, uuid in found]}
    record(call, name=events.INBOX_READ, subject_kind="person", subject_uuid=call.actor.uuid, payload=payload)
    return Marked(count=len(found))
