"""A visit: every failed element is a case with its owner and clock, and nothing comes twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, Cast, call
from commands.visits.street import Street, element, make_street, place, seen, visit
from makers import condition, photo

from bihuan.cases.models import Case, CaseFile, FilingRule
from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.standards.models import System
from bihuan.visits.models import ElementState, Observation, Visit
from bihuan.visits.rules.kinds import Result, Scope

NEAR = {"lon": 113.5502, "lat": 34.8}  # 18 m from the park
FAR = {"lon": 113.552, "lat": 34.8}  # 180 m from the park


@pytest.fixture
def street(cast: Cast) -> Street:
    return make_street(cast)


def test_a_failed_element_is_a_case_of_the_unit_with_a_clock(street: Street) -> None:
    picture = photo(street.cast.inspector)

    answer = visit(street, seen(street.clean, files=(picture,), note="一堆垃圾"))

    case = Case.objects.get()
    assert [(each.code, each.state) for each in answer.found] == [(case.code, "dispatched")]
    assert (case.lead_unit, case.place_id, case.origin_uuid) == (
        street.cast.street,
        street.park.uuid,
        answer.visit_uuid,
    )
    assert (case.due_at, case.case_class_id) == (NOW + timedelta(hours=6), street.clean.case_class_id)
    assert (case.title, case.text, case.lon_wgs84) == ("人民公园：地面干净（不达标）", "一堆垃圾", 113.55)
    assert CaseFile.objects.get(case=case).file_id == picture
    assert [entry.actor["name"] for entry in timeline(case.uuid)] == ["巡查员", "file-visit", "file-visit"]


def test_good_and_not_applicable_open_no_case(street: Street) -> None:
    answer = visit(street, seen(street.clean, Result.GOOD), seen(street.signs, Result.NOT_APPLICABLE))

    assert (answer.found, Case.objects.count()) == ((), 0)
    assert sorted(ElementState.objects.values_list("result", flat=True)) == ["good", "na"]


def test_one_ledger_entry_names_everything(street: Street) -> None:
    answer = visit(street, seen(street.clean), seen(street.signs, Result.GOOD))

    (entry,) = timeline(answer.visit_uuid)
    assert entry.number == answer.entry
    assert [(row["code"], row["result"]) for row in entry.payload["observations"]] == [("1-1", "bad"), ("1-2", "good")]
    assert entry.payload["observations"][0]["case"] == str(answer.found[0].case_uuid)


@pytest.mark.parametrize("why", ["class", "unit", "choice", "switched off"])
def test_what_leaves_something_to_decide_waits_for_the_office(street: Street, why: str) -> None:
    where = street.halt if why == "unit" else street.park
    what = street.signs if why == "class" else street.clean
    if why == "choice":
        condition(limit="1天", amount=1, unit="workdays")
    if why == "switched off":
        FilingRule.objects.update(is_active=False)

    answer = visit(street, seen(what), where=where)

    assert [each.state for each in answer.found] == ["reported"]


def test_a_rule_may_name_the_condition(street: Street) -> None:
    chosen = condition(limit="1天", amount=1, unit="workdays")
    FilingRule.objects.create(
        name="rubbish", origin="visit", case_class=chosen.case_class, condition=chosen, source="test"
    )

    answer = visit(street, seen(street.clean))

    assert [each.state for each in answer.found] == ["dispatched"]
    assert Case.objects.get().condition_id == chosen.uuid


def test_a_calendar_that_is_missing_loses_nothing(street: Street) -> None:
    from bihuan.orgs.models import CalendarYear

    CalendarYear.objects.all().delete()

    answer = visit(street, seen(street.clean))

    assert [each.state for each in answer.found] == ["reported"]
    assert (Case.objects.get().state, len(timeline(answer.found[0].case_uuid))) == ("reported", 1)


def test_the_same_request_answers_the_same(street: Street) -> None:
    from bihuan.visits.commands import record_visit

    wish, said = call(street.cast.inspector), {
        "visit_uuid": uuid4(), "place_uuid": street.park.uuid, "started_at": NOW, "ended_at": NOW,
        "observations": [seen(street.clean)],
    }  # fmt: skip

    assert record_visit(wish, **said) == record_visit(wish, **said)
    assert (Case.objects.count(), Observation.objects.count()) == (1, 1)


def test_the_same_visit_under_another_request_answers_the_same(street: Street) -> None:
    uuid, what = uuid4(), seen(street.clean)

    first = visit(street, what, visit_uuid=uuid)
    again = visit(street, what, visit_uuid=uuid)

    assert again == first
    assert (Visit.objects.count(), Case.objects.count()) == (1, 1)


def test_another_visit_under_the_same_number_is_refused(street: Street) -> None:
    uuid, what = uuid4(), seen(street.clean)
    visit(street, what, visit_uuid=uuid)

    for observations, who in (([seen(street.signs)], street.cast.inspector), ([what], street.cast.supervisor)):
        with pytest.raises(Refusal, match=r"visits\.visit_taken"):
            visit(street, *observations, visit_uuid=uuid, who=who)


def test_an_observation_comes_once(street: Street) -> None:
    what = seen(street.clean)
    visit(street, what)

    for observations in ([what], [twin := seen(street.signs), twin]):
        with pytest.raises(Refusal, match=r"visits\.observation_taken"):
            visit(street, *observations)


def test_the_open_case_of_the_same_element_is_added_to(street: Street) -> None:
    first = visit(street, seen(street.clean))
    picture = photo(street.cast.supervisor)

    second = visit(street, seen(street.clean, files=(picture,), note="还在"), who=street.cast.supervisor)

    assert [each.case_uuid for each in second.found] == [each.case_uuid for each in first.found]
    assert [entry.name for entry in timeline(first.found[0].case_uuid)][-1] == "cases.sighted.v1"
    assert timeline(first.found[0].case_uuid)[-1].payload["text"] == "还在"
    assert CaseFile.objects.get().file_id == picture
    assert set(Observation.objects.values_list("case_id", flat=True)) == {first.found[0].case_uuid}


def test_a_case_that_is_not_open_is_not_added_to(street: Street) -> None:
    first = visit(street, seen(street.clean))
    Case.objects.update(state="void")

    second = visit(street, seen(street.clean, add_to=first.found[0].case_uuid))

    assert second.found[0].case_uuid != first.found[0].case_uuid


def test_in_the_surroundings_another_spot_is_another_case(street: Street) -> None:
    around = {"scope": Scope.AROUND}

    answer = visit(
        street,
        seen(street.clean, **around, lon=113.5521, lat=34.8),
        seen(street.clean, **around, lon=113.5522, lat=34.8),
        seen(street.clean, **around, lon=113.5541, lat=34.8),
        seen(street.clean),
    )

    cases = [each.case_uuid for each in answer.found]
    assert (cases[0] == cases[1], len(set(cases))) == (True, 3)


def test_the_inspector_may_say_which_case_it_is(street: Street) -> None:
    near = place("D003", "公园南门", lon=113.5503)
    first = visit(street, seen(street.clean))

    second = visit(street, seen(street.signs, add_to=first.found[0].case_uuid), where=near)

    assert second.found[0].case_uuid == first.found[0].case_uuid
    with pytest.raises(Refusal, match=r"visits\.case_too_far"):
        visit(street, seen(street.signs, add_to=first.found[0].case_uuid), where=street.halt)


def test_a_late_visit_does_not_overwrite_a_newer_one(street: Street) -> None:
    def back(days: int) -> object:
        return NOW - timedelta(days=days)

    visit(street, seen(street.clean, Result.GOOD, at=back(9)))
    visit(street, seen(street.clean, at=back(1)))
    visit(street, seen(street.clean, at=back(5)))

    state = ElementState.objects.get()
    assert (state.result, state.observed_at, state.since) == ("bad", back(1), back(5))

    visit(street, seen(street.clean, Result.GOOD, at=back(3)))

    state.refresh_from_db()
    assert (state.result, state.observed_at, state.since) == ("bad", back(1), back(1))


def test_a_phone_that_is_ahead_does_not_rule_the_future(street: Street) -> None:
    visit(street, seen(street.clean, at=NOW + timedelta(days=400)))

    assert (ElementState.objects.get().observed_at, Case.objects.get().happened_at) == (NOW, NOW)


def test_pictures_of_others_and_pictures_that_are_not_here_are_refused(street: Street) -> None:
    for picture in (photo(street.cast.supervisor), uuid4()):
        with pytest.raises(Refusal, match=r"visits\.file_unknown"):
            visit(street, seen(street.clean, files=(picture,)))
    assert Visit.objects.count() == 0


def test_elements_are_of_one_system(street: Street) -> None:
    other = System.objects.create(ref="另一", name="另一", in_force_on=NOW.date(), source="test")
    kind = other.point_types.create(code="park", name="公园", position=1)
    strange = element(other, kind, "1-1", "地面干净")

    with pytest.raises(Refusal, match=r"visits\.systems_mixed"):
        visit(street, seen(street.clean), seen(strange))


def test_how_far_from_the_place_it_was_is_kept(street: Street) -> None:
    visit(street, seen(street.clean, **NEAR), **FAR, accuracy_m=12.0)

    row = Visit.objects.get()
    assert 175 < (row.distance_m or 0) < 190
    assert Case.objects.get().lon_wgs84 == NEAR["lon"]
