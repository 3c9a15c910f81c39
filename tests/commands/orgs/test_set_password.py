"""Setting passwords: one's own with the old one, anybody's by whoever configures."""

from datetime import date

import pytest
from cast import Cast, call

from bihuan.kernel.call import Actor, system_actor
from bihuan.kernel.errors import Refusal
from bihuan.ledger.models import Receipt
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import TokenMade, make_token, set_password
from bihuan.orgs.models import Holding, Person
from bihuan.orgs.queries import actor_for_token
from bihuan.orgs.rules import Secret

TODAY = date(2026, 3, 23)
NEW = Secret("湖边的柳树-1949")


def test_whoever_configures_sets_anybodys(cast: Cast) -> None:
    set_password(call(cast.configurer), person_uuid=cast.handler.uuid, new=NEW)

    assert Person.objects.get(uuid=cast.handler.uuid).check_password(NEW.value)
    (entry,) = timeline(cast.handler.uuid)
    assert (entry.name, entry.payload) == (
        "orgs.password_set.v1",
        {"by_themselves": False, "tokens_revoked": []},
    )


@pytest.mark.parametrize("is_own", [False, True])
def test_a_new_password_revokes_the_persons_tokens_and_nobody_elses(cast: Cast, is_own: bool) -> None:
    set_password(call(system_actor("setup")), person_uuid=cast.handler.uuid, new=NEW)
    mine, others = (token(cast, who) for who in (cast.handler, cast.supervisor))
    who, old = (cast.handler, NEW) if is_own else (cast.configurer, None)

    done = set_password(call(who), person_uuid=cast.handler.uuid, new=Secret("山上的松树-1950"), old=old)

    assert done.tokens_revoked == 1
    assert actor_for_token(mine.secret, TODAY) is None
    assert actor_for_token(others.secret, TODAY) is not None
    kept = {"token_uuid": str(mine.token_uuid), "label": "环卫车平台"}
    assert timeline(cast.handler.uuid)[-1].payload == {"by_themselves": is_own, "tokens_revoked": [kept]}


def token(cast: Cast, who: Actor) -> TokenMade:
    """A token that acts as somebody in their post."""
    holding = Holding.objects.get(person__uuid=who.uuid)
    last = date(2026, 12, 31)
    return make_token(call(cast.configurer), holding_uuid=holding.uuid, label="环卫车平台", expires_on=last)


def test_a_refused_password_revokes_nothing(cast: Cast) -> None:
    made = token(cast, cast.handler)

    with pytest.raises(Refusal, match=r"orgs\.weak_password"):
        set_password(call(cast.configurer), person_uuid=cast.handler.uuid, new=Secret("short"))

    assert actor_for_token(made.secret, TODAY) is not None


def test_a_person_sets_their_own_with_the_old_one(cast: Cast) -> None:
    set_password(call(system_actor("setup")), person_uuid=cast.handler.uuid, new=NEW)

    set_password(call(cast.handler), person_uuid=cast.handler.uuid, new=Secret("山上的松树-1950"), old=NEW)

    assert Person.objects.get(uuid=cast.handler.uuid).check_password("山上的松树-1950")


@pytest.mark.parametrize("old", [None, Secret("wrong"), Secret("")])
def test_refuses_ones_own_without_the_right_old_one(cast: Cast, old: Secret | None) -> None:
    set_password(call(system_actor("setup")), person_uuid=cast.configurer.uuid, new=NEW)

    with pytest.raises(Refusal, match=r"orgs\.wrong_password"):
        set_password(call(cast.configurer), person_uuid=cast.configurer.uuid, new=Secret("山上的松树-1950"), old=old)

    assert Person.objects.get(uuid=cast.configurer.uuid).check_password(NEW.value)


@pytest.mark.parametrize("weak", ["short", "password1234", "1234567890"])
def test_refuses_weak_ones(cast: Cast, weak: str) -> None:
    with pytest.raises(Refusal, match=r"orgs\.weak_password"):
        set_password(call(cast.configurer), person_uuid=cast.handler.uuid, new=Secret(weak))


def test_demonstration_people_have_passwords_too(cast: Cast) -> None:
    Person.objects.update(is_demo=True)

    set_password(call(cast.configurer), person_uuid=cast.handler.uuid, new=NEW)

    assert Person.objects.get(uuid=cast.handler.uuid).check_password(NEW.value)


def test_a_repeat_is_answered_without_a_second_change(cast: Cast) -> None:
    same = call(cast.configurer)

    first = set_password(same, person_uuid=cast.handler.uuid, new=NEW)
    second = set_password(same, person_uuid=cast.handler.uuid, new=NEW)

    assert first == second
    assert len(timeline(cast.handler.uuid)) == 1


def test_no_trace_of_the_password_is_kept(cast: Cast) -> None:
    set_password(call(cast.configurer), person_uuid=cast.handler.uuid, new=NEW)
    set_password(call(cast.configurer), person_uuid=cast.handler.uuid, new=Secret("山上的松树-1950"))

    one, other = Receipt.objects.filter(command="orgs.set_password")
    assert one.fingerprint == other.fingerprint


def test_refuses_somebody_elses(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        set_password(call(cast.supervisor), person_uuid=cast.handler.uuid, new=NEW)
