"""Assign a case to a person of the lead unit."""

from cast import Cast, person
from makers import dispatched, handling
from steps import last, owes, refused, row, take, told

from bihuan.cases import commands
from bihuan.orgs.rules import Power


def test_assigning_owes_what_every_step_owes(cast: Cast) -> None:
    colleague = person("甲街道网格员", cast.street, "网格员", Power.HANDLE)
    moved = owes(
        cast,
        commands.assign,
        who=cast.handler,
        now=handling(cast),
        event="cases.assigned.v1",
        wrong={"cases.not_lead_unit": cast.supervisor},
        handler=colleague.uuid,
    )

    assert (row(moved).handler_id, moved.state) == (colleague.uuid, "handling")
    assert last(moved).payload["set"] == {"handler": str(colleague.uuid)}
    assert told(moved) == [("assigned", "甲街道网格员")]


def test_only_colleagues_are_assigned(cast: Cast) -> None:
    now = handling(cast)

    assert refused(commands.assign, cast.handler, now, handler=cast.other_handler.uuid) == "cases.person_unknown"
    assert refused(commands.assign, cast.handler, now, handler=cast.street.uuid) == "cases.person_unknown"


def test_nobody_writes_to_themselves(cast: Cast) -> None:
    assert told(take(commands.assign, cast.handler, handling(cast), handler=cast.handler.uuid)) == []


def test_a_case_is_accepted_before_it_is_assigned(cast: Cast) -> None:
    assert refused(commands.assign, cast.handler, dispatched(cast), handler=cast.handler.uuid) == "cases.wrong_state"
