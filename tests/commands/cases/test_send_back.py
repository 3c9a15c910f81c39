"""Send a case back to the supervision office."""

from cast import Cast
from makers import dispatched, fed_back, handling
from steps import DUE, LATE, owes, refused, row, take, told

from bihuan.cases import commands


def test_sending_back_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.send_back,
        who=cast.handler,
        now=handling(cast),
        event="cases.sent_back.v1",
        wrong={"cases.not_lead_unit": cast.supervisor},
        text="不属于本单位",
    )

    case = row(moved)
    assert (case.state, case.lead_unit, case.previous_unit, case.returns) == ("filed", None, cast.street, 1)
    assert (case.next_tick_at, told(moved)) == (None, [("return", cast.office.name)])


def test_sending_back_needs_a_reason(cast: Cast) -> None:
    assert refused(commands.send_back, cast.handler, dispatched(cast), text="\n") == "cases.reason_missing"


def test_what_was_fed_back_is_not_sent_back(cast: Cast) -> None:
    assert refused(commands.send_back, cast.handler, fed_back(cast), text="不干了") == "cases.wrong_state"


def test_sent_back_late_the_limit_was_missed(cast: Cast) -> None:
    assert row(take(commands.send_back, cast.handler, handling(cast), at=LATE, text="晚了")).overdue_at == DUE
