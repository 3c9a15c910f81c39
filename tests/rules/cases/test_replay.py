"""What an entry keeps gives the facts again, whatever the steps were."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, get_args
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from loop_facts import (
    CALENDAR,
    CLASS,
    CLOCK,
    COMPANY,
    CONDITION,
    DISCIPLINE,
    FOUR_HOURS,
    HANDLER,
    HELPER,
    INSPECTOR,
    MONDAY,
    OTHER,
    OTHER_HANDLER,
    RULES,
    STREET,
    SUPERVISOR,
    call,
)

from bihuan.cases.rules import decisions as d
from bihuan.cases.rules.clock import light, next_look, schedule
from bihuan.cases.rules.decisions import Decision
from bihuan.cases.rules.facts import Ask, Facts, Part, PartState, State
from bihuan.cases.rules.replay import evolve, from_payload, replay, to_payload
from bihuan.cases.rules.ticking import tick
from bihuan.kernel.call import Actor, Call
from bihuan.kernel.errors import Refusal
from bihuan.kernel.limits import Unit

LATEST = datetime(2027, 10, 1, tzinfo=UTC)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
units = st.uuids()
parts = st.lists(st.builds(Part, units, st.sampled_from(PartState)), max_size=3).map(tuple)
KINDS: dict[str, st.SearchStrategy[Any]] = {
    "limit_amount": st.decimals("0.00000001", "10000", places=8),
    "limit_unit": st.sampled_from(Unit),
    "weight": st.decimals("0", "99", places=2),
    "parts": parts,
    "fired": st.lists(st.text(max_size=9), max_size=3).map(tuple),
    "ask_reason": st.text(st.characters(exclude_categories=["Cs"])),
}


def any_value(kind: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for the values of one fact."""
    arms = get_args(kind)
    if type(None) in arms:
        return st.none() | any_value(next(arm for arm in arms if arm is not type(None)))
    if kind is datetime:
        return moments
    return st.integers(0, 99) if kind is int else st.from_type(kind)


def any_changes() -> st.SearchStrategy[dict[str, Any]]:
    optional = {
        field.name: KINDS.get(field.name, any_value(field.type)) for field in fields(Facts) if field.name != "version"
    }
    return st.fixed_dictionaries({}, optional=optional)


@given(any_changes())
def test_what_is_written_reads_back_the_same(changes: dict[str, Any]) -> None:
    written = json.loads(json.dumps(to_payload(changes)))

    assert from_payload(written) == changes


@given(st.lists(any_changes(), max_size=8))
def test_replaying_is_evolving_step_by_step(steps: list[dict[str, Any]]) -> None:
    facts = Facts(version=0)
    for changes in steps:
        facts = evolve(facts, changes)

    assert replay({"set": to_payload(changes), "text": "…"} for changes in steps) == facts
    assert facts.version == len(steps)


def test_nothing_written_gives_nothing() -> None:
    assert replay([]) == Facts(version=0)
    assert to_payload({"limit_amount": Decimal("4.00000000"), "lead_unit": None}) == {
        "limit_amount": "4",
        "lead_unit": None,
    }


REVIEW = date(2026, 5, 6)


def decide_tick(facts: Facts, asked: Call) -> Decision | None:
    return tick(facts, asked, rules=RULES, calendar=CALENDAR).decision


