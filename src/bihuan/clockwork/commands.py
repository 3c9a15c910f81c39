"""Run what is due. Not commands of people: nothing here is written to the ledger, the jobs' own commands do that."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q

from bihuan.clockwork.models import Heartbeat, JobRow, RuleRow
from bihuan.clockwork.rules import LEASE, REGISTRY, Job, PartlyDone

log = logging.getLogger("bihuan.clockwork")
MOST_WORDS = 2000


def beat(at: datetime) -> list[str]:
    """Leave a heartbeat and run every job that is due; return the names of those that ran here.

    Safe to call from several processes at once and after a pause: a job is claimed before it runs, a claim lapses
    by itself, and a job that was missed runs once, not once for every slot missed.
    """
    Heartbeat.objects.update_or_create(pk=1, defaults={"beat_at": at})
    return [name for name, job in sorted(REGISTRY.items()) if _run_if_due(job, at)]


def analyse() -> int:
    """Let SQLite count what each table and index holds; return how many it looked at. Elsewhere nothing is to be done.

    Without these counts it takes whole indexes for small ones: an inspector's queue among 100,000 cases then costs
    three times as much. PRAGMA optimize is not enough: before SQLite 3.46 it passes over every table that this very
    connection has not asked about, and a sample of rows (analysis_limit) misled the queue of a unit. One transaction a
    table, so that nobody waits longer than for the largest (a second among 100,000 cases).
    """
    if connection.vendor != "sqlite":
        return 0  # PostgreSQL analyses by itself
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
    return len(tables)


def _run_if_due(job: Job, at: datetime) -> bool:
    JobRow.objects.get_or_create(name=job.name, defaults={"next_at": at})
    due = JobRow.objects.filter(Q(claimed_until__isnull=True) | Q(claimed_until__lt=at), name=job.name, next_at__lte=at)
    claimed = due.update(claimed_until=at + LEASE, started_at=at, next_at=at + timedelta(seconds=job.every_seconds))
    if claimed:
        _run(job, at)
        # Only the claim made here: when this run took longer than its lease, another process may hold one by now.
        JobRow.objects.filter(name=job.name, claimed_until=at + LEASE).update(claimed_until=None)
    return bool(claimed)


def _run(job: Job, at: datetime) -> None:
    try:
        fired = job.run(at)
    except PartlyDone as part:
        _finished(job, part.fired, at, error=str(part))
    except Exception as fault:  # the outermost loop: one broken job must not stop the others
        log.exception("job %s failed", job.name)
        JobRow.objects.filter(name=job.name).update(error=repr(fault)[:MOST_WORDS], error_at=at)
    else:
        _finished(job, fired, at)


def _finished(job: Job, fired: Mapping[str, int], at: datetime, *, error: str = "") -> None:
    row = JobRow.objects.filter(name=job.name)
    with transaction.atomic():
        _note(job, fired, at)
        row.update(finished_at=at, error=error[:MOST_WORDS])
        if error:
            row.update(error_at=at)


def _note(job: Job, fired: Mapping[str, int], at: datetime) -> None:
    for name in job.rules():
        RuleRow.objects.get_or_create(job=job.name, name=name, defaults={"checked_at": at})
    RuleRow.objects.filter(job=job.name).update(checked_at=at)
    for name, count in fired.items():
        if count:
            RuleRow.objects.filter(job=job.name, name=name).update(fired_at=at, fired_count=F("fired_count") + count)
