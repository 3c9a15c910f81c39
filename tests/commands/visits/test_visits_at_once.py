"""Two phones at the same moment: one case, both visits."""

from uuid import uuid4

import pytest
from cast import NOW, call, make_cast
from commands.visits.street import make_street, seen, visit
from together import at_once

from bihuan.cases.models import Case
from bihuan.visits.commands import Recorded, record_visit
from bihuan.visits.models import ElementState, Observation, Visit


@pytest.mark.django_db(transaction=True)
def test_two_phones_at_one_place_make_one_case() -> None:
    street = make_street(make_cast())
    people = (street.cast.inspector, street.cast.supervisor)

    answers = at_once(*(lambda who=who: visit(street, seen(street.clean), who=who) for who in people))

    assert [type(answer) for answer in answers] == [Recorded, Recorded]
    assert (Case.objects.count(), Visit.objects.count(), ElementState.objects.count()) == (1, 2, 1)
    assert {observation.case_id for observation in Observation.objects.all()} == {Case.objects.get().uuid}


@pytest.mark.django_db(transaction=True)
def test_one_visit_sent_four_times_at_once_is_one() -> None:
    street = make_street(make_cast())
    wish, uuid = call(street.cast.inspector), uuid4()
    said = {
        "visit_uuid": uuid, "place_uuid": street.park.uuid, "started_at": NOW, "ended_at": NOW,
        "observations": [seen(street.clean), seen(street.signs)],
    }  # fmt: skip
    others = [call(street.cast.inspector) for _ in range(2)]

    answers = at_once(*(lambda c=c: record_visit(c, **said) for c in (wish, wish, *others)))

    assert len({repr(answer) for answer in answers}) == 1
    assert (Visit.objects.count(), Observation.objects.count(), Case.objects.count()) == (1, 2, 2)
