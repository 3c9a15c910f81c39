"""Taking a delegation back."""

from datetime import date, timedelta

import pytest
from cast import NOW, Cast, call

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import delegate, end_delegation
from bihuan.orgs.models import Delegation, Holding, Person
from bihuan.orgs.queries import hats

DAYS = {"from_on": date(2026, 3, 23), "to_on": date(2026, 3, 27)}


@pytest.fixture
def delegation(cast: Cast) -> Delegation:
    holding = Holding.objects.get(person__uuid=cast.handler.uuid)
    made = delegate(call(cast.handler), holding_uuid=holding.uuid, deputy_uuid=cast.outsider.uuid, **DAYS)
    return Delegation.objects.get(uuid=made.delegation_uuid)


def test_the_deputy_may_act_no_more_from_this_moment(cast: Cast, delegation: Delegation) -> None:
    deputy = Person.objects.get(uuid=cast.outsider.uuid)
    assert len(hats(deputy, NOW.date())) == 2

    end_delegation(call(cast.handler), delegation_uuid=delegation.uuid)

    assert len(hats(deputy, NOW.date())) == 1
    entry = timeline(delegation.holding.post.uuid)[-1]
    assert (entry.name, entry.payload["deputy"]) == ("orgs.delegation_ended.v1", "无权者")


def test_the_days_are_free_again(cast: Cast, delegation: Delegation) -> None:
    end_delegation(call(cast.handler), delegation_uuid=delegation.uuid)

    delegate(call(cast.handler), holding_uuid=delegation.holding.uuid, deputy_uuid=cast.outsider.uuid, **DAYS)

    assert Delegation.objects.count() == 2


def test_a_repeat_is_answered_once(cast: Cast, delegation: Delegation) -> None:
    same = call(cast.configurer)

    assert end_delegation(same, delegation_uuid=delegation.uuid) == end_delegation(
        same, delegation_uuid=delegation.uuid
    )
    assert len(timeline(delegation.holding.post.uuid)) == 2


def test_refuses_one_already_taken_back(cast: Cast, delegation: Delegation) -> None:
    end_delegation(call(cast.handler), delegation_uuid=delegation.uuid)

    with pytest.raises(Refusal, match=r"orgs\.delegation_over"):
        end_delegation(call(cast.handler), delegation_uuid=delegation.uuid)


def test_refuses_one_whose_last_day_has_passed(cast: Cast, delegation: Delegation) -> None:
    with pytest.raises(Refusal, match=r"orgs\.delegation_over"):
        end_delegation(call(cast.handler, at=NOW + timedelta(days=5)), delegation_uuid=delegation.uuid)


def test_refuses_the_deputy(cast: Cast, delegation: Delegation) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        end_delegation(call(cast.outsider), delegation_uuid=delegation.uuid)
