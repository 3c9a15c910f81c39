"""The database itself refuses to change or delete an entry; the number comes from a sequence on PostgreSQL."""

from django.db import migrations

POSTGRES = """
CREATE SEQUENCE ledger_entry_number;
CREATE FUNCTION ledger_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'ledger entries are append-only'; END $$;
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_entry_refuse();
CREATE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_refuse();
CREATE TRIGGER ledger_checkpoint_append_only BEFORE UPDATE OR DELETE ON ledger_checkpoint
    FOR EACH ROW EXECUTE FUNCTION ledger_entry_refuse();
CREATE TRIGGER ledger_checkpoint_no_truncate BEFORE TRUNCATE ON ledger_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_refuse();
"""
POSTGRES_BACK = """
DROP TRIGGER ledger_checkpoint_no_truncate ON ledger_checkpoint;
DROP TRIGGER ledger_checkpoint_append_only ON ledger_checkpoint;
DROP TRIGGER ledger_entry_no_truncate ON ledger_entry;
DROP TRIGGER ledger_entry_append_only ON ledger_entry;
DROP FUNCTION ledger_entry_refuse();
DROP SEQUENCE ledger_entry_number;
"""
# INSERT OR REPLACE deletes without asking the trigger for DELETE: a taken place refuses the insert as well.
PLACES = {
    "ledger_entry": "number = NEW.number OR (subject_uuid = NEW.subject_uuid AND subject_number = NEW.subject_number)",
    "ledger_checkpoint": "id = NEW.id OR tree_size = NEW.tree_size",
}
SQLITE = [
    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END"
    for table in ("ledger_entry", "ledger_checkpoint")
    for verb in ("UPDATE", "DELETE")
] + [
    f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken}) "
    f"BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END"
    for table, taken in PLACES.items()
]
SQLITE_BACK = [
    f"DROP TRIGGER {table}_no_{verb}" for table in ("ledger_entry", "ledger_checkpoint") for verb in ("update", "delete", "replace")
]


def forward(apps, editor):
    for statement in [POSTGRES] if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def back(apps, editor):
    for statement in [POSTGRES_BACK] if editor.connection.vendor == "postgresql" else SQLITE_BACK:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(forward, back)]
