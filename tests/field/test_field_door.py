"""The phone's door: the pack, photos by hash, items of the outbox, each safe to repeat."""

import hashlib
import io
import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from cast import NOW, Cast, call, make_cast
from commands.visits.street import Street, make_street
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from makers import fed_back
from PIL import Image

from bihuan.cases.models import Case
from bihuan.evidence.models import File
from bihuan.evidence.queries import file_for
from bihuan.field.doors import HAT
from bihuan.kernel.call import Actor
from bihuan.orgs.models import Holding, Person
from bihuan.places.models import Place
from bihuan.visits.commands import make_round
from bihuan.visits.models import Observation, Visit
from bihuan.visits.rules.kinds import RoundKind
from bihuan.web.kit import doors as desk

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def street(cast: Cast) -> Street:
    return make_street(cast)


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(uuid=actor.uuid), backend=BACKEND)
    return client


@pytest.fixture
def phone(cast: Cast) -> Client:
    return signed_in(cast.inspector)


def jpeg(shade: int = 90) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((320, 240), shade).convert("RGB").save(stream, "JPEG")
    return stream.getvalue()


def upload(phone: Client, content: bytes, **said: Any) -> Any:
    form = {"request_uuid": str(uuid4()), "sha256": hashlib.sha256(content).hexdigest(), "capture": "{}"} | said
    return phone.post("/field/files", form | {"file": SimpleUploadedFile("现场.jpg", content)})


def send(phone: Client, wish: dict[str, Any], *, request: UUID | None = None, **headers: str) -> Any:
    body = {"request_uuid": str(request or uuid4()), "happened_at": NOW.isoformat(), "pack": "x", "wish": wish}
    return phone.post("/field/send", json.dumps(body), content_type="application/json", headers=headers)


def visit_wish(street: Street, *, result: str = "bad", files: list[str] | None = None) -> dict[str, Any]:
    seen = {"uuid": str(uuid4()), "element_uuid": str(street.clean.uuid), "result": result, "files": files or []}
    return {
        "command": "visit",
        "visit_uuid": str(uuid4()),
        "place_uuid": str(street.park.uuid),
        "started_at": NOW.isoformat(),
        "ended_at": NOW.isoformat(),
        "lon": 113.55,
        "lat": 34.8,
        "accuracy_m": 7.5,
        "observations": [seen | {"observed_at": NOW.isoformat(), "bad_count": 2}],
    }


# The pack


def plan(street: Street, count: int) -> None:
    today = timezone.localdate()
    places = [street.park.uuid]
    for number in range(count - 1):
        row = Place.objects.create(
            code=f"P{number}", name=f"点位{number}", type_code="park", lon_wgs84=113.55, lat_wgs84=34.8
        )
        places.append(row.uuid)
    who = street.cast.supervisor
    make_round(
        call(who), name="检查", kind=RoundKind.PLANNED, place_uuids=places, from_on=today, to_on=today,
        person_uuid=street.cast.inspector.uuid,
    )  # fmt: skip


def test_the_pack_holds_stops_checklists_and_what_is_to_be_verified(street: Street, phone: Client) -> None:
    plan(street, 3)
    case = fed_back(street.cast)

    told = phone.get("/field/pack.json").json()

    assert [stop["position"] for stop in told["stops"]] == [1, 2, 3]
    checklist = told["types"][f"{street.system.uuid}/park"]["elements"]
    assert [element["text"] for element in checklist] == ["地面干净", "设有公益广告"]
    assert [(check["uuid"], check["version"]) for check in told["checks"]] == [(str(case.case_uuid), case.version)]
    assert told["person"]["uuid"] == str(street.cast.inspector.uuid)
    (garbage,) = [each for each in told["classes"] if each["name"] == "暴露垃圾"]
    assert (garbage["initials"], len(garbage["limits"])) == ("bllj", 1)


def test_an_unchanged_pack_is_not_sent_again_but_the_time_is(street: Street, phone: Client) -> None:
    first = phone.get("/field/pack.json")
    same = phone.get("/field/pack.json", headers={"if-none-match": first["ETag"]})
    plan(street, 1)
    changed = phone.get("/field/pack.json", headers={"if-none-match": first["ETag"]})

    assert (same.status_code, same.content, bool(same["X-Now"])) == (304, b"", True)
    assert (changed.status_code, changed["ETag"] != first["ETag"]) == (200, True)


def test_a_long_day_costs_no_more_statements_than_a_short_one(
    street: Street, phone: Client, django_assert_max_num_queries: Any
) -> None:
    plan(street, 2)
    fed_back(street.cast)
    phone.get("/field/pack.json")
    with django_assert_max_num_queries(20) as short:
        phone.get("/field/pack.json")
    Place.objects.bulk_create(
        Place(code=f"M{n}", name=f"更多{n}", type_code="park", lon_wgs84=113.55, lat_wgs84=34.8) for n in range(100)
    )
    with django_assert_max_num_queries(20) as long:
        phone.get("/field/pack.json")

    assert len(short) == len(long)


def test_a_handler_finds_no_app(cast: Cast) -> None:
    client = signed_in(cast.handler)

    assert [client.get(path).status_code for path in ("/field/", "/field/pack.json")] == [404, 404]


# Photos


def test_a_photo_is_kept_once_with_what_the_phone_claims(street: Street, phone: Client) -> None:
    content, request = jpeg(), str(uuid4())
    capture = {"original_sha256": "a" * 64, "original_bytes": 4_000_000, "original_at": "2026:03:21 09:10:11+08:00"}
    capture |= {"phone_at": NOW.isoformat(), "lon": 113.55, "lat": 34.8, "accuracy_m": 8.0, "device": "Demo Phone 1"}

    answers = [upload(phone, content, request_uuid=request, capture=json.dumps(capture)) for _twice in range(2)]

    first, again = (answer.json() for answer in answers)
    assert first == again
    file = file_for(UUID(first["uuid"]))
    assert File.objects.count() == 1
    assert (file.captured_at, file.position, file.device) == (None, None, "")
    assert file.claimed["original_bytes"] == 4_000_000
    assert (file.taken_at, file.taken_where and file.taken_where.lon) == (NOW, 113.55)


