"""Acting in another post: only in one's own, for this session."""

from datetime import date

from cast import Cast
from signing import SignIn

from bihuan.orgs.models import Holding, Person, Post
from bihuan.web.kit.doors import HAT


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
