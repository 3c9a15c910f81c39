"""Opening a closed account again."""

import pytest
from cast import Cast, call

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import close_person, reopen_person
from bihuan.orgs.models import Holding, Person


def test_the_person_may_sign_in_and_posts_stay_ended(cast: Cast) -> None:
    close_person(call(cast.configurer), person_uuid=cast.handler.uuid)

    reopen_person(call(cast.configurer), person_uuid=cast.handler.uuid)

    assert Person.objects.get(uuid=cast.handler.uuid).is_active
    assert Holding.objects.get(person__uuid=cast.handler.uuid).to_on is not None
    assert timeline(cast.handler.uuid)[-1].name == "orgs.person_reopened.v1"


def test_a_repeat_is_answered_once_and_a_second_wish_is_refused(cast: Cast) -> None:
    close_person(call(cast.configurer), person_uuid=cast.handler.uuid)
    same = call(cast.configurer)

    assert reopen_person(same, person_uuid=cast.handler.uuid) == reopen_person(same, person_uuid=cast.handler.uuid)
    with pytest.raises(Refusal, match=r"orgs\.already_open"):
        reopen_person(call(cast.configurer), person_uuid=cast.handler.uuid)


def test_refuses_people_who_do_not_configure(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        reopen_person(call(cast.supervisor), person_uuid=cast.handler.uuid)
