"""Opening a closed account again."""

from datetime import date

import pytest
from cast import Cast, call

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import close_person, delegate, make_token, reopen_person, take_post
from bihuan.orgs.models import Holding, Person
from bihuan.orgs.queries import actor_for_token, hats

TODAY = date(2026, 3, 23)


def test_the_person_may_sign_in_and_posts_stay_ended(cast: Cast) -> None:
    close_person(call(cast.configurer), person_uuid=cast.handler.uuid)

    reopen_person(call(cast.configurer), person_uuid=cast.handler.uuid)

    assert Person.objects.get(uuid=cast.handler.uuid).is_active
    assert Holding.objects.get(person__uuid=cast.handler.uuid).to_on is not None
    assert hats(Person.objects.get(uuid=cast.handler.uuid), TODAY) == []
    assert timeline(cast.handler.uuid)[-1].name == "orgs.person_reopened.v1"


def test_who_stood_in_and_the_tokens_stay_out_the_same_day(cast: Cast) -> None:
    term = Holding.objects.get(person__uuid=cast.handler.uuid)
    made = make_token(call(cast.configurer), holding_uuid=term.uuid, label="机", expires_on=TODAY)
    delegate(
        call(cast.configurer),
        holding_uuid=term.uuid,
        deputy_uuid=cast.outsider.uuid,
        from_on=TODAY,
        to_on=TODAY,
    )
    close_person(call(cast.configurer), person_uuid=cast.handler.uuid)

    reopen_person(call(cast.configurer), person_uuid=cast.handler.uuid)

    assert actor_for_token(made.secret, TODAY) is None
    deputy = Person.objects.get(uuid=cast.outsider.uuid)
    assert [hat.actor.acting_for for hat in hats(deputy, TODAY)] == [""]


def test_the_post_can_be_given_again_the_same_day(cast: Cast) -> None:
    post = Holding.objects.get(person__uuid=cast.handler.uuid).post
    close_person(call(cast.configurer), person_uuid=cast.handler.uuid)
    reopen_person(call(cast.configurer), person_uuid=cast.handler.uuid)

    take_post(call(cast.configurer), person_uuid=cast.handler.uuid, post_uuid=post.uuid, from_on=TODAY)

    assert len(hats(Person.objects.get(uuid=cast.handler.uuid), TODAY)) == 1


def test_a_repeat_is_answered_once_and_a_second_wish_is_refused(cast: Cast) -> None:
    close_person(call(cast.configurer), person_uuid=cast.handler.uuid)
    same = call(cast.configurer)

    assert reopen_person(same, person_uuid=cast.handler.uuid) == reopen_person(same, person_uuid=cast.handler.uuid)
    with pytest.raises(Refusal, match=r"orgs\.already_open"):
        reopen_person(call(cast.configurer), person_uuid=cast.handler.uuid)


def test_refuses_people_who_do_not_configure(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        reopen_person(call(cast.supervisor), person_uuid=cast.handler.uuid)
