"""Refuse a suspension."""

from datetime import date

from cast import Cast
from makers import handling
from steps import owes, refused, row, take, told

from bihuan.cases import commands
from bihuan.cases.commands import Moved

REVIEW = date(2026, 6, 1)


def asked(cast: Cast) -> Moved:
    return take(commands.ask_suspension, cast.handler, handling(cast), text="等拆迁", review_on=REVIEW)


def test_refusing_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.refuse_suspension,
        who=cast.supervisor,
        now=asked(cast),
        event="cases.suspension_refused.v1",
        wrong={"cases.not_supervisor": cast.handler},
        text="不同意",
    )

    case = row(moved)
    assert (case.state, case.ask, case.suspensions, case.paused_at) == ("handling", "", 0, None)
    assert told(moved) == [("decision", cast.street.name)]


def test_refusing_needs_a_reason_and_something_asked(cast: Cast) -> None:
    assert refused(commands.refuse_suspension, cast.supervisor, asked(cast), text="") == "cases.reason_missing"
    assert refused(commands.refuse_suspension, cast.supervisor, handling(cast), text="否") == "cases.nothing_asked"
