"""What each step changes, and what it refuses."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from loop_facts import (
    CALENDAR,
    CLASS,
    CLOCK,
    COMPANY,
    CONDITION,
    DISCIPLINE,
    DUE,
    HANDLER,
    HELPER,
    INSPECTOR,
    MONDAY,
    OTHER,
    STREET,
    SUPERVISOR,
    YELLOW,
    at,
    call,
    failed,
    fed_back,
    filed,
    given,
    handling,
    overdue,
    passed,
    sent_back,
    suspended,
    then,
    ticked,
)

from bihuan.cases import errors, events
from bihuan.cases.rules import decisions
from bihuan.cases.rules.decisions import Decision
from bihuan.cases.rules.facts import Appeal, Ask, Facts, Part, PartState, State
from bihuan.cases.rules.words import MOST_TEXT, cleaned, heard
from bihuan.kernel.errors import Reason, Refusal
from bihuan.kernel.limits import Limit, Unit


def refused(decide: Callable[[], Decision]) -> tuple[Reason, str]:
    """Return why a step was refused and which field is at fault."""
    with pytest.raises(Refusal) as refusal:
        decide()
    return refusal.value.reason, refusal.value.field


def test_filing_keeps_class_condition_and_limit() -> None:
    facts = filed(Limit(Decimal(1) / 3, Unit.SERVICE_HOURS))

    assert (facts.state, facts.condition, facts.case_class, facts.filed_at) == (State.FILED, CONDITION, CLASS, MONDAY)
    assert (facts.limit_amount, facts.limit) == (Decimal("0.33333333"), Limit(Decimal(1) / 3, Unit.SERVICE_HOURS))


def test_a_case_not_filed_has_no_limit_and_cannot_be_given_away() -> None:
    assert Facts().limit is None
    with pytest.raises(ValueError, match="has a limit"):
        given(replace(Facts(), state=State.FILED), MONDAY)


def test_declining_ends_it_with_a_reason() -> None:
    decision = decisions.decline(Facts(), call(SUPERVISOR), text=" 不属实 ")

    assert (decision.event, decision.changes) == (events.DECLINED, {"state": State.DECLINED})
    assert decision.details == {"text": "不属实"}


@pytest.mark.parametrize("co", [(STREET,), (OTHER, OTHER)])
def test_no_unit_has_two_shares(co: tuple[object, ...]) -> None:
    assert refused(lambda: given(filed(), MONDAY, co=co)) == (errors.SAME_UNIT, "co_units")  # type: ignore[arg-type, return-value]


def test_dispatch_gives_each_unit_its_share_and_forgets_the_last_handler() -> None:
    facts = given(sent_back(replace(handling(), handler=HANDLER.uuid), MONDAY), MONDAY, co=(OTHER, COMPANY))

    assert (facts.lead_unit, facts.handler, facts.accepted_at) == (STREET, None, None)
    assert facts.parts == (Part(OTHER), Part(COMPANY))
    assert facts.handling_units == {STREET, OTHER, COMPANY}


def test_accepting_notes_when_and_who_will_do_it() -> None:
    facts = then(given(filed(), MONDAY), decisions.accept, HANDLER, at(23, 11), handler=HANDLER.uuid)

    assert (facts.state, facts.accepted_at, facts.handler) == (State.HANDLING, at(23, 11), HANDLER.uuid)


def test_assigning_changes_the_handler_only() -> None:
    decision = decisions.assign(handling(), call(HANDLER), handler=INSPECTOR.uuid)

    assert decision.changes == {"handler": INSPECTOR.uuid}


def test_sending_back_takes_everything_from_the_unit() -> None:
    asked = then(handling(co=(OTHER,)), decisions.ask_extension, HANDLER, MONDAY, text="缺车")
    facts = sent_back(asked, at(23, 11))

    assert (facts.state, facts.lead_unit, facts.previous_unit, facts.parts) == (State.FILED, None, STREET, ())
    assert (facts.paused_at, facts.returns, facts.ask, facts.ask_reason) == (at(23, 11), 1, Ask.NONE, "")


def test_feeding_back_needs_words_then_proof() -> None:
    silent = lambda: decisions.feed_back(handling(), call(HANDLER), text=" ", has_proof=True)  # noqa: E731
    bare = lambda: decisions.feed_back(handling(), call(HANDLER), text="已清", has_proof=False)  # noqa: E731

    assert refused(silent) == (errors.TEXT_MISSING, "text")
    assert refused(bare) == (errors.PROOF_MISSING, "evidence")


def test_feeding_back_settles_what_was_asked_and_notes_who_did_it() -> None:
    asked = then(handling(), decisions.ask_extension, HANDLER, MONDAY, text="缺车")
    facts = fed_back(asked, at(23, 11))

    assert (facts.state, facts.ask, facts.fed_back_at) == (State.FED_BACK, Ask.NONE, at(23, 11))
    assert (facts.fed_back_by, facts.paused_at, facts.overdue_at) == (HANDLER.uuid, at(23, 11), None)


def test_rework_asks_the_helpers_again_but_not_those_waived() -> None:
    facts = replace(
        fed_back(handling(), MONDAY), parts=(Part(OTHER, PartState.FED_BACK), Part(COMPANY, PartState.WAIVED))
    )

    assert failed(facts, at(23, 11)).parts == (Part(OTHER, PartState.ACCEPTED), Part(COMPANY, PartState.WAIVED))


@pytest.mark.parametrize("is_false, expected", [(True, 1), (False, 0)])
def test_false_rectification_is_counted_on_its_own(is_false: bool, expected: int) -> None:
    facts = then(
        fed_back(handling(), MONDAY),
        decisions.verify_fail,
        INSPECTOR,
        MONDAY,
        text="摆拍",
        on_site=True,
        is_false=is_false,
        calendar=CALENDAR,
    )

    assert (facts.reworks, facts.false_findings, facts.fed_back_at) == (1, expected, None)


def test_closing_sets_the_day_to_look_again() -> None:
    facts = passed(fed_back(handling(), MONDAY), at(23, 11))

    assert (facts.state, facts.closed_at, facts.paused_at) == (State.CLOSED, at(23, 11), None)
    assert facts.observe_at == at(7, 11, month=4)


def test_urging_counts_and_escalating_raises() -> None:
    facts = then(handling(), decisions.urge, SUPERVISOR, MONDAY, text="")
    facts = then(facts, decisions.escalate, SUPERVISOR, MONDAY, text="久拖不决")

    assert (facts.urges, facts.level, facts.state) == (1, 1, State.HANDLING)


def test_a_refused_suspension_leaves_the_clock_running() -> None:
    asked = then(
        handling(),
        decisions.ask_suspension,
        HANDLER,
        MONDAY,
        text="等",
        review_on=date(2026, 4, 1),
        calendar=CALENDAR,
    )
    facts = then(asked, decisions.refuse_suspension, SUPERVISOR, MONDAY, text="不同意")

    assert (facts.state, facts.paused_at, facts.ask_until, facts.suspensions) == (State.HANDLING, None, None, 0)


def test_a_case_is_suspended_only_once() -> None:
    facts = suspended(handling(), MONDAY, date(2026, 4, 1))
    facts = ticked(facts, at(1, 0, month=4))[0]
    again = lambda: decisions.ask_suspension(  # noqa: E731
        facts, call(HANDLER), text="再等", review_on=date(2026, 5, 1), calendar=CALENDAR
    )

    assert refused(again) == (errors.SUSPENDED_ONCE, "")


def test_voiding_ends_the_clock() -> None:
    facts = then(suspended(handling(), MONDAY, date(2026, 4, 1)), decisions.void, SUPERVISOR, MONDAY, text="重复")

    assert (facts.state, facts.paused_at) == (State.VOID, None)


def test_a_case_that_came_back_is_not_looked_at_again() -> None:
    closed = passed(fed_back(handling(), MONDAY), at(23, 11))
    seen = then(closed, decisions.observe, INSPECTOR, at(30, 9), text="仍好", came_back=False)
    back = then(seen, decisions.observe, INSPECTOR, at(31, 9), text="又脏了", came_back=True)

    assert (back.observed_at, back.came_back) == (at(31, 9), True)
    again = lambda: decisions.observe(back, call(INSPECTOR), text="看", came_back=False)  # noqa: E731
    assert refused(again) == (errors.OBSERVED_ALREADY, "")


def late() -> Facts:
    return passed(fed_back(overdue(), at(24, 9)), at(24, 10))


def test_a_granted_appeal_exempts_and_the_missed_limit_stays() -> None:
    facts = then(late(), decisions.appeal, HANDLER, MONDAY, text="停电")
    facts = then(facts, decisions.review_appeal, SUPERVISOR, MONDAY, text="属实", supports=True)
    facts = then(facts, decisions.decide_appeal, DISCIPLINE, MONDAY, text="同意", grants=True)

    assert (facts.appeal, facts.is_exempt, facts.overdue_at) == (Appeal.GRANTED, True, DUE)
    assert facts.appeal_reviewer == SUPERVISOR.uuid


@pytest.mark.parametrize("supports", [True, False])
def test_a_refused_appeal_is_the_end_of_it(supports: bool) -> None:
    facts = then(late(), decisions.appeal, HANDLER, MONDAY, text="停电")
    facts = then(facts, decisions.review_appeal, SUPERVISOR, MONDAY, text="看过", supports=supports)
    if supports:
        facts = then(facts, decisions.decide_appeal, DISCIPLINE, MONDAY, text="不同意", grants=False)

    assert (facts.appeal, facts.is_exempt) == (Appeal.REFUSED, False)
    again = lambda: decisions.appeal(facts, call(HANDLER), text="再诉")  # noqa: E731
    assert refused(again) == (errors.APPEAL_CLOSED_ONLY, "")


def test_each_helper_moves_its_own_part() -> None:
    facts = handling(co=(OTHER, COMPANY))
    facts = then(facts, decisions.accept_part, HELPER, MONDAY)
    facts = then(facts, decisions.feed_back_part, HELPER, MONDAY, text="已派车")

    assert facts.parts == (Part(OTHER), Part(COMPANY, PartState.FED_BACK))


def test_the_lead_goes_on_once_the_last_part_is_in_or_waived() -> None:
    facts = handling(co=(OTHER,))
    early = lambda: decisions.feed_back(facts, call(HANDLER), text="已清", has_proof=True)  # noqa: E731
    assert refused(early) == (errors.PARTS_OPEN, "")

    facts = then(facts, decisions.waive_part, SUPERVISOR, MONDAY, unit=OTHER, text="不需要")

    assert fed_back(facts, MONDAY).state == State.FED_BACK


@pytest.mark.parametrize("unit, expected", [(STREET, (errors.UNIT_UNKNOWN, "unit")), (COMPANY, (errors.PART_DONE, ""))])
def test_only_an_open_part_of_the_case_is_waived(unit: object, expected: object) -> None:
    facts = replace(handling(), parts=(Part(OTHER), Part(COMPANY, PartState.FED_BACK)))

    found = refused(lambda: decisions.waive_part(facts, call(SUPERVISOR), unit=unit, text="免"))  # type: ignore[arg-type]

    assert found == expected


def test_the_clock_may_not_take_a_persons_step_nor_a_person_the_clocks() -> None:
    assert refused(lambda: decisions.void(handling(), call(CLOCK), text="重复")) == (errors.NOT_SUPERVISOR, "")
    resume = lambda: decisions.resume(  # noqa: E731
        suspended(handling(), MONDAY, date(2026, 4, 1)), call(HANDLER, YELLOW), calendar=CALENDAR
    )
    assert refused(resume) == (errors.NOT_SUPERVISOR, "")


SPOKEN: list[Callable[[str], Decision]] = [
    lambda text: decisions.decline(Facts(), call(SUPERVISOR), text=text),
    lambda text: decisions.send_back(handling(), call(HANDLER), text=text),
    lambda text: decisions.ask_extension(handling(), call(HANDLER), text=text),
    lambda text: decisions.escalate(handling(), call(SUPERVISOR), text=text),
    lambda text: decisions.void(handling(), call(SUPERVISOR), text=text),
    lambda text: decisions.appeal(late(), call(HANDLER), text=text),
    lambda text: decisions.waive_part(handling(co=(OTHER,)), call(SUPERVISOR), unit=OTHER, text=text),
]


@pytest.mark.parametrize("say", SPOKEN)
def test_a_reason_is_neither_missing_nor_endless(say: Callable[[str], Decision]) -> None:
    assert refused(lambda: say(" \n\x00 ")) == (errors.REASON_MISSING, "text")
    assert refused(lambda: say("字" * (MOST_TEXT + 1))) == (errors.TOO_LONG, "text")
    assert say("字" * MOST_TEXT).details["text"] == "字" * MOST_TEXT


def test_words_nobody_has_to_write_are_bounded_as_well() -> None:
    assert refused(lambda: decisions.urge(handling(), call(SUPERVISOR), text="字" * 4001)) == (errors.TOO_LONG, "text")


def test_what_no_database_keeps_is_left_out() -> None:
    assert cleaned("\x00一\x07二\ud800三\r\n\t四 ") == "一二三\r\n\t四"
    assert heard("") == ""
