"""Units and posts: the tree, one unit, and changing them."""

from datetime import date
from uuid import uuid4

import pytest
from cast import Cast, call, person
from django.test import Client
from settings_pieces import Count, Enter

from bihuan.orgs.commands import save_unit
from bihuan.orgs.models import Post, Unit
from bihuan.orgs.queries import unit_tree
from bihuan.orgs.rules import Power
from bihuan.web.kit import subjects

URL = "/settings/units/"


def _unit(cast: Cast, code: str, name: str, **fields: object) -> Unit:
    done = save_unit(call(cast.configurer), code=code, name=name, **fields)
    return Unit.objects.get(uuid=done.unit_uuid)


def test_each_unit_follows_the_one_it_stands_under(cast: Cast) -> None:
    below = _unit(cast, "09", "甲街道环卫所", parent_uuid=cast.street.uuid)
    _unit(cast, "10", "甲街道环卫一队", parent_uuid=below.uuid)

    rows = [(row.code, row.depth) for row in unit_tree()]
    assert rows == [("01", 0), ("02", 0), ("09", 1), ("10", 2), ("03", 0), ("04", 0)]


def test_everybody_sees_units_posts_and_holders(cast: Cast, enter: Enter) -> None:
    page = enter(cast.handler).get(URL)

    street = next(branch for branch in page.context["branches"] if branch.unit.uuid == cast.street.uuid)
    assert [(chair.title, [stay.term.person for stay in chair.now]) for chair in street.chairs] == [
        ("经办", ["甲街道经办"])
    ]
    assert f"{URL}new/" not in page.content.decode()


@pytest.mark.parametrize("find", ["02", "甲办事处", "jjd", "甲街道经办", "甲 经办"])
def test_a_unit_is_found_by_code_names_initials_and_people(cast: Cast, admin: Client, find: str) -> None:
    assert [branch.unit.code for branch in admin.get(f"{URL}?find={find}").context["branches"]] == ["02"]


def test_nothing_found_teaches(admin: Client) -> None:
    assert "empty-here" in admin.get(f"{URL}?find=没有的").content.decode()


def test_no_units_at_all_teaches_too(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.orgs.queries.unit_tree", list)

    assert "empty-here" in admin.get(URL).content.decode()


def _typed(**changes: str) -> dict[str, str]:
    said = {
        "code": "09",
        "name": "甲街道环卫所",
        "short_name": "甲环卫",
        "aliases": "环卫所\n\n甲所",
        "is_active": "on",
    }
    return said | {"parent_uuid": "", "request_uuid": str(uuid4())} | changes


def test_a_unit_is_added_with_its_names(cast: Cast, admin: Client) -> None:
    answer = admin.post(f"{URL}new/", _typed(parent_uuid=str(cast.street.uuid)))

    row = Unit.objects.get(code="09")
    assert answer.headers["Location"] == f"{URL}{row.uuid}/"
    assert (row.aliases, row.parent_id) == (["环卫所", "甲所"], cast.street.pk)


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"code": "02"}, "code"),
        ({"name": "甲街道"}, "name"),
        ({"aliases": "乙街道"}, "aliases"),
        ({"name": ""}, "name"),
    ],
)
def test_a_name_that_means_two_units_is_refused(cast: Cast, admin: Client, changes: dict[str, str], field: str) -> None:
    answer = admin.post(f"{URL}new/", _typed(**changes))

    assert answer.status_code in (409, 422)
    assert list(answer.context["form"].errors) == [field]
    assert "甲环卫" in answer.content.decode()


def test_a_unit_is_changed_and_taken_out_of_use(cast: Cast, admin: Client) -> None:
    said = _typed(code="02", name="甲街道办事处")
    del said["is_active"]

    admin.post(f"{URL}{cast.street.uuid}/change/", said)

    cast.street.refresh_from_db()
    assert (cast.street.short_name, cast.street.is_active) == ("甲环卫", False)


