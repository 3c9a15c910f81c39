"""Accept a case for the lead unit."""

from cast import Cast, person
from makers import dispatched, filed, handling
from steps import last, owes, refused, row, take, told

from bihuan.cases import commands
from bihuan.orgs.rules import Power


def test_accepting_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.accept,
        who=cast.handler,
        now=dispatched(cast),
        event="cases.accepted.v1",
        wrong={"cases.not_lead_unit": cast.supervisor},
    )

    assert (moved.state, row(moved).handler, told(moved)) == ("handling", None, [])


def test_a_helper_does_not_accept_for_the_lead(cast: Cast) -> None:
    assert refused(commands.accept, cast.company_handler, dispatched(cast, co=True)) == "cases.not_lead_unit"


def test_who_accepts_for_themselves_is_not_written_to(cast: Cast) -> None:
    own = take(commands.accept, cast.handler, dispatched(cast), handler=cast.handler.uuid)

    assert (row(own).handler_id, told(own)) == (cast.handler.uuid, [])
    assert last(own).payload["set"]["handler"] == str(cast.handler.uuid)


def test_a_colleague_named_on_accepting_is_told(cast: Cast) -> None:
    colleague = person("甲街道网格员", cast.street, "网格员", Power.HANDLE)

    assert told(take(commands.accept, cast.handler, dispatched(cast), handler=colleague.uuid)) == [
        ("assigned", "甲街道网格员")
    ]


def test_who_will_do_it_holds_a_post_of_the_unit(cast: Cast) -> None:
    found = refused(commands.accept, cast.handler, dispatched(cast), handler=cast.company_handler.uuid)

    assert found == "cases.person_unknown"


def test_only_a_dispatched_case_is_accepted(cast: Cast) -> None:
    assert refused(commands.accept, cast.handler, handling(cast)) == "cases.wrong_state"
    assert refused(commands.accept, cast.supervisor, filed(cast)) == "cases.wrong_state"
