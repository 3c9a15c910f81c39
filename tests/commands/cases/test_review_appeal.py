"""The first review of an appeal."""

from cast import Cast
from late import appealed, late
from steps import LATE, last, owes, refused, row, take, told

from bihuan.cases import commands


def test_reviewing_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.review_appeal,
        who=cast.supervisor,
        now=appealed(cast),
        event="cases.appeal_reviewed.v1",
        wrong={"cases.not_supervisor": cast.handler},
        text="属实",
        supports=True,
        at=LATE,
    )

    assert (row(moved).appeal, row(moved).appeal_reviewer) == ("supported", cast.supervisor.uuid)
    assert (last(moved).payload["supports"], told(moved)) == (True, [])


def test_refused_at_first_review_the_appeal_ends_and_the_unit_is_told(cast: Cast) -> None:
    moved = take(commands.review_appeal, cast.supervisor, appealed(cast), text="不属实", supports=False)

    assert (row(moved).appeal, told(moved)) == ("refused", [("decision", cast.street.name)])
    assert refused(commands.decide_appeal, cast.discipline, moved, text="看", grants=True) == "cases.nothing_asked"


def test_reviewing_needs_words_and_an_appeal(cast: Cast) -> None:
    silent = refused(commands.review_appeal, cast.supervisor, appealed(cast), text="", supports=True)
    none = refused(commands.review_appeal, cast.supervisor, late(cast), text="看", supports=True)

    assert (silent, none) == ("cases.reason_missing", "cases.nothing_asked")
