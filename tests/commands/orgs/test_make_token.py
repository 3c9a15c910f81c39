"""Making an access token."""

from dataclasses import replace
from datetime import date

import pytest
from cast import Cast, call

from bihuan.kernel.errors import Refusal
from bihuan.ledger.models import Receipt
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import close_person, leave_post, make_token
from bihuan.orgs.models import AccessToken, Holding, Person, Post
from bihuan.orgs.queries import actor_for_token

TODAY = date(2026, 3, 23)
LAST = date(2026, 12, 31)


@pytest.fixture
def holding(cast: Cast) -> Holding:
    return Holding.objects.get(person__uuid=cast.handler.uuid)


def test_the_token_acts_as_the_holder_in_the_post(cast: Cast, holding: Holding) -> None:
    made = make_token(call(cast.configurer), holding_uuid=holding.uuid, label="环卫车平台", expires_on=LAST)

    actor = actor_for_token(made.secret, TODAY)
    assert actor == replace(cast.handler, token="环卫车平台")
    assert actor_for_token(made.secret, LAST) == actor
    assert actor_for_token(made.secret, date(2027, 1, 1)) is None


@pytest.mark.parametrize("table", [Person, Post])
def test_it_opens_nothing_for_a_person_or_post_out_of_use(
    cast: Cast, holding: Holding, table: type[Person] | type[Post]
) -> None:
    made = make_token(call(cast.configurer), holding_uuid=holding.uuid, label="环卫车平台", expires_on=LAST)

    table.objects.filter(holdings=holding).update(is_active=False)

    assert actor_for_token(made.secret, TODAY) is None


def test_the_secret_is_nowhere_in_the_database(cast: Cast, holding: Holding) -> None:
    made = make_token(call(cast.configurer), holding_uuid=holding.uuid, label="环卫车平台", expires_on=LAST)

    (entry,) = timeline(made.token_uuid)
    receipt = Receipt.objects.get(command="orgs.make_token")
    assert len(made.secret) > 40
    assert made.secret not in receipt.result + str(entry.payload) + AccessToken.objects.get().digest
    assert entry.payload["label"] == "环卫车平台"


def test_a_repeat_makes_no_second_token_and_shows_no_secret(cast: Cast, holding: Holding) -> None:
    same = call(cast.configurer)

    first = make_token(same, holding_uuid=holding.uuid, label="环卫车平台", expires_on=LAST)
    second = make_token(same, holding_uuid=holding.uuid, label="环卫车平台", expires_on=LAST)

    assert (second.token_uuid, second.secret) == (first.token_uuid, "")
    assert AccessToken.objects.count() == 1


@pytest.mark.parametrize("last", [date(2026, 3, 22), date(2028, 3, 24)])
def test_refuses_a_term_too_short_or_too_long(cast: Cast, holding: Holding, last: date) -> None:
    with pytest.raises(Refusal, match=r"orgs\.token_term"):
        make_token(call(cast.configurer), holding_uuid=holding.uuid, label="环卫车平台", expires_on=last)


def test_refuses_a_post_that_was_left(cast: Cast, holding: Holding) -> None:
    leave_post(call(cast.configurer), holding_uuid=holding.uuid, to_on=date(2026, 3, 22))

    with pytest.raises(Refusal, match=r"orgs\.not_held"):
        make_token(call(cast.configurer), holding_uuid=holding.uuid, label="环卫车平台", expires_on=LAST)


def test_refuses_a_holder_whose_account_is_closed(cast: Cast, holding: Holding) -> None:
    close_person(call(cast.configurer), person_uuid=cast.handler.uuid)

    with pytest.raises(Refusal, match=r"orgs\.inactive"):
        make_token(call(cast.configurer), holding_uuid=holding.uuid, label="环卫车平台", expires_on=LAST)


def test_refuses_a_token_without_a_label(cast: Cast, holding: Holding) -> None:
    with pytest.raises(Refusal, match=r"orgs\.blank"):
        make_token(call(cast.configurer), holding_uuid=holding.uuid, label=" ", expires_on=LAST)


def test_refuses_people_who_do_not_configure(cast: Cast, holding: Holding) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        make_token(call(cast.handler), holding_uuid=holding.uuid, label="环卫车平台", expires_on=LAST)
