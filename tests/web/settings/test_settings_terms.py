"""Who takes up and leaves which post, and who stands in."""

from datetime import timedelta
from uuid import UUID

import pytest
from cast import Cast, call
from django.test import Client
from django.utils import timezone
from settings_pieces import Count

from bihuan.orgs.commands import delegate
from bihuan.orgs.models import Delegation, Holding, Post

URL = "/settings/"


def _day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_a_person_takes_a_post(cast: Cast, admin: Client) -> None:
    post = Post.objects.get(unit=cast.company)
    said = {"person_uuid": str(cast.outsider.uuid), "post_uuid": str(post.uuid), "from_on": _day(0), "to_on": ""}

    answer = admin.post(f"{URL}people/{cast.outsider.uuid}/take/", said)

    assert answer.headers["Location"] == f"{URL}people/{cast.outsider.uuid}/"
    assert Holding.objects.get(person__uuid=cast.outsider.uuid, post=post).to_on is None


def test_from_the_post_one_comes_back_to_the_unit(cast: Cast, admin: Client) -> None:
    post = Post.objects.get(unit=cast.company)
    said = {"person_uuid": str(cast.outsider.uuid), "post_uuid": str(post.uuid), "from_on": _day(0), "to_on": _day(9)}

    answer = admin.post(f"{URL}posts/{post.uuid}/take/", said)

    assert answer.headers["Location"] == f"{URL}units/{cast.company.uuid}/"


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"to_on": "2020-01-01"}, "to_on"),
        ({"post_uuid": ""}, "post_uuid"),
        ({"post_uuid": "nonsense"}, "post_uuid"),
        ({"person_uuid": str(UUID(int=3))}, "person_uuid"),
        ({"from_on": "gestern"}, "from_on"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    cast: Cast, admin: Client, changes: dict[str, str], field: str
) -> None:
    post = Post.objects.get(unit=cast.company)
    said = {"person_uuid": str(cast.outsider.uuid), "post_uuid": str(post.uuid), "from_on": _day(0), "to_on": ""}

    answer = admin.post(f"{URL}people/{cast.outsider.uuid}/take/", said | changes)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_a_post_held_already_is_refused(cast: Cast, admin: Client, term: UUID) -> None:
    post = Holding.objects.get(uuid=term).post
    said = {"person_uuid": str(cast.handler.uuid), "post_uuid": str(post.uuid), "from_on": _day(0), "to_on": ""}

    answer = admin.post(f"{URL}people/{cast.handler.uuid}/take/", said)

    assert (answer.status_code, list(answer.context["form"].errors)) == (409, ["from_on"])


def test_a_post_is_left(cast: Cast, admin: Client, term: UUID) -> None:
    admin.post(f"{URL}terms/{term}/leave/", {"to_on": _day(0)})

    assert Holding.objects.get(uuid=term).to_on == timezone.localdate()


@pytest.mark.parametrize("days, status", [(1, 409), (-9000, 422)])
def test_a_last_day_that_cannot_be_is_refused(cast: Cast, admin: Client, term: UUID, days: int, status: int) -> None:
    Holding.objects.filter(uuid=term).update(to_on=timezone.localdate())

    answer = admin.post(f"{URL}terms/{term}/leave/", {"to_on": _day(days)})

    assert (answer.status_code, list(answer.context["form"].errors)) == (status, ["to_on"])


def _stand_in(cast: Cast, **changes: str) -> dict[str, str]:
    said = {"deputy_uuid": str(cast.outsider.uuid), "from_on": _day(0), "to_on": _day(3), "reason": "休假"}
    return said | changes


def test_a_post_is_delegated_and_listed(cast: Cast, admin: Client, term: UUID) -> None:
    answer = admin.post(f"{URL}terms/{term}/delegate/", _stand_in(cast))

    assert answer.headers["Location"] == f"{URL}delegations/"
    (listed,) = admin.get(f"{URL}delegations/").context["rows"]
    assert (listed[0].deputy, listed[0].reason, listed[0].is_now, listed[1]) == ("无权者", "休假", True, True)


@pytest.mark.parametrize("changes, field", [({"to_on": _day(-1)}, "to_on"), ({"deputy_uuid": ""}, "deputy_uuid")])
def test_a_delegation_that_cannot_be_is_refused(
    cast: Cast, admin: Client, term: UUID, changes: dict[str, str], field: str
) -> None:
    answer = admin.post(f"{URL}terms/{term}/delegate/", _stand_in(cast, **changes))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert "休假" in answer.content.decode()


def test_nobody_stands_in_for_themselves(cast: Cast, admin: Client, term: UUID) -> None:
    answer = admin.post(f"{URL}terms/{term}/delegate/", _stand_in(cast, deputy_uuid=str(cast.handler.uuid)))

    assert list(answer.context["form"].errors) == ["deputy_uuid"]


def test_a_delegation_is_taken_back_once(cast: Cast, admin: Client, term: UUID) -> None:
    admin.post(f"{URL}terms/{term}/delegate/", _stand_in(cast))
    url = f"{URL}delegations/{Delegation.objects.get().uuid}/end/"

    assert admin.post(url).status_code == 302
    assert admin.post(url).status_code == 409
    assert admin.get(f"{URL}delegations/").context["rows"][0][1] is False


def test_no_delegation_teaches(admin: Client) -> None:
    assert "empty-here" in admin.get(f"{URL}delegations/").content.decode()


def test_more_delegations_ask_no_more(cast: Cast, admin: Client, term: UUID, statements: Count) -> None:
    today = timezone.localdate()
    url, numbers = f"{URL}delegations/", range(6)
    days = [today + timedelta(days=number) for number in numbers]
    delegate(call(cast.configurer), holding_uuid=term, deputy_uuid=cast.leader.uuid, from_on=today, to_on=today)
    before = statements(admin, url)
    for day in days:
        delegate(call(cast.configurer), holding_uuid=term, deputy_uuid=cast.outsider.uuid, from_on=day, to_on=day)

    assert statements(admin, url) == before


@pytest.mark.parametrize("page", ["take", "delegate"])
def test_a_choice_of_many_asks_no_more(cast: Cast, admin: Client, term: UUID, statements: Count, page: str) -> None:
    from cast import person

    from bihuan.orgs.rules import Power

    urls = {"take": f"{URL}people/{cast.handler.uuid}/take/", "delegate": f"{URL}terms/{term}/delegate/"}
    before = statements(admin, urls[page])
    for number in range(12):
        person(f"员{number}", cast.street, f"岗{number}", Power.HANDLE)

    assert statements(admin, urls[page]) == before
    assert 'data-initials="y0' in admin.get(urls[page]).content.decode()
