"""The supervisor at the desk of one document."""

from collections.abc import Callable

import pytest
from cast import Cast, make_cast
from commands.intake.desk import Desk, make_desk
from django.test import Client

from bihuan.kernel.call import Actor
from bihuan.orgs.models import Person

SignIn = Callable[[Actor], Client]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return make_desk(cast)


@pytest.fixture
def sign_in() -> SignIn:
    def enter(actor: Actor) -> Client:
        client = Client()
        person = Person.objects.get(uuid=actor.uuid)
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


@pytest.fixture
def office(desk: Desk, sign_in: SignIn) -> Client:
    return sign_in(desk.cast.supervisor)
