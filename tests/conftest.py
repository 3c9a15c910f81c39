"""What every test may use; the database of the run is chosen by BIHUAN_DATABASE_URL (empty: SQLite)."""

import os
import socket
from collections.abc import Iterator

import pytest
from django.core.management.base import OutputWrapper  # noqa: F401  # loads Django's command machinery early
from django.db import connection
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

BEGUN = ("EscalationRule", "ObservationRule", "FilingRule")

settings.register_profile("ci", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("ci")
# Playwright's synchronous driver runs an event loop in the test's thread; Django would refuse the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if (
            self.family != socket.AF_UNIX
            and isinstance(address, tuple)
            and address[0] not in ("127.0.0.1", "::1", "localhost")
        ):
            raise RuntimeError(f"a test tried to reach {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session", autouse=True)
def _flush_past_the_ledger(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let tests with real transactions empty the ledger afterwards: only here are its triggers lifted.

    What the migrations begin with is put back, so that no test depends on which tests ran before it.
    """
    from django.apps import apps
    from django.core import serializers
    from django.db.backends.base.operations import BaseDatabaseOperations

    flush = BaseDatabaseOperations.execute_sql_flush
    with django_db_blocker.unblock():
        # A run of which no test asks for the database has no tables.
        models = [apps.get_model("cases", name) for name in BEGUN if connection.introspection.table_names()]
        rows = [row for model in models for row in model.objects.all()]
    begun = serializers.serialize("json", rows)

    def lifted(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        lift, restore = _triggers()
        flush(self, [*lift, *sql_list, *restore])
        for row in serializers.deserialize("json", begun):
            row.save()

    BaseDatabaseOperations.execute_sql_flush = lifted  # type: ignore[method-assign]
    yield
    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]


def _triggers() -> tuple[list[str], list[str]]:
    tables = ("ledger_entry", "ledger_checkpoint")
    if connection.vendor == "postgresql":
        return (
            ["TRUNCATE cases_search"] + [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables],
            [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables],
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'ledger_%%'")
        rows = cursor.fetchall()
    empty_search = "INSERT INTO cases_search (cases_search) VALUES ('delete-all')"
    return [empty_search, *(f"DROP TRIGGER {name}" for name, _sql in rows)], [sql for _name, sql in rows]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Count a skipped browser test as a failure where CI runs: nothing may be left out there unseen."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") != "true" or reporter is None:
        return
    left_out = [report.nodeid for report in reporter.stats.get("skipped", []) if "browser" in report.keywords]
    if left_out:
        reporter.write_line(f"skipped browser tests count as failed: {', '.join(left_out)}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
