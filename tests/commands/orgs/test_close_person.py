"""Closing an account: no sign-in, no post, no token, nobody stood in for."""

from datetime import date, timedelta

import pytest
from cast import NOW, Cast, call

from bihuan.kernel.call import system_actor
from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import close_person, delegate, make_token, take_post
from bihuan.orgs.models import Delegation, Holding, Person, Post
from bihuan.orgs.queries import actor_for_token, delegations, hats

TODAY = date(2026, 3, 23)
LATER = TODAY + timedelta(days=30)


def term(cast: Cast) -> Holding:
    return Holding.objects.get(person__uuid=cast.handler.uuid)


def test_the_person_is_out_and_no_term_counts_any_more_today(cast: Cast) -> None:
    close_person(call(cast.configurer), person_uuid=cast.handler.uuid, reason="退休")

    assert not Person.objects.get(uuid=cast.handler.uuid).is_active
    assert term(cast).to_on == TODAY - timedelta(days=1)
    assert hats(Person.objects.get(uuid=cast.handler.uuid), TODAY) == []
    (entry,) = timeline(cast.handler.uuid)
    assert (entry.name, entry.payload["reason"]) == ("orgs.person_closed.v1", "退休")
    assert entry.payload["posts"] == [
        {"holding_uuid": str(term(cast).uuid), "post": "经办", "unit": "甲街道办事处", "to_on": "2026-03-22"}
    ]


def test_terms_that_are_over_or_to_come_end_as_they_must(cast: Cast) -> None:
    person, post = Person.objects.get(uuid=cast.handler.uuid), Post.objects.get(title="巡查员")
    over = Holding.objects.create(person=person, post=post, from_on=date(2020, 1, 1), to_on=date(2021, 1, 1))
    to_come = take_post(call(cast.configurer), person_uuid=person.uuid, post_uuid=post.uuid, from_on=LATER)
    lent = delegate(
        call(cast.configurer),
        holding_uuid=to_come.holding_uuid,
        deputy_uuid=cast.outsider.uuid,
        from_on=LATER,
        to_on=LATER,
    )

    close_person(call(cast.configurer), person_uuid=person.uuid)

    assert Holding.objects.get(pk=over.pk).to_on == date(2021, 1, 1)
    assert not Holding.objects.filter(uuid=to_come.holding_uuid).exists()
    (struck,) = timeline(person.uuid)[-1].payload["posts_struck"]
    assert (struck["post"], struck["from_on"]) == ("巡查员", LATER.isoformat())
    (struck,) = timeline(person.uuid)[-1].payload["delegations_struck"]
    assert struck == {
        "delegation_uuid": str(lent.delegation_uuid),
        "holder_uuid": str(person.uuid),
        "holder": "甲街道经办",
        "deputy_uuid": str(cast.outsider.uuid),
        "deputy": "无权者",
        "post": "巡查员",
        "from_on": "2026-04-22",
        "to_on": "2026-04-22",
    }


def test_tokens_and_standing_in_end_at_once(cast: Cast) -> None:
    made = make_token(call(cast.configurer), holding_uuid=term(cast).uuid, label="机", expires_on=LATER)
    other = Holding.objects.get(person__uuid=cast.other_handler.uuid)
    days = {"from_on": TODAY, "to_on": LATER}
    delegate(call(cast.configurer), holding_uuid=other.uuid, deputy_uuid=cast.handler.uuid, **days)
    delegate(call(cast.configurer), holding_uuid=term(cast).uuid, deputy_uuid=cast.outsider.uuid, **days)

    done = close_person(call(cast.configurer), person_uuid=cast.handler.uuid)

    assert done.tokens_revoked == 1
    assert actor_for_token(made.secret, TODAY) is None
    assert Delegation.objects.get(deputy__uuid=cast.handler.uuid).ended_at == NOW
    ended = timeline(cast.handler.uuid)[-1].payload["delegations_ended"]
    assert [(lent["holder"], lent["deputy"]) for lent in ended] == [
        ("乙街道经办", "甲街道经办"),
        ("甲街道经办", "无权者"),
    ]
    deputy = Person.objects.get(uuid=cast.outsider.uuid)
    assert [hat.actor.acting_for for hat in hats(deputy, TODAY)] == [""]


def test_who_stood_in_for_them_ends_at_once_too(cast: Cast) -> None:
    days = {"from_on": TODAY, "to_on": LATER}
    delegate(call(cast.configurer), holding_uuid=term(cast).uuid, deputy_uuid=cast.outsider.uuid, **days)

    close_person(call(cast.configurer), person_uuid=cast.handler.uuid)

    assert [row.is_now for row in delegations(TODAY)] == [False]
    assert Delegation.objects.get().ended_at == NOW


def test_a_term_that_began_today_is_struck_with_its_token(cast: Cast) -> None:
    post = Post.objects.get(title="巡查员")
    begun = take_post(call(cast.configurer), person_uuid=cast.handler.uuid, post_uuid=post.uuid, from_on=TODAY)
    made = make_token(call(cast.configurer), holding_uuid=begun.holding_uuid, label="机", expires_on=LATER)

    close_person(call(cast.configurer), person_uuid=cast.handler.uuid)

    assert not Holding.objects.filter(uuid=begun.holding_uuid).exists()
    payload = timeline(cast.handler.uuid)[-1].payload
    assert [struck["from_on"] for struck in payload["posts_struck"]] == ["2026-03-23"]
    assert payload["tokens_revoked"] == [{"token_uuid": str(made.token_uuid), "label": "机"}]


def test_a_repeat_is_answered_once_and_a_second_wish_is_refused(cast: Cast) -> None:
    same = call(cast.configurer)
    first = close_person(same, person_uuid=cast.handler.uuid)

    assert close_person(same, person_uuid=cast.handler.uuid) == first
    with pytest.raises(Refusal, match=r"orgs\.already_closed"):
        close_person(call(cast.configurer), person_uuid=cast.handler.uuid)


def test_refuses_oneself_and_the_last_who_configures(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_yourself"):
        close_person(call(cast.configurer), person_uuid=cast.configurer.uuid)
    with pytest.raises(Refusal, match=r"orgs\.last_keeper"):
        close_person(call(system_actor("setup")), person_uuid=cast.configurer.uuid)

    assert Person.objects.get(uuid=cast.configurer.uuid).is_active


def test_who_configures_for_the_last_day_today_is_not_relied_on(cast: Cast) -> None:
    ending = Person.objects.create(username="临时管理员", name="临时管理员")
    Holding.objects.create(person=ending, post=Post.objects.get(title="管理员"), from_on=date(2020, 1, 1), to_on=TODAY)

    with pytest.raises(Refusal, match=r"orgs\.last_keeper"):
        close_person(call(hats(ending, TODAY)[0].actor), person_uuid=cast.configurer.uuid)


def test_refuses_people_who_do_not_configure(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        close_person(call(cast.supervisor), person_uuid=cast.handler.uuid)
