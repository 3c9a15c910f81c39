"""Resume a suspended case before its review day."""

from datetime import date, timedelta

from cast import NOW, Cast
from makers import handling
from steps import owes, refused, row, take, told

from bihuan.cases import commands
from bihuan.cases.commands import Moved

REVIEW = date(2026, 6, 1)
TOMORROW = NOW + timedelta(days=1)


def suspended(cast: Cast) -> Moved:
    now = take(commands.ask_suspension, cast.handler, handling(cast), text="等拆迁", review_on=REVIEW)
    return take(commands.grant_suspension, cast.supervisor, now)


def test_resuming_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.resume,
        who=cast.supervisor,
        now=suspended(cast),
        event="cases.resumed.v1",
        wrong={"cases.not_supervisor": cast.handler},
        at=TOMORROW,
    )

    case = row(moved)
    assert (case.state, case.due_at, case.paused_at) == ("handling", NOW + timedelta(days=1, hours=6), None)
    assert (case.suspended_until, case.next_tick_at) == (None, case.yellow_at)
    assert told(moved) == [("decision", cast.street.name)]


def test_only_a_suspended_case_is_resumed(cast: Cast) -> None:
    assert refused(commands.resume, cast.supervisor, handling(cast)) == "cases.wrong_state"
