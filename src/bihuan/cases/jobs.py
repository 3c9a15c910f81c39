"""The clock's rounds over all cases."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from bihuan.cases.commands import tick
from bihuan.cases.commands.ticking import clock_rules
from bihuan.cases.models import Case
from bihuan.kernel.call import Call, system_actor
from bihuan.kernel.text import gettext_noop

CLOCK = system_actor("clock")
LABELS = {
    "yellow": gettext_noop("80 % of the limit used: the holder is reminded"),
    "overdue": gettext_noop("The limit is missed: recorded, the holder is urged"),
    "resume": gettext_noop("A suspension ends: the clock goes on"),
    "observe": gettext_noop("A closed case is due to be looked at again"),
}
ESCALATION = gettext_noop("Still overdue: raised one level")
BATCH = 500


def tick_all(at: datetime) -> Mapping[str, int]:
    """Fire all that is due at a moment, case by case, each firing in its own transaction.

    Returns rule → how often it fired. Uses the index cases_tick. Safe to run twice and after a pause.
    """
    fired: Counter[str] = Counter()
    while uuids := _due(at):
        for uuid in uuids:
            while rule := tick(Call(actor=CLOCK, at=at), case_uuid=uuid).rule:
                fired[rule] += 1
    return fired


def _due(at: datetime) -> list[UUID]:
    rows = Case.objects.filter(next_tick_at__lte=at).order_by("next_tick_at", "pk")
    return list(rows.values_list("uuid", flat=True)[:BATCH])


def rule_labels() -> Mapping[str, str]:
    """Return every rule of the clock with its label, the district's escalation rules among them."""
    return LABELS | {rule.name: ESCALATION for rule in clock_rules() if rule.name not in LABELS}
