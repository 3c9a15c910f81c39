"""A void observation: the element is again what the latest valid one says; the fact stays."""

from datetime import timedelta

import pytest
from cast import NOW, Cast, call
from commands.visits.street import Street, make_street, seen, visit

from bihuan.cases.models import Case
from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.visits.commands import void_observation
from bihuan.visits.models import ElementState, Observation
from bihuan.visits.rules.kinds import Result

DAY = timedelta(days=1)


@pytest.fixture
def street(cast: Cast) -> Street:
    return make_street(cast)


def test_the_state_is_again_what_the_latest_valid_one_says(street: Street) -> None:
    visit(street, seen(street.clean, Result.GOOD, at=NOW - 2 * DAY))
    wrong = seen(street.clean, at=NOW - DAY)
    answer = visit(street, wrong)

    void_observation(call(street.cast.inspector), observation_uuid=wrong.uuid, reason="看错了点位")

    state = ElementState.objects.get()
    assert (state.result, state.since) == ("good", NOW - 2 * DAY)
    assert (Observation.objects.count(), Case.objects.get().state) == (2, "dispatched")
    assert timeline(answer.visit_uuid)[-1].payload["reason"] == "看错了点位"
    with pytest.raises(Refusal, match=r"visits\.voided_already"):
        void_observation(call(street.cast.inspector), observation_uuid=wrong.uuid, reason="看错了点位")


def test_without_a_valid_one_nothing_is_known(street: Street) -> None:
    only = seen(street.clean)
    visit(street, only)

    void_observation(call(street.cast.supervisor), observation_uuid=only.uuid, reason="重复")

    assert ElementState.objects.count() == 0


def test_only_whoever_saw_it_and_the_office_may(street: Street) -> None:
    theirs = seen(street.clean)
    visit(street, theirs, who=street.cast.supervisor)

    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        void_observation(call(street.cast.inspector), observation_uuid=theirs.uuid, reason="不对")
