"""Facts, people and a calendar for the pure tests of the loop, and the steps that lead from one to the next."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from bihuan.cases.rules import decisions
from bihuan.cases.rules.clock import BUILT_IN, Action, ClockRule
from bihuan.cases.rules.decisions import Decision
from bihuan.cases.rules.facts import Facts
from bihuan.cases.rules.replay import evolve
from bihuan.cases.rules.ticking import tick
from bihuan.kernel.calendars import Calendar
from bihuan.kernel.call import Actor, Call, system_actor
from bihuan.kernel.limits import Limit, Unit
from bihuan.orgs.rules import Power

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(years=frozenset({2025, 2026, 2027}))
STREET, OTHER, OFFICE, COMPANY = (UUID(int=number) for number in (1, 2, 3, 4))
CONDITION, CLASS = UUID(int=5), UUID(int=6)
FOUR_HOURS = Limit(4, Unit.SERVICE_HOURS)
ESCALATIONS = (ClockRule("escalate-1", Action.ESCALATE, 1), ClockRule("escalate-2", Action.ESCALATE, 2))
RULES = (*BUILT_IN, *ESCALATIONS)


def at(day: int, hour: int, minute: int = 0, *, month: int = 3, year: int = 2026) -> datetime:
    """A moment in Shanghai; 23 March 2026 is a Monday."""
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


MONDAY = at(23, 10)
# Four service hours (8-12, 14-18) from Monday 10:00: due at 16:00, four fifths of them used at 15:12.
YELLOW, DUE = at(23, 15, 12), at(23, 16)


def actor(unit: UUID, *powers: Power, number: int = 0) -> Actor:
    return Actor(kind="person", uuid=UUID(int=100 + number), name="某岗", unit_uuid=unit, powers=frozenset(powers))


SUPERVISOR = actor(OFFICE, Power.SUPERVISE, number=1)
HANDLER = actor(STREET, Power.HANDLE, number=2)
OTHER_HANDLER = actor(OTHER, Power.HANDLE, number=3)
HELPER = actor(COMPANY, Power.HANDLE, number=4)
INSPECTOR = actor(OFFICE, Power.INSPECT, number=5)
DISCIPLINE = actor(OFFICE, Power.DISCIPLINE, number=6)
CLOCK = system_actor("clock")


def call(who: Actor, when: datetime = MONDAY) -> Call:
    return Call(who, when)


def then(facts: Facts, decide: Callable[..., Decision], who: Actor, when: datetime, **details: Any) -> Facts:
    """Take a step and return the facts after it."""
    return evolve(facts, decide(facts, call(who, when), **details).changes)


def filed(limit: Limit = FOUR_HOURS) -> Facts:
    return then(Facts(), decisions.file, SUPERVISOR, MONDAY, condition=CONDITION, case_class=CLASS, limit=limit)


def given(facts: Facts, when: datetime, *, unit: UUID = STREET, limit: Limit | None = None, co: Any = ()) -> Facts:
    """Dispatch."""
    return then(
        facts,
        decisions.dispatch,
        SUPERVISOR,
        when,
        lead_unit=unit,
        co_units=tuple(co),
        calendar=CALENDAR,
        limit=limit,
    )


def handling(limit: Limit = FOUR_HOURS, *, co: Any = ()) -> Facts:
    """A case dispatched to the street and accepted, both on Monday at 10."""
    return then(given(filed(limit), MONDAY, co=co), decisions.accept, HANDLER, MONDAY, handler=None)


def fed_back(facts: Facts, when: datetime) -> Facts:
    return then(facts, decisions.feed_back, HANDLER, when, text="已清理", has_proof=True)


def failed(facts: Facts, when: datetime) -> Facts:
    return then(
        facts,
        decisions.verify_fail,
        INSPECTOR,
        when,
        text="未清",
        on_site=True,
        is_false=False,
        calendar=CALENDAR,
    )


def passed(facts: Facts, when: datetime) -> Facts:
    return then(facts, decisions.verify_pass, INSPECTOR, when, text="已清", on_site=True, observe_days=15)


def sent_back(facts: Facts, when: datetime) -> Facts:
    return then(facts, decisions.send_back, HANDLER, when, text="不属于本单位")


def extended(facts: Facts, asked: datetime, granted: datetime | None = None) -> Facts:
    facts = then(facts, decisions.ask_extension, HANDLER, asked, text="缺车")
    return then(facts, decisions.grant_extension, SUPERVISOR, granted or asked, text="", calendar=CALENDAR)


def suspended(facts: Facts, when: datetime, review_on: date, *, granted: datetime | None = None) -> Facts:
    facts = then(facts, decisions.ask_suspension, HANDLER, when, text="等拆迁", review_on=review_on, calendar=CALENDAR)
    return then(facts, decisions.grant_suspension, SUPERVISOR, granted or when, text="")


def resumed(facts: Facts, when: datetime) -> Facts:
    return then(facts, decisions.resume, SUPERVISOR, when, calendar=CALENDAR)


def ticked(facts: Facts, when: datetime, rules: Any = RULES) -> tuple[Facts, list[str]]:
    """Tick until nothing is due; return the facts and the names of the rules that fired, in order."""
    fired = []
    while (result := tick(facts, call(CLOCK, when), rules=rules, calendar=CALENDAR)).decision:
        assert result.firing is not None
        facts = evolve(facts, result.decision.changes)
        fired.append(result.firing.rule.name)
    return facts, fired


def left(facts: Facts, since: datetime) -> timedelta:
    """Wall-clock time left until the due moment."""
    assert facts.due_at is not None
    return facts.due_at - since


def overdue() -> Facts:
    """A case of the street whose missed limit the clock has recorded."""
    return ticked(handling(), DUE)[0]
