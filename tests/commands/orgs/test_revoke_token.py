"""Revoking an access token."""

from datetime import date

import pytest
from cast import Cast, call

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import TokenMade, make_token, revoke_token
from bihuan.orgs.models import Holding
from bihuan.orgs.queries import actor_for_token, tokens

TODAY = date(2026, 3, 23)


@pytest.fixture
def made(cast: Cast) -> TokenMade:
    holding = Holding.objects.get(person__uuid=cast.handler.uuid)
    return make_token(
        call(cast.configurer), holding_uuid=holding.uuid, label="环卫车平台", expires_on=date(2026, 12, 31)
    )


def test_the_token_opens_nothing_any_more(cast: Cast, made: TokenMade) -> None:
    revoke_token(call(cast.configurer), token_uuid=made.token_uuid)

    assert actor_for_token(made.secret, TODAY) is None
    assert [row.is_now for row in tokens(TODAY)] == [False]
    assert timeline(made.token_uuid)[-1].name == "orgs.token_revoked.v1"


def test_a_repeat_is_answered_once(cast: Cast, made: TokenMade) -> None:
    same = call(cast.configurer)

    assert revoke_token(same, token_uuid=made.token_uuid) == revoke_token(same, token_uuid=made.token_uuid)
    assert len(timeline(made.token_uuid)) == 2


def test_refuses_one_already_revoked(cast: Cast, made: TokenMade) -> None:
    revoke_token(call(cast.configurer), token_uuid=made.token_uuid)

    with pytest.raises(Refusal, match=r"orgs\.token_revoked"):
        revoke_token(call(cast.configurer), token_uuid=made.token_uuid)


def test_refuses_people_who_do_not_configure(cast: Cast, made: TokenMade) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        revoke_token(call(cast.handler), token_uuid=made.token_uuid)
