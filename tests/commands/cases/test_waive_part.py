"""Waive the part of a co-handling unit."""

from cast import Cast
from makers import handling
from steps import owes, refused, row, take, told

from bihuan.cases import commands


def test_waiving_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.waive_part,
        who=cast.supervisor,
        now=handling(cast, co=True),
        event="cases.part_waived.v1",
        wrong={"cases.not_supervisor": cast.handler},
        unit=cast.company.uuid,
        text="不需要",
    )

    assert row(moved).parts.get().state == "waived"
    assert told(moved) == [("decision", cast.street.name)]


def test_only_an_open_part_of_this_case_is_waived_with_a_reason(cast: Cast) -> None:
    now = handling(cast, co=True)
    company = cast.company.uuid

    assert refused(commands.waive_part, cast.supervisor, now, unit=company, text="") == "cases.reason_missing"
    assert refused(commands.waive_part, cast.supervisor, now, unit=cast.street.uuid, text="免") == "cases.unit_unknown"
    now = take(commands.waive_part, cast.supervisor, now, unit=company, text="免")
    assert refused(commands.waive_part, cast.supervisor, now, unit=company, text="免") == "cases.part_done"