# Everything but the two steps that end a case early, each with one who may take it.
STEPS: list[tuple[Actor, Any]] = [
    (SUPERVISOR, lambda f, c: d.file(f, c, condition=CONDITION, case_class=CLASS, limit=FOUR_HOURS)),
    (SUPERVISOR, lambda f, c: d.dispatch(f, c, lead_unit=STREET, co_units=(), calendar=CALENDAR, limit=None)),
    (SUPERVISOR, lambda f, c: d.dispatch(f, c, lead_unit=STREET, co_units=(COMPANY,), calendar=CALENDAR, limit=None)),
    (SUPERVISOR, lambda f, c: d.dispatch(f, c, lead_unit=OTHER, co_units=(), calendar=CALENDAR, limit=FOUR_HOURS)),
    *((handler, lambda f, c: d.accept(f, c, handler=None)) for handler in (HANDLER, OTHER_HANDLER)),
    *((handler, lambda f, c: d.send_back(f, c, text="退")) for handler in (HANDLER, OTHER_HANDLER)),
    *((handler, lambda f, c: d.feed_back(f, c, text="已清", has_proof=True)) for handler in (HANDLER, OTHER_HANDLER)),
    *((handler, lambda f, c: d.ask_extension(f, c, text="延")) for handler in (HANDLER, OTHER_HANDLER)),
    (HANDLER, lambda f, c: d.assign(f, c, handler=UUID(int=9))),
    (HANDLER, lambda f, c: d.ask_suspension(f, c, text="挂", review_on=REVIEW, calendar=CALENDAR)),
    (HANDLER, lambda f, c: d.appeal(f, c, text="诉")),
    (SUPERVISOR, lambda f, c: d.grant_extension(f, c, text="", calendar=CALENDAR)),
    (SUPERVISOR, lambda f, c: d.refuse_extension(f, c, text="否")),
    (SUPERVISOR, lambda f, c: d.grant_suspension(f, c, text="")),
    (SUPERVISOR, lambda f, c: d.refuse_suspension(f, c, text="否")),
    (SUPERVISOR, lambda f, c: d.resume(f, c, calendar=CALENDAR)),
    (SUPERVISOR, lambda f, c: d.urge(f, c, text="")),
    (SUPERVISOR, lambda f, c: d.escalate(f, c, text="急")),
    (SUPERVISOR, lambda f, c: d.review_appeal(f, c, text="审", supports=True)),
    (SUPERVISOR, lambda f, c: d.waive_part(f, c, unit=COMPANY, text="免")),
    (DISCIPLINE, lambda f, c: d.decide_appeal(f, c, text="定", grants=True)),
    (INSPECTOR, lambda f, c: d.verify_pass(f, c, text="好", on_site=True, observe_days=15)),
    *[(INSPECTOR, lambda f, c: d.verify_fail(f, c, text="差", on_site=False, is_false=True, calendar=CALENDAR))] * 2,
    (INSPECTOR, lambda f, c: d.observe(f, c, text="看", came_back=False)),
    (HELPER, lambda f, c: d.accept_part(f, c)),
    (HELPER, lambda f, c: d.feed_back_part(f, c, text="已派")),
    *[(CLOCK, decide_tick)] * 6,
]
walks = st.lists(st.tuples(st.integers(0, 999), st.integers(0, 20_000)), min_size=20, max_size=80)


def open_to(facts: Facts, when: datetime) -> list[tuple[Any, Decision]]:
    """Return every step that may be taken now, with what it decides."""
    found = []
    for actor, step in STEPS:
        with contextlib.suppress(Refusal):
            found.append((step, step(facts, call(actor, when))))
    return [(step, decision) for step, decision in found if decision]


def check(before: Facts, after: Facts, when: datetime) -> None:
    """What must hold after every step, whatever it was."""
    assert before.overdue_at is None or after.overdue_at == before.overdue_at
    assert (after.paused_at is not None) <= (after.due_at is not None)
    assert not (after.due_at and after.yellow_at) or after.yellow_at <= after.due_at
    assert (after.state == State.SUSPENDED) == (after.suspended_until is not None) or after.state == State.VOID
    assert after.ask == Ask.NONE or after.state == State.HANDLING
    assert after.extensions <= 2
    assert after.suspensions <= 1
    firings = schedule(after, RULES, CALENDAR)
    look = next_look(after)
    assert not firings or (look is not None and look <= firings[0].moment)
    light(after, when)


def walked(walk: list[tuple[int, int]]) -> Iterator[tuple[Facts, Any, Decision, datetime]]:
    """Yield (facts before, step, decision, moment) for each step of a walk; mostly hours pass between two."""
    facts, when = Facts(), MONDAY
    for choice, minutes in walk:
        when = min(when + timedelta(minutes=minutes if minutes > 19_000 else minutes % 600), LATEST)
        options = open_to(facts, when)
        step, decision = options[choice % len(options)]
        yield facts, step, decision, when
        facts = evolve(facts, decision.changes)


@settings(max_examples=100)
@given(walks)
def test_any_walk_replays_and_keeps_its_promises(walk: list[tuple[int, int]]) -> None:
    facts, written = Facts(), [{"set": to_payload({"case_class": None})}]
    for before, _step, decision, when in walked(walk):
        facts = evolve(before, decision.changes)
        check(before, facts, when)
        written.append({"set": json.loads(json.dumps(to_payload(decision.changes)))})

    assert replay(written) == facts
    assert facts.version == len(written)


def test_the_walks_take_every_step() -> None:
    picks = Random(1)
    walks = [[(picks.randrange(1000), picks.randrange(20_000)) for _ in range(80)] for _ in range(40)]

    taken = {step for walk in walks for _facts, step, _decision, _when in walked(walk)}

    assert taken == {step for _actor, step in STEPS}
