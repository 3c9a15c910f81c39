"""Order rework."""

from datetime import timedelta

from cast import NOW, Cast
from makers import fed_back, handling
from steps import DUE, last, owes, refused, row, take, told

from bihuan.cases import commands


def test_failing_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.verify_fail,
        who=cast.inspector,
        now=fed_back(cast),
        event="cases.rework_ordered.v1",
        wrong={"cases.not_verifier": cast.handler},
        text="仍有残留",
        is_false=True,
        at=NOW + timedelta(hours=1),
    )

    case = row(moved)
    assert (case.state, case.reworks, case.false_findings, case.fed_back_at) == ("handling", 1, 1, None)
    assert (case.due_at, case.next_tick_at) == (DUE + timedelta(hours=1), case.yellow_at)
    assert (last(moved).payload["is_false"], told(moved)) == (True, [("rework", cast.street.name)])


def test_the_verifier_goes_on_seeing_what_they_failed(cast: Cast) -> None:
    now = take(commands.verify_fail, cast.inspector, fed_back(cast), text="仍有残留")

    assert refused(commands.verify_fail, cast.inspector, now, text="又来") == "cases.wrong_state"


def test_words_are_needed_and_something_fed_back(cast: Cast) -> None:
    assert refused(commands.verify_fail, cast.supervisor, fed_back(cast), text="") == "cases.text_missing"
    assert refused(commands.verify_fail, cast.supervisor, handling(cast), text="差") == "cases.wrong_state"
