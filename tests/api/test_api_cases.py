"""The cases over the API: list, one case, counts, map, report."""

import hashlib
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from cast import NOW, Cast
from machines import MachineOf
from makers import closed, dispatched, fed_back, filed, handling, photo, reported

from bihuan.cases.models import Case
from bihuan.ledger.models import Entry


@pytest.fixture(autouse=True)
def _at_the_moment_of_the_cast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the door's clock say what the makers' calls say."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=5))


def codes(answer: Any) -> list[str]:
    return [row["code"] for row in answer.json()["cases"]]


def test_the_list_shows_what_one_may_see_newest_first(machine: MachineOf, cast: Cast) -> None:
    first, second = reported(cast), reported(cast, who=cast.handler)

    assert codes(machine(cast.supervisor).get("/cases")) == [second.code, first.code]
    assert codes(machine(cast.handler).get("/cases")) == [second.code]
    assert codes(machine(cast.outsider).get("/cases")) == []


def test_a_row_says_stable_words_and_limits(machine: MachineOf, cast: Cast) -> None:
    case = dispatched(cast)

    [row] = machine(cast.supervisor).get("/cases").json()["cases"]

    assert row["uuid"] == str(case.case_uuid)
    assert (row["state"], row["origin"], row["light"]) == ("dispatched", "desk", "green")
    assert row["limit"] == {"amount": 4.0, "unit": "service_hours", "text": "4工作时"}
    assert row["lead_unit"] == {"uuid": str(cast.street.uuid), "name": "甲街道"}
    assert row["due_at"] == "2026-03-23T08:00:00Z"


@pytest.mark.parametrize(
    "query, found",
    [
        ({"state": "handling"}, 1),
        ({"state": ["handling", "reported"]}, 2),
        ({"state": "open"}, 2),
        ({"state": "closed"}, 0),
        ({"light": "green"}, 1),
        ({"light": "missed"}, 0),
        ({"q": "西溪路"}, 2),
        ({"q": "东溪路"}, 0),
        ({"origin": "desk"}, 2),
        ({"since": "2026-03-24"}, 0),
        ({"until": "2026-03-23"}, 2),
        ({"sort": "due"}, 1),
        ({"q": "", "state": "", "unit": "", "since": ""}, 2),
    ],
)
def test_filters(machine: MachineOf, cast: Cast, query: dict[str, Any], found: int) -> None:
    handling(cast)
    reported(cast)

    assert len(codes(machine(cast.supervisor).get("/cases", **query))) == found


def test_pages_follow_the_cursor_both_ways(machine: MachineOf, cast: Cast) -> None:
    made = [reported(cast).code for _ in range(5)][::-1]
    me = machine(cast.supervisor)

    first = me.get("/cases", size=2)
    second = me.get("/cases", size=2, cursor=first.json()["older"])
    back = me.get("/cases", size=2, cursor=second.json()["newer"])

    assert (codes(first), codes(second), codes(back)) == (made[:2], made[2:4], made[:2])
    assert (first.json()["count"], first.json()["is_count_exact"]) == (5, True)


def test_the_cursor_of_the_order_by_time_left_is_taken_back(machine: MachineOf, cast: Cast) -> None:
    made = [handling(cast, code=f"0601{number}").code for number in range(2)]
    me = machine(cast.supervisor)

    first = me.get("/cases", size=1, sort="due")
    second = me.get("/cases", size=1, sort="due", cursor=first.json()["older"])

    assert codes(first) + codes(second) == made


