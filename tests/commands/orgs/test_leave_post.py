"""Leaving a post."""

from datetime import date

import pytest
from cast import Cast, call

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import leave_post
from bihuan.orgs.models import Holding, Person
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


def test_refuses_people_who_do_not_configure(cast: Cast, holding: Holding) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        leave_post(call(cast.handler), holding_uuid=holding.uuid, to_on=date(2026, 3, 31))
