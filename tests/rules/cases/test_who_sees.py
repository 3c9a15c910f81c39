"""Who sees a case at each point of its way."""

from dataclasses import replace
from uuid import UUID

import pytest
from loop_facts import (
    CLOCK,
    DISCIPLINE,
    HANDLER,
    HELPER,
    INSPECTOR,
    MONDAY,
    OTHER_HANDLER,
    STREET,
    SUPERVISOR,
    actor,
    at,
    failed,
    fed_back,
    filed,
    given,
    handling,
    passed,
    sent_back,
)

from bihuan.cases.rules.facts import Facts
from bihuan.cases.rules.sight import sees
from bihuan.orgs.rules import Power

LEADER = actor(UUID(int=3), Power.LEAD, number=9)
NOBODY_HERE = UUID(int=999)
SEE_ALL = [SUPERVISOR, LEADER, DISCIPLINE, CLOCK]
OTHERS = [HANDLER, OTHER_HANDLER, HELPER, INSPECTOR]
HELPED = handling(co=(HELPER.unit_uuid,))


@pytest.mark.parametrize(
    "facts, seen_by",
    [
        (Facts(), []),
        (filed(), []),
        (HELPED, [HANDLER, HELPER]),
        (sent_back(HELPED, at(23, 11)), [HANDLER]),
        (given(sent_back(HELPED, at(23, 11)), at(23, 12), unit=OTHER_HANDLER.unit_uuid), [OTHER_HANDLER]),
        (fed_back(handling(), MONDAY), [HANDLER, INSPECTOR]),
        (failed(fed_back(handling(), MONDAY), MONDAY), [HANDLER, INSPECTOR]),
        (passed(fed_back(handling(), MONDAY), MONDAY), [HANDLER, INSPECTOR]),
    ],
)
def test_units_see_their_own_and_inspectors_what_they_verify(facts: Facts, seen_by: list[object]) -> None:
    assert [who for who in OTHERS if sees(facts, who, reported_by=NOBODY_HERE)] == seen_by
    assert all(sees(facts, who, reported_by=NOBODY_HERE) for who in SEE_ALL)


def test_everybody_sees_what_they_reported() -> None:
    assert sees(Facts(), OTHER_HANDLER, reported_by=OTHER_HANDLER.uuid)


def test_a_post_without_power_sees_nothing_of_its_unit() -> None:
    assert not sees(handling(), actor(STREET), reported_by=NOBODY_HERE)


def test_who_has_no_unit_is_in_no_unit() -> None:
    homeless = replace(HANDLER, unit_uuid=None)

    assert not sees(Facts(), homeless, reported_by=NOBODY_HERE)
