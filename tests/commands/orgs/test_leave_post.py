"""Leaving a post."""

from datetime import date

import pytest
from cast import Cast, call

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import leave_post
from bihuan.orgs.models import Holding, Person, Post
from bihuan.orgs.queries import hats


@pytest.fixture
def holding(cast: Cast) -> Holding:
    return Holding.objects.get(person__uuid=cast.handler.uuid)


def test_the_powers_end_after_the_last_day(cast: Cast, holding: Holding) -> None:
    leave_post(call(cast.configurer), holding_uuid=holding.uuid, to_on=date(2026, 3, 31))

    person = Person.objects.get(uuid=cast.handler.uuid)
    assert len(hats(person, date(2026, 3, 31))) == 1
    assert hats(person, date(2026, 4, 1)) == []
    (entry,) = timeline(holding.post.uuid)
    assert (entry.name, entry.payload["to_on"]) == ("orgs.post_left.v1", "2026-03-31")


def test_a_repeat_is_answered_once(cast: Cast, holding: Holding) -> None:
    same = call(cast.configurer)

    first = leave_post(same, holding_uuid=holding.uuid, to_on=date(2026, 3, 31))
    second = leave_post(same, holding_uuid=holding.uuid, to_on=date(2026, 3, 31))

    assert first == second
    assert len(timeline(holding.post.uuid)) == 1


def test_may_be_brought_forward_but_not_put_off(cast: Cast, holding: Holding) -> None:
    leave_post(call(cast.configurer), holding_uuid=holding.uuid, to_on=date(2026, 3, 31))
    leave_post(call(cast.configurer), holding_uuid=holding.uuid, to_on=date(2026, 3, 25))

    with pytest.raises(Refusal, match=r"orgs\.already_left"):
        leave_post(call(cast.configurer), holding_uuid=holding.uuid, to_on=date(2026, 3, 31))


def test_refuses_a_last_day_before_the_first(cast: Cast, holding: Holding) -> None:
    with pytest.raises(Refusal, match=r"orgs\.dates_crossed"):
        leave_post(call(cast.configurer), holding_uuid=holding.uuid, to_on=date(2019, 12, 31))


def _second_keeper(cast: Cast, to_on: date | None = None) -> None:
    person = Person.objects.create(username="副管理员", name="副管理员")
    Holding.objects.create(
        person=person, post=Post.objects.get(uuid=cast.configurer.post_uuid), from_on=date(2020, 1, 1), to_on=to_on
    )


@pytest.mark.parametrize("last", [date(2026, 3, 22), date(2026, 3, 23), date(2026, 6, 30)])
def test_refuses_the_last_who_configures(cast: Cast, last: date) -> None:
    keeping = Holding.objects.get(person__uuid=cast.configurer.uuid)
    _second_keeper(cast, to_on=date(2026, 3, 23))

    with pytest.raises(Refusal, match=r"orgs\.last_keeper"):
        leave_post(call(cast.configurer), holding_uuid=keeping.uuid, to_on=last)

    assert Holding.objects.get(pk=keeping.pk).to_on is None


def test_who_configures_may_leave_when_another_stays(cast: Cast) -> None:
    keeping = Holding.objects.get(person__uuid=cast.configurer.uuid)
    _second_keeper(cast)

    leave_post(call(cast.configurer), holding_uuid=keeping.uuid, to_on=date(2026, 3, 23))

    assert Holding.objects.get(pk=keeping.pk).to_on == date(2026, 3, 23)


def test_refuses_people_who_do_not_configure(cast: Cast, holding: Holding) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        leave_post(call(cast.handler), holding_uuid=holding.uuid, to_on=date(2026, 3, 31))
