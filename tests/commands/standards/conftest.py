"""The cast and a small dictionary, for every test of the standards app's commands."""

from datetime import date

import pytest
from cast import Cast, call, make_cast
from small_dictionary import Small

from bihuan.standards.commands import load_packaged, save_class, save_condition, save_standard


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def packaged(cast: Cast) -> None:
    load_packaged(call(cast.configurer))


@pytest.fixture
def small(cast: Cast) -> Small:
    by = cast.configurer
    standard = save_standard(
        call(by), ref="试验字典", name="试验区事项", in_force_on=date(2026, 1, 1), source="试验区"
    ).standard_uuid
    litter = save_class(
        call(by), standard_uuid=standard, kind="事项", code="06010", name="暴露垃圾", words=["生活垃圾"]
    ).class_uuid
    condition = save_condition(
        call(by), class_uuid=litter, text="有裸露垃圾", limit_text="4小时", from_on=date(2026, 1, 1), source="示例"
    ).condition_uuid
    return Small(standard, litter, condition)
