"""Acting in another post: only in one's own, for this session."""

from datetime import date
from pathlib import Path

import pytest
from cast import Cast
from django.test import Client
from signing import SignIn

from bihuan import web
from bihuan.orgs.models import Holding, Person, Post
from bihuan.web.kit.doors import ACTING_AS, HAT


def _second_post(cast: Cast) -> Holding:
    person = Person.objects.get(uuid=cast.handler.uuid)
    post = Post.objects.get(uuid=cast.inspector.post_uuid)
    return Holding.objects.create(person=person, post=post, from_on=date(2020, 1, 2))


def test_the_menu_lists_my_posts(cast: Cast, sign_in: SignIn) -> None:
    _second_post(cast)

    part = sign_in(cast.handler).get("/me/hats/", headers={"HX-Request": "true"}).content.decode()

    assert "甲街道 · 经办" in part
    assert "督查室 · 巡查员" in part
    assert "<html" not in part


def test_another_post_of_mine_can_be_worn(cast: Cast, sign_in: SignIn) -> None:
    second, client = _second_post(cast), sign_in(cast.handler)

    answer = client.post("/me/hat/", {"key": str(second.uuid)})

    assert answer.headers["Location"] == "/"
    assert client.session[HAT] == str(second.uuid)
    assert "督查室 · 巡查员" in client.get("/me/").content.decode().split("<main")[0]


def test_a_foreign_post_is_refused(cast: Cast, sign_in: SignIn) -> None:
    foreign, client = Holding.objects.get(person__uuid=cast.supervisor.uuid), sign_in(cast.handler)

    answer = client.post("/me/hat/", {"key": str(foreign.uuid)})

    assert answer.status_code == 404
    assert HAT not in client.session


def test_nonsense_is_refused(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.handler).post("/me/hat/", {"key": "?"}).status_code == 404


def test_a_foreign_post_in_the_session_is_not_worn(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.handler)
    session = client.session
    session[HAT] = str(Holding.objects.get(person__uuid=cast.supervisor.uuid).uuid)
    session.save()

    assert "督查室 · 督查员" not in client.get("/me/").content.decode()


def test_without_a_post_today_one_learns_whom_to_ask(cast: Cast, sign_in: SignIn) -> None:
    Holding.objects.filter(person__uuid=cast.handler.uuid).update(to_on=date(2021, 1, 1))

    answer = sign_in(cast.handler).get("/")

    assert answer.status_code == 403
    assert "管理员" in answer.content.decode()


def test_a_door_with_powers_says_the_same(cast: Cast, sign_in: SignIn, gallery: None) -> None:
    Holding.objects.filter(person__uuid=cast.handler.uuid).update(to_on=date(2021, 1, 1))

    assert sign_in(cast.handler).get("/office/").templates[0].name == "web/kit/no_post.html"


def _carried(page: str) -> str:
    return page.split(f'name="{ACTING_AS}" value="')[1].split('"')[0]


@pytest.fixture
def two_posts(cast: Cast, sign_in: SignIn) -> tuple[Client, Holding]:
    """A supervisor who could act as an inspector too."""
    person = Person.objects.get(uuid=cast.supervisor.uuid)
    post = Post.objects.get(uuid=cast.inspector.post_uuid)
    return sign_in(cast.supervisor), Holding.objects.create(person=person, post=post, from_on=date(2020, 1, 2))


def test_every_form_and_every_htmx_request_carries_the_post_of_its_page(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.supervisor).get("/cases/new/").content.decode()
    mine = str(Holding.objects.get(person__uuid=cast.supervisor.uuid).uuid)

    assert _carried(page) == mine
    assert f'"X-Acting-As": "{mine}"' in page


def test_a_page_of_another_post_is_refused_in_words_and_does_nothing(two_posts: tuple[Client, Holding]) -> None:
    client, second = two_posts
    then = _carried(client.get("/cases/new/").content.decode())
    client.post("/me/hat/", {"key": str(second.uuid)})

    answer = client.post("/inbox/read/", {ACTING_AS: then})

    said = answer.content.decode()
    assert answer.status_code == 409
    assert 'data-refused="orgs.post_changed"' in said
    assert "您现以“" in said
    assert "督查室 · 督查员" in said
    assert "所填内容仍在" not in said


def test_an_htmx_request_of_another_post_is_answered_in_the_message_region(two_posts: tuple[Client, Holding]) -> None:
    client, second = two_posts
    then = _carried(client.get("/cases/new/").content.decode())
    client.post("/me/hat/", {"key": str(second.uuid)})

    answer = client.get("/cases/", headers={"HX-Request": "true", "X-Acting-As": then})

    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#messages")
    assert 'data-refused="orgs.post_changed_here"' in answer.content.decode()
    assert "所填内容仍在" in answer.content.decode()


def test_acting_in_the_first_post_again_lets_the_page_through(two_posts: tuple[Client, Holding]) -> None:
    client, second = two_posts
    then = _carried(client.get("/cases/new/").content.decode())
    client.post("/me/hat/", {"key": str(second.uuid)})

    client.post("/me/hat/", {"key": then, ACTING_AS: str(second.uuid)})

    assert client.post("/inbox/read/", {ACTING_AS: then}).status_code == 302


def test_a_page_of_a_post_that_is_no_longer_mine_is_refused(two_posts: tuple[Client, Holding]) -> None:
    client, second = two_posts
    then = _carried(client.get("/cases/new/").content.decode())
    client.post("/me/hat/", {"key": str(second.uuid)})
    Holding.objects.filter(uuid=then).update(to_on=date(2021, 1, 1))

    answer = client.post("/inbox/read/", {ACTING_AS: then})

    assert 'data-refused="orgs.post_gone"' in answer.content.decode()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_does_not_say_for_which_post_is_refused_to_whoever_has_two(
    two_posts: tuple[Client, Holding], headers: dict[str, str]
) -> None:
    client, _second = two_posts

    answer = client.post("/inbox/read/", {ACTING_AS: ""}, headers=headers)

    assert answer.status_code == 409
    assert 'data-refused="orgs.post_unnamed"' in answer.content.decode()


def test_what_does_not_say_for_which_post_is_done_for_whoever_has_one(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.handler).post("/inbox/read/").status_code == 302


def test_the_menu_of_posts_opens_on_an_old_page_too(two_posts: tuple[Client, Holding]) -> None:
    client, _second = two_posts
    headers = {"HX-Request": "true", "X-Acting-As": "4b0f9bd6-7c1a-4c1e-8d0f-000000000000"}

    assert client.get("/me/hats/", headers=headers).status_code == 200


OPEN = {
    "web/kit/_language.html",
    "web/kit/_top.html",
    "web/me/me_page.html",
    "web/demo/demo_people.html",
    "account/login.html",
    "account/logout.html",
    "mfa/authenticate.html",
}


def test_no_form_that_does_something_forgets_the_tag() -> None:
    """Those left out change the language, the post or who is signed in: they belong to no post."""
    folder = Path(web.__file__).parent / "templates"
    texts = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}

    assert {
        name for name, text in texts.items() if text.count("{% csrf_token %}") > text.count("{% request_uuid %}")
    } == OPEN
