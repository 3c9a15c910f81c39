"""Puts notices into inboxes, as a part of the command that has something to tell."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection, transaction

from bihuan.kernel.call import Call
from bihuan.notices.models import Notice
from bihuan.notices.rules import Message, NoticeKind, Param
from bihuan.orgs import errors
from bihuan.orgs.models import Person, Unit


def tell(
    call: Call,
    *,
    to_unit_uuid: UUID | None = None,
    to_person_uuid: UUID | None = None,
    kind: NoticeKind | str,
    subject_kind: str,
    subject_uuid: UUID,
    subject_code: str,
    params: Mapping[str, Param],
) -> UUID:
    """Deliver one notice and return its uuid; as tell_many."""
    message = Message(
        kind=NoticeKind(kind),
        subject_kind=subject_kind,
        subject_uuid=subject_uuid,
        subject_code=subject_code,
        params=params,
        to_unit_uuid=to_unit_uuid,
        to_person_uuid=to_person_uuid,
    )
    return tell_many(call, [message])[0]


def tell_many(call: Call, messages: Sequence[Message]) -> list[UUID]:
    """Deliver the messages inside the caller's transaction and return the uuids of the notices, in the same order.

    At most two reads, and one insert for a batch. Writes no entry: the caller names the delivery in its own. Raises orgs.not_found for an
    unknown addressee, and TransactionManagementError when there is no transaction (a fault of the program).
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("tell() must run inside the command's transaction")
    unit_uuids = {message.to_unit_uuid for message in messages if message.to_unit_uuid}
    person_uuids = {message.to_person_uuid for message in messages if message.to_person_uuid}
    units = _ids(Unit.objects.filter(uuid__in=unit_uuids).values_list("uuid", "pk"), unit_uuids)
    people = _ids(Person.objects.filter(uuid__in=person_uuids).values_list("uuid", "pk"), person_uuids)
    notices = [_notice(call, message, units, people) for message in messages]
    Notice.objects.bulk_create(notices, batch_size=500)
    return [notice.uuid for notice in notices]


def _ids(rows: Iterable[tuple[UUID, int]], wanted: set[UUID]) -> dict[UUID, int]:
    ids = dict(rows)
    if wanted - ids.keys():
        raise errors.NOT_FOUND()
    return ids


def _notice(call: Call, message: Message, units: Mapping[UUID, int], people: Mapping[UUID, int]) -> Notice:
    return Notice(
        to_unit_id=units[message.to_unit_uuid] if message.to_unit_uuid else None,
        to_person_id=people[message.to_person_uuid] if message.to_person_uuid else None,
        kind=message.kind.value,
        subject_kind=message.subject_kind,
        subject_uuid=message.subject_uuid,
        subject_code=message.subject_code,
        params=dict(message.params),
        delivered_at=call.at,
    )
