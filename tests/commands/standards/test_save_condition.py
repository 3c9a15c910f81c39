"""Beginning and replacing filing conditions."""

from datetime import date
from uuid import uuid4

import pytest
from cast import Cast, call
from small_dictionary import Small

from bihuan.kernel.errors import Refusal
from bihuan.kernel.limits import Limit, Unit
from bihuan.ledger.queries import timeline
from bihuan.standards.commands import save_condition
from bihuan.standards.models import FilingCondition
from bihuan.standards.queries import condition_for, condition_in_force, conditions_in_force
from bihuan.standards.rules.terms import Habit

APRIL = date(2026, 4, 1)


def test_begins_another_condition_of_the_class(cast: Cast, small: Small) -> None:
    saved = save_condition(
        call(cast.configurer),
        class_uuid=small.litter,
        text="主干道上有垃圾",
        limit_text="1小时",
        from_on=APRIL,
        grade="紧急",
        habit=Habit(hours=Unit.CONTINUOUS_HOURS),
    )

    row = condition_for(saved.condition_uuid)
    assert (row.limit, row.limit_text, row.grade) == (Limit(1, Unit.CONTINUOUS_HOURS), "1小时", "urgent")
    assert [each.text for each in conditions_in_force(small.litter, date(2026, 3, 31))] == ["有裸露垃圾"]
    assert [each.text for each in conditions_in_force(small.litter, APRIL)] == ["主干道上有垃圾", "有裸露垃圾"]


def test_replaces_a_condition_and_keeps_the_old_one(cast: Cast, small: Small) -> None:
    saved = save_condition(
        call(cast.configurer),
        class_uuid=small.litter,
        text="有裸露垃圾",
        limit_text="2小时",
        from_on=APRIL,
        replaces_uuid=small.condition,
    )

    assert condition_for(small.condition).valid_to == APRIL
    assert condition_in_force(small.condition, date(2026, 3, 31)) is not None
    assert condition_in_force(small.condition, APRIL) is None
    assert [each.uuid for each in conditions_in_force(small.litter, APRIL)] == [saved.condition_uuid]


def test_replaces_a_condition_on_the_day_it_began(cast: Cast, small: Small) -> None:
    first = date(2026, 1, 1)

    saved = save_condition(
        call(cast.configurer),
        class_uuid=small.litter,
        text="有裸露垃圾",
        limit_text="2小时",
        from_on=first,
        replaces_uuid=small.condition,
    )

    assert [each.uuid for each in conditions_in_force(small.litter, first)] == [saved.condition_uuid]


def test_writes_what_was_read_to_the_ledger(cast: Cast, small: Small) -> None:
    entry = timeline(small.standard)[-1]

    assert entry.name == "standards.condition_saved.v1"
    assert (entry.payload["limit_text"], entry.payload["limit"]) == ("4小时", "4工作时")
    assert (entry.payload["code"], entry.payload["from_on"]) == ("06010", "2026-01-01")


def test_a_repeat_adds_nothing(cast: Cast, small: Small) -> None:
    same = call(cast.configurer)
    wish = {"class_uuid": small.litter, "text": "主干道上有垃圾", "limit_text": "1小时", "from_on": APRIL}

    assert save_condition(same, **wish) == save_condition(same, **wish)  # type: ignore[arg-type]
    assert FilingCondition.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": "有裸露垃圾"}, "standards.condition_twice"),
        ({"text": ""}, "orgs.blank"),
        ({"text": "长" * 301}, "orgs.too_long"),
        ({"limit_text": ""}, "orgs.blank"),
        ({"limit_text": "尽快"}, "kernel.unreadable_limit"),
        ({"grade": "重大"}, "standards.grade_unknown"),
        ({"class_uuid": uuid4()}, "standards.not_found"),
        ({"replaces_uuid": uuid4()}, "standards.not_found"),
    ],
)
def test_refuses(cast: Cast, small: Small, fields: dict[str, object], code: str) -> None:
    wish = {"class_uuid": small.litter, "text": "主干道上有垃圾", "limit_text": "1小时", "from_on": APRIL} | fields

    with pytest.raises(Refusal) as refusal:
        save_condition(call(cast.configurer), **wish)  # type: ignore[arg-type]

    assert refusal.value.code == code
    assert FilingCondition.objects.count() == 1


def test_refuses_to_replace_before_the_old_one_began_or_twice(cast: Cast, small: Small) -> None:
    def replace(on: date) -> None:
        save_condition(
            call(cast.configurer),
            class_uuid=small.litter,
            text="有裸露垃圾",
            limit_text="2小时",
            from_on=on,
            replaces_uuid=small.condition,
        )

    with pytest.raises(Refusal, match=r"standards\.before_current"):
        replace(date(2025, 12, 31))
    replace(APRIL)
    with pytest.raises(Refusal, match=r"standards\.condition_over"):
        replace(date(2026, 5, 1))


def test_refuses_people_who_do_not_configure(cast: Cast, small: Small) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        save_condition(call(cast.supervisor), class_uuid=small.litter, text="别的", limit_text="1小时", from_on=APRIL)
