"""Giving a person another name."""

import pytest
from cast import Cast, call

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import change_person
from bihuan.orgs.models import Person


def test_the_name_changes_and_the_sign_in_name_stays(cast: Cast) -> None:
    change_person(call(cast.configurer), person_uuid=cast.handler.uuid, name=" 王 新 ", email="w@example.cn")

    row = Person.objects.get(uuid=cast.handler.uuid)
    assert (row.name, row.email) == ("王 新", "w@example.cn")
    (entry,) = timeline(cast.handler.uuid)
    assert (entry.name, entry.payload) == (
        "orgs.person_changed.v1",
        {"username": row.username, "name": "王 新", "name_before": "甲街道经办"},
    )


def test_a_repeat_is_answered_once(cast: Cast) -> None:
    same = call(cast.configurer)

    first = change_person(same, person_uuid=cast.handler.uuid, name="王新")

    assert change_person(same, person_uuid=cast.handler.uuid, name="王新") == first
    assert len(timeline(cast.handler.uuid)) == 1


@pytest.mark.parametrize(
    "said, code",
    [({"name": " "}, "blank"), ({"name": "王" * 61}, "too_long"), ({"name": "王", "email": "x"}, "unreadable_email")],
)
def test_refuses_what_is_no_name_or_address(cast: Cast, said: dict[str, str], code: str) -> None:
    with pytest.raises(Refusal, match=rf"orgs\.{code}"):
        change_person(call(cast.configurer), person_uuid=cast.handler.uuid, **said)


def test_refuses_people_who_do_not_configure(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        change_person(call(cast.supervisor), person_uuid=cast.handler.uuid, name="王新")
