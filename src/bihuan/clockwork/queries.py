"""What the jobs page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bihuan.clockwork.models import Heartbeat, JobRow, RuleRow
from bihuan.clockwork.rules import REGISTRY, is_late


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule. label: msgid. fired_at None: it never fired, and the page says so."""

    name: str
    label: str
    checked_at: datetime | None
    fired_at: datetime | None
    fired_count: int


@dataclass(frozen=True, slots=True)
class JobView:
    """One job with its rules."""

    name: str
    label: str
    every_seconds: int
    finished_at: datetime | None
    error: str
    error_at: datetime | None
    rules: Sequence[RuleView]


@dataclass(frozen=True, slots=True)
class Clockwork:
    """The whole page. is_late: nothing has run for too long; the page says what to do."""

    beat_at: datetime | None
    is_late: bool
    jobs: Sequence[JobView]


def overview(at: datetime) -> Clockwork:
    """Return every job with every rule it watches, also those that never ran or fired."""
    beat_at = Heartbeat.objects.values_list("beat_at", flat=True).first()
    rows = {row.name: row for row in JobRow.objects.all()}
    rules = {(row.job, row.name): row for row in RuleRow.objects.all()}
    jobs = []
    for name, job in sorted(REGISTRY.items()):
        row = rows.get(name)
        views = [_rule(key, label, rules.get((name, key))) for key, label in job.rules().items()]
        jobs.append(
            JobView(
                name=name,
                label=job.label,
                every_seconds=job.every_seconds,
                finished_at=row.finished_at if row else None,
                error=row.error if row else "",
                error_at=row.error_at if row else None,
                rules=views,
            )
        )
    return Clockwork(beat_at=beat_at, is_late=is_late(beat_at, at), jobs=jobs)


def _rule(name: str, label: str, row: RuleRow | None) -> RuleView:
    return RuleView(
        name=name,
        label=label,
        checked_at=row.checked_at if row else None,
        fired_at=row.fired_at if row else None,
        fired_count=row.fired_count if row else 0,
    )
