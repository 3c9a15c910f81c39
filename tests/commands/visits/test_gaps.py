"""The gap list: what is missing now, since when, whose; always the same few statements."""

from datetime import timedelta
from typing import Any

import pytest
from cast import NOW, Cast
from commands.visits.rounds import drawn, many_places
from commands.visits.street import Street, element, make_street, seen, visit
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.places.models import Place
from bihuan.visits.models import Stop
from bihuan.visits.queries import GapFilters, elements_now, every_gap, gaps, round_page, rounds, visit_page
from bihuan.visits.rules.kinds import Result, Scope


@pytest.fixture
def street(cast: Cast) -> Street:
    return make_street(cast)


def listed(street: Street, who: str = "supervisor", **filters: Any) -> list[tuple[str, str]]:
    page = gaps(getattr(street.cast, who), GapFilters(**filters), at=NOW)
    assert (
        page.total
        == len(page.rows)
        == len(list(every_gap(getattr(street.cast, who), GapFilters(**filters), at=NOW, most=9)))
    )
    return [(row.place_code, row.element_code) for row in page.rows]


def test_what_is_missing_now_since_when_and_whose(street: Street) -> None:
    visit(street, seen(street.clean, at=NOW - timedelta(days=3)), seen(street.signs, Result.GOOD))
    visit(street, seen(street.clean))

    page = gaps(street.cast.supervisor, GapFilters(), at=NOW)

    (row,) = page.rows
    assert (row.place_name, row.element, row.unit, row.since) == (
        "人民公园", "地面干净", "甲街道", NOW - timedelta(days=3),
    )  # fmt: skip
    assert (row.case_code[:3], row.case_state) == ("AJ-", "dispatched")
    assert [(each.name, each.count) for each in page.by_unit] == [("甲街道办事处", 1)]
    assert [each.name for each in page.by_element] == ["地面干净"]


def test_filters_narrow_and_counts_open_the_rows(street: Street) -> None:
    visit(street, seen(street.clean), seen(street.signs))
    visit(street, seen(street.signs), where=street.halt)

    assert listed(street, element="1-2") == [("D001", "1-2"), ("D002", "1-2")]
    assert listed(street, unit=street.cast.street.uuid) == [("D001", "1-1"), ("D001", "1-2")]
    assert listed(street, place=street.halt.uuid) == [("D002", "1-2")]
    assert listed(street, type_code="river") == []


def test_only_what_must_be_there_unless_asked(street: Street) -> None:
    extra = element(street.system, street.clean.point_type, "1-3", "长椅完好")
    visit(street, seen(extra))
    visit(street, seen(street.clean, scope=Scope.AROUND))

    assert (listed(street), listed(street, with_all=True)) == ([], [("D001", "1-3")])


def test_a_point_out_of_use_or_of_another_type_lacks_nothing(street: Street) -> None:
    visit(street, seen(street.clean))
    Place.objects.filter(pk=street.park.pk).update(type_code="river")
    assert listed(street) == []
    Place.objects.filter(pk=street.park.pk).update(type_code="park", is_active=False)
    assert listed(street) == []


def test_a_unit_sees_its_own_and_others_nothing(street: Street) -> None:
    visit(street, seen(street.clean))
    visit(street, seen(street.clean), where=street.halt)

    assert listed(street, "handler") == [("D001", "1-1")]
    assert listed(street, "other_handler") == listed(street, "outsider") == []
    assert len(listed(street, "inspector")) == len(listed(street, "leader")) == 2
    hidden = gaps(street.cast.inspector, GapFilters(), at=NOW).rows[0]
    assert hidden.case_code, "the inspector reported it"


def test_one_point_shows_what_nobody_looked_at(street: Street) -> None:
    visit(street, seen(street.clean))

    found = elements_now(street.park.uuid, "park", at=NOW)

    assert [(each.element.code, each.result) for each in found] == [("1-1", "bad"), ("1-2", "")]


def _statements(read: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        read()
    return len(captured)


def test_pages_cost_the_same_however_much_there_is(street: Street) -> None:
    many_places(street)
    made = drawn(street, count=20)
    who = street.cast.supervisor
    answers = [visit(street, seen(street.clean), seen(street.signs))]
    reads = [
        lambda: gaps(who, GapFilters(), at=NOW),
        lambda: round_page(who, made.round_uuid),
        lambda: rounds(),
        lambda: visit_page(who, answers[-1].visit_uuid),
    ]
    before = [_statements(read) for read in reads]

    for stop in Stop.objects.select_related("place")[:8]:
        answers.append(visit(street, seen(street.clean), seen(street.signs), where=stop.place, stop_uuid=stop.uuid))

    assert [_statements(read) for read in reads] == before
    assert max(before) <= 9
