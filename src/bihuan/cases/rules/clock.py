"""The clock of a case: when it starts, stands, goes on, turns yellow, is overdue, and what fires then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bihuan.cases.rules.facts import RUNNING, Facts, State
from bihuan.kernel import clocks
from bihuan.kernel.calendars import Calendar
from bihuan.kernel.clocks import Light
from bihuan.kernel.limits import Limit

YELLOW = "yellow"
OVERDUE = "overdue"


class Action(StrEnum):
    """What a clock rule does when it fires."""

    REMIND = "remind"
    OVERDUE = "overdue"
    ESCALATE = "escalate"
    RESUME = "resume"
    OBSERVE = "observe"


@dataclass(frozen=True, slots=True)
class ClockRule:
    """When something fires by itself. limits_after: how many original limits after the due moment (escalation)."""

    name: str
    action: Action
    limits_after: int = 0


BUILT_IN = (
    ClockRule(YELLOW, Action.REMIND),
    ClockRule(OVERDUE, Action.OVERDUE),
    ClockRule("resume", Action.RESUME),
    ClockRule("observe", Action.OBSERVE),
)


def started(limit: Limit, at: datetime, calendar: Calendar) -> dict[str, Any]:
    """Return what changes when the clock starts from the beginning."""
    return {
        "clock_started_at": at,
        "due_at": clocks.due_at(at, limit, calendar),
        "yellow_at": clocks.yellow_at(at, limit, calendar),
        "paused_at": None,
        "previous_unit": None,
        "fired": (),
        "extensions": 0,
    }


def going_on(facts: Facts, at: datetime, calendar: Calendar) -> dict[str, Any]:
    """Return what changes when the clock goes on after standing: what was left is left again."""
    limit, due, yellow, paused = facts.limit, facts.due_at, facts.yellow_at, facts.paused_at
    if not (limit and due and yellow and paused):
        raise ValueError("only a standing clock goes on")
    moved = clocks.resume(due, paused_from=paused, paused_to=at, unit=limit.unit, calendar=calendar)
    yellow = clocks.resume(yellow, paused_from=paused, paused_to=at, unit=limit.unit, calendar=calendar)
    return {
        "due_at": moved,
        "yellow_at": yellow,
        "paused_at": None,
        "previous_unit": None,
    }


def extended(facts: Facts, calendar: Calendar) -> dict[str, Any]:
    """Return what changes when one original limit is added: due, yellow at 80 % of the whole, lights anew."""
    limit, due, start = facts.limit, facts.due_at, facts.clock_started_at
    if not (limit and due and start):
        raise ValueError("only a running clock is extended")
    given = clocks.elapsed(start, clocks.due_at(start, limit, calendar), limit.unit, calendar)
    added = clocks.extend(due, limit, calendar)
    given += clocks.elapsed(due, added, limit.unit, calendar) * facts.extensions
    paused = clocks.elapsed(start, due, limit.unit, calendar) - given
    yellow = clocks.yellow_at(start, limit, calendar, due=added, paused=paused)
    return {"due_at": added, "yellow_at": yellow, "fired": ()}


def light(facts: Facts, at: datetime) -> Light | None:
    """Return the light at a moment, or None when no clock was started. A standing clock keeps its light."""
    if facts.due_at is None or facts.yellow_at is None or facts.state in (State.VOID, State.DECLINED):
        return None
    moment = facts.paused_at or facts.fed_back_at or at
    if moment >= facts.due_at:
        return Light.RED
    return Light.YELLOW if moment > facts.yellow_at else Light.GREEN


def next_look(facts: Facts) -> datetime | None:
    """Return when the tick must look at the case again, without asking the escalation rules.

    Past the due moment this is the due moment itself: the tick then finds the exact next one (see ticking).
    """
    if facts.state == State.SUSPENDED:
        return facts.suspended_until
    if facts.state == State.CLOSED:
        return None if facts.observed_at or "observe" in facts.fired else facts.observe_at
    if facts.state not in RUNNING:
        return None
    return facts.due_at if YELLOW in facts.fired else facts.yellow_at


@dataclass(frozen=True, slots=True)
class Firing:
    """One rule that is due now, or later. moment: when it was or will be due."""

    rule: ClockRule
    moment: datetime


def schedule(facts: Facts, rules: Sequence[ClockRule], calendar: Calendar) -> list[Firing]:
    """Return what fires next for a case, earliest first.

    Of the escalations only the nearest, and only once the limit is missed: until then nobody needs to know on which
    working day they fall, so that a year missing in the calendar cannot keep a missed limit from being recorded.
    """
    pairs = ((rule, _moment(facts, rule, calendar)) for rule in _waiting(facts, rules))
    firings = [Firing(rule, moment) for rule, moment in pairs if moment is not None]
    return sorted(firings, key=lambda firing: (firing.moment, firing.rule.limits_after, firing.rule.name))


def _waiting(facts: Facts, rules: Sequence[ClockRule]) -> list[ClockRule]:
    waiting = [rule for rule in rules if rule.name not in facts.fired]
    escalations = [rule for rule in waiting if rule.action == Action.ESCALATE]
    nearest = sorted(escalations, key=lambda rule: (rule.limits_after, rule.name))[:1]
    return [
        *(rule for rule in waiting if rule.action != Action.ESCALATE),
        *(nearest if OVERDUE in facts.fired else ()),
    ]


def _moment(facts: Facts, rule: ClockRule, calendar: Calendar) -> datetime | None:
    match rule.action:
        case Action.RESUME:
            return facts.suspended_until if facts.state == State.SUSPENDED else None
        case Action.OBSERVE:
            return facts.observe_at if facts.state == State.CLOSED and facts.observed_at is None else None
    if facts.state not in RUNNING or facts.due_at is None or facts.limit is None:
        return None
    if rule.action == Action.REMIND:
        return facts.yellow_at
    moment = facts.due_at
    for _ in range(rule.limits_after):
        moment = clocks.extend(moment, facts.limit, calendar)
    return moment
