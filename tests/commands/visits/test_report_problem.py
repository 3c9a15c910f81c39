"""A problem seen outside any checklist."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from cast import NOW, Cast, call
from commands.visits.street import Street, make_street
from makers import photo

from bihuan.cases.models import Case, CaseFile
from bihuan.kernel.call import Actor
from bihuan.kernel.errors import Refusal
from bihuan.kernel.geo import Datum
from bihuan.orgs.models import Unit
from bihuan.places.models import Area
from bihuan.visits.commands import Found, report_problem


@pytest.fixture
def street(cast: Cast) -> Street:
    return make_street(cast)


def report(street: Street, *, who: Actor | None = None, problem: UUID | None = None, **more: Any) -> Found:
    said = {"title": "路边垃圾堆", "lon": 113.55, "lat": 34.8, "case_class": street.clean.case_class_id}
    who = who or street.cast.inspector
    return report_problem(call(who), problem_uuid=problem or uuid4(), **said | more)


def area(code: str, unit: Unit | None, *, kind: str = "unit", half: float = 0.01) -> None:
    west, east, south, north = 113.55 - half, 113.55 + half, 34.8 - half, 34.8 + half
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    Area.objects.create(
        kind=kind, code=code, name=code, unit=unit, shape={"type": "Polygon", "coordinates": [ring]},
        west=west, south=south, east=east, north=north,
    )  # fmt: skip


def test_it_goes_to_the_unit_of_the_place(street: Street) -> None:
    found = report(street, place_uuid=street.park.uuid)

    case = Case.objects.get(uuid=found.case_uuid)
    assert (found.state, case.lead_unit, case.place_id) == ("dispatched", street.cast.street, street.park.uuid)
    assert case.place_text == "人民公园"


def test_it_goes_to_the_unit_of_the_smallest_area_around(street: Street) -> None:
    area("cell", street.cast.company, kind="cell", half=0.001)
    area("district", street.cast.office, half=0.05)
    area("street", street.cast.other_street)

    found = report(street)

    assert (found.state, Case.objects.get().lead_unit) == ("dispatched", street.cast.other_street)


def test_without_an_owner_or_a_class_it_waits(street: Street) -> None:
    assert report(street).state == "reported"
    assert report(street, place_uuid=street.park.uuid, case_class=None).state == "reported"


def test_a_map_position_is_put_right(street: Street) -> None:
    report(street, datum=Datum.GCJ02)

    case = Case.objects.get()
    assert case.lon_wgs84 is not None
    assert 0.001 < 113.55 - case.lon_wgs84 < 0.01


def test_it_comes_once_however_often_it_is_sent(street: Street) -> None:
    uuid = uuid4()

    assert report(street, problem=uuid) == report(street, problem=uuid)
    assert Case.objects.count() == 1
    with pytest.raises(Refusal, match=r"visits\.problem_taken"):
        report(street, problem=uuid, who=street.cast.supervisor)


def test_it_may_be_added_to_an_open_case_nearby(street: Street) -> None:
    first = report(street)
    picture = photo(street.cast.leader)

    second = report(street, who=street.cast.leader, add_to=first.case_uuid, lon=113.5503, files=(picture,))

    assert second.case_uuid == first.case_uuid
    assert CaseFile.objects.get().case.uuid == first.case_uuid
    with pytest.raises(Refusal, match=r"visits\.case_too_far"):
        report(street, add_to=first.case_uuid, lon=113.56)


def test_it_needs_words(street: Street) -> None:
    with pytest.raises(Refusal, match=r"visits\.title_missing"):
        report(street, title=" ")


def test_it_happened_when_the_phone_says(street: Street) -> None:
    from datetime import timedelta

    seen_at = NOW - timedelta(hours=5)
    wish = call(street.cast.inspector, happened_at=seen_at)

    report_problem(wish, problem_uuid=uuid4(), title="路边垃圾堆", lon=113.55, lat=34.8)

    assert Case.objects.get().happened_at == seen_at
