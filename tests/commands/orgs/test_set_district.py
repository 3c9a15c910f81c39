"""Naming the district."""

import pytest
from cast import Cast, call

from bihuan.kernel.call import system_actor
from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import set_district
from bihuan.orgs.models import District
from bihuan.orgs.rules import DISTRICT_UUID


def test_renames_the_one_district_and_keeps_its_hours(cast: Cast) -> None:
    District.objects.update(service_hours="09:00-17:00")

    set_district(call(cast.configurer), name="青屏区", code="410172")

    district = District.objects.get()
    assert (district.name, district.code, district.service_hours) == ("青屏区", "410172", "09:00-17:00")


def test_the_system_names_the_first_district(db: None) -> None:
    same = call(system_actor("setup"))

    set_district(same, name="试验区", is_invented=True)
    again = set_district(same, name="试验区", is_invented=True)

    assert again.name == District.objects.get().name
    (entry,) = timeline(DISTRICT_UUID)
    assert entry.payload == {"name": "试验区", "code": "", "is_invented": True}


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"name": " "}, "orgs.blank"), ({"name": "青屏区", "code": "4" * 13}, "orgs.too_long")],
)
def test_refuses(cast: Cast, fields: dict[str, str], code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        set_district(call(cast.configurer), **fields)  # type: ignore[arg-type]

    assert refusal.value.code == code


def test_refuses_people_who_do_not_configure(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        set_district(call(cast.leader), name="青屏区")
