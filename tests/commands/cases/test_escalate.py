"""Raise a case one level."""

from cast import Cast
from makers import closed, handling
from steps import last, owes, refused, row, told

from bihuan.cases import commands


def test_escalating_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.escalate,
        who=cast.supervisor,
        now=handling(cast),
        event="cases.escalated.v1",
        wrong={"cases.not_supervisor_or_leader": cast.handler},
        text="久拖不决",
    )

    assert (row(moved).level, last(moved).payload["level"]) == (1, 1)
    assert told(moved) == [("escalate", cast.street.name), ("escalate", cast.office.name)]


def test_escalating_needs_a_reason_and_an_open_case(cast: Cast) -> None:
    assert refused(commands.escalate, cast.leader, handling(cast), text="") == "cases.reason_missing"
    assert refused(commands.escalate, cast.leader, closed(cast), text="急") == "cases.wrong_state"
