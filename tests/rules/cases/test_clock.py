"""The clock of a case: starting, standing, going on, being extended; its light; what fires and when."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from loop_facts import (
    CALENDAR,
    CLOCK,
    DUE,
    ESCALATIONS,
    FOUR_HOURS,
    HANDLER,
    MONDAY,
    OTHER,
    RULES,
    STREET,
    SUPERVISOR,
    YELLOW,
    at,
    call,
    extended,
    failed,
    fed_back,
    filed,
    given,
    handling,
    overdue,
    passed,
    resumed,
    sent_back,
    suspended,
    then,
    ticked,
)

from bihuan.cases import errors
from bihuan.cases.rules import clock, decisions
from bihuan.cases.rules.clock import Action, ClockRule, light, next_look, schedule
from bihuan.cases.rules.facts import Facts, State
from bihuan.cases.rules.ticking import tick
from bihuan.kernel.calendars import Calendar
from bihuan.kernel.clocks import Light
from bihuan.kernel.errors import CALENDAR_MISSING, Refusal
from bihuan.kernel.limits import Limit, Unit


def test_the_clock_starts_with_dispatch() -> None:
    facts = given(filed(), MONDAY)

    assert (facts.clock_started_at, facts.yellow_at, facts.due_at) == (MONDAY, YELLOW, DUE)


@pytest.mark.parametrize(
    "stood_until, due",
    [
        (at(23, 11, 30), at(23, 16, 30)),  # half an hour of service time
        (at(23, 13), at(23, 17)),  # the noon break counts for nothing
        (at(24, 9), at(24, 12)),  # three hours were left at eleven
        (at(30, 11), at(30, 16)),  # a week
    ],
)
def test_rework_resumes_what_was_left(stood_until: datetime, due: datetime) -> None:
    facts = failed(fed_back(handling(), at(23, 11)), stood_until)

    assert (facts.due_at, facts.paused_at, facts.state) == (due, None, State.HANDLING)


def test_a_second_rework_resumes_again_what_was_left() -> None:
    once = failed(fed_back(handling(), at(23, 11)), at(24, 9))
    twice = failed(fed_back(once, at(24, 10)), at(25, 10))

    assert (twice.due_at, twice.reworks) == (at(25, 12), 2)


def test_sent_back_to_the_same_unit_the_clock_goes_on() -> None:
    facts = given(sent_back(handling(), at(23, 11)), at(24, 9))

    assert (facts.due_at, facts.yellow_at, facts.clock_started_at) == (at(24, 12), at(24, 11, 12), MONDAY)


def test_dispatched_to_another_unit_the_clock_starts_anew() -> None:
    facts = given(sent_back(extended(handling(), at(23, 10)), at(23, 11)), at(24, 9), unit=OTHER)

    assert (facts.clock_started_at, facts.due_at) == (at(24, 9), at(24, 15))
    assert (facts.extensions, facts.fired, facts.paused_at, facts.previous_unit) == (0, (), None, None)


def test_another_limit_starts_the_clock_anew_also_for_the_same_unit() -> None:
    facts = given(sent_back(handling(), at(23, 11)), at(24, 9), limit=Limit(2, Unit.CONTINUOUS_HOURS))

    assert (facts.due_at, facts.limit) == (at(24, 11), Limit(2, Unit.CONTINUOUS_HOURS))


def test_the_same_limit_said_again_lets_the_clock_go_on() -> None:
    facts = given(sent_back(handling(), at(23, 11)), at(24, 9), limit=FOUR_HOURS)

    assert facts.due_at == at(24, 12)


@pytest.mark.parametrize(
    "limit, due, once, twice",
    [
        (FOUR_HOURS, DUE, at(24, 10), at(24, 16)),
        (Limit(2, Unit.CONTINUOUS_HOURS), at(23, 12), at(23, 14), at(23, 16)),
        (Limit(5, Unit.WORKDAYS), at(30, 18), at(6, 18, month=4), at(13, 18, month=4)),
        (Limit(3, Unit.CALENDAR_DAYS), at(27, 0), at(30, 0), at(2, 0, month=4)),
    ],
)
def test_each_extension_adds_one_original_limit(limit: Limit, due: datetime, once: datetime, twice: datetime) -> None:
    facts = handling(limit)
    first = extended(facts, MONDAY)
    second = extended(first, MONDAY)

    assert (facts.due_at, first.due_at, second.due_at) == (due, once, twice)
    assert second.extensions == 2


def test_after_an_extension_yellow_is_at_four_fifths_of_the_whole() -> None:
    facts = extended(handling(Limit(5, Unit.CONTINUOUS_HOURS)), at(23, 12))

    assert (facts.yellow_at, facts.due_at) == (at(23, 18), at(23, 20))


def test_after_a_pause_and_an_extension_yellow_is_at_four_fifths_of_the_running_time() -> None:
    facts = failed(fed_back(handling(Limit(5, Unit.CONTINUOUS_HOURS)), at(23, 12)), at(23, 15))
    facts = extended(facts, at(23, 15))

    assert (facts.yellow_at, facts.due_at) == (at(23, 21), at(23, 23))


def test_there_are_two_extensions_and_no_third() -> None:
    facts = extended(extended(handling(), MONDAY), MONDAY)

    with pytest.raises(Refusal) as refusal:
        decisions.ask_extension(facts, call(HANDLER), text="再缓")

    assert refusal.value.reason == errors.EXTENSIONS_SPENT


def test_a_refused_extension_does_not_count() -> None:
    asked = then(handling(), decisions.ask_extension, HANDLER, MONDAY, text="缺车")
    refused = then(asked, decisions.refuse_extension, SUPERVISOR, MONDAY, text="不同意")

    assert (refused.extensions, refused.due_at, refused.ask, refused.ask_reason) == (0, DUE, "", "")


@pytest.mark.parametrize("when", [DUE, DUE + timedelta(days=9)])
def test_nothing_is_extended_once_overdue(when: datetime) -> None:
    with pytest.raises(Refusal) as refusal:
        decisions.ask_extension(handling(), call(HANDLER, when), text="缺车")

    assert refusal.value.reason == errors.OVERDUE_ALREADY


def test_an_extension_granted_too_late_leaves_the_limit_missed() -> None:
    facts = extended(handling(), MONDAY, granted=at(23, 16, 1))

    assert (facts.overdue_at, facts.due_at) == (DUE, at(24, 10))


def test_a_limit_recorded_as_missed_stays_so_after_a_late_extension() -> None:
    asked = then(handling(), decisions.ask_extension, HANDLER, MONDAY, text="缺车")
    late, _fired = ticked(asked, at(23, 16, 1))
    facts = then(late, decisions.grant_extension, SUPERVISOR, at(23, 17), text="", calendar=CALENDAR)

    assert (late.overdue_at, facts.overdue_at, facts.fired) == (DUE, DUE, ())
    again, fired = ticked(facts, at(24, 10))
    assert (again.overdue_at, fired) == (DUE, ["yellow", "overdue"])


def test_a_suspension_shifts_the_due_moment_by_what_was_left() -> None:
    facts = resumed(suspended(handling(), at(23, 11), date(2026, 4, 20)), at(1, 9, month=4))

    assert (facts.due_at, facts.suspended_until, facts.suspensions) == (at(1, 12, month=4), None, 1)


def test_the_clock_resumes_by_itself_from_the_review_day_even_late() -> None:
    standing = suspended(handling(), at(23, 11), date(2026, 4, 1))

    late, fired = ticked(standing, at(2, 9, month=4))

    assert fired == ["resume", "yellow", "overdue", "escalate-1"]
    assert (late.due_at, late.overdue_at) == (at(1, 11, month=4), at(1, 11, month=4))


def test_a_supervisor_who_resumes_late_gives_no_time_away() -> None:
    standing = suspended(handling(), at(23, 11), date(2026, 4, 1))

    assert resumed(standing, at(3, 9, month=4)).due_at == ticked(standing, at(1, 0, month=4))[0].due_at


@pytest.mark.parametrize("review_on", [date(2026, 3, 23), date(2026, 3, 22), date(2027, 3, 24)])
def test_the_review_day_lies_ahead_and_within_one_year(review_on: date) -> None:
    with pytest.raises(Refusal) as refusal:
        decisions.ask_suspension(handling(), call(HANDLER), text="等", review_on=review_on, calendar=CALENDAR)

    assert refusal.value.reason == errors.SUSPENSION_DATE


@pytest.mark.parametrize("review_on", [date(2026, 3, 24), date(2027, 3, 23)])
def test_the_first_and_the_last_review_day_possible(review_on: date) -> None:
    assert suspended(handling(), MONDAY, review_on).state == State.SUSPENDED


def test_a_suspension_is_not_granted_after_its_review_day() -> None:
    with pytest.raises(Refusal) as refusal:
        suspended(handling(), MONDAY, date(2026, 3, 24), granted=at(24, 0))

    assert refusal.value.reason == errors.SUSPENSION_DATE


def test_what_was_overdue_before_it_stood_stays_overdue_after() -> None:
    facts = resumed(suspended(handling(), at(23, 17), date(2026, 4, 20)), at(1, 9, month=4))

    assert (facts.due_at, facts.overdue_at) == (DUE, DUE)


@pytest.mark.parametrize("stop", [fed_back, sent_back])
def test_what_stops_after_the_due_moment_records_that_it_was_missed(stop: object) -> None:
    assert stop(handling(), DUE).overdue_at == DUE  # type: ignore[operator]
    assert stop(handling(), DUE - timedelta(seconds=1)).overdue_at is None  # type: ignore[operator]


def test_a_case_made_void_late_was_still_missed() -> None:
    assert then(handling(), decisions.void, SUPERVISOR, DUE, text="重复").overdue_at == DUE
    assert then(handling(), decisions.void, SUPERVISOR, MONDAY, text="重复").overdue_at is None


def test_a_standing_case_made_void_was_not_missed_while_it_stood() -> None:
    standing = suspended(handling(), at(23, 11), date(2026, 6, 1))

    assert then(standing, decisions.void, SUPERVISOR, at(1, 9, month=5), text="重复").overdue_at is None


@pytest.mark.parametrize(
    "when, expected",
    [
        (MONDAY, Light.GREEN),
        (YELLOW, Light.GREEN),
        (YELLOW + timedelta(seconds=1), Light.YELLOW),
        (DUE - timedelta(seconds=1), Light.YELLOW),
        (DUE, Light.RED),
        (at(1, 9, month=6), Light.RED),
    ],
)
def test_the_light_of_a_running_clock(when: datetime, expected: Light) -> None:
    assert light(handling(), when) == expected


def test_a_standing_clock_keeps_its_light() -> None:
    later = at(1, 9, month=6)
    standing = suspended(handling(), at(23, 11), date(2026, 7, 1))
    closed = passed(fed_back(handling(), at(23, 15, 30)), at(23, 17))

    assert light(standing, later) == Light.GREEN
    assert light(closed, later) == Light.YELLOW


def test_there_is_no_light_without_a_clock() -> None:
    void = then(handling(), decisions.void, SUPERVISOR, MONDAY, text="重复")

    assert [light(facts, DUE) for facts in (Facts(), filed(), void)] == [None, None, None]


def test_after_a_long_pause_everything_fires_once_and_in_order() -> None:
    facts, fired = ticked(handling(), at(1, 9, month=6))

    assert fired == ["yellow", "overdue", "escalate-1", "escalate-2"]
    assert (facts.overdue_at, facts.level, facts.urges) == (DUE, 2, 1)
    assert ticked(facts, at(2, 9, month=6))[1] == []


@pytest.mark.parametrize(
    "when, expected",
    [
        (YELLOW - timedelta(seconds=1), []),
        (YELLOW, ["yellow"]),
        (DUE, ["yellow", "overdue"]),
        (at(24, 10), ["yellow", "overdue", "escalate-1"]),
        (at(24, 15, 59), ["yellow", "overdue", "escalate-1"]),
        (at(24, 16), ["yellow", "overdue", "escalate-1", "escalate-2"]),
    ],
)
def test_each_rule_fires_at_its_moment(when: datetime, expected: list[str]) -> None:
    assert ticked(handling(), when)[1] == expected


def test_often_or_seldom_the_tick_gives_the_same() -> None:
    often = handling()
    for hours in range(0, 60, 1):
        often, _fired = ticked(often, MONDAY + timedelta(hours=hours))
    seldom, _fired = ticked(handling(), MONDAY + timedelta(hours=59))

    assert often == seldom


def test_a_closed_case_asks_once_to_be_looked_at_again() -> None:
    closed = passed(fed_back(handling(), at(23, 11)), at(23, 12))

    assert next_look(closed) == at(7, 12, month=4)
    due, fired = ticked(closed, at(8, 9, month=4))
    assert (fired, next_look(due)) == (["observe"], None)


def test_a_case_looked_at_again_needs_no_reminder() -> None:
    closed = passed(fed_back(handling(), at(23, 11)), at(23, 12))
    seen = then(closed, decisions.observe, SUPERVISOR, at(30, 9), text="仍好", came_back=False)

    assert (next_look(seen), ticked(seen, at(8, 9, month=5))[1]) == (None, [])


def test_a_year_missing_in_the_calendar_does_not_hide_a_missed_limit() -> None:
    new_year = Calendar(years=frozenset({2026}))
    facts = replace(handling(), yellow_at=at(31, 16, month=12), due_at=at(31, 17, month=12))
    late = call(CLOCK, at(31, 17, 30, month=12))

    first = tick(facts, late, rules=RULES, calendar=new_year)
    assert first.decision is not None
    facts = replace(facts, **first.decision.changes)
    second = tick(facts, late, rules=RULES, calendar=new_year)
    assert second.decision is not None
    assert second.decision.changes["overdue_at"] == at(31, 17, month=12)
    with pytest.raises(Refusal) as refusal:
        tick(replace(facts, **second.decision.changes), late, rules=RULES, calendar=new_year)
    assert refusal.value.reason == CALENDAR_MISSING


def every_state() -> list[Facts]:
    closed = passed(fed_back(handling(), at(23, 11)), at(23, 12))
    return [
        Facts(),
        filed(),
        given(filed(), MONDAY),
        handling(),
        ticked(handling(), YELLOW)[0],
        overdue(),
        ticked(handling(), at(24, 10))[0],
        extended(handling(), MONDAY),
        suspended(handling(), at(23, 11), date(2026, 4, 1)),
        sent_back(handling(), at(23, 11)),
        fed_back(handling(), at(23, 11)),
        failed(fed_back(overdue(), at(24, 9)), at(25, 9)),
        closed,
        ticked(closed, at(8, 9, month=4))[0],
        then(handling(), decisions.void, SUPERVISOR, MONDAY, text="重复"),
    ]


@pytest.mark.parametrize("facts", every_state(), ids=lambda facts: f"{facts.state}-{len(facts.fired)}")
def test_the_next_look_is_never_later_than_the_first_firing(facts: Facts) -> None:
    firings = schedule(facts, RULES, CALENDAR)
    look = next_look(facts)

    assert not firings or (look is not None and look <= firings[0].moment)


def test_an_escalation_at_the_due_moment_comes_after_the_missed_limit() -> None:
    rules = (*RULES, ClockRule("at-once", Action.ESCALATE))

    assert ticked(handling(), DUE, rules)[1] == ["yellow", "overdue", "at-once"]


def test_the_escalations_of_a_case_not_overdue_are_not_reckoned() -> None:
    assert [firing.rule.name for firing in schedule(handling(), RULES, CALENDAR)] == ["yellow", "overdue"]
    assert [firing.rule for firing in schedule(overdue(), RULES, CALENDAR)] == [ESCALATIONS[0]]


def test_only_a_standing_clock_goes_on_and_only_a_running_one_is_extended() -> None:
    with pytest.raises(ValueError, match="standing"):
        clock.going_on(handling(), MONDAY, CALENDAR)
    with pytest.raises(ValueError, match="running"):
        clock.extended(filed(), CALENDAR)


def test_what_has_a_unit_but_no_clock_fires_nothing() -> None:
    bare = Facts(state=State.HANDLING, lead_unit=STREET)

    assert (schedule(bare, RULES, CALENDAR), next_look(bare)) == ([], None)
