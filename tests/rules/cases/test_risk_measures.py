"""AUC, calibration error and the share in the riskiest fifth, against slow counting."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.cases.rules.risk.measure import auc, bins, calibration_error, top_share

SCORED = st.lists(st.tuples(st.sampled_from([0.1, 0.2, 0.2, 0.5, 0.7, 0.9]), st.booleans()), min_size=1, max_size=60)


def arrays(scored: list[tuple[float, bool]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([score for score, _ in scored]), np.array([came for _, came in scored])


@given(SCORED)
def test_auc_is_the_share_of_pairs_in_the_right_order(scored: list[tuple[float, bool]]) -> None:
    back = [score for score, came in scored if came]
    held = [score for score, came in scored if not came]
    pairs = [(a > b) + (a == b) / 2 for a in back for b in held]

    assert auc(*arrays(scored)) == (pytest.approx(sum(pairs) / len(pairs)) if pairs else None)


@given(SCORED, st.randoms())
def test_no_figure_depends_on_the_order_of_the_rows(scored: list[tuple[float, bool]], chance: object) -> None:
    mixed = list(scored)
    chance.shuffle(mixed)  # type: ignore[attr-defined]

    for figure in (auc, calibration_error, top_share):
        assert figure(*arrays(mixed)) == pytest.approx(figure(*arrays(scored)), nan_ok=True)


def test_calibration_error_is_the_mean_distance_over_ten_equal_bins() -> None:
    chances = np.arange(100) / 100
    came = np.arange(100) % 10 < 3
    slow = sum(abs(chances[n : n + 10].mean() - 0.3) for n in range(0, 100, 10)) / 10

    assert calibration_error(chances, came) == pytest.approx(slow)


def test_stated_chances_that_come_true_have_no_error() -> None:
    assert calibration_error(np.full(40, 0.25), np.arange(40) % 4 == 0) == pytest.approx(0)


def test_bins_go_from_low_to_high_and_hold_every_case_once() -> None:
    chances = np.arange(25)[::-1] / 100
    found = bins(chances, chances >= 0.2)

    assert [each.size for each in found] == [3] * 5 + [2] * 5
    assert [each.stated for each in found] == sorted(each.stated for each in found)
    assert [each.came for each in found] == [0.0] * 7 + [0.5, 1.0, 1.0]
    assert [tuple(each) for each in bins(np.array([0.3]), np.array([True]))] == [(1, 0.3, 1.0)]


def test_the_riskiest_fifth_holds_what_it_holds() -> None:
    scores = np.arange(10, dtype=float)

    assert top_share(scores, np.isin(np.arange(10), [9, 8, 0])) == pytest.approx(2 / 3)


def test_equal_scores_at_the_edge_count_in_part() -> None:
    assert top_share(np.zeros(10), np.arange(10) < 5) == pytest.approx(0.2)


@pytest.mark.parametrize(("came", "share"), [(True, 0.2), (False, None)])
def test_without_both_outcomes_there_is_no_auc(came: bool, share: float | None) -> None:
    scores, outcomes = np.zeros(10), np.full(10, came)

    assert auc(scores, outcomes) is None
    assert top_share(scores, outcomes) == (None if share is None else pytest.approx(share))
