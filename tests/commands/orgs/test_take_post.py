"""Taking up a post."""

from datetime import date

import pytest
from cast import Cast, call

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import take_post
from bihuan.orgs.models import Holding, Person, Post
from bihuan.orgs.queries import hats


@pytest.fixture
def post(cast: Cast) -> Post:
    return Post.objects.create(unit=cast.street, title="主任", powers=["lead"])


def test_gives_the_powers_from_the_first_day_to_the_last(cast: Cast, post: Post) -> None:
    take_post(
        call(cast.configurer),
        person_uuid=cast.outsider.uuid,
        post_uuid=post.uuid,
        from_on=date(2026, 4, 1),
        to_on=date(2026, 4, 30),
    )

    person = Person.objects.get(uuid=cast.outsider.uuid)
    days = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 1)]
    assert ["lead" in {power for hat in hats(person, on) for power in hat.actor.powers} for on in days] == [
        False,
        True,
        True,
        False,
    ]


def test_writes_the_term_under_the_post(cast: Cast, post: Post) -> None:
    saved = take_post(
        call(cast.configurer), person_uuid=cast.outsider.uuid, post_uuid=post.uuid, from_on=date(2026, 4, 1)
    )

    (entry,) = timeline(post.uuid)
    assert entry.name == "orgs.post_taken.v1"
    assert entry.payload["holding_uuid"] == str(saved.holding_uuid)
    assert (entry.payload["person"], entry.payload["from_on"], entry.payload["to_on"]) == ("无权者", "2026-04-01", "")


def test_a_repeat_adds_nothing(cast: Cast, post: Post) -> None:
    same = call(cast.configurer)
    wish = {"person_uuid": cast.outsider.uuid, "post_uuid": post.uuid, "from_on": date(2026, 4, 1)}

    assert take_post(same, **wish) == take_post(same, **wish)  # type: ignore[arg-type]
    assert Holding.objects.filter(post=post).count() == 1


@pytest.mark.parametrize(
    ("from_on", "to_on"),
    [(date(2026, 4, 1), None), (date(2026, 4, 30), date(2026, 5, 2)), (date(2026, 3, 1), date(2026, 4, 1))],
)
def test_refuses_the_same_post_in_the_same_days(cast: Cast, post: Post, from_on: date, to_on: date | None) -> None:
    wish = {"person_uuid": cast.outsider.uuid, "post_uuid": post.uuid}
    take_post(call(cast.configurer), from_on=date(2026, 4, 1), to_on=date(2026, 4, 30), **wish)

    with pytest.raises(Refusal, match=r"orgs\.already_held"):
        take_post(call(cast.configurer), from_on=from_on, to_on=to_on, **wish)


def test_takes_the_same_post_up_again_later(cast: Cast, post: Post) -> None:
    wish = {"person_uuid": cast.outsider.uuid, "post_uuid": post.uuid}
    take_post(call(cast.configurer), from_on=date(2026, 4, 1), to_on=date(2026, 4, 30), **wish)

    take_post(call(cast.configurer), from_on=date(2026, 5, 1), **wish)

    assert Holding.objects.filter(post=post).count() == 2


def test_refuses_crossed_dates(cast: Cast, post: Post) -> None:
    with pytest.raises(Refusal, match=r"orgs\.dates_crossed"):
        take_post(
            call(cast.configurer),
            person_uuid=cast.outsider.uuid,
            post_uuid=post.uuid,
            from_on=date(2026, 4, 2),
            to_on=date(2026, 4, 1),
        )


def test_refuses_a_post_out_of_use(cast: Cast, post: Post) -> None:
    Post.objects.filter(pk=post.pk).update(is_active=False)

    with pytest.raises(Refusal, match=r"orgs\.inactive"):
        take_post(call(cast.configurer), person_uuid=cast.outsider.uuid, post_uuid=post.uuid, from_on=date(2026, 4, 1))


def test_refuses_people_who_do_not_configure(cast: Cast, post: Post) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        take_post(call(cast.outsider), person_uuid=cast.outsider.uuid, post_uuid=post.uuid, from_on=date(2026, 4, 1))
