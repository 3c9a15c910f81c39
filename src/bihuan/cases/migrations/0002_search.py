"""The search index: one row a case, the same grams in SQLite's FTS5 and PostgreSQL's tsvector (decision 0006)."""

from django.db import migrations

POSTGRES = [
    "CREATE TABLE cases_search (case_id bigint PRIMARY KEY, grams tsvector NOT NULL)",
    "CREATE INDEX cases_search_grams ON cases_search USING gin (grams)",
]
# The ascii tokenizer keeps every Chinese character and splits only where the grams are split: at blanks.
SQLITE = ["CREATE VIRTUAL TABLE cases_search USING fts5(grams, content='', tokenize='ascii')"]


def forward(apps, editor):
    for statement in POSTGRES if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def back(apps, editor):
    editor.execute("DROP TABLE cases_search")


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(forward, back)]
