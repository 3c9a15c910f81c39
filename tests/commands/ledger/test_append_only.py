"""The database itself refuses to change or delete what was written."""

import pytest
from cast import call, make_cast
from django.db import DatabaseError, connection, transaction
from makers import filed
from tampering import sql

from bihuan.kernel.call import system_actor
from bihuan.ledger.commands import add_key, seal
from bihuan.ledger.models import Checkpoint, Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _something_written(db: None) -> None:
    cast = make_cast()
    filed(cast)
    add_key(call(cast.configurer))
    seal(call(cast.configurer))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET payload = '{}'",
        "UPDATE ledger_entry SET actor_uuid = actor_uuid",
        "DELETE FROM ledger_entry",
        "DELETE FROM ledger_entry WHERE number = (SELECT max(number) FROM ledger_entry)",
        "UPDATE ledger_checkpoint SET root = ''",
        "DELETE FROM ledger_checkpoint",
    ],
)
def test_changing_and_deleting_are_refused(statement: str) -> None:
    before = list(Entry.objects.values_list("hash")), list(Checkpoint.objects.values_list("root"))

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(statement)

    assert (list(Entry.objects.values_list("hash")), list(Checkpoint.objects.values_list("root"))) == before


def test_the_same_through_the_tables_of_the_product() -> None:
    entry = Entry.objects.latest("number")
    entry.payload = "{}"

    for change in (entry.save, entry.delete, Entry.objects.all().delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_sqlite_does_not_replace_what_is_there() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    columns = ", ".join(field.column for field in Entry._meta.fields)

    for table, names in (("ledger_entry", columns), ("ledger_checkpoint", "*")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            sql(f"INSERT OR REPLACE INTO {table} SELECT {names} FROM {table}")


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_checkpoint"])
def test_postgresql_does_not_empty_the_tables(table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has TRUNCATE")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(f"TRUNCATE {table} CASCADE")


def test_an_insert_is_what_it_allows() -> None:
    before = Entry.objects.count()

    add_key(call(system_actor("ledger")))

    assert Entry.objects.count() == before + 1
