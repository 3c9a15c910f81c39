"""What waits for whom, counted by the database exactly as the rules count it, over cases of every sort."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from cast import NOW, Cast, make_cast
from makers import dispatched

from bihuan.cases.access import case_for
from bihuan.cases.models import Case, Part
from bihuan.cases.queries import Kind, queue, queue_kinds, row_of, today, visible
from bihuan.cases.queries.waits import WAITED_FOR
from bihuan.cases.rules.facts import Appeal, Ask, PartState, State
from bihuan.cases.rules.moves import Step, answers
from bihuan.kernel.call import Actor
from bihuan.kernel.clocks import Light
from bihuan.orgs.rules import Power

pytestmark = pytest.mark.django_db
CASES = 60


def people(cast: Cast) -> list[Actor]:
    """Return the cast, and three who hold every power at once: at a handling unit, at the office, nowhere."""
    some = [
        "supervisor",
        "handler",
        "other_handler",
        "company_handler",
        "inspector",
        "leader",
        "discipline",
        "outsider",
    ]
    every = frozenset(power.value for power in Power)
    return [
        *(getattr(cast, name) for name in some),
        replace(cast.handler, powers=every),
        replace(cast.inspector, powers=every),
        replace(cast.supervisor, powers=every, unit_uuid=None),
    ]


def anything(rng: Random, cast: Cast) -> dict[str, Any]:
    """Return columns of a case as they may stand, and some as they never should."""
    who = [None, *(each.uuid for each in people(cast))]
    moments = [NOW + timedelta(hours=hours) for hours in (-48, -2, -1, 0, 1, 48)]
    state = rng.choice([*State])
    return {
        "state": state,
        "ask": rng.choice([Ask.NONE, *Ask]),
        "appeal": rng.choice([Appeal.NONE, *Appeal]),
        "appeal_reviewer": rng.choice(who),
        "lead_unit_id": rng.choice([cast.street.uuid, cast.company.uuid, cast.office.uuid]),
        "yellow_at": rng.choice(moments),
        "due_at": rng.choice(moments),
        "paused_at": rng.choice([None, None, *moments]),
        "fed_back_at": rng.choice([None, None, *moments]),
        "fed_back_by": rng.choice(who),
        "closed_at": rng.choice(moments) if state == State.CLOSED else None,
        "observe_at": rng.choice([None, *moments]),
        "observed_at": rng.choice([None, None, *moments]),
        "came_back": rng.random() < 0.2,
        "reworks": rng.choice([0, 0, 1, 2]),
        "level": rng.choice([0, 1, 2]),
    }


@pytest.fixture
def cast() -> Cast:
    cast, rng, others = make_cast(), Random(20261124), Random(3)
    for _ in range(CASES):
        case = Case.objects.get(uuid=dispatched(cast).case_uuid)
        Case.objects.filter(pk=case.pk).update(
            **anything(rng, cast), proposal=others.choice(["", "", "open", "answered"])
        )
        units = rng.sample([cast.street, cast.other_street, cast.company, cast.office], rng.choice([0, 0, 1, 2]))
        for position, unit in enumerate(units):
            Part.objects.create(case=case, unit=unit, state=rng.choice([*PartState]), position=position)
    return cast


def test_the_database_counts_what_waits_as_the_rules_do(cast: Cast) -> None:
    seen: Counter[Kind] = Counter()
    for who in people(cast):
        waiting = queue(who, at=NOW, limit=CASES)
        kinds = queue_kinds(who, at=NOW)
        assert kinds == Counter(each.kind(NOW) for each in waiting), who.name
        assert {each.row.uuid for each in waiting} <= set(visible(who).values_list("uuid", flat=True))
        for kind in kinds:
            assert queue(who, at=NOW, kinds=[kind]) == [each for each in waiting if each.kind(NOW) == kind]
        seen.update(kinds)

    assert len({kind.step for kind in seen}) == 14  # every step somebody is waited for, and none
    assert {kind.light for kind in seen} == {None, *Light}


def test_a_queue_that_is_cut_shows_and_counts_the_same(cast: Cast) -> None:
    for who in people(cast):
        whole, cut = today(who, at=NOW, limit=CASES), today(who, at=NOW, limit=3)
        assert (cut.rows, cut.kinds) == (whole.rows[:3], whole.kinds)
        for kind in whole.kinds:
            few = today(who, at=NOW, limit=3, only=lambda each, kind=kind: each == kind)
            assert few.rows == [each for each in whole.rows if each.kind(NOW) == kind][:3]


def test_whoever_the_rules_wait_for_has_the_case_in_the_queue(cast: Cast) -> None:
    """Looking again waits for its day; what is to be verified goes to inspectors, what is to be dispatched to the desk."""
    for who in people(cast):
        queued = {each.row.uuid for each in queue(who, at=NOW, limit=CASES)}
        left_out = {Step.OBSERVE}
        left_out |= set() if who.has(Power.INSPECT) else {Step.VERIFY_PASS}
        left_out |= set() if who.has(Power.SUPERVISE) else {Step.DISPATCH}
        for uuid in visible(who).values_list("uuid", flat=True):
            facts = row_of(case_for(who, uuid)).facts
            waited_for = {answer.step for answer in answers(facts, who, NOW) if answer.may} & set(WAITED_FOR) - left_out
            assert not waited_for or uuid in queued, (who.name, waited_for)
