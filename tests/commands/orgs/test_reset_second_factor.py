"""Taking away a second factor that was lost."""

import pytest
from allauth.mfa.models import Authenticator
from cast import Cast, call

from bihuan.kernel.call import Actor
from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import reset_second_factor
from bihuan.orgs.models import Person
from bihuan.orgs.queries import has_second_factor


def turn_on(who: Actor) -> None:
    person = Person.objects.get(uuid=who.uuid)
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=person, type=kind, data={})


def test_app_and_recovery_codes_are_gone_and_nobody_elses(cast: Cast) -> None:
    turn_on(cast.handler)
    turn_on(cast.supervisor)

    reset_second_factor(call(cast.configurer), person_uuid=cast.handler.uuid)

    assert (has_second_factor(cast.handler.uuid), has_second_factor(cast.supervisor.uuid)) == (False, True)
    (entry,) = timeline(cast.handler.uuid)
    assert (entry.name, entry.payload) == (
        "orgs.second_factor_reset.v1",
        {"name": "甲街道经办", "kinds": ["recovery_codes", "totp"]},
    )


def test_a_repeat_is_answered_once(cast: Cast) -> None:
    turn_on(cast.handler)
    same = call(cast.configurer)

    first = reset_second_factor(same, person_uuid=cast.handler.uuid)

    assert reset_second_factor(same, person_uuid=cast.handler.uuid) == first


def test_refuses_where_there_is_none_and_ones_own(cast: Cast) -> None:
    turn_on(cast.configurer)

    with pytest.raises(Refusal, match=r"orgs\.no_second_factor"):
        reset_second_factor(call(cast.configurer), person_uuid=cast.handler.uuid)
    with pytest.raises(Refusal, match=r"orgs\.not_yourself"):
        reset_second_factor(call(cast.configurer), person_uuid=cast.configurer.uuid)


def test_refuses_people_who_do_not_configure(cast: Cast) -> None:
    turn_on(cast.handler)

    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        reset_second_factor(call(cast.supervisor), person_uuid=cast.handler.uuid)
    assert has_second_factor(cast.handler.uuid)
