"""Two people change one case at the same moment: one wins, the other is told so in words."""

from collections.abc import Callable
from functools import partial

import pytest
from cast import Cast, call, make_cast
from makers import closed, condition, fed_back, filed, handling, photo, reported
from steps import row, take
from together import at_once

from bihuan.cases import commands
from bihuan.cases.commands import Moved, Place, Reported
from bihuan.cases.models import Case
from bihuan.kernel.errors import Refusal
from bihuan.ledger.models import Entry
from bihuan.ledger.queries import timeline, verify

pytestmark = pytest.mark.django_db(transaction=True)

Try = Callable[[], Moved]
HERE = Place("西溪路12号", 113.55, 34.8)


def rivals(cast: Cast, number: int) -> tuple[Moved, Try, Try]:
    """Return a case and two different changes to it, both right when looked at alone."""
    if number % 4 == 0:
        now = fed_back(cast)
        seen = {"case_uuid": now.case_uuid, "expected_version": now.version}
        return (
            now,
            lambda: commands.verify_pass(call(cast.inspector), text="好", **seen),
            lambda: commands.verify_fail(call(cast.supervisor), text="差", **seen),
        )
    if number % 4 == 1:
        now = filed(cast)
        seen = {"case_uuid": now.case_uuid, "expected_version": now.version}
        return (
            now,
            lambda: commands.dispatch(call(cast.supervisor), lead_unit=cast.street.uuid, **seen),
            lambda: commands.dispatch(call(cast.leader), lead_unit=cast.company.uuid, **seen),
        )
    now = handling(cast)
    seen = {"case_uuid": now.case_uuid, "expected_version": now.version}
    # Sent back, the case is out of the unit's sight: whoever loses must not be told that there is no such case.
    back = partial(commands.send_back, call(cast.handler), text="退", **seen)
    if number % 4 == 2:
        return now, back, lambda: commands.ask_extension(call(cast.handler), text="缺车", **seen)
    proof = (photo(cast.handler, shade=number * 10 % 250),)
    return now, back, lambda: commands.feed_back(call(cast.handler), text="已清", evidence=proof, **seen)


def test_of_two_changes_one_wins_and_the_other_is_told(transactional_db: None) -> None:
    cast = make_cast()
    for number in range(20):
        now, first, second = rivals(cast, number)

        results = at_once(first, second)

        (won,) = [result for result in results if isinstance(result, Moved)]
        (lost,) = [result for result in results if isinstance(result, Refusal)]
        assert lost.code in ("cases.stale", "ledger.busy")
        assert (row(now).version, row(now).state) == (now.version + 1, won.state)
        assert Entry.objects.filter(subject_uuid=now.case_uuid).count() == now.version + 1
    account = verify()
    assert account.is_whole, account.faults


def test_the_same_request_twice_at_once_is_one_step_with_one_answer(transactional_db: None) -> None:
    cast = make_cast()
    for _ in range(10):
        now, asked = handling(cast), call(cast.handler)
        ask = partial(commands.ask_extension, asked, case_uuid=now.case_uuid, expected_version=now.version, text="缺车")

        first, second = at_once(ask, ask)

        assert isinstance(first, Moved)
        assert first == second
        assert row(now).version == now.version + 1


def test_the_same_report_twice_at_once_is_one_case(transactional_db: None) -> None:
    cast = make_cast()
    asked = call(cast.inspector)

    answers = at_once(*[partial(commands.report, asked, title="暴露垃圾")] * 4)

    assert len({repr(answer) for answer in answers}) == 1
    assert Entry.objects.filter(name="cases.reported.v1").count() == 1


def test_reports_at_once_get_codes_without_gaps(transactional_db: None) -> None:
    cast = make_cast()

    new = at_once(*[lambda: commands.report(call(cast.inspector), title="暴露垃圾")] * 8)

    assert sorted(each.code for each in new) == [f"AJ-2026-{number:05d}" for number in range(1, 9)]  # type: ignore[union-attr]


def test_the_clock_and_a_person_at_once_lose_nothing(transactional_db: None) -> None:
    from bihuan.cases import jobs

    cast = make_cast()
    for _ in range(5):
        now = handling(cast)
        at = row(now).due_at

        fired, answer = at_once(
            lambda at=at: jobs.tick_all(at),
            lambda now=now, at=at: take(
                commands.ask_suspension, cast.handler, now, at=at, text="等", review_on=at.date()
            ),
        )

        assert fired == {"yellow": 1, "overdue": 1}
        assert isinstance(answer, Refusal)
        assert row(now).overdue_at == at
    assert verify().is_whole


def test_reports_at_once_beside_one_closed_case_all_link_and_count_the_same(transactional_db: None) -> None:
    cast, under = make_cast(), condition().case_class.uuid
    old = closed(cast)

    def seen() -> Reported:
        return commands.report(call(cast.inspector), title="又堆了", place=HERE, case_class=under)

    new = at_once(*[seen] * 4)

    assert [(row(each).rebound_of_id, row(each).rebound_count) for each in new] == [(old.case_uuid, 1)] * 4
    assert (row(old).came_back, row(old).version) == (True, old.version + 4)
    assert [entry.name for entry in timeline(old.case_uuid)[-4:]] == ["cases.came_back.v1"] * 4
    assert verify().is_whole


def test_filing_reporting_and_looking_again_at_once_keep_row_and_ledger_in_step(transactional_db: None) -> None:
    cast, under = make_cast(), condition().case_class.uuid
    for _ in range(4):
        old, waits = closed(cast), reported(cast)

        answers = at_once(
            lambda waits=waits: take(commands.file, cast.supervisor, waits, condition=condition().uuid),
            lambda: commands.report(call(cast.inspector), title="又堆了", place=HERE, case_class=under),
            lambda old=old: take(commands.observe, cast.inspector, old, text="又堆了", came_back=True),
        )

        assert all(isinstance(answer, (Moved, Reported)) for answer in answers[:2]), answers
        assert isinstance(answers[2], Moved) or answers[2].code in ("cases.stale", "ledger.busy")
        linked = Case.objects.filter(rebound_of=old.case_uuid)
        assert {case.rebound_count for case in linked} == {row(old).rebound_count + 1}
        assert linked.count() == 2 + isinstance(answers[2], Moved)
    account = verify()
    assert account.is_whole, account.faults
