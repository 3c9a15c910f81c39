"""Ending filing conditions."""

from datetime import date

import pytest
from cast import Cast, call
from small_dictionary import Small

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.standards.commands import end_condition
from bihuan.standards.queries import conditions_in_force

APRIL = date(2026, 4, 1)


def test_no_case_is_filed_under_it_from_that_day(cast: Cast, small: Small) -> None:
    end_condition(call(cast.configurer), condition_uuid=small.condition, on=APRIL)

    assert len(conditions_in_force(small.litter, date(2026, 3, 31))) == 1
    assert conditions_in_force(small.litter, APRIL) == []
    entry = timeline(small.standard)[-1]
    assert (entry.name, entry.payload["on"]) == ("standards.condition_ended.v1", "2026-04-01")


def test_a_repeat_gets_the_first_answer(cast: Cast, small: Small) -> None:
    same = call(cast.configurer)

    first = end_condition(same, condition_uuid=small.condition, on=APRIL)

    assert end_condition(same, condition_uuid=small.condition, on=APRIL) == first


def test_refuses_one_that_is_over_or_has_not_begun(cast: Cast, small: Small) -> None:
    with pytest.raises(Refusal, match=r"standards\.before_current"):
        end_condition(call(cast.configurer), condition_uuid=small.condition, on=date(2025, 12, 31))
    end_condition(call(cast.configurer), condition_uuid=small.condition, on=APRIL)
    with pytest.raises(Refusal, match=r"standards\.condition_over"):
        end_condition(call(cast.configurer), condition_uuid=small.condition, on=APRIL)


def test_refuses_people_who_do_not_configure(cast: Cast, small: Small) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        end_condition(call(cast.handler), condition_uuid=small.condition, on=APRIL)
