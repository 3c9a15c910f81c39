"""What counts as a rebound, and what is known of a case at its closing, against slow double loops."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.cases.risk_panels import Row, of

from bihuan.cases.rules.risk.features import NAMES, features, prior_year
from bihuan.cases.rules.risk.panel import DAY, panel
from bihuan.cases.rules.risk.rebounds import rebounded, waits

CELLS = [(30.0, 115.0), (30.0003, 115.0), (30.5, 115.5), (float("nan"), float("nan"))]


@st.composite
def some_rows(draw: st.DrawFn) -> list[Row]:
    rows = []
    for _ in range(draw(st.integers(1, 25))):
        place = draw(st.integers(0, 3))
        opened = draw(st.integers(0, 900))
        stood = draw(st.one_of(st.none(), st.integers(0, 60)))
        closed = None if stood is None else opened + stood
        rows.append(Row(f"点{place}", draw(st.sampled_from("甲乙")), opened, closed, "街", *CELLS[place]))
    return rows


@given(some_rows(), st.sampled_from([1, 30, 365]))
def test_a_rebound_is_a_later_opening_at_the_place_within_the_horizon(rows: list[Row], horizon: int) -> None:
    slow = [
        row.closed is not None
        and any(other.place == row.place and row.closed < other.opened <= row.closed + horizon for other in rows)
        for row in rows
    ]

    assert rebounded(waits(of(rows)), horizon).tolist() == slow


@pytest.mark.parametrize(("gap", "came"), [(0, False), (1, True), (30, True), (31, False)])
def test_the_edges_of_the_horizon(gap: int, came: bool) -> None:
    rows = [Row("点", "垃圾", 0, 10), Row("点", "积水", 10 + gap, 11 + gap)]

    assert rebounded(waits(of(rows)), 30)[0] == came


def test_with_times_of_day_the_hour_counts_and_with_days_on_one_side_it_does_not() -> None:
    hour = 3600
    timed = panel(place=["点", "点"], item=["", ""], opened=[hour, 9 * hour], closed=[8 * hour, 10 * hour + DAY])
    by_day = panel(place=["点", "点"], item=["", ""], opened=[hour, 9 * hour], closed=[0, DAY])

    assert rebounded(waits(timed), 30).tolist() == [True, False]
    assert rebounded(waits(by_day), 30).tolist() == [False, False]


@given(some_rows())
def test_earlier_cases_are_those_opened_in_the_year_before_the_closing_without_itself(rows: list[Row]) -> None:
    slow = [
        0
        if row.closed is None
        else sum(
            other is not row and other.place == row.place and row.closed - 365 < other.opened <= row.closed
            for other in rows
        )
        for row in rows
    ]

    assert prior_year(of(rows)).tolist() == slow


@given(some_rows())
def test_nearby_cases_are_of_other_places_in_the_cells_around(rows: list[Row]) -> None:
    column = features(of(rows), 90, *[np.full(len(rows), 0.1)] * 2, 0.1, 0)[:, NAMES.index("nearby")]
    near = {"点0": {"点1"}, "点1": {"点0"}}
    slow = [
        np.nan
        if row.closed is None
        else np.log1p(
            sum(
                other.place in near.get(row.place, set()) and row.closed - 365 < other.opened <= row.closed
                for other in rows
            )
        )
        for row in rows
    ]

    assert column == pytest.approx(slow, nan_ok=True)


@given(some_rows())
def test_a_place_is_judged_by_observations_that_were_over(rows: list[Row]) -> None:
    column = features(of(rows), 30, *[np.full(len(rows), 0.1)] * 2, 0.1, 0)[:, NAMES.index("place came back")]
    for row, found in zip(rows, column, strict=True):
        if row.closed is None:
            continue
        over = [r for r in rows if r.place == row.place and r.closed is not None and r.closed + 30 <= row.closed]
        back = [r for r in over if any(o.place == r.place and r.closed < o.opened <= r.closed + 30 for o in rows)]
        share = (len(back) + 0.4) / (len(over) + 4)

        assert found == pytest.approx(np.log(share / (1 - share)))


@given(some_rows(), st.integers(0, 900))
def test_what_opens_after_a_closing_changes_nothing_that_was_known_then(rows: list[Row], day: int) -> None:
    rates = np.full(len(rows), 0.1)
    whole = features(of(rows), 30, rates, rates, 0.1, 0)
    early = [number for number, row in enumerate(rows) if row.closed is not None and row.closed < day]
    left = [row for row in rows if row.opened < day]
    cut = features(of(left), 30, rates[: len(left)], rates[: len(left)], 0.1, 0)
    where = {id(row): number for number, row in enumerate(left)}

    for number in early:
        assert cut[where[id(rows[number])]] == pytest.approx(whole[number])


def test_a_question_is_no_case() -> None:
    rows = [Row("点", "垃圾", 0, 10), Row("点", "垃圾", 100, 100), Row("点", "垃圾", 100, 100)]
    asked = of(rows, counted=[True, False, False])

    assert prior_year(asked).tolist() == [0, 1, 1]
    assert not rebounded(waits(asked), 365).any()
