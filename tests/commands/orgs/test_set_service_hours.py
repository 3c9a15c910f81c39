"""Setting the hours of service."""

from datetime import timedelta

import pytest
from cast import Cast, call

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import set_service_hours
from bihuan.orgs.models import District
from bihuan.orgs.queries import calendar
from bihuan.orgs.rules import DISTRICT_UUID


def test_the_working_calendar_follows(cast: Cast) -> None:
    saved = set_service_hours(call(cast.configurer), service_hours="08：30-12:00， 13:30-17:30")

    assert saved.service_hours == "08:30-12:00,13:30-17:30"
    assert calendar().day_length() == timedelta(hours=7, minutes=30)


def test_a_repeat_is_answered_once(cast: Cast) -> None:
    same = call(cast.configurer)

    for _time in range(2):
        set_service_hours(same, service_hours="09:00-17:00")

    (entry,) = timeline(DISTRICT_UUID)
    assert (entry.name, entry.payload) == ("orgs.service_hours_set.v1", {"service_hours": "09:00-17:00"})


@pytest.mark.parametrize(
    "text",
    ["", "nine to five", "12:00-08:00", "08:00-12:00,11:00-18:00", "08:00:30-12:00", ",".join(["08:00-08:01"] * 9)],
)
def test_refuses_unreadable_hours(cast: Cast, text: str) -> None:
    with pytest.raises(Refusal, match=r"orgs\.unreadable_hours"):
        set_service_hours(call(cast.configurer), service_hours=text)


def test_refuses_before_the_district_is_named(cast: Cast) -> None:
    District.objects.all().delete()

    with pytest.raises(Refusal, match=r"orgs\.district_missing"):
        set_service_hours(call(cast.configurer), service_hours="09:00-17:00")


def test_refuses_people_who_do_not_configure(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        set_service_hours(call(cast.leader), service_hours="09:00-17:00")
