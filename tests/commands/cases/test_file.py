"""File a case: the condition sets class and limit."""

from datetime import date
from uuid import uuid4

from cast import NOW, Cast, call
from makers import condition, reported
from steps import last, owes, refused, row

from bihuan.cases import commands


def test_filing_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.file,
        who=cast.supervisor,
        now=reported(cast),
        event="cases.filed.v1",
        wrong={"cases.not_supervisor": cast.inspector},
        condition=condition().uuid,
    )

    assert moved.state == "filed"
    assert refused(commands.file, cast.supervisor, moved, condition=condition().uuid) == "cases.wrong_state"


def test_the_condition_sets_class_and_limit_and_no_clock_runs_yet(cast: Cast) -> None:
    under = condition()
    moved = commands.file(
        call(cast.supervisor), case_uuid=reported(cast).case_uuid, expected_version=1, condition=under.uuid
    )
    case = row(moved)

    assert (case.condition_id, case.case_class_id, case.limit_amount) == (under.uuid, under.case_class.uuid, 4)
    assert (case.filed_at, case.due_at, case.next_tick_at) == (NOW, None, None)
    assert last(moved).payload["limit"] == "4工作时"


def test_a_condition_must_exist_and_be_in_force(cast: Cast) -> None:
    old = condition()
    old.valid_to = date(2026, 3, 22)
    old.save()
    now = reported(cast)

    assert refused(commands.file, cast.supervisor, now, condition=old.uuid) == "cases.condition_unknown"
    assert refused(commands.file, cast.supervisor, now, condition=uuid4()) == "cases.condition_unknown"
