"""What the tests of the case pages share: the cast and signed-in browsers."""

from collections.abc import Callable

import pytest
from cast import Cast, make_cast
from django.test import Client

from bihuan.kernel.call import Actor
from bihuan.orgs.models import Person

Desk = Callable[[Actor], Client]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def desk() -> Desk:
    """Return a browser signed in as an actor; it reads Chinese."""

    def enter(actor: Actor) -> Client:
        client = Client(headers={"accept-language": "zh-hans"})
        client.force_login(Person.objects.get(uuid=actor.uuid), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter
