"""Adding and changing posts."""

from uuid import uuid4

import pytest
from cast import NOW, Cast, call

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import save_post
from bihuan.orgs.models import Person, Post
from bihuan.orgs.queries import hats


def test_adds_a_post_with_its_powers_in_order(cast: Cast) -> None:
    saved = save_post(
        call(cast.configurer), unit_uuid=cast.street.uuid, title="主任", powers=["lead", "handle", "lead"]
    )

    assert Post.objects.get(uuid=saved.post_uuid).powers == ["handle", "lead"]
    (entry,) = timeline(saved.post_uuid)
    assert entry.name == "orgs.post_saved.v1"
    assert (entry.payload["unit"], entry.payload["powers"]) == ("甲街道办事处", ["handle", "lead"])


def test_a_post_out_of_use_gives_no_powers(cast: Cast) -> None:
    assert cast.handler.post_uuid is not None
    save_post(
        call(cast.configurer),
        post_uuid=cast.handler.post_uuid,
        unit_uuid=cast.street.uuid,
        title="经办",
        powers=["handle"],
        is_active=False,
    )

    assert hats(Person.objects.get(uuid=cast.handler.uuid), NOW.date()) == []


def test_a_repeat_adds_nothing(cast: Cast) -> None:
    same = call(cast.configurer)

    first = save_post(same, unit_uuid=cast.street.uuid, title="主任", powers=["lead"])
    second = save_post(same, unit_uuid=cast.street.uuid, title="主任", powers=["lead"])

    assert first == second
    assert Post.objects.filter(title="主任").count() == 1


@pytest.mark.parametrize(
    ("title", "powers", "code"),
    [
        ("", ["handle"], "orgs.blank"),
        ("主" * 61, ["handle"], "orgs.too_long"),
        ("主任", ["handle", "fly"], "orgs.unknown_power"),
        ("经办", ["handle"], "orgs.title_taken"),
    ],
)
def test_refuses(cast: Cast, title: str, powers: list[str], code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        save_post(call(cast.configurer), unit_uuid=cast.street.uuid, title=title, powers=powers)

    assert refusal.value.code == code


@pytest.mark.parametrize(("powers", "is_active"), [(["handle"], True), (["configure"], False)])
def test_refuses_to_take_from_the_last_who_configures(cast: Cast, powers: list[str], is_active: bool) -> None:
    post = Post.objects.get(uuid=cast.configurer.post_uuid)
    renamed = {"post_uuid": post.uuid, "unit_uuid": cast.office.uuid, "title": "系统管理员"}

    with pytest.raises(Refusal, match=r"orgs\.last_keeper"):
        save_post(call(cast.configurer), **renamed, powers=powers, is_active=is_active)

    save_post(call(cast.configurer), **renamed, powers=["configure", "supervise"])
    assert Post.objects.get(pk=post.pk).powers == ["supervise", "configure"]


def test_a_power_may_go_when_another_post_has_it(cast: Cast) -> None:
    post = Post.objects.get(uuid=cast.configurer.post_uuid)
    Post.objects.filter(uuid=cast.supervisor.post_uuid).update(powers=["supervise", "configure"])

    save_post(call(cast.configurer), post_uuid=post.uuid, unit_uuid=cast.office.uuid, title="管理员", powers=["handle"])

    assert Post.objects.get(pk=post.pk).powers == ["handle"]


def test_refuses_an_unknown_unit(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_found"):
        save_post(call(cast.configurer), unit_uuid=uuid4(), title="主任", powers=[])


def test_refuses_people_who_do_not_configure(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        save_post(call(cast.handler), unit_uuid=cast.street.uuid, title="主任", powers=["configure"])