def test_the_form_begins_with_what_is_there(cast: Cast, admin: Client) -> None:
    page = admin.get(f"{URL}{cast.street.uuid}/change/").content.decode()

    assert "甲街道\n甲办事处" in page
    assert f'value="{cast.street.uuid}"' not in page


def test_a_unit_cannot_stand_below_itself(cast: Cast, admin: Client) -> None:
    below = _unit(cast, "09", "甲街道环卫所", parent_uuid=cast.street.uuid)

    answer = admin.post(
        f"{URL}{cast.street.uuid}/change/",
        _typed(code="02", name="甲街道办事处", aliases="", parent_uuid=str(below.uuid)),
    )

    assert list(answer.context["form"].errors) == ["parent_uuid"]


def test_a_unit_below_is_offered_its_parent(cast: Cast, admin: Client) -> None:
    page = admin.get(f"{URL}new/?under={cast.street.uuid}").content.decode()

    assert f'value="{cast.street.uuid}" selected' in page


def test_a_post_is_added_with_its_powers(cast: Cast, admin: Client) -> None:
    said = {"title": "核查员", "powers": ["inspect", "handle"], "is_active": "on"}

    admin.post(f"{URL}{cast.street.uuid}/posts/new/", said)

    assert Post.objects.get(title="核查员").powers == ["handle", "inspect"]


def test_a_post_is_changed(cast: Cast, admin: Client) -> None:
    post = Post.objects.get(unit=cast.street)

    admin.post(f"/settings/posts/{post.uuid}/", {"title": "主办", "powers": ["handle", "inspect"]})

    post.refresh_from_db()
    assert (post.title, post.powers, post.is_active) == ("主办", ["handle", "inspect"], False)


@pytest.mark.parametrize(
    "said, field", [({"title": "经办", "powers": []}, "title"), ({"title": "甲", "powers": ["all"]}, "powers")]
)
def test_a_post_that_cannot_be_is_refused(cast: Cast, admin: Client, said: dict[str, object], field: str) -> None:
    answer = admin.post(f"{URL}{cast.street.uuid}/posts/new/", said)

    assert answer.status_code in (409, 422)
    assert list(answer.context["form"].errors) == [field]


def test_the_page_of_a_unit_shows_what_is_around_it(cast: Cast, enter: Enter) -> None:
    below = _unit(cast, "09", "甲街道环卫所", parent_uuid=cast.street.uuid)
    client = enter(cast.handler)

    assert [row.name for row in client.get(f"{URL}{cast.street.uuid}/").context["below"]] == ["甲街道环卫所"]
    assert client.get(f"{URL}{below.uuid}/").context["parent"].name == "甲街道办事处"


def test_a_notice_about_a_unit_opens_its_page(cast: Cast) -> None:
    assert subjects.page_of("unit", cast.street.uuid) == f"{URL}{cast.street.uuid}/"


@pytest.mark.parametrize("page", ["", "street"])
def test_more_units_ask_no_more(cast: Cast, admin: Client, statements: Count, page: str) -> None:
    url = f"{URL}{cast.street.uuid}/" if page else URL
    before = statements(admin, url)
    for number in range(10):
        unit = _unit(cast, f"5{number}", f"第{number}所", parent_uuid=cast.street.uuid)
        person(f"所员{number}", unit, "经办", Power.HANDLE)
        person(f"街道员{number}", cast.street, f"岗{number}", Power.HANDLE)

    assert statements(admin, url) == before


def test_a_holder_who_left_stands_apart(cast: Cast, admin: Client) -> None:
    from bihuan.orgs.models import Holding

    Holding.objects.filter(person__uuid=cast.handler.uuid).update(to_on=date(2021, 1, 1))

    (chair,) = admin.get(f"{URL}{cast.street.uuid}/").context["chairs"]
    assert (chair.now, [stay.badge.icon for stay in chair.others]) == ((), ["history"])
