"""Machines that hold a token of one of the cast and ask the API."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from cast import Cast
from cast import call as call_of
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from bihuan.api.urls import api  # with its routes
from bihuan.kernel.call import Actor
from bihuan.orgs.commands import make_token
from bihuan.orgs.models import Holding

ROOT = "/api/v1"


class Machine:
    """Asks with a token. Every refusal it gets must be one the description lists for that endpoint."""

    def __init__(self, token: str = "", language: str = "en") -> None:
        self.headers = {"accept-language": language} | ({"authorization": f"Bearer {token}"} if token else {})
        self.client = Client(raise_request_exception=False)

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self._seen(path, "get", self.client.get(ROOT + path, query, headers=self.headers))

    def post(self, path: str, **body: Any) -> HttpResponse:
        """Post JSON; request_uuid is made when none is given."""
        sent = json.dumps({"request_uuid": str(uuid4())} | body, default=str)
        answer = self.client.post(ROOT + path, sent, content_type="application/json", headers=self.headers)
        return self._seen(path, "post", answer)

    def step(self, case: Any, step: str, **body: Any) -> HttpResponse:
        """Take a step on what a maker returned."""
        version = body.pop("expected_version", case.version)
        return self.post(f"/cases/{case.case_uuid}/steps/{step}", expected_version=version, **body)

    def upload(self, path: str, **form: Any) -> HttpResponse:
        sent = {"request_uuid": str(uuid4())} | form
        return self._seen(path, "post", self.client.post(ROOT + path, sent, headers=self.headers))

    def _seen(self, path: str, method: str, answer: HttpResponse) -> HttpResponse:
        if answer.status_code >= 400 and answer.status_code != 405:
            assert answer.json()["code"] in declared(ROOT + path, method), answer.json()
        return answer


def declared(path: str, method: str) -> set[str]:
    """Return the refusal codes the description lists for an address."""
    route = resolve(path).route
    if "(" in route or not route.startswith("api/v1/"):
        return {"api.no_such_address"}
    described = json.loads(api.description_json)["paths"]
    key = "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", route)
    responses = described.get(key, {}).get(method, {}).get("responses", {})
    found: set[str] = set()
    for status, response in responses.items():
        if int(status) >= 400:
            found |= set(response["content"]["application/json"]["schema"]["allOf"][1]["properties"]["code"]["enum"])
    return found


MachineOf = Callable[[Actor], Machine]


def token_of(cast: Cast, actor: Actor) -> str:
    """Return a fresh token for one of the cast, good for a year from today."""
    holding = Holding.objects.get(person__uuid=actor.uuid)
    today = timezone.localdate()
    made = make_token(
        call_of(cast.configurer, timezone.now()),
        holding_uuid=holding.uuid,
        label="test",
        expires_on=date(today.year + 1, 1, 1),
    )
    return made.secret
