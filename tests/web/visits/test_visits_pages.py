"""The pages of the inspections: made, drawn and checked by hand; what is missing; whose it is."""

from typing import Any

import pytest
from cast import Cast, make_cast
from commands.visits.rounds import drawn, many_places
from commands.visits.street import Street, make_street, seen, visit
from django.test import Client
from django.urls import reverse

from bihuan.kernel.call import Actor
from bihuan.orgs.models import Person
from bihuan.visits.models import Round, Stop

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def street(db: None) -> Street:
    cast: Cast = make_cast()
    return make_street(cast)


def client(who: Actor) -> Client:
    found = Client()
    found.force_login(Person.objects.get(uuid=who.uuid), backend=BACKEND)
    return found


def said(kind: str, **more: Any) -> dict[str, Any]:
    return {"name": "三月", "from_on": "2026-03-23", "to_on": "2026-03-29"} | more


def test_a_planned_round_is_made_of_lines(street: Street) -> None:
    desk, url = client(street.cast.supervisor), reverse("visits:new") + "?kind=planned"

    wrong = desk.post(url, said("planned", places="D001\n没有的点位"))
    assert (wrong.status_code, "没有的点位" in wrong.content.decode()) == (422, True)
    right = desk.post(url, said("planned", places="公交站\nD001"))

    made = Round.objects.get()
    assert right["Location"] == reverse("visits:round", args=[made.uuid])
    assert [stop.place for stop in Stop.objects.all()] == [street.halt, street.park]


def test_a_round_is_committed_then_drawn_then_redone(street: Street) -> None:
    many_places(street)
    desk = client(street.cast.supervisor)
    desk.post(reverse("visits:new") + "?kind=drawn", said("drawn", count="5", by="type"))
    made = Round.objects.get()
    assert (Stop.objects.count(), made.seed in desk.get(reverse("visits:round", args=[made.uuid])).content.decode()) == (
        0, True,
    )  # fmt: skip

    desk.post(reverse("visits:draw", args=[made.uuid]), {"version": str(made.version)})

    assert Stop.objects.count() == 5
    assert desk.get(reverse("visits:redraw", args=[made.uuid])).context["checked"].is_same
    Stop.objects.filter(position=2).delete()
    assert not desk.get(reverse("visits:redraw", args=[made.uuid])).context["checked"].is_same


def test_a_unit_sees_its_gaps_and_no_rounds(street: Street) -> None:
    many_places(street)
    drawn(street)
    visit(street, seen(street.clean))
    mine, others = client(street.cast.handler), client(street.cast.other_handler)

    assert "地面干净" in mine.get(reverse("visits:gaps")).content.decode()
    assert "地面干净" not in others.get(reverse("visits:gaps")).content.decode()
    assert mine.get(reverse("visits:list")).status_code == 404
    page = reverse("visits:place", args=[street.park.uuid])
    assert (mine.get(page).status_code, others.get(page).status_code) == (200, 404)
    assert mine.get(reverse("visits:gaps_export")).status_code == 200


def test_an_observation_is_made_void_on_its_visit(street: Street) -> None:
    what = seen(street.clean)
    answer = visit(street, what)
    desk = client(street.cast.inspector)

    desk.post(reverse("visits:void", args=[what.uuid]), {"reason": "看错了点位"})

    page = desk.get(reverse("visits:visit", args=[answer.visit_uuid])).content.decode()
    assert "看错了点位" in page
    assert "地面干净" not in desk.get(reverse("visits:gaps")).content.decode()
