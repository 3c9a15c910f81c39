"""Requests through the real doors, in this process: every middleware, the session, the person, the post."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.db import close_old_connections
from django.http import HttpResponse
from django.test import Client

from bihuan.kernel.call import Actor
from bihuan.orgs.models import Person

BACKEND = "django.contrib.auth.backends.ModelBackend"
API = "/api/v1"


class Desk:
    """Somebody who signed in, at the pages and at the API of the same session."""

    def __init__(self, actor: Actor) -> None:
        self.client = Client(SERVER_NAME="localhost")
        self.client.force_login(Person.objects.get(uuid=actor.uuid), backend=BACKEND)

    def get(self, path: str) -> HttpResponse:
        """Get a page."""
        return _answered(self.client.get(path), 200)

    def post(self, path: str, **form: Any) -> HttpResponse:
        """Send a form."""
        return _answered(self.client.post(path, {"request_uuid": str(uuid4())} | form), 302)


class Machine:
    """A machine with a token."""

    def __init__(self, token: str) -> None:
        self.client = Client(SERVER_NAME="localhost", headers={"authorization": f"Bearer {token}"})

    def get(self, path: str) -> HttpResponse:
        """Get JSON."""
        return _answered(self.client.get(API + path), 200)

    def post(self, path: str, *, status: int = 200, **body: Any) -> HttpResponse:
        """Send JSON."""
        sent = json.dumps({"request_uuid": str(uuid4())} | body, default=str)
        return _answered(self.client.post(API + path, sent, content_type="application/json"), status)


def _answered(answer: Any, status: int) -> HttpResponse:
    # The server does this after every request; the test client leaves it out.
    close_old_connections()
    if answer.status_code != status:
        raise RuntimeError(f"{answer.status_code}: {answer.content[:300]!r}")
    response: HttpResponse = answer
    return response


def shown(mark: bytes) -> Callable[[HttpResponse], int]:
    """Return a function that counts how often something stands on a page."""
    return lambda answer: answer.content.count(mark)


def held(name: str) -> Callable[[HttpResponse], int]:
    """Return a function that counts the members of one list of a JSON answer."""
    return lambda answer: len(json.loads(answer.content)[name])
