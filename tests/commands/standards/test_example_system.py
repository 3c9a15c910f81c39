"""The example of an assessment system that comes with the product."""

import pytest
from cast import Cast, call
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.standards import queries
from bihuan.standards.commands import load_example_system
from bihuan.standards.models import Element, System
from bihuan.standards.rules.assessment import Level, Way

TYPES = [
    "street_office",
    "culture_station",
    "community",
    "community_culture",
    "estate",
    "urban_fringe",
    "outer_town",
    "outer_village",
    "main_street",
    "back_street",
    "square_park",
    "public_toilet",
    "culture_venue",
    "scenic_spot",
    "bookshop",
    "restaurant_star",
    "farm_market",
    "eatery",
    "service_window",
    "shopping",
    "crossing",
    "cinema",
    "building_site",
    "river",
    "school_near",
    "school_inside",
    "training",
    "minors_counselling",
    "net_cafe",
]


def test_holds_the_29_types_with_their_elements(cast: Cast, packaged: None) -> None:
    done = load_example_system(call(cast.configurer))

    types = queries.types_of(done.system_uuid)
    assert [row.code for row in types] == TYPES
    assert all(4 <= row.element_count <= 12 for row in types)
    assert queries.type_names()["net_cafe"] == "网吧"
    assert list(queries.type_names()) == TYPES
    assert (done.types, done.elements) == (29, sum(row.element_count for row in types))


def test_says_everywhere_that_it_is_an_example(cast: Cast, packaged: None) -> None:
    row = queries.system(load_example_system(call(cast.configurer)).system_uuid)

    assert row.is_example
    assert "示例" in row.name
    assert "no official text" in row.source
    assert "自拟" in row.note


def test_the_points_of_the_tree_add_up(cast: Cast, packaged: None) -> None:
    clauses = queries.clauses_of(load_example_system(call(cast.configurer)).system_uuid)

    for row in clauses:
        below = [each.points for each in clauses if each.parent == row.code]
        assert row.level is Level.STANDARD or row.points == sum(filter(None, below)), row.code
    assert sum(row.points for row in clauses if row.level is Level.PROJECT and row.points) == 100


def test_every_element_can_be_looked_at(cast: Cast, packaged: None) -> None:
    elements = queries.elements_of(load_example_system(call(cast.configurer)).system_uuid)

    assert all(row.help and row.clause_code and row.points > 0 for row in elements)
    assert all(bool(row.steps) is (row.way is Way.STATE) for row in elements)
    assert all(row.steps[-1].most is None and row.steps[0].share == 1 for row in elements if row.steps)
    assert sum(row.class_uuid is not None for row in elements) > len(elements) / 2
    assert any(row.is_around for row in elements)
    assert any(row.is_required for row in elements)


def test_reading_takes_one_statement_each(cast: Cast, packaged: None) -> None:
    uuid = load_example_system(call(cast.configurer)).system_uuid
    with CaptureQueriesContext(
        connection,
    ) as seen:
        queries.elements_of(uuid, "estate")
        queries.types_of(uuid)
        queries.clauses_of(uuid)
        queries.type_names()
        queries.system_in_force(queries.system(uuid).in_force_on)
        queries.systems()

    assert len(seen) == 7


def test_loading_again_changes_nothing_and_says_so(cast: Cast, packaged: None) -> None:
    first = load_example_system(call(cast.configurer))
    before = set(Element.objects.values_list("uuid", flat=True))

    again = load_example_system(call(cast.configurer))

    assert (again.system_uuid, again.is_same) == (first.system_uuid, True)
    assert set(Element.objects.values_list("uuid", flat=True)) == before
    assert [entry.payload["is_same"] for entry in timeline(first.system_uuid)] == [False, True]


def test_without_a_dictionary_the_classes_stay_empty(cast: Cast) -> None:
    uuid = load_example_system(call(cast.configurer)).system_uuid

    assert all(row.class_uuid is None for row in queries.elements_of(uuid))


def test_refuses_people_who_do_not_configure(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        load_example_system(call(cast.supervisor))

    assert not System.objects.exists()