def test_the_list_costs_the_same_however_many_rows(
    machine: MachineOf, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    me = machine(cast.supervisor)
    for number in range(3):
        dispatched(cast, co=True, code=f"0601{number}")

    with django_assert_max_num_queries(4):
        assert len(codes(me.get("/cases", state="open", q="西溪路"))) == 3


def test_one_case_tells_its_story_and_what_may_be_done(machine: MachineOf, cast: Cast) -> None:
    case = handling(cast, co=True)

    told = machine(cast.handler).get(f"/cases/{case.case_uuid}").json()

    assert told["case"]["code"] == case.code
    assert told["facts"]["parts"] == [{"unit": str(cast.company.uuid), "state": "waiting"}]
    assert [entry["name"].split(".")[1] for entry in told["timeline"]] == [
        "reported",
        "filed",
        "dispatched",
        "accepted",
    ]
    assert {"step": "feed_back", "may": False, "why_not": "cases.parts_open"} in told["steps"]
    assert {"step": "ask_extension", "may": True, "why_not": None} in told["steps"]
    assert "tick" not in {step["step"] for step in told["steps"]}


def test_one_case_does_not_name_another_that_the_caller_may_not_see(machine: MachineOf, cast: Cast) -> None:
    first = reported(cast, evidence=(photo(cast.inspector),))
    again = fed_back(cast)

    known = machine(cast.supervisor).get(f"/cases/{again.case_uuid}")
    hidden = machine(cast.handler).get(f"/cases/{again.case_uuid}")

    assert first.code in known.content.decode()
    assert first.code not in hidden.content.decode()
    [flag] = [flag for flag in hidden.json()["files"][0]["flags"] if flag["code"] == "used_before"]
    assert (flag["used_in"], flag["file_uuid"], flag["file_name"]) == ("", "", "")


def test_one_case_shows_its_files(machine: MachineOf, cast: Cast) -> None:
    case = closed(cast)

    told = machine(cast.handler).get(f"/cases/{case.case_uuid}").json()

    assert [file["role"] for file in told["files"]] == ["after"]
    assert told["facts"]["closed_at"]
    assert told["position"] == {"lon": 113.55, "lat": 34.8, "accuracy_m": None}


def test_a_case_of_others_answers_as_one_that_does_not_exist(machine: MachineOf, cast: Cast) -> None:
    case = handling(cast)
    other = machine(cast.other_handler)

    unseen, absent = other.get(f"/cases/{case.case_uuid}"), other.get(f"/cases/{uuid4()}")

    unlike = {"request_uuid"}
    assert unseen.status_code == absent.status_code == 404
    assert {k: v for k, v in unseen.json().items() if k not in unlike} == {
        k: v for k, v in absent.json().items() if k not in unlike
    }


def test_counts_by_class(machine: MachineOf, cast: Cast) -> None:
    case = filed(cast)
    reported(cast)
    klass = Case.objects.get(uuid=case.case_uuid).case_class

    counted = machine(cast.supervisor).get("/cases/counts").json()["counts"]

    assert sorted(counted, key=str) == sorted(
        [{"case_class": str(klass and klass.uuid), "count": 1}, {"case_class": None, "count": 1}], key=str
    )


def test_the_map_is_geojson_inside_the_box(machine: MachineOf, cast: Cast) -> None:
    case = reported(cast)
    me = machine(cast.supervisor)

    answer = me.get("/cases/map", bbox="113.5,34.7,113.6,34.9")

    assert answer["Content-Type"] == "application/geo+json"
    told = json.loads(answer.content)
    assert (told["type"], told["limit"], told["is_complete"]) == ("FeatureCollection", 2000, True)
    [feature] = told["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [113.55, 34.8]}
    assert feature["properties"]["code"] == case.code
    assert json.loads(me.get("/cases/map", bbox="0,0,1,1").content)["features"] == []


@pytest.mark.parametrize("box", ["", "1,2,3", "9,0,8,1", "0,0,0,91", "nan,0,1,1", "1e3,0,1,1", "west,0,1,1"])
def test_a_box_that_is_none_is_refused(machine: MachineOf, cast: Cast, box: str) -> None:
    assert machine(cast.supervisor).get("/cases/map", bbox=box).json()["fields"].keys() == {"bbox"}


def test_a_report_becomes_a_case_once(machine: MachineOf, cast: Cast) -> None:
    me, request, shown = machine(cast.inspector), uuid4(), photo(cast.inspector)
    body = {
        "title": "井盖缺失",
        "place": {"text": "东溪路3号", "lon": 113.56, "lat": 34.79, "datum": "gcj02"},
        "evidence": [shown],
        "happened_at": "2026-03-23T09:30:00+08:00",
    }

    first = me.post("/cases", request_uuid=request, **body)
    again = me.post("/cases", request_uuid=request, **body)

    assert (first.status_code, first.json()) == (again.status_code, again.json()) == (201, again.json())
    assert first.json()["request_uuid"] == str(request)
    case = Case.objects.get()
    assert (case.origin, case.happened_at.isoformat()) == ("api", "2026-03-23T01:30:00+00:00")
    assert Entry.objects.filter(subject_uuid=case.uuid).count() == 1


@pytest.mark.parametrize(
    "body, code",
    [
        ({"title": ""}, "cases.text_missing"),
        ({"title": "字" * 201}, "cases.too_long"),
        ({"case_class": uuid4()}, "cases.class_unknown"),
        ({"evidence": [uuid4()]}, "cases.evidence_unknown"),
        ({"place": {"lon": 200, "lat": 1}}, "cases.position_odd"),
        ({"happened_at": "2026-03-24T09:30:00+08:00"}, "cases.in_future"),
        ({"happened_at": "0001-01-01T00:00:00+08:00"}, "api.invalid"),
        ({"title": "\x00"}, "api.invalid"),
    ],
)
def test_a_report_is_refused(machine: MachineOf, cast: Cast, body: dict[str, Any], code: str) -> None:
    answer = machine(cast.inspector).post("/cases", **{"title": "井盖缺失"} | body)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert not Case.objects.exists()


def test_the_ledger_of_a_case_can_be_checked_by_anybody_who_sees_it(machine: MachineOf, cast: Cast) -> None:
    case = handling(cast)

    entries = machine(cast.handler).get(f"/ledger/{case.case_uuid}").json()["entries"]

    names = ["number", "name", "subject_kind", "subject_uuid", "subject_number", "actor", "happened_at", "recorded_at"]
    names += ["request_uuid", "payload", "previous_hash"]
    previous = "0" * 64
    for entry in entries:
        lines = ["bihuan-entry-v1", *(str(entry[name]) for name in names)]
        assert entry["previous_hash"] == previous
        assert hashlib.sha256("\n".join(lines).encode()).hexdigest() == entry["hash"]
        previous = entry["hash"]
    assert len(entries) == 4
    assert machine(cast.other_handler).get(f"/ledger/{case.case_uuid}").status_code == 404
