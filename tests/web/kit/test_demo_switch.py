"""The switcher of invented people: in demo mode only, and for invented people only."""

from uuid import uuid4

import pytest
from cast import Cast
from django.test import Client
from django.urls import NoReverseMatch, include, path, reverse
from pytest_django import Settings
from signing import SignIn

from bihuan.config.urls import handler404  # noqa: F401  # a URLconf names it
from bihuan.config.urls import urlpatterns as real
from bihuan.orgs.models import Person

urlpatterns = [path("demo/", include("bihuan.web.demo.urls")), *real]


@pytest.fixture
def demo(settings: Settings, cast: Cast) -> Cast:
    settings.DEMO = True
    settings.ROOT_URLCONF = __name__
    Person.objects.exclude(uuid=cast.leader.uuid).update(is_demo=True)
    return cast


def test_without_demo_there_is_no_switcher(cast: Cast, sign_in: SignIn) -> None:
    Person.objects.update(is_demo=True)
    client = sign_in(cast.handler)

    assert client.post("/demo/become/", {"person": str(cast.leader.uuid)}).status_code == 404
    assert "demo-band" not in client.get("/me/").content.decode()
    with pytest.raises(NoReverseMatch):
        reverse("demo:become")


def test_a_visitor_becomes_an_invented_person(demo: Cast, client: Client) -> None:
    answer = client.post("/demo/become/", {"person": str(demo.supervisor.uuid)})

    assert answer.headers["Location"] == "/"
    assert "督查员" in client.get("/me/").content.decode()


@pytest.mark.parametrize("who", ["leader", "nobody"])
def test_nobody_else_can_be_become(demo: Cast, client: Client, who: str) -> None:
    person = {"leader": str(demo.leader.uuid), "nobody": str(uuid4())}[who]

    answer = client.post("/demo/become/", {"person": person})

    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


def test_nonsense_is_refused(demo: Cast, client: Client) -> None:
    assert client.post("/demo/become/", {"person": "?"}).status_code == 404


def test_the_band_says_that_all_is_invented(demo: Cast, client: Client) -> None:
    page = client.get("/account/login/").content.decode()
    people = client.get("/demo/people/").content.decode()

    assert "demo-band" in page
    assert "甲街道经办" in people
    assert "分管领导" not in people
