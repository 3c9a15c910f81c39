"""Decline a case: it is not filed."""

from cast import Cast
from makers import filed, reported
from steps import last, owes, refused

from bihuan.cases import commands


def test_declining_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.decline,
        who=cast.supervisor,
        now=reported(cast),
        event="cases.declined.v1",
        wrong={"cases.not_supervisor": cast.inspector},
        text=" 不属实 ",
    )

    assert (moved.state, last(moved).payload["text"]) == ("declined", "不属实")


def test_declining_needs_a_reason_and_a_case_not_yet_filed(cast: Cast) -> None:
    assert refused(commands.decline, cast.supervisor, reported(cast), text=" ") == "cases.reason_missing"
    assert refused(commands.decline, cast.supervisor, filed(cast), text="不属实") == "cases.wrong_state"
