"""Grant an extension: one original limit more."""

from datetime import timedelta

from cast import NOW, Cast
from makers import handling
from steps import DUE, LATE, owes, refused, row, take, told

from bihuan.cases import commands
from bihuan.cases.commands import Moved


def asked(cast: Cast) -> Moved:
    return take(commands.ask_extension, cast.handler, handling(cast), text="缺车")


def test_granting_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.grant_extension,
        who=cast.supervisor,
        now=asked(cast),
        event="cases.extension_granted.v1",
        wrong={"cases.not_supervisor": cast.handler},
        text="同意",
    )

    case = row(moved)
    assert (case.extensions, case.ask, case.due_at) == (1, "", NOW + timedelta(days=1))
    assert (case.next_tick_at, told(moved)) == (case.yellow_at, [("decision", cast.street.name)])


def test_granted_too_late_the_limit_stays_missed(cast: Cast) -> None:
    moved = take(commands.grant_extension, cast.supervisor, asked(cast), at=LATE)

    assert row(moved).overdue_at == DUE


def test_only_what_was_asked_is_granted(cast: Cast) -> None:
    assert refused(commands.grant_extension, cast.supervisor, handling(cast)) == "cases.nothing_asked"
    assert refused(commands.grant_suspension, cast.supervisor, asked(cast)) == "cases.nothing_asked"
    assert refused(commands.grant_extension, cast.supervisor, asked(cast), text="字" * 4001) == "cases.too_long"
