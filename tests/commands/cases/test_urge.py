"""Urge whoever has the case."""

from cast import Cast
from makers import closed, handling, reported
from steps import last, owes, refused, row, take, told

from bihuan.cases import commands


def test_urging_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.urge,
        who=cast.leader,
        now=handling(cast),
        event="cases.urged.v1",
        wrong={"cases.not_supervisor_or_leader": cast.handler},
        text="抓紧",
    )

    assert (row(moved).urges, moved.state, told(moved)) == (1, "handling", [("urge", cast.street.name)])
    assert last(moved).payload["text"] == "抓紧"


def test_before_dispatch_the_supervision_office_is_urged(cast: Cast) -> None:
    assert told(take(commands.urge, cast.leader, reported(cast))) == [("urge", cast.office.name)]


def test_what_is_over_is_not_urged_and_words_are_bounded(cast: Cast) -> None:
    assert refused(commands.urge, cast.leader, closed(cast)) == "cases.wrong_state"
    assert refused(commands.urge, cast.leader, reported(cast), text="字" * 4001) == "cases.too_long"


def test_what_no_database_keeps_reaches_neither_entry_nor_notice(cast: Cast) -> None:
    moved = take(commands.urge, cast.leader, handling(cast), text="抓\x00紧\ud800")

    assert (last(moved).payload["text"], told(moved)) == ("抓紧", [("urge", cast.street.name)])
