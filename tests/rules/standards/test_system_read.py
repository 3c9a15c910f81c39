"""How an edition of an assessment system is read: every fault with its row, and round trips."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bihuan.kernel.errors import Refusal
from bihuan.standards.queries.system_xlsx import read_xlsx, write_xlsx
from bihuan.standards.queries.system_yaml import read_yaml, write_yaml
from bihuan.standards.rules.assessment import Level, Way
from bihuan.standards.rules.steps import USUAL_STEPS, Step, read_steps, restored, steps_text, stored
from bihuan.standards.rules.system_compare import CellChange, Kind, compare
from bihuan.standards.rules.system_read import read_system
from bihuan.standards.rules.system_rows import RawClause, RawElement, RawHead, RawSystem, RawType
from bihuan.standards.rules.system_terms import ClauseTerms, Content, ElementTerms, Head, TypeTerms, as_rows
from bihuan.standards.rules.terms import ClassKind

LITTER = UUID("00000000-0000-4000-8000-0000000000aa")
BOOK = {("GB/T 1", ClassKind.MATTER, "06010"): LITTER, ("", ClassKind.MATTER, "06010"): LITTER}
GOOD = RawSystem(
    system=(RawHead(2, "试验", "试验体系", "1", "2026-01-01", "", "试验区"),),
    types=(RawType(2, "estate", "小区"),),
    clauses=(
        RawClause(2, "1", "测评项目", "", "环境"),
        RawClause(3, "1.1", "测评内容", "1", "卫生"),
        RawClause(4, "1.1.1", "测评标准", "1.1", "地面干净"),
    ),
    elements=(RawElement(7, "E1", "estate", "1.1.1", "地面干净", points="2", case_class="GB/T 1 事项 06010"),),
)


def _element(**cells: str) -> RawSystem:
    return replace(GOOD, elements=(replace(GOOD.elements[0], **cells),))


def _clause(at: int, **cells: str) -> RawSystem:
    rows = [replace(row, **cells) if n == at else row for n, row in enumerate(GOOD.clauses)]
    return replace(GOOD, clauses=tuple(rows))


def _head(**cells: str) -> RawSystem:
    return replace(GOOD, system=(replace(GOOD.system[0], **cells),))


def test_a_good_one_is_understood() -> None:
    content, faults = read_system(GOOD, BOOK)

    assert not faults
    assert content is not None
    assert (content.elements[0].case_class, content.elements[0].steps) == (LITTER, USUAL_STEPS)


@pytest.mark.parametrize(
    ("raw", "part", "row", "code", "field"),
    [
        (_element(case_class="99999"), "elements", 7, "class_unknown", "case_class"),
        (_element(points="-1"), "elements", 7, "points_unreadable", "points"),
        (_element(points=""), "elements", 7, "points_missing", "points"),
        (_element(type="lake"), "elements", 7, "type_unknown", "type"),
        (_element(clause="1.1"), "elements", 7, "clause_unknown", "clause"),
        (_element(way="猜"), "elements", 7, "way_unknown", "way"),
        (_element(required="也许"), "elements", 7, "yes_unreadable", "required"),
        (_element(steps="A:0:1; B:0:0.5; C:*:0"), "elements", 7, "steps_not_rising", "steps"),
        (_element(steps="A:0:1; B:2:0.5"), "elements", 7, "steps_not_rising", "steps"),
        (_element(steps="A:0:0.5; B:*:0.5"), "elements", 7, "steps_not_falling", "steps"),
        (_element(steps="甲等"), "elements", 7, "steps_unreadable", "steps"),
        (_element(way="观察频次", steps="A:0:1; C#:*:0"), "elements", 7, "steps_unwanted", "steps"),
        (_clause(1, parent="9"), "clauses", 3, "parent_unknown", "parent"),
        (_clause(2, parent="1"), "clauses", 4, "parent_level", "parent"),
        (_clause(1, parent=""), "clauses", 3, "parent_level", "parent"),
        (_clause(0, parent="1.1"), "clauses", 2, "parent_unwanted", "parent"),
        (_clause(0, level="章"), "clauses", 2, "level_unknown", "level"),
        (_clause(2, code="1.1"), "clauses", 4, "system_code_twice", "code"),
        (_head(in_force_on="春天"), "system", 2, "day_unreadable", "in_force_on"),
        (_head(in_force_on=""), "system", 2, "day_missing", "in_force_on"),
        (_head(ends_on="2025-01-01"), "system", 2, "dates_crossed", "ends_on"),
        (replace(GOOD, types=(RawType(2, "小区", "小区"),)), "types", 2, "type_code_unreadable", "code"),
        (replace(GOOD, elements=()), "elements", 0, "part_empty", ""),
        (replace(GOOD, system=()), "system", 0, "head_count", ""),
    ],
)
def test_every_fault_names_its_row_and_cell(raw: RawSystem, part: str, row: int, code: str, field: str) -> None:
    content, faults = read_system(raw, BOOK)

    assert content is None
    assert (part, row, f"standards.{code}", field) in [
        (each.part, each.number, each.refusal.code, each.refusal.field) for each in faults
    ]


def test_all_faults_of_all_rows_are_told_at_once() -> None:
    raw = replace(_element(points="x", way="y"), types=(RawType(2, "estate", ""),))

    assert len(read_system(raw, BOOK)[1]) == 3


TEXT = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=12)
POINTS = st.decimals(0, 999, places=3).map(lambda each: Decimal(each).normalize())


@st.composite
def contents(draw: st.DrawFn) -> Content:
    head = Head(draw(TEXT), draw(TEXT), draw(TEXT), draw(st.dates(date(2000, 1, 1))), None, draw(TEXT), True, "")
    types = tuple(TypeTerms(f"type_{n}", draw(TEXT), "") for n in range(draw(st.integers(1, 3))))
    clauses = (
        ClauseTerms("1", Level.PROJECT, "", draw(TEXT), draw(TEXT), draw(st.none() | POINTS)),
        ClauseTerms("1.1", Level.CONTENT, "1", draw(TEXT), "", None),
        ClauseTerms("1.1.1", Level.STANDARD, "1.1", draw(TEXT), "", None),
    )
    elements = []
    for n in range(draw(st.integers(1, 4))):
        way = draw(st.sampled_from(Way))
        elements.append(
            ElementTerms(
                code=f"E{n}",
                type=draw(st.sampled_from(types)).code,
                clause=draw(st.sampled_from(["", "1.1.1"])),
                text=draw(TEXT),
                help=draw(st.just("") | TEXT),
                way=way,
                points=draw(POINTS),
                steps=draw(st.sampled_from([USUAL_STEPS, read_steps("A:0:1; C#:*:0")])) if way is Way.STATE else (),
                is_required=draw(st.booleans()),
                is_around=draw(st.booleans()),
                case_class=draw(st.none() | st.just(LITTER)),
            )
        )
    return Content(head, types, clauses, tuple(elements))


@settings(max_examples=40, deadline=None)
@given(content=contents())
def test_an_edition_survives_excel_and_yaml(content: Content) -> None:
    rows = as_rows(content, {LITTER: "GB/T 1 事项 06010"})

    for read, unknown in (read_xlsx(write_xlsx(rows)), read_yaml(write_yaml(rows))):
        assert (read_system(read, BOOK), unknown) == ((content, []), ())


def test_steps_survive_writing_and_storing() -> None:
    steps = (Step("A", 0, Decimal(1)), Step("B", 3, Decimal("0.5")), Step("C#", None, Decimal(0)))

    assert read_steps(steps_text(steps)) == steps
    assert restored(stored(steps)) == steps
    assert stored(steps)[1] == {"grade": "B", "most": 3, "share": "0.5"}


def test_comparing_names_what_is_new_gone_and_other() -> None:
    new = replace(_element(points="3"), types=(*GOOD.types, RawType(3, "river", "河道")), clauses=GOOD.clauses[:2])

    found = {(each.part.value, each.code): each for each in compare(GOOD, new)}
    assert {key: each.kind for key, each in found.items()} == {
        ("types", "river"): Kind.ADDED,
        ("clauses", "1.1.1"): Kind.REMOVED,
        ("elements", "E1"): Kind.CHANGED,
    }
    assert found["elements", "E1"].cells == (CellChange("points", "2", "3"),)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a: &x [1]\nb: *x", "yaml_alias"),
        (b"a: !!python/object:os.system x", "yaml_alias"),
        (b"[" * 5000, "yaml_huge"),
        (b"ref: 1\nref: 2", "yaml_key_twice"),
        (b"types: 3", "not_yaml"),
        (b"elements: [{code: [1]}]", "not_yaml"),
        (b"a: [", "not_yaml"),
        (b'a: "\\x01"', "not_yaml"),
        (b"", "not_yaml"),
        (b"\xff\xfe\xfd", "not_yaml"),
        (b"# " + b"x" * (9 * 1024 * 1024), "yaml_huge"),
    ],
)
def test_bad_yaml_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_yaml(content)

    assert refused.value.code == f"standards.{code}"


def test_yaml_keeps_lines_and_digits() -> None:
    system, unknown = read_yaml("ref: R\n类型: x\ntypes:\n- code: estate\n  类型名称: 0601\n".encode())

    assert (system.types, unknown) == ((RawType(4, "estate", "0601"),), ("类型",))


def _book(**sheets: list[list[Any]]) -> bytes:
    workbook = Workbook()
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


HEAD = [["体系编号", "体系名称", "启用日期", "来源"], ["R", "体系", date(2026, 1, 1), "区"]]
TYPES = [["一行标题"], ["类型代码", "类型名称", "别的"], ["estate", "小区", "?"]]


def test_a_workbook_filled_in_by_hand_is_read() -> None:
    elements = [["要素代码", "类型代码", "要素", "分值"], ["E1", "estate", "干净", 2.5], [], ["E2", "estate", "齐", 3]]
    raw, unknown = read_xlsx(_book(体系=HEAD, 点位类型=TYPES, 要素=elements))

    content, faults = read_system(raw, BOOK)
    assert (faults, unknown, raw.types[0].number, raw.elements[1].number) == ([], ("别的",), 3, 4)
    assert content is not None
    assert [row.points for row in content.elements] == [Decimal("2.5"), Decimal(3)]


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        ({"体系": HEAD}, "sheets_missing"),
        ({"体系": HEAD, "点位类型": TYPES, "要素": [["要素", "分值"]]}, "heading_missing"),
        ({"体系": HEAD, "点位类型": TYPES, "要素": [["要素代码", "代码", "类型代码", "要素", "分值"]]}, "column_twice"),
    ],
)
def test_a_workbook_of_another_shape_is_refused(sheets: dict[str, list[list[Any]]], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_xlsx(_book(**sheets))

    assert refused.value.code == f"standards.{code}"
