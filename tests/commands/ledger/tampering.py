"""Doing to the ledger what nobody may: its triggers are lifted for the while."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection

from bihuan.ledger.models import Entry

TABLES = ("ledger_entry", "ledger_checkpoint")


@contextmanager
def without_triggers() -> Iterator[None]:
    """Lift the triggers of the ledger, and put them back."""
    lift, restore = _postgres() if connection.vendor == "postgresql" else _sqlite()
    for statement in lift:
        sql(statement)
    yield
    for statement in restore:
        sql(statement)


def _postgres() -> tuple[list[str], list[str]]:
    return (
        [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in TABLES],
        [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in TABLES],
    )


def _sqlite() -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'ledger_%%'")
        found = cursor.fetchall()
    return [f"DROP TRIGGER {name}" for name, _text in found], [text for _name, text in found]


def sql(statement: str, *values: Any) -> None:
    """Run one statement with the triggers in force."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values) or None)


def as_key(uuid: UUID) -> object:
    """Return a uuid as its column keeps it."""
    return uuid.hex if connection.vendor == "sqlite" else uuid


def tamper(statement: str, *values: Any) -> None:
    """Run one statement that the triggers would refuse."""
    with without_triggers():
        sql(statement, *values)


def forge(entry: Entry, **changes: Any) -> None:
    """Change an entry and give it the hash that fits its new content."""
    for name, value in changes.items():
        setattr(entry, name, value)
    columns = ", ".join(f"{name} = %s" for name in [*changes, "hash"])
    tamper(
        f"UPDATE ledger_entry SET {columns} WHERE number = %s",  # constant names, bound values
        *changes.values(),
        entry.sealed().hash(),
        entry.number,
    )
