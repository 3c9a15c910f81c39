"""The clock's rounds over all cases."""

import logging
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import InterfaceError, OperationalError
from django.utils import timezone

from bihuan.cases.commands import tick, train_risk
from bihuan.cases.commands.ticking import clock_rules
from bihuan.cases.models import Case
from bihuan.cases.queries import risk_model
from bihuan.clockwork.rules import PartlyDone
from bihuan.kernel.call import Call, system_actor
from bihuan.kernel.errors import Refusal
from bihuan.kernel.text import gettext_noop

log = logging.getLogger("bihuan.cases")
CLOCK = system_actor("clock")
LEARNER = system_actor("risk")
LABELS = {
    "yellow": gettext_noop("80 % of the limit used: the holder is reminded"),
    "overdue": gettext_noop("The limit is missed: recorded, the holder is urged"),
    "resume": gettext_noop("A suspension ends: the clock goes on"),
    "observe": gettext_noop("A closed case is due to be looked at again"),
}
RISK_LABELS = {"learned": gettext_noop("Rebound chances learned and given anew")}
ESCALATION = gettext_noop("Still overdue: raised one level")
MOST_NAMED = 5
NIGHT_ENDS = 6


def tick_all(at: datetime) -> Mapping[str, int]:
    """Fire all that is due at a moment, case by case, each firing in its own transaction.

    Returns rule → how often it fired. Uses the index cases_tick. Safe to run twice and after a pause. A case whose
    clock cannot be read (a year missing in the calendar, a row that makes no sense) is passed over and tried again
    in the next round; raises PartlyDone at the end, which names it and why.
    """
    fired: Counter[str] = Counter()
    faults: dict[str, str] = {}
    for uuid, code in _due(at):
        try:
            _tick(uuid, at, fired)
        except Refusal as refusal:
            faults[code] = refusal.reason.text % refusal.params
        except Exception as fault:  # one broken case must not stop the clocks of all others
            if isinstance(fault, (OperationalError, InterfaceError)):
                raise
            log.exception("the clock of %s is stuck", code)
            faults[code] = repr(fault)
    if faults:
        raise PartlyDone(_words(faults), fired=fired)
    return fired


def _tick(uuid: UUID, at: datetime, fired: Counter[str]) -> None:
    while rule := tick(Call(actor=CLOCK, at=at), case_uuid=uuid).rule:
        fired[rule] += 1


def _words(faults: Mapping[str, str]) -> str:
    named = [f"{code}: {why}" for code, why in list(faults.items())[:MOST_NAMED]]
    more = len(faults) - len(named)
    return "; ".join([*named, f"+{more}"] if more else named)


def _due(at: datetime) -> list[tuple[UUID, str]]:
    rows = Case.objects.filter(next_tick_at__lte=at).order_by("next_tick_at", "pk")
    return list(rows.values_list("uuid", "code"))


def rule_labels() -> Mapping[str, str]:
    """Return every rule of the clock with its label, the district's escalation rules among them."""
    return LABELS | {rule.name: ESCALATION for rule in clock_rules() if rule.name not in LABELS}


def learn_risk(at: datetime) -> Mapping[str, int]:
    """Learn anew once a night, and at once where nothing was learned yet. Safe to run twice and after a pause.

    Does nothing as long as no closed case has its observation behind it, or no rule says how long one is observed.
    """
    latest, now = risk_model(), timezone.localtime(at)
    fresh_days = 1 if now.hour < NIGHT_ENDS else 2
    if latest and (now.date() - timezone.localdate(latest.trained_at)).days < fresh_days:
        return {}
    from bihuan.cases.queries.learning import learn  # with numpy, which no page needs

    learned = learn(at)
    if learned is None:
        return {}
    train_risk(Call(actor=LEARNER, at=at), learned=learned)
    return {"learned": 1}


def risk_labels() -> Mapping[str, str]:
    """Return what the nightly learning watches."""
    return RISK_LABELS
