"""Saving a whole edition of an assessment system: all of it, once, and never over one that was used."""

from dataclasses import replace
from datetime import date

import pytest
from cast import NOW, Cast, call

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.standards import queries
from bihuan.standards.commands import example, load_example_system, save_system
from bihuan.standards.models import Element, System
from bihuan.standards.rules.system_rows import RawClause, RawElement, RawHead, RawSystem, RawType
from bihuan.visits.models import Round
from bihuan.visits.rules.kinds import RoundKind

SMALL = RawSystem(
    system=(RawHead(2, ref="试验", name="试验体系", edition="1", in_force_on="2026-01-01", source="试验区"),),
    types=(RawType(2, "estate", "小区"), RawType(3, "river", "河道")),
    clauses=(
        RawClause(2, "1", "测评项目", "", "环境"),
        RawClause(3, "1.1", "测评内容", "1", "卫生"),
        RawClause(4, "1.1.1", "测评标准", "1.1", "地面干净", "实地考察", "8"),
    ),
    elements=(
        RawElement(2, "E1", "estate", "1.1.1", "地面干净", points="2", case_class="06010", around="是"),
        RawElement(3, "E2", "river", "", "水面干净", points="1.5", way="观察频次", required="是"),
    ),
)


def _with(**head: str) -> RawSystem:
    return replace(SMALL, system=(replace(SMALL.system[0], **head),))


def _used(uuid: object) -> None:
    days = {"from_on": date(2026, 3, 1), "to_on": date(2026, 3, 2), "made_at": NOW}
    Round.objects.create(code="1", name="轮次", kind=RoundKind.PLANNED, system_id=uuid, **days)


def test_saves_everything_with_one_entry(cast: Cast, packaged: None) -> None:
    done = save_system(call(cast.configurer), system=SMALL)

    first, second = queries.elements_of(done.system_uuid)
    assert (first.class_code, first.clause_text, first.is_around, len(first.steps)) == ("06010", "地面干净", True, 4)
    assert (second.way, second.steps, second.is_required, second.class_uuid) == ("frequency", (), True, None)
    (entry,) = timeline(done.system_uuid)
    assert (entry.payload["types"], entry.payload["clauses"], entry.payload["elements"]) == (2, 3, 2)
    assert len(entry.payload["rows_sha256"]) == 64


def test_another_edition_is_another_row(cast: Cast, packaged: None) -> None:
    save_system(call(cast.configurer), system=SMALL)
    save_system(call(cast.configurer), system=_with(edition="2"))

    assert System.objects.count() == 2


def test_the_same_again_changes_nothing(cast: Cast, packaged: None) -> None:
    save_system(call(cast.configurer), system=SMALL)

    assert save_system(call(cast.configurer), system=SMALL).is_same
    assert System.objects.get().version == 1


def test_an_unused_edition_is_replaced_and_keeps_its_uuids(cast: Cast, packaged: None) -> None:
    done = save_system(call(cast.configurer), system=SMALL)
    kept = Element.objects.get(code="E1").uuid
    changed = replace(SMALL, elements=(replace(SMALL.elements[0], text="地面整洁"),))

    again = save_system(call(cast.configurer), system=changed)

    assert (again.system_uuid, again.elements, again.is_same) == (done.system_uuid, 1, False)
    assert (Element.objects.get().uuid, Element.objects.get().text) == (kept, "地面整洁")


def test_a_used_edition_is_never_overwritten(cast: Cast, packaged: None) -> None:
    _used(save_system(call(cast.configurer), system=SMALL).system_uuid)

    with pytest.raises(Refusal, match=r"standards\.system_used"):
        save_system(call(cast.configurer), system=_with(name="改名"))

    assert System.objects.get().name == "试验体系"
    assert save_system(call(cast.configurer), system=SMALL).is_same


def test_a_faulty_one_leaves_nothing(cast: Cast, packaged: None) -> None:
    with pytest.raises(Refusal, match=r"standards\.system_faulty"):
        save_system(call(cast.configurer), system=replace(SMALL, types=()))

    assert not System.objects.exists()


def test_a_districts_own_goes_before_the_example(cast: Cast, packaged: None) -> None:
    example_uuid = load_example_system(call(cast.configurer)).system_uuid
    own = save_system(call(cast.configurer), system=_with(in_force_on="2025-06-01", ends_on="2026-06-30")).system_uuid

    def held(on: date) -> object:
        row = queries.system_in_force(on)
        return row and row.uuid

    assert [held(date(2025, 5, 31)), held(date(2026, 3, 1)), held(date(2026, 7, 1))] == [None, own, example_uuid]


def test_excel_and_yaml_read_back_the_same(cast: Cast, packaged: None) -> None:
    raw = queries.raw_system(load_example_system(call(cast.configurer)).system_uuid)

    for written in (queries.write_xlsx(raw), queries.write_yaml(raw)):
        preview = queries.preview_system(written)
        assert (preview.is_same, preview.faults, preview.unknown) == (True, (), ())


def test_a_preview_tells_what_would_change(cast: Cast, packaged: None) -> None:
    uuid = save_system(call(cast.configurer), system=SMALL).system_uuid
    raw = queries.raw_system(uuid)
    changed = replace(raw, elements=(replace(raw.elements[0], points="3"),))

    preview = queries.preview_system(queries.write_yaml(changed))

    assert [(each.kind, each.code) for each in preview.differences] == [("changed", "E1"), ("removed", "E2")]
    assert preview.may_be_imported
    _used(uuid)
    preview = queries.preview_system(queries.write_yaml(changed))
    assert (preview.is_used, preview.may_be_imported) == (True, False)


def test_the_packaged_file_is_as_we_would_write_it(cast: Cast, packaged: None) -> None:
    rows = example()

    assert queries.read_yaml(queries.write_yaml(rows))[0].elements == rows.elements
