"""Jobs run by themselves: once, in spite of each other, and what happened to them is seen."""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

import pytest
from cast import NOW
from django.db import connection
from together import at_once

from bihuan.clockwork import jobs
from bihuan.clockwork.commands import beat
from bihuan.clockwork.models import Heartbeat, JobRow
from bihuan.clockwork.queries import JobView, overview
from bihuan.clockwork.rules import LATE, LEASE, Job, PartlyDone, is_late, register

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def job(name: str, run: Callable[[datetime], Mapping[str, int]], *rules: str) -> None:
    register(Job(name, f"Do {name}", 60, run, lambda: {rule: f"Rule {rule}" for rule in rules}))


def raises(fault: Exception) -> Callable[[datetime], Mapping[str, int]]:
    def run(_at: datetime) -> Mapping[str, int]:
        raise fault

    return run


def view(name: str, at: datetime = NOW) -> JobView:
    return next(each for each in overview(at).jobs if each.name == name)


def test_a_job_runs_when_it_is_due_and_not_before() -> None:
    ran: list[datetime] = []
    job("a.do", lambda at: ran.append(at) or {})

    beats = [beat(NOW + timedelta(seconds=seconds)) for seconds in (0, 10, 59, 60, 61)]

    assert beats == [["a.do"], [], [], ["a.do"], []]
    assert ran == [NOW, NOW + MINUTE]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL analyses by itself")
def test_sqlite_knows_what_it_holds_once_a_day() -> None:
    register(Job("a.analyse", "Count", 86400, jobs.analyse, lambda: {"table": "Table counted"}))
    beat(NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'clockwork_heartbeat'")
        known = cursor.fetchall()

    assert known == [("1",)]
    assert [each.fired_count > 40 for each in view("a.analyse").rules] == [True]


def test_a_job_missed_for_long_runs_once() -> None:
    ran: list[datetime] = []
    job("a.do", lambda at: ran.append(at) or {})
    beat(NOW)

    assert [beat(NOW + 99 * MINUTE), beat(NOW + 99 * MINUTE)] == [["a.do"], []]
    assert len(ran) == 2


def test_a_job_that_fails_is_shown_and_the_others_still_run() -> None:
    job("a.fail", raises(ValueError("kaputt")), "x")
    job("b.do", lambda _at: {})

    assert beat(NOW) == ["a.fail", "b.do"]
    assert (view("a.fail").error, view("a.fail").error_at) == ("ValueError('kaputt')", NOW)
    assert (view("a.fail").finished_at, view("b.do").finished_at) == (None, NOW)


def test_a_job_that_recovers_is_shown_without_its_error() -> None:
    job("a.do", raises(ValueError("kaputt")))
    beat(NOW)
    job("a.do", lambda _at: {})
    beat(NOW + MINUTE)

    assert (view("a.do").error, view("a.do").finished_at) == ("", NOW + MINUTE)


def test_a_job_partly_done_counts_what_it_did_and_shows_what_failed() -> None:
    job("a.do", raises(PartlyDone("one is stuck", fired={"x": 2})), "x")
    beat(NOW)

    assert (view("a.do").error, view("a.do").finished_at, view("a.do").error_at) == ("one is stuck", NOW, NOW)
    assert (view("a.do").rules[0].fired_count, view("a.do").rules[0].fired_at) == (2, NOW)


def test_rules_that_never_fired_are_listed() -> None:
    job("a.do", lambda _at: {"x": 1, "y": 0}, "x", "y", "z")
    before = [(rule.name, rule.checked_at, rule.fired_count) for rule in view("a.do").rules]
    beat(NOW)
    after = [(rule.name, rule.label, rule.checked_at, rule.fired_at, rule.fired_count) for rule in view("a.do").rules]

    assert before == [("x", None, 0), ("y", None, 0), ("z", None, 0)]
    assert after == [
        ("x", "Rule x", NOW, NOW, 1),
        ("y", "Rule y", NOW, None, 0),
        ("z", "Rule z", NOW, None, 0),
    ]


def test_firings_add_up_and_a_quiet_run_keeps_the_last_one() -> None:
    fired = iter([{"x": 2}, {"x": 3}, {}])
    job("a.do", lambda _at: next(fired), "x")
    for minutes in range(3):
        beat(NOW + minutes * MINUTE)

    (rule,) = view("a.do").rules
    assert (rule.fired_count, rule.fired_at, rule.checked_at) == (5, NOW + MINUTE, NOW + 2 * MINUTE)


def test_the_claim_of_a_killed_run_lapses() -> None:
    class Killed(BaseException):
        """What nothing catches: the process is gone."""

    def die(_at: datetime) -> Mapping[str, int]:
        raise Killed

    job("a.do", die)
    with pytest.raises(Killed):
        beat(NOW)
    job("a.do", lambda _at: {})

    assert [beat(NOW + MINUTE), beat(NOW + LEASE), beat(NOW + LEASE + MINUTE)] == [[], [], ["a.do"]]


def test_a_run_longer_than_its_lease_does_not_end_anothers_claim() -> None:
    def slow(_at: datetime) -> Mapping[str, int]:
        JobRow.objects.filter(name="a.do").update(claimed_until=NOW + 2 * LEASE)
        return {}

    job("a.do", slow)
    beat(NOW)

    assert JobRow.objects.get().claimed_until == NOW + 2 * LEASE


@pytest.mark.parametrize(
    "beat_at, late", [(None, True), (NOW, False), (NOW - LATE, False), (NOW - LATE - timedelta(seconds=1), True)]
)
def test_a_heartbeat_is_late_after_two_minutes(beat_at: datetime | None, late: bool) -> None:
    assert is_late(beat_at, NOW) == late


def test_the_heartbeat_is_one_row_and_shown() -> None:
    assert overview(NOW).is_late
    beat(NOW - MINUTE)
    beat(NOW)

    assert (overview(NOW).beat_at, overview(NOW).is_late, Heartbeat.objects.count()) == (NOW, False, 1)


@pytest.mark.django_db(transaction=True)
def test_two_processes_beating_at_once_run_a_job_once() -> None:
    ran: list[str] = []

    def run(_at: datetime) -> Mapping[str, int]:
        ran.append(threading.current_thread().name)
        time.sleep(0.05)
        return {"x": 1}

    for number in range(5):
        job(f"a.do{number}", run, "x")
    results = at_once(*[partial(beat, NOW)] * 4)

    assert [result for result in results if isinstance(result, Exception)] == []
    assert sorted(name for names in results for name in names) == [f"a.do{number}" for number in range(5)]  # type: ignore[union-attr]
    assert len(ran) == 5
    assert all(view(f"a.do{number}").rules[0].fired_count == 1 for number in range(5))


@pytest.mark.django_db(transaction=True)
def test_the_loop_beats_until_it_is_stopped_and_survives_a_missed_beat(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, beats = threading.Event(), []

    def uneven(at: datetime) -> list[str]:
        beats.append(at)
        if len(beats) == 1:
            raise ValueError("no database")
        stop.set()
        return []

    monkeypatch.setattr(jobs, "BEAT_SECONDS", 0.01)
    monkeypatch.setattr(jobs.commands, "beat", uneven)
    jobs.start(stop).join(10)

    assert (len(beats), stop.is_set()) == (2, True)
