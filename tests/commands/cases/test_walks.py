"""Random walks round the loop on the real database, checked after every step."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
from cast import NOW, Cast, call, make_cast
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from makers import closed, condition, reported
from steps import world

from bihuan.cases import commands, jobs
from bihuan.cases.commands import Moved
from bihuan.cases.models import Case, EscalationRule
from bihuan.cases.queries import facts_of, replay_all
from bihuan.cases.rules.facts import Facts, Part, State
from bihuan.cases.rules.moves import Step, may
from bihuan.cases.rules.sight import sees
from bihuan.evidence.commands import store
from bihuan.kernel.call import Actor, Call
from bihuan.kernel.errors import Refusal
from bihuan.ledger.models import Entry

LATEST = datetime(2027, 6, 1, tzinfo=UTC)
PEOPLE = (
    "supervisor",
    "handler",
    "other_handler",
    "company_handler",
    "inspector",
    "leader",
    "discipline",
    "outsider",
)
Say = Callable[["LoopMachine", Actor], dict[str, Any]]


def proof(walk: "LoopMachine", who: Actor) -> dict[str, Any]:
    walk.papers += 1
    content = f"整改报告{walk.papers}".encode()
    file = store(call(who, walk.at), content=content, file_name="报告.txt", purpose="document").uuid
    return {"text": "已清理", "evidence": (file,)}


def words(_walk: "LoopMachine", _who: Actor) -> dict[str, Any]:
    return {"text": "说明"}


def nothing(_walk: "LoopMachine", _who: Actor) -> dict[str, Any]:
    return {}


def dispatching(walk: "LoopMachine", _who: Actor) -> dict[str, Any]:
    cast = walk.cast
    lead, co = [
        (cast.street, ()),
        (cast.street, (cast.company.uuid,)),
        (cast.company, (cast.street.uuid, cast.other_street.uuid)),
    ][walk.papers % 3]
    walk.papers += 1
    return {"lead_unit": lead.uuid, "co_units": co}


def review_day(walk: "LoopMachine", _who: Actor) -> dict[str, Any]:
    return {"text": "等拆迁", "review_on": (walk.at + timedelta(days=9)).date()}


# What each step says. Steps that only the clock takes are left to the tick.
SAY: dict[Step, Say] = {
    **dict.fromkeys(Step, words),
    **dict.fromkeys((Step.ACCEPT, Step.RESUME, Step.ACCEPT_PART, Step.GRANT_EXTENSION, Step.GRANT_SUSPENSION), nothing),
    Step.FILE: lambda walk, _who: {"condition": walk.condition},
    Step.DISPATCH: dispatching,
    Step.ASSIGN: lambda _walk, who: {"handler": who.uuid},
    Step.ASK_SUSPENSION: review_day,
    Step.FEED_BACK: proof,
    Step.FEED_BACK_PART: words,
    Step.VERIFY_FAIL: lambda _walk, _who: {"text": "未清", "is_false": True},
    Step.OBSERVE: lambda _walk, _who: {"text": "仍好", "came_back": False},
    Step.REVIEW_APPEAL: lambda _walk, _who: {"text": "属实", "supports": True},
    Step.DECIDE_APPEAL: lambda _walk, _who: {"text": "同意", "grants": True},
    Step.WAIVE_PART: lambda walk, _who: {"text": "免", "unit": walk.open_part()},
    Step.LINK: lambda walk, _who: {"text": "同一处", "earlier_code": walk.earlier.code},
    Step.CURE: lambda walk, _who: {"text": "多次反弹", "title": "加装围挡", "condition": walk.condition},
}
del SAY[Step.TICK]
# Refusals that the table does not foresee: what was said, not who said it or when.
CONTENT = {"cases.suspension_date", "cases.person_unknown"}
# Always open and leading nowhere: left to the steps that are tried at random.
ASIDE = (Step.URGE, Step.ESCALATE, Step.OBSERVE, Step.LINK, Step.UNLINK)
EARLY_ENDS = (Step.DECLINE, Step.VOID)


class LoopMachine(RuleBasedStateMachine):
    """One case, everybody who might touch it, and time."""

    taken: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.papers = 0
        self.at = NOW
        self.overdue_at: datetime | None = None
        self.last: tuple[Callable[..., Moved], Call, dict[str, Any], Moved] | None = None

    @initialize()
    def begin(self) -> None:
        self.cast: Cast = make_cast()
        for number in (1, 2):
            found = {"limits_after": number, "source": "test"}
            EscalationRule.objects.get_or_create(name=f"escalate-{number}", defaults=found)
        self.condition = condition().uuid
        # At the same place, of the same class: the walked case becomes the third rebound when it is filed.
        self.earlier = [closed(self.cast) for _ in range(3)][-1]
        self.uuid = reported(self.cast).case_uuid
        self.people: list[Actor] = [getattr(self.cast, name) for name in PEOPLE]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def row(self) -> Case:
        return Case.objects.get(uuid=self.uuid)

    def facts(self) -> Facts:
        case = self.row()
        return facts_of(case, case.parts.order_by("position"))

    def open_part(self) -> object:
        parts: tuple[Part, ...] = self.facts().parts
        still = [part.unit for part in parts if part.state in ("waiting", "accepted")]
        return still[0] if still else self.cast.office.uuid

    def open_steps(self) -> list[tuple[Step, Actor]]:
        facts, reporter = self.facts(), self.row().reported_by
        seeing = [who for who in self.people if sees(facts, who, reported_by=reporter)]
        steps = [step for step in SAY if step not in (*EARLY_ENDS, *ASIDE)]
        return [(step, who) for step in steps for who in seeing if may(step, facts, who, self.at).may]

    @rule(minutes=st.one_of(st.integers(0, 300), st.integers(0, 6000)))
    def pass_time(self, minutes: int) -> None:
        self.at = min(self.at + timedelta(minutes=minutes), LATEST)

    @rule()
    def tick(self) -> None:
        jobs.tick_all(self.at)
        assert not Case.objects.filter(next_tick_at__lte=self.at).exists()
        self.last = None

    @rule(choice=st.integers(0, 10_000))
    def take_an_open_step(self, choice: int) -> None:
        options = self.open_steps()
        if options:
            self.attempt(*options[choice % len(options)])

    @rule(choice=st.integers(0, 10_000))
    def take_another_open_step(self, choice: int) -> None:
        self.take_an_open_step(choice)

    @rule(step=st.sampled_from(sorted(SAY)), who=st.integers(0, len(PEOPLE) - 1))
    def try_any_step(self, step: Step, who: int) -> None:
        if step not in EARLY_ENDS or self.row().version > 15:
            self.attempt(step, self.people[who])

    @rule(who=st.integers(0, len(PEOPLE) - 1), back=st.integers(1, 3))
    def try_on_an_old_page(self, who: int, back: int) -> None:
        before = world()
        seen = {"case_uuid": self.uuid, "expected_version": self.row().version - back}
        with pytest.raises(Refusal) as refusal:
            commands.urge(call(self.people[who], self.at), **seen)
        assert refusal.value.code in ("cases.stale", "cases.not_found")
        assert world() == before

    @precondition(lambda self: self.last is not None)
    @rule()
    def send_it_again(self) -> None:
        assert self.last is not None
        verb, asked, details, answer = self.last
        before = world()
        assert verb(asked, **details) == answer
        assert world() == before

    def attempt(self, step: Step, who: Actor) -> None:
        """Take a step; it must go through exactly when the rules say so."""
        facts = self.facts()
        seen = {"case_uuid": self.uuid, "expected_version": facts.version}
        details = SAY[step](self, who) | seen
        expected = self.expected(step, who, facts)
        before, verb, asked = world(), getattr(commands, step.value), call(who, self.at)
        try:
            moved = verb(asked, **details)
        except Refusal as refusal:
            code, moved = refusal.code, None
        if moved is None:
            assert world() == before
            assert code == expected or (code in CONTENT and expected != "cases.not_found")
            return
        assert (expected, moved.version) == ("", facts.version + 1)
        self.last = (verb, asked, details, moved)
        self.taken[step.value] += 1

    def expected(self, step: Step, who: Actor, facts: Facts) -> str:
        """Return the code of the refusal that the rules foresee, "" when the step may be taken."""
        if not sees(facts, who, reported_by=self.row().reported_by):
            return "cases.not_found"
        why_not = may(step, facts, who, self.at).why_not
        return why_not.code if why_not else ""

    @invariant()
    def the_row_is_what_its_entries_give(self) -> None:
        assert [fault for fault in replay_all() if fault] == []
        assert Entry.objects.filter(subject_uuid=self.uuid).count() == self.row().version

    @invariant()
    def a_missed_limit_never_disappears(self) -> None:
        now = self.row().overdue_at
        assert self.overdue_at is None or now == self.overdue_at
        self.overdue_at = now

    @invariant()
    def the_parts_fit_the_case(self) -> None:
        case = self.row()
        parts = list(case.parts.order_by("position"))
        assert [part.position for part in parts] == list(range(len(parts)))
        assert case.lead_unit_id not in {part.unit_id for part in parts}
        if case.state in (State.FED_BACK, State.CLOSED):
            assert {part.state for part in parts} <= {"fed_back", "waived"}
        if case.state in (State.REPORTED, State.FILED, State.DECLINED):
            assert parts == []


@pytest.mark.django_db
def test_any_walk_round_the_loop_keeps_row_and_ledger_in_step() -> None:
    LoopMachine.taken.clear()
    quick = settings(
        max_examples=8, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )

    run_state_machine_as_test(LoopMachine, settings=quick)

    assert {"file", "dispatch", "accept", "feed_back", "verify_fail", "verify_pass"} <= set(LoopMachine.taken)
