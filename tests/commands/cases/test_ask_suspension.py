"""Ask for a suspension until a review day."""

from datetime import date

import pytest
from cast import Cast
from makers import handling
from steps import owes, refused, row, take, told

from bihuan.cases import commands

REVIEW = date(2026, 6, 1)


def test_asking_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.ask_suspension,
        who=cast.handler,
        now=handling(cast),
        event="cases.suspension_asked.v1",
        wrong={"cases.not_lead_unit": cast.supervisor},
        text="等拆迁",
        review_on=REVIEW,
    )

    assert (row(moved).ask, row(moved).ask_until.isoformat()) == ("suspension", "2026-05-31T16:00:00+00:00")
    assert (moved.state, told(moved)) == ("handling", [("asked", cast.office.name)])


@pytest.mark.parametrize("day", [date(2026, 3, 23), date(2027, 3, 24)])
def test_the_review_day_lies_ahead_within_one_year(cast: Cast, day: date) -> None:
    found = refused(commands.ask_suspension, cast.handler, handling(cast), text="等", review_on=day)

    assert found == "cases.suspension_date"


def test_asking_needs_a_reason_and_nothing_else_asked(cast: Cast) -> None:
    now = handling(cast)
    assert refused(commands.ask_suspension, cast.handler, now, text="", review_on=REVIEW) == "cases.reason_missing"

    now = take(commands.ask_extension, cast.handler, now, text="缺车")

    assert refused(commands.ask_suspension, cast.handler, now, text="等", review_on=REVIEW) == "cases.ask_pending"
