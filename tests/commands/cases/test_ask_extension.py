"""Ask for an extension, in time."""

from cast import Cast
from makers import dispatched, handling
from steps import DUE, owes, refused, row, take, told

from bihuan.cases import commands


def test_asking_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.ask_extension,
        who=cast.handler,
        now=handling(cast),
        event="cases.extension_asked.v1",
        wrong={"cases.not_lead_unit": cast.supervisor},
        text="缺车",
    )

    assert (row(moved).ask, row(moved).ask_reason, row(moved).due_at) == ("extension", "缺车", DUE)
    assert told(moved) == [("asked", cast.office.name)]


def test_asking_needs_a_reason_time_and_an_accepted_case(cast: Cast) -> None:
    now = handling(cast)

    assert refused(commands.ask_extension, cast.handler, now, text="") == "cases.reason_missing"
    assert refused(commands.ask_extension, cast.handler, now, text="缺车", at=DUE) == "cases.overdue_already"
    assert refused(commands.ask_extension, cast.handler, dispatched(cast), text="缺车") == "cases.wrong_state"


def test_one_thing_is_asked_at_a_time_and_two_extensions_are_the_most(cast: Cast) -> None:
    now = take(commands.ask_extension, cast.handler, handling(cast), text="缺车")
    assert refused(commands.ask_extension, cast.handler, now, text="再问") == "cases.ask_pending"

    now = take(commands.grant_extension, cast.supervisor, now)
    now = take(commands.ask_extension, cast.handler, now, text="缺人")
    now = take(commands.grant_extension, cast.supervisor, now)

    assert refused(commands.ask_extension, cast.handler, now, text="又缺") == "cases.extensions_spent"
