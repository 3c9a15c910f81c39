"""What the clock does to one case."""

from datetime import timedelta

import pytest
from cast import NOW, Cast, call
from makers import closed, handling
from steps import DUE, LATE, last, row, take, told

from bihuan.cases import commands, jobs
from bihuan.cases.models import EscalationRule
from bihuan.kernel.errors import Refusal
from bihuan.ledger.models import Entry
from bihuan.ledger.queries import timeline, verify

MONTH = NOW + timedelta(days=30)


@pytest.fixture(autouse=True)
def _escalations(db: None) -> None:
    for number in (1, 2):
        rule = {"limits_after": number, "source": "test"}
        EscalationRule.objects.get_or_create(name=f"escalate-{number}", defaults=rule)


def names(now: object) -> list[str]:
    return [entry.name.split(".")[1] for entry in timeline(now.case_uuid)[4:]]  # type: ignore[attr-defined]


def test_each_firing_is_an_entry_and_whoever_has_the_case_is_told(cast: Cast) -> None:
    now = handling(cast)

    jobs.tick_all(row(now).yellow_at)
    assert (last(now).name, told(now)) == ("cases.turned_yellow.v1", [("yellow", cast.street.name)])
    jobs.tick_all(DUE)
    assert (last(now).name, told(now)) == ("cases.became_overdue.v1", [("overdue", cast.street.name)])
    assert last(now).actor["kind"] == "system"
    jobs.tick_all(LATE)
    assert told(now) == [("escalate", cast.street.name), ("escalate", cast.office.name)]
    assert (row(now).overdue_at, row(now).level, row(now).urges) == (DUE, 1, 1)
    assert verify().is_whole


def test_after_a_long_pause_everything_fires_once_in_order(cast: Cast) -> None:
    now = handling(cast)

    fired = jobs.tick_all(MONTH)

    assert names(now) == ["turned_yellow", "became_overdue", "escalated", "escalated"]
    assert fired == {"yellow": 1, "overdue": 1, "escalate-1": 1, "escalate-2": 1}
    assert [entry.payload["due"] for entry in timeline(now.case_uuid)[4:6]] == [
        row(now).yellow_at.isoformat(timespec="seconds"),
        DUE.isoformat(timespec="seconds"),
    ]
    assert row(now).next_tick_at is None


def test_ticking_again_does_nothing(cast: Cast) -> None:
    now = handling(cast)
    jobs.tick_all(MONTH)
    before = Entry.objects.count()

    assert (jobs.tick_all(MONTH), jobs.tick_all(MONTH + timedelta(days=9))) == ({}, {})
    assert commands.tick(call(jobs.CLOCK, MONTH), case_uuid=now.case_uuid).rule == ""
    assert Entry.objects.count() == before


def test_the_same_tick_sent_twice_fires_once(cast: Cast) -> None:
    now, asked = handling(cast), call(jobs.CLOCK, DUE)

    first = commands.tick(asked, case_uuid=now.case_uuid)

    assert (first.rule, commands.tick(asked, case_uuid=now.case_uuid)) == ("yellow", first)
    assert names(now) == ["turned_yellow"]


def test_an_early_tick_only_notes_when_to_look_again(cast: Cast) -> None:
    now = handling(cast)

    assert commands.tick(call(jobs.CLOCK), case_uuid=now.case_uuid).rule == ""
    assert (row(now).next_tick_at, row(now).version) == (row(now).yellow_at, now.version)


def test_a_closed_case_asks_the_inspectors_to_look_again(cast: Cast) -> None:
    now = closed(cast)

    assert jobs.tick_all(MONTH) == {"observe": 1}
    assert (last(now).name, told(now)) == ("cases.observation_due.v1", [("look_again", cast.office.name)])


def test_a_suspension_ends_by_itself_and_what_was_missed_meanwhile_is_recorded(cast: Cast) -> None:
    review = (NOW + timedelta(days=7)).date()
    now = take(commands.ask_suspension, cast.handler, handling(cast), text="等", review_on=review)
    now = take(commands.grant_suspension, cast.supervisor, now)

    assert jobs.tick_all(NOW + timedelta(days=6)) == {}
    jobs.tick_all(NOW + timedelta(days=8))

    assert names(now) == [
        "suspension_asked",
        "suspension_granted",
        "resumed",
        "turned_yellow",
        "became_overdue",
        "escalated",
    ]
    assert verify().is_whole


def test_a_person_is_not_the_clock(cast: Cast) -> None:
    now = handling(cast)

    with pytest.raises(Refusal) as refusal:
        commands.tick(call(cast.supervisor, DUE), case_uuid=now.case_uuid)

    assert (refusal.value.code, row(now).version) == ("cases.only_clock", now.version)
