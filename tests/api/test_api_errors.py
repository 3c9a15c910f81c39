"""Every error has the one shape, whatever went wrong and wherever."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from cast import Cast
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from machines import ROOT, Machine, MachineOf
from makers import condition, reported

from bihuan.api import errors

SHAPE = {"code", "message", "params", "fields", "request_uuid"}


def check(answer: HttpResponse, status: int, code: str) -> dict[str, Any]:
    """Assert the shape, and return the body."""
    body: dict[str, Any] = json.loads(answer.content)
    assert (answer.status_code, body["code"]) == (status, code)
    assert set(body) == SHAPE
    UUID(body["request_uuid"])
    return body


def test_a_stranger_is_told_how_to_come_in(cast: Cast) -> None:
    answer = Machine().get("/cases")

    check(answer, 401, "api.not_signed_in")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_wrong_token_is_refused_even_when_somebody_is_signed_in(cast: Cast) -> None:
    check(Machine("bihuan_wrong").get("/me"), 401, "api.not_signed_in")


@pytest.mark.parametrize("path", ["/api/", "/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v2/cases", "/api/v1/cases/"])
def test_an_unknown_address_is_not_found(db: None, path: str) -> None:
    check(Client().get(path), 404, "api.no_such_address")


def test_a_number_instead_of_a_uuid_is_an_unknown_address(db: None) -> None:
    check(Machine().get("/cases/12"), 404, "api.no_such_address")


def test_an_unknown_method_names_those_it_knows(db: None) -> None:
    answer = Client().delete(f"{ROOT}/cases")

    check(answer, 405, "api.no_such_method")
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize("body", ["", "{", "[1", '"\\ud800', "[" * 50_000, "{" * 3, "\x00"])
def test_a_body_that_is_no_json_is_refused(machine: MachineOf, cast: Cast, body: str) -> None:
    me = machine(cast.inspector)

    answer = me.client.post(f"{ROOT}/cases", body, content_type="application/json", headers=me.headers)

    assert answer.status_code in (400, 422)
    assert set(answer.json()) == SHAPE


@pytest.mark.parametrize("body", ["[]", "null", "1", "NaN", '"text"', "{}"])
def test_a_body_of_another_type_is_invalid(machine: MachineOf, cast: Cast, body: str) -> None:
    me = machine(cast.inspector)

    answer = me.client.post(f"{ROOT}/cases", body, content_type="application/json", headers=me.headers)

    check(answer, 422, "api.invalid")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_that_says_it_is_no_json_is_refused(machine: MachineOf, cast: Cast, kind: str) -> None:
    me = machine(cast.inspector)

    answer = me.client.generic("POST", f"{ROOT}/cases", b"{}", content_type=kind, headers=me.headers)

    check(answer, 415, "api.not_json")


def test_a_form_with_files_where_json_is_asked_for_is_refused(machine: MachineOf, cast: Cast) -> None:
    me = machine(cast.inspector)

    answer = me.client.post(f"{ROOT}/cases", {"title": "x"}, headers=me.headers)

    check(answer, 415, "api.not_json")


def test_a_large_body_is_refused(machine: MachineOf, cast: Cast) -> None:
    check(machine(cast.inspector).post("/cases", title="x" * 2_000_000), 413, "api.too_large")


def test_a_body_beyond_every_limit_is_refused_before_it_is_read(db: None) -> None:
    answer = Client().post(f"{ROOT}/files", b"", content_type="text/plain", CONTENT_LENGTH=str(errors.MOST_BYTES + 1))

    check(answer, 413, "api.too_large")


def test_fields_at_fault_are_named(machine: MachineOf, cast: Cast) -> None:
    request = uuid4()

    answer = machine(cast.inspector).post(
        "/cases", request_uuid=request, title=1, place={"lon": "east"}, typo=1, happened_at="2026-03-23T10:00:00"
    )

    body = check(answer, 422, "api.invalid")
    assert set(body["fields"]) == {"title", "place.lon", "typo", "happened_at"}
    assert body["fields"]["typo"] == "There is no such field."
    assert body["request_uuid"] == str(request)


def test_a_query_at_fault_is_named(machine: MachineOf, cast: Cast) -> None:
    answer = machine(cast.inspector).get("/cases", since="yesterday", size=1000, cursor="~", state="odd")

    assert set(check(answer, 422, "api.invalid")["fields"]) == {"since", "size", "cursor", "state.0"}


def test_a_refusal_names_its_field_and_gives_back_the_request(machine: MachineOf, cast: Cast) -> None:
    request = uuid4()

    body = check(machine(cast.inspector).post("/cases", request_uuid=request, title=" "), 422, "cases.text_missing")

    assert body["fields"] == {"title": body["message"]}
    assert body["request_uuid"] == str(request)


def test_a_stale_version_is_a_conflict_with_its_parameters(machine: MachineOf, cast: Cast) -> None:
    case = reported(cast)
    under = condition()

    answer = machine(cast.supervisor).step(case, "file", condition=under.uuid, expected_version=7)

    body = check(answer, 409, "cases.stale")
    assert body["params"] == {"code": case.code}
    assert case.code in body["message"]


def test_messages_come_in_the_language_asked_for(machine: MachineOf, cast: Cast) -> None:
    english = machine(cast.inspector).get(f"/cases/{uuid4()}").json()["message"]
    chinese = machine(cast.inspector, "zh-CN,zh;q=0.9").get(f"/cases/{uuid4()}").json()["message"]

    assert english == "There is no such case, or your post may not see it. Go back to the case list."
    assert chinese.startswith("没有这个案件")


def test_a_fault_of_ours_has_the_shape_too(
    machine: MachineOf, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    me = machine(cast.inspector)
    monkeypatch.setattr("bihuan.orgs.queries.active_units", lambda: 1 / 0)

    body = check(me.client.get(f"{ROOT}/units", headers=me.headers), 500, "api.broken")

    assert "ZeroDivisionError" in caplog.text
    assert body["request_uuid"] in caplog.text


def test_what_is_not_a_host_of_ours_has_the_shape_too(settings: Any, db: None) -> None:
    settings.ALLOWED_HOSTS = ["here"]

    check(Client().get(f"{ROOT}/me", headers={"host": "elsewhere"}), 400, "api.unreadable")


def test_nothing_is_asked_of_the_database_for_an_unknown_address(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0, connection=connection):
        Client().get("/api/v1/nothing")
