"""One subject's story, and how far it is safe to read."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import Max

from bihuan.ledger.models import Entry, SigningKey
from bihuan.ledger.rules import FENCE, Sealed

LEDGER_UUID = UUID("00000000-0000-4000-8000-00000000000a")


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry as people read it: a row of a timeline."""

    number: int
    name: str
    at: datetime
    recorded_at: datetime
    actor: dict[str, str]
    payload: dict[str, Any]
    hash: str


def timeline(subject_uuid: UUID) -> list[Happening]:
    """Return what happened to one subject, first entry first. Uses the unique index on subject_uuid."""
    return [happening(entry) for entry in Entry.objects.filter(subject_uuid=subject_uuid).order_by("subject_number")]


def sealed(subject_uuid: UUID) -> list[tuple[Sealed, str]]:
    """Return the entries of one subject as they were hashed, each with its hash, first entry first."""
    return [
        (entry.sealed(), entry.hash)
        for entry in Entry.objects.filter(subject_uuid=subject_uuid).order_by("subject_number")
    ]


def happening(entry: Entry) -> Happening:
    """Return an entry as a row of a timeline."""
    return Happening(
        number=entry.number,
        name=entry.name,
        at=datetime.fromisoformat(entry.happened_at),
        recorded_at=datetime.fromisoformat(entry.recorded_at),
        actor=json.loads(entry.actor),
        payload=json.loads(entry.payload),
        hash=entry.hash,
    )


def safe_number() -> int:
    """Return the highest number below which no entry can still appear; 0 when writers kept us waiting too long.

    On SQLite writers are serial. On PostgreSQL writers hold a shared lock from taking their number until they commit;
    taking it alone for an instant waits for those in flight (at most 500 ms, else the next run does it).
    Must run inside a transaction.
    """
    if connection.vendor != "postgresql":
        return _top()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '500ms'")
            cursor.execute("SELECT pg_advisory_lock(%s)", [FENCE])
            cursor.execute("SET LOCAL lock_timeout = 0")
    except OperationalError:
        return 0
    try:
        return _top()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [FENCE])


def _top() -> int:
    return Entry.objects.aggregate(top=Max("number"))["top"] or 0


def witness_path() -> Path:
    """Return the file outside the database in which every checkpoint is written down as well."""
    return Path(settings.DATA_DIR) / "checkpoints.txt"


def has_key() -> bool:
    """Tell whether there is a signing key."""
    return SigningKey.objects.exists()
