"""Rounds: planned ones, their stops, closing, and closed cases looked at again."""

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, Cast, call
from commands.visits.rounds import planned
from commands.visits.street import Street, make_street, seen, visit
from makers import closed

from bihuan.cases.models import Case
from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.visits.commands import check_case, close_round, commit_seed, draw_round, skip_stop
from bihuan.visits.models import Round, Stop
from bihuan.visits.rules.kinds import Result, RoundKind


@pytest.fixture
def street(cast: Cast) -> Street:
    return make_street(cast)


def test_a_planned_round_keeps_the_order(street: Street) -> None:
    made = planned(street, person_uuid=street.cast.inspector.uuid)

    row = Round.objects.get()
    assert (made.code, made.stops, row.system) == ("JC-2026-0001", 2, street.system)
    assert [stop.place for stop in Stop.objects.all()] == [street.halt, street.park]
    assert {stop.person_id for stop in Stop.objects.all()} == {street.cast.inspector.uuid}
    assert timeline(row.uuid)[0].payload["places"] == [str(street.halt.uuid), str(street.park.uuid)]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"name": " "}, "name_missing"),
        ({"to_on": NOW.date() - timedelta(days=1)}, "dates_odd"),
        ({"place_uuids": []}, "no_places"),
        ({"place_uuids": [uuid4()]}, "place_unknown"),
        ({"person_uuid": uuid4()}, "person_unknown"),
    ],
)
def test_a_round_that_makes_no_sense_is_refused(street: Street, said: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal, match=f"visits.{code}"):
        planned(street, **said)
    assert Round.objects.count() == 0


def test_a_visit_does_its_stop(street: Street) -> None:
    planned(street)
    halt, park = Stop.objects.all()

    visit(street, seen(street.clean, Result.GOOD), stop_uuid=park.uuid)

    park.refresh_from_db()
    assert (park.state, park.done_at) == ("done", NOW)
    with pytest.raises(Refusal, match=r"visits\.stop_elsewhere"):
        visit(street, seen(street.clean, Result.GOOD), stop_uuid=halt.uuid)


def test_a_stop_is_skipped_with_a_reason_and_done_all_the_same_later(street: Street) -> None:
    planned(street)
    stop = Stop.objects.get(place=street.park)
    with pytest.raises(Refusal, match=r"visits\.reason_missing"):
        skip_stop(call(street.cast.inspector), stop_uuid=stop.uuid, reason=" ")

    skip_stop(call(street.cast.inspector), stop_uuid=stop.uuid, reason="围挡施工")

    stop.refresh_from_db()
    assert (stop.state, stop.reason) == ("skipped", "围挡施工")
    visit(street, seen(street.clean, Result.GOOD), stop_uuid=stop.uuid)
    with pytest.raises(Refusal, match=r"visits\.stop_done"):
        skip_stop(call(street.cast.inspector), stop_uuid=stop.uuid, reason="围挡施工")


def test_a_closed_round_takes_what_phones_still_hold(street: Street) -> None:
    made = planned(street)
    stop = Stop.objects.get(place=street.park)

    close_round(call(street.cast.supervisor), round_uuid=made.round_uuid, expected_version=made.version)
    visit(street, seen(street.clean, Result.GOOD), stop_uuid=stop.uuid)

    stop.refresh_from_db()
    assert (stop.state, Round.objects.get().closed_at) == ("done", NOW)
    for version, code in ((made.version, "round_closed"), (made.version + 1, "round_closed")):
        with pytest.raises(Refusal, match=f"visits.{code}"):
            close_round(call(street.cast.supervisor), round_uuid=made.round_uuid, expected_version=version)


def test_closing_what_somebody_else_changed_is_refused(street: Street) -> None:
    made = planned(street)

    with pytest.raises(Refusal, match=r"visits\.stale"):
        close_round(call(street.cast.supervisor), round_uuid=made.round_uuid, expected_version=made.version + 1)


def test_a_closed_case_is_looked_at_again_and_comes_back_as_a_case(street: Street) -> None:
    case, who = closed(street.cast), street.cast.supervisor
    kind = {"kind": RoundKind.RECHECK, "name": "回头看", "from_on": NOW.date(), "to_on": NOW.date()}
    made = commit_seed(call(who), count=5, **kind)
    draw_round(call(who), round_uuid=made.round_uuid, expected_version=made.version)
    stop = Stop.objects.get()
    assert (stop.case and stop.case.uuid, stop.place) == (case.case_uuid, None)

    check_case(call(street.cast.inspector), stop_uuid=stop.uuid, text="又有垃圾", came_back=True)

    stop.refresh_from_db()
    assert (stop.state, Case.objects.filter(rebound_of__uuid=case.case_uuid).count()) == ("done", 1)
    with pytest.raises(Refusal, match=r"visits\.nothing_to_draw"):
        commit_seed(call(who), count=5, **kind)
