"""State description, observation frequency and the tree: exact, and what is not applicable leaves the denominator."""

from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.visits.rules.scoring import (
    NOT_APPLICABLE,
    Ladder,
    Node,
    Rung,
    Tally,
    described,
    observed,
    percent,
    read_ladder,
    roll_up,
)

FOUR = read_ladder(
    [
        {"grade": "A", "most": 0, "share": "1"},
        {"grade": "B", "most": 1, "share": "0.66"},
        {"grade": "C", "most": 2, "share": Decimal("0.33")},
        {"grade": "C#", "most": None, "share": 0},
    ]
)
TWO = read_ladder([{"grade": "A", "most": 0, "share": 1}, {"grade": "C#", "most": None, "share": 0}])


@pytest.mark.parametrize(
    "ladder, bad, grade, obtained",
    [
        (FOUR, 0, "A", "5"),
        (FOUR, 1, "B", "3.3"),
        (FOUR, 2, "C", "1.65"),
        (FOUR, 3, "C#", "0"),
        (FOUR, 99, "C#", "0"),
        (TWO, 0, "A", "5"),
        (TWO, 1, "C#", "0"),
    ],
)
def test_bad_instances_choose_the_grade(ladder: Ladder, bad: int, grade: str, obtained: str) -> None:
    assert ladder.rung(bad).grade == grade
    assert described(5, ladder, bad) == Tally(Fraction(obtained), Fraction(5))


def test_what_is_not_applicable_leaves_the_denominator() -> None:
    tallies = described(5, FOUR, 1), described(20, FOUR, None), observed(3, good=0, applicable=0)

    assert sum(tallies, NOT_APPLICABLE) == described(5, FOUR, 1)
    assert NOT_APPLICABLE.rate is None


def test_observations_score_by_their_share() -> None:
    assert observed(Decimal("2.5"), good=817, applicable=1166).rate == Fraction(817, 1166)


@pytest.mark.parametrize(
    "rungs",
    [
        [],
        [("A", 0, 1)],
        [("A", None, 1), ("B", None, 0)],
        [("A", 1, 1), ("B", 1, "0.5"), ("C", None, 0)],
        [("A", -1, 1), ("C", None, 0)],
        [("A", 0, "0.5"), ("B", None, "0.6")],
        [("A", 0, "1.1"), ("B", None, 0)],
        [("A", 0, 1), ("A", None, 0)],
    ],
)
def test_a_ladder_that_does_not_descend_is_none(rungs: list[tuple[str, int | None, str]]) -> None:
    with pytest.raises(ValueError):
        Ladder(tuple(Rung(grade, most, Fraction(share)) for grade, most, share in rungs))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: read_ladder([{"grade": "A", "most": None, "share": None}]),
        lambda: FOUR.rung(-1),
        lambda: observed(1, good=3, applicable=2),
        lambda: Tally(Fraction(2), Fraction(1)),
    ],
)
def test_what_cannot_be_is_not_scored(wrong: object) -> None:
    with pytest.raises(ValueError):
        wrong()  # type: ignore[operator]


def uuid(number: int) -> UUID:
    return UUID(int=number)


PROJECT, CONTENT, OTHER, ELEMENT, SECOND, THIRD = map(uuid, range(6))
TREE = [
    Node(ELEMENT, CONTENT),
    Node(SECOND, CONTENT, Fraction(2)),
    Node(THIRD, OTHER),
    Node(CONTENT, PROJECT),
    Node(OTHER, PROJECT, Fraction(1, 2)),
    Node(PROJECT),
]


def test_a_node_scores_what_its_elements_obtained_of_what_applied() -> None:
    tallies = {
        ELEMENT: [described(4, FOUR, 1), described(4, FOUR, 0)],
        SECOND: [described(3, TWO, 1)],
        THIRD: [described(10, TWO, 0)],
    }

    totals = roll_up(TREE, tallies)

    assert totals[CONTENT] == Tally(Fraction("6.64"), Fraction(14))
    assert totals[PROJECT] == Tally(Fraction("11.64"), Fraction(19))
    assert totals[THIRD].rate == totals[OTHER].rate == 1


def test_a_node_with_nothing_applicable_has_no_rate_and_changes_nothing() -> None:
    totals = roll_up(TREE, {ELEMENT: [described(4, FOUR, 1)], THIRD: [NOT_APPLICABLE]})

    assert totals[OTHER].rate is None
    assert totals[PROJECT] == totals[ELEMENT]


@pytest.mark.parametrize(
    "nodes, tallies",
    [
        ([Node(ELEMENT, CONTENT)], {}),
        ([Node(ELEMENT), Node(ELEMENT)], {}),
        ([Node(ELEMENT, weight=Fraction(-1))], {}),
        ([Node(ELEMENT, CONTENT), Node(CONTENT, ELEMENT)], {}),
        ([Node(ELEMENT)], {CONTENT: [NOT_APPLICABLE]}),
    ],
)
def test_a_tree_that_is_none_is_not_added_up(nodes: list[Node], tallies: dict[UUID, list[Tally]]) -> None:
    with pytest.raises(ValueError):
        roll_up(nodes, tallies)


fractions = st.fractions(0, 20, max_denominator=100)
tallies = st.tuples(fractions, st.fractions(0, 1, max_denominator=100)).map(
    lambda both: Tally(both[0] * both[1], both[0])
)


@given(st.lists(st.tuples(st.integers(0, 8), tallies), max_size=30), st.randoms())
def test_a_tree_adds_up_the_same_in_any_order(found: list[tuple[int, Tally]], random: object) -> None:
    nodes = [Node(uuid(0)), *(Node(uuid(at), uuid((at - 1) // 2)) for at in range(1, 9))]
    by_node = {uuid(at): [tally for where, tally in found if where == at] for at in range(9)}

    totals = roll_up(nodes, by_node)

    random.shuffle(nodes)  # type: ignore[attr-defined]
    assert roll_up(nodes, by_node) == totals
    assert totals[uuid(0)] == sum((tally for _at, tally in found), NOT_APPLICABLE)


@given(st.integers(0, 50), st.integers(0, 50))
def test_more_bad_instances_never_score_more(one: int, more: int) -> None:
    assert described(7, FOUR, one + more).obtained <= described(7, FOUR, one).obtained


@pytest.mark.parametrize(
    "rate, places, text",
    [
        (Fraction(7005, 10000), 1, "70.1"),
        (Fraction(-7005, 10000), 1, "-70.1"),
        (Fraction(2, 3), 2, "66.67"),
        (Fraction(1), 0, "100"),
        (Fraction(0), 1, "0.0"),
    ],
)
def test_halves_are_rounded_away_from_zero(rate: Fraction, places: int, text: str) -> None:
    assert str(percent(rate, places)) == text


def test_what_has_no_rate_has_no_figure() -> None:
    assert percent(None) is None
