"""Letting somebody else act in one's post."""

from datetime import date

import pytest
from cast import Cast, call

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import close_person, delegate, leave_post
from bihuan.orgs.models import Delegation, Holding, Person
from bihuan.orgs.queries import hats

DAYS = {"from_on": date(2026, 3, 24), "to_on": date(2026, 3, 27)}


@pytest.fixture
def holding(cast: Cast) -> Holding:
    return Holding.objects.get(person__uuid=cast.handler.uuid)


def test_the_holder_lends_the_post_for_some_days(cast: Cast, holding: Holding) -> None:
    delegate(call(cast.handler), holding_uuid=holding.uuid, deputy_uuid=cast.outsider.uuid, reason="外出培训", **DAYS)

    deputy = Person.objects.get(uuid=cast.outsider.uuid)
    lent = hats(deputy, date(2026, 3, 27))[-1].actor
    assert (lent.acting_for, lent.unit, "handle" in lent.powers) == ("甲街道经办", "甲街道办事处", True)
    assert len(hats(deputy, date(2026, 3, 28))) == 1


def test_what_was_lent_ends_with_the_term(cast: Cast, holding: Holding) -> None:
    delegate(call(cast.handler), holding_uuid=holding.uuid, deputy_uuid=cast.outsider.uuid, **DAYS)
    deputy = Person.objects.get(uuid=cast.outsider.uuid)

    leave_post(call(cast.configurer), holding_uuid=holding.uuid, to_on=date(2026, 3, 25))

    assert [len(hats(deputy, date(2026, 3, day))) for day in (25, 26)] == [2, 1]


def test_a_holder_out_of_use_lends_nothing(cast: Cast, holding: Holding) -> None:
    delegate(call(cast.handler), holding_uuid=holding.uuid, deputy_uuid=cast.outsider.uuid, **DAYS)

    Person.objects.filter(uuid=cast.handler.uuid).update(is_active=False)

    assert len(hats(Person.objects.get(uuid=cast.outsider.uuid), date(2026, 3, 27))) == 1


def test_writes_the_delegation_under_the_post(cast: Cast, holding: Holding) -> None:
    delegate(call(cast.configurer), holding_uuid=holding.uuid, deputy_uuid=cast.outsider.uuid, **DAYS)

    (entry,) = timeline(holding.post.uuid)
    assert entry.name == "orgs.delegated.v1"
    assert (entry.payload["holder"], entry.payload["deputy"]) == ("甲街道经办", "无权者")
    assert (entry.payload["from_on"], entry.payload["to_on"]) == ("2026-03-24", "2026-03-27")


def test_a_repeat_adds_nothing(cast: Cast, holding: Holding) -> None:
    same = call(cast.handler)

    first = delegate(same, holding_uuid=holding.uuid, deputy_uuid=cast.outsider.uuid, **DAYS)
    second = delegate(same, holding_uuid=holding.uuid, deputy_uuid=cast.outsider.uuid, **DAYS)

    assert first == second
    assert Delegation.objects.count() == 1


def test_refuses_oneself(cast: Cast, holding: Holding) -> None:
    with pytest.raises(Refusal, match=r"orgs\.delegate_self"):
        delegate(call(cast.handler), holding_uuid=holding.uuid, deputy_uuid=cast.handler.uuid, **DAYS)


def test_refuses_crossed_dates(cast: Cast, holding: Holding) -> None:
    with pytest.raises(Refusal, match=r"orgs\.dates_crossed"):
        delegate(
            call(cast.handler),
            holding_uuid=holding.uuid,
            deputy_uuid=cast.outsider.uuid,
            from_on=date(2026, 3, 27),
            to_on=date(2026, 3, 26),
        )


def test_refuses_days_after_the_post_is_left(cast: Cast, holding: Holding) -> None:
    leave_post(call(cast.configurer), holding_uuid=holding.uuid, to_on=date(2026, 3, 26))

    with pytest.raises(Refusal, match=r"orgs\.not_held"):
        delegate(call(cast.handler), holding_uuid=holding.uuid, deputy_uuid=cast.outsider.uuid, **DAYS)


def test_refuses_the_same_deputy_twice(cast: Cast, holding: Holding) -> None:
    delegate(call(cast.handler), holding_uuid=holding.uuid, deputy_uuid=cast.outsider.uuid, **DAYS)

    with pytest.raises(Refusal, match=r"orgs\.already_delegated"):
        delegate(
            call(cast.handler),
            holding_uuid=holding.uuid,
            deputy_uuid=cast.outsider.uuid,
            from_on=date(2026, 3, 27),
            to_on=date(2026, 4, 1),
        )


def test_refuses_a_deputy_who_is_no_longer_active(cast: Cast, holding: Holding) -> None:
    Person.objects.filter(uuid=cast.outsider.uuid).update(is_active=False)

    with pytest.raises(Refusal, match=r"orgs\.inactive"):
        delegate(call(cast.handler), holding_uuid=holding.uuid, deputy_uuid=cast.outsider.uuid, **DAYS)


def test_refuses_a_holder_whose_account_is_closed(cast: Cast, holding: Holding) -> None:
    close_person(call(cast.configurer), person_uuid=cast.handler.uuid)

    with pytest.raises(Refusal, match=r"orgs\.inactive"):
        delegate(call(cast.configurer), holding_uuid=holding.uuid, deputy_uuid=cast.outsider.uuid, **DAYS)


def test_refuses_somebody_elses_post(cast: Cast, holding: Holding) -> None:
    for actor in (cast.outsider, cast.supervisor):
        with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
            delegate(call(actor), holding_uuid=holding.uuid, deputy_uuid=cast.outsider.uuid, **DAYS)
