"""People: the list, one person, adding one, the password."""

from uuid import uuid4

import pytest
from cast import Cast, person
from django.test import Client
from settings_pieces import Count, Enter

from bihuan.orgs.models import Holding, Person
from bihuan.orgs.rules import Power
from bihuan.web.settings.people import views

URL = "/settings/people/"
GOOD = "correct horse 9"


def _names(client: Client, query: str) -> list[str]:
    return [row.name for row, _terms in client.get(f"{URL}?{query}").context["people"]]


@pytest.mark.parametrize("find", ["环卫经办", "hwjb", "环卫公司 经办"])
def test_a_person_is_found_by_name_initials_and_post(cast: Cast, admin: Client, find: str) -> None:
    assert _names(admin, f"find={find}") == ["环卫经办"]


def test_those_without_a_post_are_found(cast: Cast, admin: Client) -> None:
    Person.objects.create(username="new", name="新人")

    assert _names(admin, "idle=1") == ["新人"]


def test_a_long_list_is_paged(cast: Cast, admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "ROWS", 4)

    assert len(_names(admin, "page=3")) == 1
    assert admin.get(URL).context["foot"].page_count == 3


def test_nobody_found_teaches(admin: Client) -> None:
    assert "empty-here" in admin.get(f"{URL}?find=没有的").content.decode()


def _typed(**changes: str) -> dict[str, str]:
    said = {"name": "新人", "username": "xinren", "email": "", "new": GOOD, "request_uuid": str(uuid4())}
    return said | changes


def test_a_person_is_added_and_can_sign_in(cast: Cast, admin: Client) -> None:
    answer = admin.post(f"{URL}new/", _typed())

    row = Person.objects.get(username="xinren")
    assert answer.headers["Location"] == f"{URL}{row.uuid}/"
    assert row.check_password(GOOD)


def test_without_a_password_they_cannot_sign_in_yet(cast: Cast, admin: Client) -> None:
    admin.post(f"{URL}new/", _typed(new=""))

    assert not Person.objects.get(username="xinren").has_usable_password()


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"username": "管理员"}, "username"),
        ({"username": "有 空格"}, "username"),
        ({"email": "nobody"}, "email"),
        ({"new": "short"}, "new"),
        ({"name": " "}, "name"),
    ],
)
def test_a_fault_stands_beside_its_field(cast: Cast, admin: Client, changes: dict[str, str], field: str) -> None:
    answer = admin.post(f"{URL}new/", _typed(**changes))

    assert answer.status_code in (409, 422)
    assert list(answer.context["form"].errors) == [field]
    assert GOOD not in answer.content.decode()


def test_a_page_shows_every_term(cast: Cast, admin: Client) -> None:
    (stay,) = admin.get(f"{URL}{cast.handler.uuid}/").context["stays"]

    assert (stay.term.label, stay.badge) == ("甲街道 · 经办", None)


def test_a_password_is_set(cast: Cast, admin: Client) -> None:
    answer = admin.post(f"{URL}{cast.handler.uuid}/password/", {"new": GOOD, "again": GOOD})

    assert answer.headers["Location"] == f"{URL}{cast.handler.uuid}/"
    assert Person.objects.get(uuid=cast.handler.uuid).check_password(GOOD)


@pytest.mark.parametrize(
    "said, field", [({"new": GOOD, "again": f"{GOOD}0"}, "again"), ({"new": "1", "again": "1"}, "new")]
)
def test_a_bad_password_is_refused(cast: Cast, admin: Client, said: dict[str, str], field: str) -> None:
    answer = admin.post(f"{URL}{cast.handler.uuid}/password/", said)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_ones_own_needs_the_present_one_and_one_stays_signed_in(cast: Cast, enter: Enter) -> None:
    me = Person.objects.get(uuid=cast.configurer.uuid)
    me.set_password("old horse 99")
    me.save()
    client = enter(cast.configurer)
    url = f"{URL}{me.uuid}/password/"

    wrong = client.post(url, {"old": "no", "new": GOOD, "again": GOOD})
    client.post(url, {"old": "old horse 99", "new": GOOD, "again": GOOD})

    assert list(wrong.context["form"].errors) == ["old"]
    assert client.get(URL).status_code == 200


@pytest.mark.parametrize("page", ["", "handler"])
def test_more_people_ask_no_more(cast: Cast, admin: Client, statements: Count, page: str) -> None:
    url = f"{URL}{cast.handler.uuid}/" if page else URL
    before = statements(admin, url)
    for number in range(12):
        person(f"员{number}", cast.street, "经办", Power.HANDLE)

    assert Holding.objects.count() > 20
    assert statements(admin, url) == before
