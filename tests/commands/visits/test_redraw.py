"""A draw that anybody can redo: list and seed are in the ledger first, and tampering shows."""

import json
from typing import Any
from uuid import UUID

import pytest
from cast import Cast, call
from commands.visits.rounds import committed, drawn, many_places, planned
from commands.visits.street import Street, make_street, place
from django.core.management import CommandError, call_command

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.places.models import Place
from bihuan.visits.commands import draw_round
from bihuan.visits.models import Round, Stop
from bihuan.visits.queries import redraw
from bihuan.visits.rules.kinds import RoundKind


@pytest.fixture
def street(cast: Cast) -> Street:
    street = make_street(cast)
    many_places(street)
    return street


def test_the_draw_of_the_ledger_gives_the_stops(street: Street) -> None:
    made = drawn(street)

    account = redraw(made.code)

    assert (account.is_same, account.stops, account.candidates) == (True, 6, 22)
    assert redraw(str(made.round_uuid)) == account
    assert account.committed_entry < account.drawn_entry


def test_list_and_seed_are_fixed_before_the_draw(street: Street) -> None:
    made = committed(street)
    assert Stop.objects.count() == 0
    late = place("A000", "后来的点位", unit=street.cast.street)
    Place.objects.filter(code="E001").update(is_active=False)

    draw_round(call(street.cast.supervisor), round_uuid=made.round_uuid, expected_version=made.version)

    frame = timeline(made.round_uuid)[0].payload["frame"]
    assert (len(frame["places"]), str(late.uuid) in repr(frame)) == (22, False)
    assert redraw(made.code).is_same
    with pytest.raises(Refusal, match=r"visits\.drawn_already"):
        draw_round(call(street.cast.supervisor), round_uuid=made.round_uuid, expected_version=made.version + 1)


def test_nobody_inspects_a_place_of_their_own_unit(street: Street) -> None:
    drawn(street)

    for stop in Stop.objects.exclude(place__unit=None).select_related("place__unit", "person"):
        at_home = stop.place and stop.place.unit == street.cast.company and stop.person
        assert not (at_home and at_home.name == "另一巡查员")


def _other_place(street: Street) -> None:
    taken = Stop.objects.values("place__uuid")
    Stop.objects.filter(position=1).update(place=Place.objects.exclude(uuid__in=taken)[0])


TAMPERINGS: dict[str, Any] = {
    "place": _other_place,
    "person": lambda street: Stop.objects.filter(position=2).update(
        person=_another(Stop.objects.get(position=2).person_id, street)
    ),
    "missing": lambda _street: Stop.objects.filter(position=3).delete(),
    "added": lambda street: Stop.objects.create(round=Round.objects.get(), position=99, place=street.park),
    "seed": lambda _street: Round.objects.update(seed="0" * 32),
    "chance": lambda _street: Stop.objects.filter(position=1).update(chance=0.99),
}


def _another(uuid: UUID | str | None, street: Street) -> Any:
    from bihuan.orgs.models import Person

    return Person.objects.exclude(uuid=uuid).filter(name__contains="巡查员")[0]


@pytest.mark.parametrize("what", TAMPERINGS)
def test_tampering_shows(street: Street, what: str) -> None:
    made = drawn(street)
    TAMPERINGS[what](street)

    assert not redraw(made.code).is_same
    with pytest.raises(CommandError):
        call_command("visits", "redraw", made.code)


def test_the_command_says_so_and_prints_json(street: Street, capsys: pytest.CaptureFixture[str]) -> None:
    made = drawn(street, kind=RoundKind.ASSESSMENT)

    call_command("visits", "redraw", made.code, "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["code"], told["is_same"], told["faults"]) == (made.code, True, [])

    call_command("visits", "redraw", made.code)
    assert "gives the stops" in capsys.readouterr().out


def test_what_was_not_drawn_cannot_be_redone(street: Street) -> None:
    for code in (planned(street).code, committed(street).code):
        with pytest.raises(CommandError, match="not been drawn"):
            call_command("visits", "redraw", code)
    with pytest.raises(CommandError, match="not here"):
        call_command("visits", "redraw", "JC-1999-0001")
