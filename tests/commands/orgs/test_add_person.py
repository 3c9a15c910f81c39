"""Adding people who may sign in."""

import pytest
from cast import Cast, call

from bihuan.kernel.errors import Refusal
from bihuan.ledger.models import Receipt
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import add_person
from bihuan.orgs.models import Person
from bihuan.orgs.rules import Secret


def test_adds_a_person_who_can_sign_in(cast: Cast) -> None:
    saved = add_person(
        call(cast.configurer),
        username="yi-02",
        name="乙街道经办二",
        email="yi@example.org",
        password=Secret("湖边的柳树-1949"),
    )

    person = Person.objects.get(uuid=saved.person_uuid)
    assert person.check_password("湖边的柳树-1949")
    assert (person.username, person.name, person.email, person.is_demo) == (
        "yi-02",
        "乙街道经办二",
        "yi@example.org",
        False,
    )


def test_without_a_password_nobody_gets_in(cast: Cast) -> None:
    saved = add_person(call(cast.configurer), username="yi-02", name="乙街道经办二", is_demo=True)

    person = Person.objects.get(uuid=saved.person_uuid)
    assert not person.has_usable_password()
    assert person.is_demo


def test_the_ledger_keeps_no_password_and_no_address(cast: Cast) -> None:
    saved = add_person(
        call(cast.configurer),
        username="yi-02",
        name="乙街道经办二",
        email="yi@example.org",
        password=Secret("long-enough-1"),
    )

    (entry,) = timeline(saved.person_uuid)
    assert entry.name == "orgs.person_added.v1"
    assert entry.payload == {"username": "yi-02", "name": "乙街道经办二", "is_demo": False}


def test_a_repeat_adds_nobody_and_the_receipt_does_not_depend_on_the_password(cast: Cast) -> None:
    same = call(cast.configurer)

    first = add_person(same, username="yi-02", name="乙街道经办二", password=Secret("long-enough-1"))
    second = add_person(same, username="yi-02", name="乙街道经办二", password=Secret("long-enough-2"))

    assert first == second
    assert Receipt.objects.filter(command="orgs.add_person").count() == 1


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"username": "", "name": "乙街道经办二"}, "orgs.blank", "username"),
        ({"username": "yi-02", "name": ""}, "orgs.blank", "name"),
        ({"username": "yi 02", "name": "乙街道经办二"}, "orgs.unreadable_login", "username"),
        ({"username": "甲街道经办", "name": "重名者"}, "orgs.login_taken", "username"),
        ({"username": "yi-02", "name": "乙街道经办二", "email": "yi@"}, "orgs.unreadable_email", "email"),
        ({"username": "yi-02", "name": "乙街道经办二", "password": Secret("short")}, "orgs.weak_password", "new"),
        ({"username": "y" * 61, "name": "乙街道经办二"}, "orgs.too_long", "username"),
    ],
)
def test_refuses(cast: Cast, fields: dict[str, object], code: str, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        add_person(call(cast.configurer), **fields)  # type: ignore[arg-type]

    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_names_differing_only_in_case_are_one(cast: Cast) -> None:
    add_person(call(cast.configurer), username="Yi-02", name="乙街道经办二")

    with pytest.raises(Refusal, match=r"orgs\.login_taken"):
        add_person(call(cast.configurer), username="yi-02", name="乙街道经办三")


def test_refuses_people_who_do_not_configure(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        add_person(call(cast.handler), username="yi-02", name="乙街道经办二")
