"""What costs points: all gains together are what is missing, and each opens what it is made of."""

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.visits.rules.gain import Loss, gains
from bihuan.visits.rules.scoring import NOT_APPLICABLE, Tally


def loss(element: str, place: int, obtained: object, possible: object, weight: int = 1) -> Loss:
    return Loss(element, UUID(int=place), Tally(Fraction(str(obtained)), Fraction(str(possible))), Fraction(weight))


def test_the_element_that_costs_most_comes_first_with_its_places() -> None:
    found = gains(
        [
            loss("lamps", 1, 0, 10, weight=2),
            loss("lamps", 2, 10, 10, weight=6),
            loss("litter", 1, 4, 4, weight=2),
            loss("litter", 2, 1, 4, weight=6),
            loss("litter", 3, 2, 4, weight=2),
            Loss("lamps", UUID(int=3), NOT_APPLICABLE, Fraction(2)),
            loss("signs", 3, 5, 5, weight=2),
        ]
    )

    assert [each.element for each in found] == ["litter", "lamps", "signs"]
    litter, lamps, signs = found
    assert (litter.lost, litter.possible, litter.gain) == (22, 130, Fraction(11, 65))
    assert (litter.lost_share, litter.points, litter.frequency) == (Fraction(22, 40), 4, 1)
    assert (litter.bad_count, litter.seen_count, litter.places) == (2, 3, (UUID(int=2), UUID(int=3)))
    assert (lamps.lost, lamps.frequency, lamps.places) == (20, Fraction(4, 5), (UUID(int=1),))
    assert (signs.gain, signs.places) == (0, ())


def test_equal_gains_are_in_the_order_of_their_elements() -> None:
    rows = [loss("b", 1, 0, 1), loss("a", 2, 0, 1), loss("c", 3, 0, 1)]

    assert [each.element for each in gains(rows)] == [each.element for each in gains(rows[::-1])] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "rows", [[loss("a", 1, 0, 1), loss("a", 1, 1, 1)], [loss("a", 1, 0, 1), loss("b", 1, 1, 1, weight=2)]]
)
def test_a_place_is_counted_once(rows: list[Loss]) -> None:
    with pytest.raises(ValueError):
        gains(rows)


found = st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 4), st.integers(0, 9))


@given(st.lists(found, unique_by=lambda row: row[:2], max_size=30))
def test_all_gains_together_are_what_is_missing(rows: list[tuple[int, int, int, int]]) -> None:
    losses = [
        loss(f"e{element}", place, Fraction(quarter * points, 4), points, weight=place + 1)
        for element, place, quarter, points in rows
    ]

    whole = sum((each.tally * each.weight for each in losses), NOT_APPLICABLE)
    size = sum({each.place: each.weight for each in losses}.values())

    listed = gains(losses)

    assert sum(each.gain for each in listed) == 1 - (1 if whole.rate is None else whole.rate)
    assert all(each.gain == each.lost_share * each.points * each.frequency * size / whole.possible for each in listed)
