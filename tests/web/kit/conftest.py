"""What the tests of the frame share: the cast, signing in, and a page that shows every piece."""

from pathlib import Path

import pytest
from cast import Cast, make_cast
from django.test import Client
from django.urls import clear_url_caches
from pytest_django import Settings
from signing import BACKEND, SignIn

from bihuan.kernel.call import Actor
from bihuan.orgs.models import Person


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def sign_in() -> SignIn:
    def enter(actor: Actor) -> Client:
        client = Client()
        client.force_login(Person.objects.get(uuid=actor.uuid), backend=BACKEND)
        return client

    return enter


@pytest.fixture
def gallery(settings: Settings) -> None:
    """Serve the page with every piece at /gallery/ and one for supervisors at /office/."""
    templates = [settings.TEMPLATES[0] | {}]
    templates[0]["DIRS"] = [*templates[0]["DIRS"], Path(__file__).parent / "templates"]
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "gallery"
    clear_url_caches()
