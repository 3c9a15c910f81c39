"""A case whose clock cannot be read does not stop the others, and the page of the jobs names it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from cast import NOW, Cast
from django.db import InterfaceError
from makers import handling
from steps import DUE, row, take

from bihuan.cases import commands, jobs
from bihuan.cases.commands import Moved
from bihuan.cases.models import Case
from bihuan.clockwork.commands import beat
from bihuan.clockwork.queries import JobView, overview
from bihuan.clockwork.rules import REGISTRY
from bihuan.ledger.models import Entry
from bihuan.orgs.models import CalendarYear

NEW_YEAR = datetime.fromisoformat("2028-01-04T09:00:00+08:00")


@pytest.fixture(autouse=True)
def _only_the_tick() -> Iterator[None]:
    kept = dict(REGISTRY)
    for name in set(REGISTRY) - {"cases.tick"}:
        del REGISTRY[name]
    yield
    REGISTRY.update(kept)


def suspended(cast: Cast) -> Moved:
    review = (NOW + timedelta(days=7)).date()
    now = take(commands.ask_suspension, cast.handler, handling(cast), text="等", review_on=review)
    return take(commands.grant_suspension, cast.supervisor, now)


def page() -> JobView:
    (job,) = overview(NOW).jobs
    return job


def without_the_year(year: int) -> None:
    CalendarYear.objects.filter(year=year).delete()


def test_a_missing_year_stops_only_the_case_that_needs_it(cast: Cast) -> None:
    stuck, other = suspended(cast), handling(cast)
    # The suspended case must count service hours after its review day; the other's moments are known already.
    Case.objects.filter(pk=row(stuck).pk).update(suspended_until=NEW_YEAR, next_tick_at=NOW)

    beat(NEW_YEAR)

    assert page().error == (
        f"{stuck.code}: The working calendar has no entries for 2028. Load that year under Settings, Calendar."
    )
    assert (page().finished_at, page().error_at) == (NEW_YEAR, NEW_YEAR)
    assert (row(other).overdue_at, row(stuck).state) == (DUE, "suspended")
    assert {rule.name: rule.fired_count for rule in page().rules}["overdue"] == 1


def test_once_the_year_is_loaded_the_case_goes_on_and_the_error_is_gone(cast: Cast) -> None:
    stuck = suspended(cast)
    Case.objects.filter(pk=row(stuck).pk).update(suspended_until=NEW_YEAR, next_tick_at=NOW)
    beat(NEW_YEAR)
    beat(NEW_YEAR + timedelta(minutes=1))
    assert stuck.code in page().error

    CalendarYear.objects.create(year=2028, closed=[], opened=[], source="test")
    beat(NEW_YEAR + timedelta(minutes=2))

    assert (page().error, row(stuck).state) == ("", "handling")


def test_a_missing_year_does_not_hide_a_missed_limit(cast: Cast) -> None:
    now = handling(cast)
    without_the_year(2026)

    beat(DUE)

    assert row(now).overdue_at == DUE


def test_a_row_that_makes_no_sense_is_named_and_passed_over(cast: Cast) -> None:
    broken, other = suspended(cast), handling(cast)
    Case.objects.filter(pk=row(broken).pk).update(paused_at=None)
    before = Entry.objects.filter(subject_uuid=broken.case_uuid).count()

    beat(NOW + timedelta(days=9))

    assert page().error.startswith(f"{broken.code}: ValueError")
    assert row(other).overdue_at == DUE
    assert Entry.objects.filter(subject_uuid=broken.case_uuid).count() == before


def test_of_many_stuck_cases_some_are_named_and_the_rest_counted(cast: Cast) -> None:
    stuck = [suspended(cast) for _ in range(7)]
    Case.objects.update(paused_at=None)

    beat(NOW + timedelta(days=9))

    assert [each.code in page().error for each in stuck] == [True] * 5 + [False] * 2
    assert page().error.endswith("; +2")


def test_a_lost_database_is_the_fault_of_no_case(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    handling(cast)

    def lost(*_args: object, **_fields: object) -> None:
        raise InterfaceError("connection already closed")

    monkeypatch.setattr(jobs, "tick", lost)
    beat(DUE)

    assert page().error == "InterfaceError('connection already closed')"


def test_every_rule_of_the_clock_is_listed_before_it_fired(cast: Cast) -> None:
    names = [(rule.name, rule.fired_at) for rule in page().rules]

    assert names[:4] == [("yellow", None), ("overdue", None), ("resume", None), ("observe", None)]
