"""Refuse an extension."""

from cast import Cast
from makers import handling
from steps import DUE, last, owes, refused, row, take, told

from bihuan.cases import commands
from bihuan.cases.commands import Moved


def asked(cast: Cast) -> Moved:
    return take(commands.ask_extension, cast.handler, handling(cast), text="缺车")


def test_refusing_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.refuse_extension,
        who=cast.supervisor,
        now=asked(cast),
        event="cases.extension_refused.v1",
        wrong={"cases.not_supervisor": cast.handler},
        text="不同意",
    )

    assert (row(moved).extensions, row(moved).ask, row(moved).due_at) == (0, "", DUE)
    assert (last(moved).payload["text"], told(moved)) == ("不同意", [("decision", cast.street.name)])


def test_refusing_needs_a_reason_and_something_asked(cast: Cast) -> None:
    assert refused(commands.refuse_extension, cast.supervisor, asked(cast), text="") == "cases.reason_missing"
    assert refused(commands.refuse_extension, cast.supervisor, handling(cast), text="否") == "cases.nothing_asked"
