"""Lists, search and detail of the dictionary."""

from datetime import date
from uuid import uuid4

import pytest
from cast import Cast, call
from django.db import connection
from django.test.utils import CaptureQueriesContext
from small_dictionary import Small

from bihuan.kernel.errors import Refusal
from bihuan.standards.commands import save_class
from bihuan.standards.queries import (
    class_detail,
    classes,
    condition_for,
    condition_in_force,
    conditions_in_force,
    standards,
)

ON = date(2026, 3, 23)


def codes(search: str, **fields: str) -> list[str]:
    return [each.row.code for each in classes(ON, search=search, **fields).classes]  # type: ignore[arg-type]


def test_lists_standards_with_their_sizes(packaged: None) -> None:
    assert [(row.ref, row.class_count) for row in standards()] == [("GB/T 47678.5-2026", 403), ("BH-QD", 6)]


def test_finds_a_class_by_code_name_initials_and_other_words(packaged: None) -> None:
    searches = ["06010", "0601", "暴露", "bllj", "BLLJ", "纸屑", "06 垃圾"]

    assert [search for search in searches if "06010" not in codes(search)] == []


def test_all_words_of_a_search_must_fit(packaged: None) -> None:
    assert codes("0601 垃圾 暴露") == ["06010"]
    assert codes("暴露 井盖") == []


def test_a_kind_narrows_the_list(packaged: None) -> None:
    assert codes("01002", kind="component") == ["01002"]
    assert codes("01002") == ["01002", "01002"]


def test_pages_come_in_a_fixed_number_of_statements(packaged: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        latest = classes(ON, page=99)

    assert (latest.total, latest.page, latest.page_count, len(latest.classes)) == (409, 9, 9, 9)
    assert len(asked) == 2
    assert (classes(ON, page=0).page, classes(ON, search="没有").page_count) == (1, 1)


def test_counts_the_conditions_in_force_that_day(packaged: None) -> None:
    counts = [
        classes(day, search="01002", kind="matter").classes[0].condition_count for day in (ON, date(2025, 12, 31))
    ]

    assert counts == [4, 0]


def test_a_class_shows_its_conditions_and_its_neighbours(packaged: None) -> None:
    found = next(each.row for each in classes(ON, search="09005").classes)

    detail = class_detail(found.uuid, ON)

    assert "09006" in detail.row.help
    assert [row.limit_text for row in detail.conditions] == ["2紧急工作时"]
    assert detail.others == ()


def test_conditions_are_known_by_uuid(small: Small) -> None:
    row = condition_for(small.condition)

    assert (row.class_uuid, row.limit_text) == (small.litter, "4小时")
    assert condition_in_force(small.condition, ON) == row
    assert conditions_in_force(small.litter, ON) == [row]
    assert condition_in_force(small.condition, date(2025, 12, 31)) is None
    assert condition_in_force(uuid4(), ON) is None


def test_unknown_ones_are_not_found(db: None) -> None:
    with pytest.raises(Refusal, match=r"standards\.not_found"):
        class_detail(uuid4(), ON)
    with pytest.raises(Refusal, match=r"standards\.not_found"):
        condition_for(uuid4())


def test_signs_of_the_search_language_are_ordinary_letters(cast: Cast, small: Small) -> None:
    save_class(call(cast.configurer), standard_uuid=small.standard, kind="事项", code="06980", name="达标率100%")

    assert codes("%") == ["06980"]
    assert codes("_") == []
