"""Who may come in, and as whom."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from cast import Cast
from cast import call as call_of
from django.test import Client
from django.utils import timezone
from machines import ROOT, Machine, MachineOf
from makers import reported

from bihuan.api.auth import HAT
from bihuan.kernel.call import Actor
from bihuan.ledger.queries import timeline, verify
from bihuan.orgs.commands import delegate, leave_post, revoke_token, set_password
from bihuan.orgs.models import AccessToken, Holding, Person
from bihuan.orgs.rules import Secret
from bihuan.web.kit import doors

BACKEND = "django.contrib.auth.backends.ModelBackend"
JSON = "application/json"


def signed_in(actor: Actor, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(Person.objects.get(uuid=actor.uuid), backend=BACKEND)
    return client


def test_a_token_acts_as_its_holder_in_that_post(machine: MachineOf, cast: Cast) -> None:
    me = machine(cast.handler).get("/me").json()

    assert (me["name"], me["unit"], me["powers"]) == ("甲街道经办", "甲街道办事处", ["handle"])
    assert me["uuid"] == str(cast.handler.uuid)


def test_a_revoked_token_opens_nothing(machine: MachineOf, cast: Cast) -> None:
    me = machine(cast.handler)
    token = AccessToken.objects.get()

    revoke_token(call_of(cast.configurer), token_uuid=token.uuid)

    assert me.get("/me").status_code == 401


def test_what_a_token_does_is_marked_in_the_ledger_and_on_the_page(machine: MachineOf, cast: Cast) -> None:
    case = reported(cast, who=cast.supervisor)

    uuid = machine(cast.inspector).post("/cases", title="垃圾未清", place={"text": "西溪路"}).json()["case_uuid"]

    by_machine, by_hand = (timeline(each)[0].actor for each in (uuid, case.case_uuid))
    assert (by_machine["name"], by_machine["token"]) == ("巡查员", "test")
    assert "token" not in by_hand
    assert verify().is_whole
    page = signed_in(cast.supervisor).get(f"/cases/{uuid}/").content.decode()
    assert "巡查员（区督查室 · 巡查员，经接口“test”）" in page


def test_a_new_password_shuts_the_persons_tokens_out(machine: MachineOf, cast: Cast) -> None:
    mine, others = machine(cast.handler), machine(cast.supervisor)

    set_password(call_of(cast.configurer), person_uuid=cast.handler.uuid, new=Secret("湖边的柳树-1949"))

    assert (mine.get("/me").status_code, others.get("/me").status_code) == (401, 200)


def test_a_token_ends_with_the_post(machine: MachineOf, cast: Cast) -> None:
    me = machine(cast.handler)
    holding = Holding.objects.get(person__uuid=cast.handler.uuid)
    yesterday = timezone.localdate() - timedelta(days=1)

    leave_post(call_of(cast.configurer), holding_uuid=holding.uuid, to_on=yesterday)

    assert me.get("/me").status_code == 401


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Basic abc", "bihuan_x", "Bearer a b"])
def test_a_header_that_is_no_token_is_refused(cast: Cast, header: str) -> None:
    answer = Client().get(f"{ROOT}/me", headers={"authorization": header})

    assert (answer.status_code, answer.json()["code"]) == (401, "api.not_signed_in")


def test_the_pages_may_read_with_their_session(cast: Cast) -> None:
    case = reported(cast)

    answer = signed_in(cast.supervisor).get(f"{ROOT}/cases", headers={"sec-fetch-site": "same-origin"})

    assert [row["code"] for row in answer.json()["cases"]] == [case.code]


def test_other_sites_may_not_read_with_the_session(cast: Cast) -> None:
    answer = signed_in(cast.supervisor).get(f"{ROOT}/cases", headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 401


def test_a_change_by_session_needs_the_header(cast: Cast) -> None:
    client = signed_in(cast.inspector, enforce_csrf_checks=True)
    body = {"request_uuid": str(uuid4()), "title": "井盖缺失"}

    refused = client.post(f"{ROOT}/cases", body, content_type=JSON)
    client.cookies["csrftoken"] = "x" * 32
    done = client.post(f"{ROOT}/cases", body, content_type=JSON, headers={"x-csrftoken": "x" * 32})

    assert (refused.status_code, refused.json()["code"]) == (403, "api.csrf")
    assert done.status_code == 201


def test_a_token_needs_no_such_header(machine: MachineOf, cast: Cast) -> None:
    me = machine(cast.inspector)
    me.client = Client(enforce_csrf_checks=True)

    assert me.post("/cases", title="井盖缺失").status_code == 201


def test_the_session_acts_in_the_post_chosen_on_the_pages(cast: Cast) -> None:
    today = timezone.localdate()
    holding = Holding.objects.get(person__uuid=cast.supervisor.uuid)
    lent = delegate(
        call_of(cast.configurer),
        holding_uuid=holding.uuid,
        deputy_uuid=cast.handler.uuid,
        from_on=today,
        to_on=today + timedelta(days=3),
        reason="休假",
    )
    client = signed_in(cast.handler)
    session = client.session
    session[HAT] = str(lent.delegation_uuid)
    session.save()

    me = client.get(f"{ROOT}/me").json()

    assert HAT == doors.HAT
    assert (me["name"], me["powers"], me["acting_for"]) == ("甲街道经办", ["supervise"], "督查员")


def test_somebody_without_a_post_sees_nothing_and_changes_nothing(cast: Cast) -> None:
    Holding.objects.filter(person__uuid=cast.supervisor.uuid).update(to_on="2021-01-01")
    reported(cast)
    client = signed_in(cast.supervisor)

    seen = client.get(f"{ROOT}/cases").json()["cases"]
    done = client.post(f"{ROOT}/cases", {"request_uuid": str(uuid4()), "title": "井盖"}, content_type=JSON)

    assert seen == []
    assert (done.status_code, done.json()["code"]) == (403, "cases.no_post")


def test_the_description_is_open_to_everybody(db: None) -> None:
    described = Machine().get("/openapi.json").json()

    assert described["openapi"] == "3.1.0"
    assert "/api/v1/cases/{case_uuid}/steps/dispatch" in described["paths"]
    assert set(described["components"]["securitySchemes"]) == {"Token", "Session"}
