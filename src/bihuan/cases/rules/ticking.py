"""What the clock does to a case when something is due: one decision a firing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bihuan.cases import events
from bihuan.cases.rules import clock, decisions
from bihuan.cases.rules.clock import Action, ClockRule, Firing
from bihuan.cases.rules.decisions import Decision
from bihuan.cases.rules.facts import Facts
from bihuan.cases.rules.moves import Step
from bihuan.kernel.calendars import Calendar
from bihuan.kernel.call import Call


@dataclass(frozen=True, slots=True)
class Tick:
    """What fired and what it changes; decision is None when nothing was due after all.

    next_look: when to look again if nothing fired, None for never.
    """

    firing: Firing | None
    decision: Decision | None
    next_look: datetime | None


def tick(facts: Facts, call: Call, *, rules: Sequence[ClockRule], calendar: Calendar) -> Tick:
    """Decide the earliest firing that is due at call.at. Called again until nothing is due: safe after a pause."""
    waiting = clock.schedule(facts, rules, calendar)
    if not waiting or waiting[0].moment > call.at:
        return Tick(None, None, waiting[0].moment if waiting else None)
    decision = _fire(facts, call, waiting[0], calendar)
    return Tick(waiting[0], decision, None)


def _fire(facts: Facts, call: Call, firing: Firing, calendar: Calendar) -> Decision:
    rule, moment = firing.rule, firing.moment
    if rule.action == Action.RESUME:
        return decisions.resume(facts, call, calendar=calendar)
    changes = decisions.gate(Step.TICK, facts, call) | {"fired": (*facts.fired, rule.name)}
    details: dict[str, Any] = {"rule": rule.name, "due": moment.isoformat(timespec="seconds")}
    if rule.action == Action.OVERDUE:
        changes |= {"overdue_at": facts.overdue_at or moment, "urges": facts.urges + 1}
        return Decision(events.BECAME_OVERDUE, changes, details)
    if rule.action == Action.ESCALATE:
        changes["level"] = facts.level + 1
        return Decision(events.ESCALATED, changes, details | {"level": facts.level + 1})
    return Decision(events.TURNED_YELLOW if rule.action == Action.REMIND else events.OBSERVATION_DUE, changes, details)
