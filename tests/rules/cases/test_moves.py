"""Every (state, step) pair is either in the table or refused."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product
from uuid import UUID, uuid4

import pytest

from bihuan.cases import errors
from bihuan.cases.rules.facts import Appeal, Ask, Facts, Part, PartState, Proposal, State
from bihuan.cases.rules.moves import MOVES, Step, answers, may
from bihuan.kernel.call import Actor, system_actor
from bihuan.kernel.limits import Unit
from bihuan.orgs.rules import Power

AT = datetime(2026, 3, 23, 2, 0, tzinfo=UTC)
STREET, OTHER, OFFICE = uuid4(), uuid4(), uuid4()


def actor(unit: UUID, *powers: Power) -> Actor:
    return Actor(kind="person", uuid=uuid4(), name="某岗", unit_uuid=unit, powers=frozenset(powers))


SUPERVISOR = actor(OFFICE, Power.SUPERVISE)
LEADER = actor(OFFICE, Power.LEAD)
LEAD_UNIT = actor(STREET, Power.HANDLE)
PART_UNIT = actor(OTHER, Power.HANDLE)
INSPECTOR = actor(OFFICE, Power.INSPECT)
DISCIPLINE = actor(OFFICE, Power.DISCIPLINE)
STRANGER = actor(uuid4(), Power.CONFIGURE)
CLOCK = system_actor("clock")
EVERYBODY = [SUPERVISOR, LEADER, LEAD_UNIT, PART_UNIT, INSPECTOR, DISCIPLINE, STRANGER, CLOCK]

BASE = Facts(
    lead_unit=STREET,
    parts=(Part(OTHER, PartState.WAITING),),
    limit_amount=Decimal(4),
    limit_unit=Unit.SERVICE_HOURS,
    clock_started_at=AT - timedelta(hours=1),
    yellow_at=AT + timedelta(hours=2),
    due_at=AT + timedelta(hours=3),
)
DONE = (Part(OTHER, PartState.FED_BACK),)
# For each step: the facts in which nothing but the state stands in its way, and who takes it.
READY: dict[Step, tuple[Facts, Actor]] = {
    Step.FILE: (BASE, SUPERVISOR),
    Step.DECLINE: (BASE, SUPERVISOR),
    Step.DISPATCH: (BASE, LEADER),
    Step.ACCEPT: (BASE, LEAD_UNIT),
    Step.SEND_BACK: (BASE, LEAD_UNIT),
    Step.ASSIGN: (BASE, LEAD_UNIT),
    Step.ASK_EXTENSION: (BASE, LEAD_UNIT),
    Step.GRANT_EXTENSION: (replace(BASE, ask=Ask.EXTENSION), SUPERVISOR),
    Step.REFUSE_EXTENSION: (replace(BASE, ask=Ask.EXTENSION), SUPERVISOR),
    Step.ASK_SUSPENSION: (BASE, LEAD_UNIT),
    Step.GRANT_SUSPENSION: (replace(BASE, ask=Ask.SUSPENSION), SUPERVISOR),
    Step.REFUSE_SUSPENSION: (replace(BASE, ask=Ask.SUSPENSION), SUPERVISOR),
    Step.RESUME: (BASE, CLOCK),
    Step.FEED_BACK: (replace(BASE, parts=DONE), LEAD_UNIT),
    Step.VERIFY_PASS: (BASE, INSPECTOR),
    Step.VERIFY_FAIL: (BASE, INSPECTOR),
    Step.URGE: (BASE, LEADER),
    Step.ESCALATE: (BASE, CLOCK),
    Step.VOID: (BASE, SUPERVISOR),
    Step.TICK: (BASE, CLOCK),
    Step.OBSERVE: (BASE, INSPECTOR),
    Step.APPEAL: (replace(BASE, overdue_at=AT), LEAD_UNIT),
    Step.REVIEW_APPEAL: (replace(BASE, appeal=Appeal.ASKED), SUPERVISOR),
    Step.DECIDE_APPEAL: (replace(BASE, appeal=Appeal.SUPPORTED), DISCIPLINE),
    Step.ACCEPT_PART: (BASE, PART_UNIT),
    Step.FEED_BACK_PART: (replace(BASE, parts=(Part(OTHER, PartState.ACCEPTED),)), PART_UNIT),
    Step.WAIVE_PART: (BASE, SUPERVISOR),
    Step.LINK: (BASE, SUPERVISOR),
    Step.UNLINK: (replace(BASE, rebound_of=OTHER), SUPERVISOR),
    Step.CURE: (replace(BASE, proposal=Proposal.OPEN), SUPERVISOR),
}
OPEN = {"reported", "filed", "dispatched", "handling", "suspended", "fed_back"}
# Written out apart from the table in the code, from the plan's own table of steps.
FROM: dict[str, set[str]] = {
    "file": {"reported"},
    "decline": {"reported"},
    "dispatch": {"filed"},
    "accept": {"dispatched"},
    "send_back": {"dispatched", "handling"},
    "assign": {"handling"},
    "ask_extension": {"handling"},
    "grant_extension": {"handling"},
    "refuse_extension": {"handling"},
    "ask_suspension": {"handling"},
    "grant_suspension": {"handling"},
    "refuse_suspension": {"handling"},
    "resume": {"suspended"},
    "feed_back": {"handling"},
    "verify_pass": {"fed_back"},
    "verify_fail": {"fed_back"},
    "urge": OPEN,
    "escalate": OPEN,
    "void": OPEN,
    "tick": OPEN | {"closed"},
    "observe": {"closed"},
    "appeal": {"closed"},
    "review_appeal": {"closed"},
    "decide_appeal": {"closed"},
    "accept_part": {"dispatched", "handling"},
    "feed_back_part": {"dispatched", "handling"},
    "waive_part": {"dispatched", "handling"},
    "link": OPEN | {"closed"},
    "unlink": OPEN | {"closed"},
    "cure": OPEN,
}


def test_every_step_has_a_row_and_a_case_here() -> None:
    assert set(MOVES) == set(Step) == set(READY)
    assert {step.value for step in Step} == set(FROM)


@pytest.mark.parametrize("state, step", list(product(State, Step)))
def test_each_pair_is_in_the_table_or_refused(state: State, step: Step) -> None:
    facts, who = READY[step]

    answer = may(step, replace(facts, state=state), who, AT)

    expected = None if state.value in FROM[step.value] else errors.WRONG_STATE
    assert answer.why_not == expected


WHO: dict[Step, list[Actor]] = {
    Step.FILE: [SUPERVISOR],
    Step.DECLINE: [SUPERVISOR],
    Step.DISPATCH: [SUPERVISOR, LEADER],
    Step.ACCEPT: [LEAD_UNIT],
    Step.SEND_BACK: [LEAD_UNIT],
    Step.ASSIGN: [LEAD_UNIT],
    Step.ASK_EXTENSION: [LEAD_UNIT],
    Step.GRANT_EXTENSION: [SUPERVISOR],
    Step.REFUSE_EXTENSION: [SUPERVISOR],
    Step.ASK_SUSPENSION: [LEAD_UNIT],
    Step.GRANT_SUSPENSION: [SUPERVISOR],
    Step.REFUSE_SUSPENSION: [SUPERVISOR],
    Step.RESUME: [SUPERVISOR, CLOCK],
    Step.FEED_BACK: [LEAD_UNIT],
    Step.VERIFY_PASS: [SUPERVISOR, INSPECTOR],
    Step.VERIFY_FAIL: [SUPERVISOR, INSPECTOR],
    Step.URGE: [SUPERVISOR, LEADER, CLOCK],
    Step.ESCALATE: [SUPERVISOR, LEADER, CLOCK],
    Step.VOID: [SUPERVISOR],
    Step.TICK: [CLOCK],
    Step.OBSERVE: [SUPERVISOR, INSPECTOR],
    Step.APPEAL: [LEAD_UNIT],
    Step.REVIEW_APPEAL: [SUPERVISOR],
    Step.DECIDE_APPEAL: [DISCIPLINE],
    Step.ACCEPT_PART: [PART_UNIT],
    Step.FEED_BACK_PART: [PART_UNIT],
    Step.WAIVE_PART: [SUPERVISOR],
    Step.LINK: [SUPERVISOR],
    Step.UNLINK: [SUPERVISOR],
    Step.CURE: [SUPERVISOR],
}


@pytest.mark.parametrize("step", Step)
def test_only_those_named_may_take_a_step(step: Step) -> None:
    facts = replace(READY[step][0], state=min(MOVES[step].origins))

    allowed = [who for who in EVERYBODY if may(step, facts, who, AT).may]

    assert allowed == [who for who in EVERYBODY if who in WHO[step]]


HANDLING = replace(BASE, state=State.HANDLING)


@pytest.mark.parametrize(
    "facts, step, who, expected",
    [
        (replace(HANDLING, extensions=2), Step.ASK_EXTENSION, LEAD_UNIT, errors.EXTENSIONS_SPENT),
        (replace(HANDLING, due_at=AT), Step.ASK_EXTENSION, LEAD_UNIT, errors.OVERDUE_ALREADY),
        (replace(HANDLING, ask=Ask.SUSPENSION), Step.ASK_EXTENSION, LEAD_UNIT, errors.ASK_PENDING),
        (replace(HANDLING, suspensions=1), Step.ASK_SUSPENSION, LEAD_UNIT, errors.SUSPENDED_ONCE),
        (replace(HANDLING, ask=Ask.EXTENSION), Step.ASK_SUSPENSION, LEAD_UNIT, errors.ASK_PENDING),
        (HANDLING, Step.GRANT_EXTENSION, SUPERVISOR, errors.NOTHING_ASKED),
        (HANDLING, Step.FEED_BACK, LEAD_UNIT, errors.PARTS_OPEN),
        (HANDLING, Step.FEED_BACK_PART, PART_UNIT, errors.PART_NOT_ACCEPTED),
        (replace(HANDLING, parts=DONE), Step.ACCEPT_PART, PART_UNIT, errors.PART_ACCEPTED),
        (replace(HANDLING, parts=DONE), Step.WAIVE_PART, SUPERVISOR, errors.PART_DONE),
        (replace(BASE, state=State.CLOSED), Step.APPEAL, LEAD_UNIT, errors.APPEAL_CLOSED_ONLY),
        (replace(BASE, state=State.CLOSED, came_back=True), Step.OBSERVE, INSPECTOR, errors.OBSERVED_ALREADY),
        (replace(HANDLING, rebound_of=OTHER), Step.LINK, SUPERVISOR, errors.LINKED_ALREADY),
        (HANDLING, Step.UNLINK, SUPERVISOR, errors.NOT_LINKED),
        (replace(HANDLING, proposal=Proposal.ANSWERED), Step.CURE, SUPERVISOR, errors.NOTHING_PROPOSED),
    ],
)
def test_a_step_waits_for_what_must_hold(facts: Facts, step: Step, who: Actor, expected: object) -> None:
    assert may(step, facts, who, AT).why_not == expected


def test_nobody_verifies_the_work_of_their_own_unit() -> None:
    both = actor(STREET, Power.HANDLE, Power.INSPECT)
    helper = actor(OTHER, Power.INSPECT)

    facts = replace(BASE, state=State.FED_BACK)

    assert may(Step.VERIFY_PASS, facts, both, AT).why_not == errors.OWN_WORK
    assert may(Step.VERIFY_PASS, facts, helper, AT).why_not == errors.OWN_WORK


def test_nobody_verifies_what_they_fed_back_before_changing_units() -> None:
    facts = replace(BASE, state=State.FED_BACK, fed_back_by=INSPECTOR.uuid)

    assert may(Step.VERIFY_PASS, facts, INSPECTOR, AT).why_not == errors.OWN_WORK


def test_the_reviewer_of_an_appeal_does_not_decide_it() -> None:
    facts = replace(BASE, state=State.CLOSED, appeal=Appeal.SUPPORTED, appeal_reviewer=DISCIPLINE.uuid)

    assert may(Step.DECIDE_APPEAL, facts, DISCIPLINE, AT).why_not == errors.SAME_REVIEWER


def test_answers_leave_out_what_is_not_mine_and_give_the_reason_for_what_waits() -> None:
    found = {answer.step: answer.why_not for answer in answers(HANDLING, LEAD_UNIT, AT)}

    assert found == {
        Step.SEND_BACK: None,
        Step.ASSIGN: None,
        Step.ASK_EXTENSION: None,
        Step.ASK_SUSPENSION: None,
        Step.FEED_BACK: errors.PARTS_OPEN,
    }
