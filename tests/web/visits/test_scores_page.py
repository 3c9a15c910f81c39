"""The page of scores in both languages, empty and filled, and a sample as large as a precision needs."""

from typing import Any

import pytest
from cast import make_cast
from commands.visits.rounds import drawn, many_places
from commands.visits.street import Street, make_street, seen, visit
from django.test import Client
from django.urls import reverse

from bihuan.kernel.call import Actor
from bihuan.orgs.models import Person
from bihuan.standards.models import Element
from bihuan.visits.models import Round, Stop
from bihuan.visits.rules.draw import By
from bihuan.visits.rules.kinds import Result, RoundKind


@pytest.fixture
def street(db: None) -> Street:
    made = make_street(make_cast())
    Element.objects.update(way="frequency")
    many_places(made)
    return made


def client(who: Actor, language: str = "zh-hans") -> Client:
    found = Client(headers={"accept-language": language})
    found.force_login(Person.objects.get(uuid=who.uuid), backend="django.contrib.auth.backends.ModelBackend")
    return found


def shown(street: Street, url: str, language: str) -> str:
    return client(street.cast.supervisor, language).get(url).content.decode()


def test_the_page_says_score_interval_and_what_costs_most(street: Street) -> None:
    made = drawn(street, kind=RoundKind.ASSESSMENT, count=4, by=By.TYPE)
    url = reverse("visits:scores", args=[made.round_uuid])
    assert url in shown(street, reverse("visits:round", args=[made.round_uuid]), "en")
    assert "No score yet" in shown(street, url, "en")
    assert "尚无得分" in shown(street, url, "zh-hans")

    for number, stop in enumerate(Stop.objects.filter(round__uuid=made.round_uuid)):
        bad = seen(street.clean, Result.BAD if number == 0 else Result.GOOD)
        visit(street, bad, seen(street.signs, Result.GOOD), where=stop.place, stop_uuid=stop.uuid)
    english, chinese = shown(street, url, "en"), shown(street, url, "zh-hans")

    for page in (english, chinese):  # 7 of 8 points; clean lost 5.5 of 44
        assert "87.5" in page
        assert "+12.50" in page
        assert "5.5 / 44.0" in page
        assert f"{reverse('visits:gaps')}?element=1-1&amp;all=1" in page
    assert "4 of 22 points were seen" in english
    assert "fewer than 6: do not rank" in english
    assert "失分" in chinese
    assert client(street.cast.handler).get(url).status_code == 404


def test_a_round_is_as_large_as_the_precision_needs(street: Street) -> None:
    desk = client(street.cast.supervisor)
    said: dict[str, Any] = {"name": "三月", "from_on": "2026-03-23", "to_on": "2026-03-29", "by": "type"}
    url = reverse("visits:new") + "?kind=assessment"

    assert desk.post(url, said).status_code == 422
    desk.post(url, said | {"half_width": "8"})

    assert Round.objects.get().design["count"] == 15
