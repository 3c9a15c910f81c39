"""Accept the part of one's own unit."""

from cast import Cast
from makers import dispatched, fed_back
from steps import last, owes, refused, row

from bihuan.cases import commands


def test_accepting_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.accept_part,
        who=cast.company_handler,
        now=dispatched(cast, co=True),
        event="cases.part_accepted.v1",
        wrong={"cases.not_part_unit": cast.handler},
    )

    assert row(moved).parts.get().state == "accepted"
    assert last(moved).payload["unit"] == str(cast.company.uuid)
    assert last(moved).payload["set"]["parts"] == [{"unit": str(cast.company.uuid), "state": "accepted"}]
    assert refused(commands.accept_part, cast.company_handler, moved) == "cases.part_accepted"


def test_there_is_nothing_to_accept_once_it_is_fed_back(cast: Cast) -> None:
    assert refused(commands.accept_part, cast.supervisor, fed_back(cast)) == "cases.wrong_state"
