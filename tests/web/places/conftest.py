"""What the tests of the register's pages share: the cast, signed-in browsers."""

from collections.abc import Callable

import pytest
from cast import Cast, make_cast
from django.test import Client

from bihuan.kernel.call import Actor
from bihuan.orgs.models import Person


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def enter() -> Callable[[Actor], Client]:
    def come_in(actor: Actor) -> Client:
        client = Client()
        client.force_login(Person.objects.get(uuid=actor.uuid), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return come_in


@pytest.fixture
def desk(cast: Cast, enter: Callable[[Actor], Client]) -> Client:
    """The supervisor, who keeps the register."""
    return enter(cast.supervisor)
