"""Grant a suspension: the clock stands."""

from datetime import date

from cast import Cast
from makers import handling
from steps import DUE, LATE, NOW, owes, refused, row, take, told

from bihuan.cases import commands
from bihuan.cases.commands import Moved

REVIEW = date(2026, 6, 1)


def asked(cast: Cast) -> Moved:
    return take(commands.ask_suspension, cast.handler, handling(cast), text="等拆迁", review_on=REVIEW)


def test_granting_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.grant_suspension,
        who=cast.supervisor,
        now=asked(cast),
        event="cases.suspension_granted.v1",
        wrong={"cases.not_supervisor": cast.handler},
    )

    case = row(moved)
    assert (case.state, case.paused_at, case.suspensions) == ("suspended", NOW, 1)
    assert (case.next_tick_at, case.ask) == (case.suspended_until, "")
    assert told(moved) == [("decision", cast.street.name)]


def test_granted_after_the_due_moment_the_limit_stays_missed(cast: Cast) -> None:
    assert row(take(commands.grant_suspension, cast.supervisor, asked(cast), at=LATE)).overdue_at == DUE


def test_a_case_is_suspended_only_once_and_not_after_its_review_day(cast: Cast) -> None:
    now = take(commands.grant_suspension, cast.supervisor, asked(cast))
    now = take(commands.resume, cast.supervisor, now)
    again = refused(commands.ask_suspension, cast.handler, now, text="再等", review_on=REVIEW)
    late = refused(commands.grant_suspension, cast.supervisor, asked(cast), at=LATE.replace(month=6))

    assert (again, late) == ("cases.suspended_once", "cases.suspension_date")
