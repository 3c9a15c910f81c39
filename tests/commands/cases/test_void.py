"""Make a case void."""

from cast import Cast
from makers import closed, handling, reported
from steps import DUE, LATE, owes, refused, row, take, told

from bihuan.cases import commands


def test_voiding_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.void,
        who=cast.supervisor,
        now=handling(cast),
        event="cases.voided.v1",
        wrong={"cases.not_supervisor": cast.handler},
        text="重复",
    )

    assert (row(moved).state, row(moved).next_tick_at) == ("void", None)
    assert told(moved) == [("decision", cast.street.name)]


def test_made_void_late_the_limit_stays_missed(cast: Cast) -> None:
    assert row(take(commands.void, cast.supervisor, handling(cast), at=LATE, text="重复")).overdue_at == DUE


def test_voiding_needs_a_reason_and_an_open_case(cast: Cast) -> None:
    assert refused(commands.void, cast.supervisor, reported(cast), text="") == "cases.reason_missing"
    assert refused(commands.void, cast.supervisor, closed(cast), text="重复") == "cases.wrong_state"
