"""Appeal against a missed limit."""

from cast import Cast
from late import late
from makers import closed
from steps import LATE, owes, refused, row, take

from bihuan.cases import commands


def test_appealing_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.appeal,
        who=cast.handler,
        now=late(cast),
        event="cases.appealed.v1",
        wrong={"cases.not_lead_unit": cast.supervisor},
        text="停电",
        at=LATE,
    )

    assert (row(moved).appeal, row(moved).is_exempt, moved.state) == ("asked", False, "closed")
    assert refused(commands.appeal, cast.handler, moved, text="再诉") == "cases.appeal_closed_only"


def test_only_a_missed_limit_is_appealed_and_with_a_reason(cast: Cast) -> None:
    assert refused(commands.appeal, cast.handler, closed(cast), text="停电") == "cases.appeal_closed_only"
    assert refused(commands.appeal, cast.handler, late(cast), text=" ") == "cases.reason_missing"


def test_only_the_lead_unit_appeals(cast: Cast) -> None:
    assert refused(commands.appeal, cast.leader, late(cast), text="停电") == "cases.not_lead_unit"
    assert take(commands.appeal, cast.handler, late(cast), text="停电").state == "closed"