def test_a_photo_that_changed_on_the_way_is_not_kept(phone: Client) -> None:
    answer = upload(phone, jpeg(), sha256="0" * 64)

    assert (answer.json()["kind"], answer.json()["code"]) == ("again", "field.photo_altered")
    assert File.objects.count() == 0


def test_one_may_ask_which_of_ones_own_photos_are_here(cast: Cast, phone: Client) -> None:
    content = jpeg()
    kept = upload(phone, content).json()
    address = f"/field/files?sha256={kept['sha256']}&sha256={'0' * 64}"

    assert phone.get(address).json() == {"files": {kept["sha256"]: kept["uuid"]}}
    assert signed_in(cast.supervisor).get(address).json() == {"files": {}}


# Items


def test_a_failed_element_becomes_a_case_once_however_often_it_is_sent(street: Street, phone: Client) -> None:
    photo = upload(phone, jpeg()).json()["uuid"]
    wish, request = visit_wish(street, files=[photo]), uuid4()

    first, again = (send(phone, wish, request=request) for _twice in range(2))

    told = first.json()
    assert (told["kind"], told["request_uuid"]) == ("done", str(request))
    assert told["found"] == again.json()["found"]
    assert (Case.objects.count(), Visit.objects.count(), Observation.objects.get().bad_count) == (1, 1, 2)
    assert Case.objects.get().code == told["found"][0]["code"]


def test_a_problem_is_reported_with_its_position(street: Street, phone: Client) -> None:
    wish = {"command": "problem", "problem_uuid": str(uuid4()), "title": "井盖缺失", "lon": 113.6, "lat": 34.7}
    told = send(phone, wish | {"accuracy_m": 12.0}).json()

    case = Case.objects.get()
    assert (told["kind"], case.title, case.accuracy_m, case.happened_at) == ("done", "井盖缺失", 12.0, NOW)


@pytest.mark.parametrize("finding, state", [("pass", "closed"), ("fail", "handling"), ("false", "handling")])
def test_a_fix_is_verified_on_the_spot(street: Street, phone: Client, finding: str, state: str) -> None:
    case = fed_back(street.cast)
    wish = {"command": "verify", "case_uuid": str(case.case_uuid), "expected_version": case.version, "text": "已看"}

    assert send(phone, wish | {"finding": finding}).json()["found"][0]["state"] == state
    stale = send(phone, wish | {"finding": finding})
    assert (stale.status_code, stale.json()["kind"]) == (409, "conflict")


def test_a_refusal_names_its_request_and_says_why_in_the_readers_language(street: Street, phone: Client) -> None:
    request = uuid4()
    wish = visit_wish(street) | {"place_uuid": str(uuid4())}

    answer = send(phone, wish, request=request, **{"accept-language": "en", "x-request": str(request)})

    told = answer.json()
    assert (answer.status_code, told["kind"], told["request_uuid"]) == (404, "refused", str(request))
    assert told["words"].startswith("This round, visit or point is not here")


def test_what_cannot_be_read_is_refused_and_names_the_part(phone: Client) -> None:
    answer = send(phone, {"command": "problem", "problem_uuid": "x", "title": "x"})

    assert (answer.status_code, answer.json()["code"]) == (422, "field.unreadable")
    assert "problem_uuid" in answer.json()["words"]


def test_a_clock_that_runs_ahead_is_taken_as_now(street: Street, phone: Client) -> None:
    ahead = (timezone.now() + timedelta(days=2)).isoformat()
    wish = visit_wish(street, result="good") | {"started_at": ahead, "ended_at": ahead}

    assert send(phone, wish).json()["kind"] == "done"
    assert Visit.objects.get().ended_at <= timezone.now()


def test_an_item_of_somebody_else_or_of_a_lost_post_is_refused(street: Street, phone: Client) -> None:
    wish = visit_wish(street)
    other = send(phone, wish, **{"x-person": str(uuid4())})
    lost = send(phone, wish, **{"x-post": str(uuid4())})
    mine = send(phone, wish, **{"x-post": str(Holding.objects.get(person__uuid=street.cast.inspector.uuid).uuid)})

    assert [each.json().get("code") for each in (other, lost, mine)] == ["field.other_person", "field.post_gone", None]
    assert Case.objects.count() == 1


def test_an_item_sent_while_somebody_else_is_signed_in_waits_for_its_writer(street: Street, phone: Client) -> None:
    wish, request = visit_wish(street), uuid4()
    writer = {"x-person": str(street.cast.inspector.uuid), "x-request": str(request)}
    other = send(signed_in(street.cast.supervisor), wish, request=request, **writer)

    assert (other.json()["kind"], other.json()["request_uuid"]) == ("again", str(request))
    assert send(phone, wish, request=request, **writer).json()["kind"] == "done"
    assert Case.objects.get().reported_by == street.cast.inspector.uuid


def test_the_forgery_token_is_asked_for(street: Street) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(Person.objects.get(uuid=street.cast.inspector.uuid), backend=BACKEND)

    assert send(client, visit_wish(street)).status_code == 403
    token = client.get("/field/pack.json").cookies["csrftoken"].value
    assert send(client, visit_wish(street), **{"x-csrftoken": token}).json()["kind"] == "done"


def test_the_chosen_post_lies_where_the_desk_keeps_it() -> None:
    assert HAT == desk.HAT
