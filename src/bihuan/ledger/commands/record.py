"""The only way a fact gets into the ledger."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from bihuan.kernel.call import Call
from bihuan.ledger import events
from bihuan.ledger.models import Entry
from bihuan.ledger.rules import FENCE, GENESIS, Sealed, canonical, stamp

_NEXT = {
    "postgresql": f"""
        SELECT nextval('ledger_entry_number'), latest.subject_number, latest.hash
        FROM (SELECT pg_advisory_xact_lock_shared({FENCE})) AS fence
        LEFT JOIN LATERAL (SELECT subject_number, hash FROM ledger_entry WHERE subject_uuid = %s
                           ORDER BY subject_number DESC LIMIT 1) AS latest ON true""",
    "sqlite": """
        SELECT coalesce((SELECT max(number) FROM ledger_entry), 0) + 1, latest.subject_number, latest.hash
        FROM (SELECT 1) LEFT JOIN (SELECT subject_number, hash FROM ledger_entry WHERE subject_uuid = %s
                                   ORDER BY subject_number DESC LIMIT 1) AS latest ON true""",
}


def record(call: Call, *, name: str, subject_kind: str, subject_uuid: UUID, payload: Mapping[str, Any]) -> Entry:
    """Append one entry inside the caller's transaction and return it.

    payload: ids and primitives, times as ISO text. Raises when there is no transaction, when the fact is not
    registered, or when nobody acts: each is a fault of the program, not of the user.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("record() must run inside the command's transaction")
    if name not in events.REGISTRY:
        raise LookupError(f"the fact {name} is not registered")
    if not call.actor.name:
        raise ValueError("an entry needs an actor")
    number, position, previous = _next(subject_uuid)
    sealed = Sealed(
        number=number,
        name=name,
        subject_kind=subject_kind,
        subject_uuid=subject_uuid,
        subject_number=(position or 0) + 1,
        actor=canonical(call.actor.snapshot()),
        happened_at=stamp(call.moment),
        recorded_at=stamp(call.at),
        request_uuid=call.request_uuid,
        payload=canonical(payload),
        previous_hash=previous or GENESIS,
    )
    return _insert(sealed, call.actor.uuid)


def _next(subject_uuid: UUID) -> tuple[int, int | None, str | None]:
    key = subject_uuid.hex if connection.vendor == "sqlite" else subject_uuid
    with connection.cursor() as cursor:
        cursor.execute(_NEXT[connection.vendor], [key])
        row = cursor.fetchone()
    return row[0], row[1], row[2]


def _insert(sealed: Sealed, actor_uuid: UUID) -> Entry:
    fields = {name: getattr(sealed, name) for name in Sealed.__slots__}
    entry = Entry(**fields, actor_uuid=actor_uuid, hash=sealed.hash())
    entry.save(force_insert=True)
    return entry
