"""Samples are as large as the wanted precision needs, shared out fairly, and never too thin to judge themselves."""

from fractions import Fraction
from math import inf, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.visits.rules.quantiles import beta_quantile, beta_share, t_quantile
from bihuan.visits.rules.sampling import Allocation, Stratum, StratumKey, allocate, half_width, plan

A, B, C = (StratumKey(code) for code in "abc")
strata_of = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2).map(StratumKey),
    st.builds(Stratum, st.integers(1, 400), st.floats(0, 0.5)),
    min_size=1,
    max_size=30,
)


def sizes(**numbers: int) -> dict[StratumKey, Stratum]:
    return {StratumKey(code): Stratum(number) for code, number in numbers.items()}


@pytest.mark.parametrize(
    "total, strata, expected",
    [
        (10, sizes(a=50, b=30, c=20), [5, 3, 2]),
        (10, sizes(a=45, b=45, c=10), [4, 4, 2]),
        (9, sizes(a=10, b=10), [5, 4]),
        (20, sizes(a=90, b=9, c=1), [17, 2, 1]),
        (3, sizes(a=90, b=9, c=1), [2, 2, 1]),
        (500, sizes(a=90, b=9, c=1), [90, 9, 1]),
        (0, {}, []),
    ],
)
def test_a_sample_is_shared_out_by_largest_remainder(
    total: int, strata: dict[StratumKey, Stratum], expected: list[int]
) -> None:
    assert list(allocate(total, strata).values()) == expected


@given(strata_of, st.integers(0, 3000), st.sampled_from(Allocation), st.integers(0, 3))
def test_shares_add_up_within_their_bounds(
    strata: dict[StratumKey, Stratum], total: int, how: Allocation, least: int
) -> None:
    found = allocate(total, strata, how=how, least=least)
    lows = {key: min(least, stratum.size) for key, stratum in strata.items()}
    whole = sum(stratum.size for stratum in strata.values())

    assert sum(found.values()) == max(sum(lows.values()), min(total, whole))
    assert all(lows[key] <= found[key] <= strata[key].size for key in strata)
    assert found == allocate(total, dict(reversed(strata.items())), how=how, least=least)


@given(strata_of, st.integers(0, 3000))
def test_free_shares_are_within_one_of_proportional(strata: dict[StratumKey, Stratum], total: int) -> None:
    found = allocate(total, strata)
    free = [key for key in strata if 2 < found[key] < strata[key].size]
    ratios = [Fraction(found[key] + change, strata[key].size) for key in free for change in (-1, 1)]

    assert max(ratios[::2], default=0) <= min(ratios[1::2], default=1)


def test_more_spread_draws_more_places() -> None:
    strata = {A: Stratum(100, 0.1), B: Stratum(100, 0.3), C: Stratum(100, 0.0)}

    assert allocate(50, strata, how=Allocation.NEYMAN) == {A: 10, B: 30, C: 10}


def test_the_half_width_is_that_of_the_textbook() -> None:
    strata = {A: Stratum(60, 0.2), B: Stratum(40, 0.3), C: Stratum(2, 0.5)}
    variance = (60 / 102 * 0.2) ** 2 * (1 - 10 / 60) / 10 + (40 / 102 * 0.3) ** 2 * (1 - 8 / 40) / 8

    # 2.1199053 is t with 16 degrees of freedom.
    assert half_width({A: 10, B: 8, C: 2}, strata) == pytest.approx(2.1199053 * sqrt(variance), rel=1e-7)


def test_a_stratum_with_one_place_of_several_has_no_width() -> None:
    assert half_width({A: 1}, {A: Stratum(5)}) == inf
    assert half_width({A: 5}, {A: Stratum(5)}) == 0


@settings(max_examples=30)
@given(strata_of, st.floats(0.005, 0.3), st.sampled_from(Allocation))
def test_a_plan_is_wide_enough_and_no_larger_than_it_must_be(
    strata: dict[StratumKey, Stratum], wanted: float, how: Allocation
) -> None:
    found = plan(wanted, strata, how=how)
    smaller = allocate(found.total - 1, strata, how=how)

    assert found.half_width <= wanted
    assert sum(smaller.values()) == found.total or half_width(smaller, strata) > wanted


@pytest.mark.parametrize("wanted, strata", [(0.0, sizes(a=5)), (0.1, {})])
def test_there_is_no_plan_for_nothing(wanted: float, strata: dict[StratumKey, Stratum]) -> None:
    with pytest.raises(ValueError):
        plan(wanted, strata)


@pytest.mark.parametrize("size, deviation", [(0, 0.1), (5, -0.1), (5, 1.1)])
def test_a_stratum_has_places(size: int, deviation: float) -> None:
    with pytest.raises(ValueError):
        Stratum(size, deviation)


# Tables of the t distribution, two-sided.
@pytest.mark.parametrize(
    "freedom, confidence, t",
    [
        (1, 0.95, 12.7062),
        (2, 0.95, 4.30265),
        (5, 0.95, 2.57058),
        (30, 0.95, 2.04227),
        (120, 0.95, 1.97993),
        (inf, 0.95, 1.95996),
        (3, 0.99, 5.84091),
        (10, 0.5, 0.69981),
    ],
)
def test_t_is_that_of_the_tables(freedom: float, confidence: float, t: float) -> None:
    assert t_quantile(freedom, confidence) == pytest.approx(t, rel=3e-6)


def test_t_without_freedom_is_not_given() -> None:
    with pytest.raises(ValueError):
        t_quantile(0)


@given(st.floats(0.001, 0.999), st.integers(1, 20), st.integers(1, 20))
def test_the_beta_quantile_is_where_its_share_ends(share: float, a: int, b: int) -> None:
    assert beta_share(beta_quantile(share, a, b), a, b) == pytest.approx(share, abs=1e-8)


def test_all_of_a_beta_distribution_lies_between_0_and_1() -> None:
    assert (beta_share(0, 2, 3), beta_share(1, 2, 3)) == (0, 1)


def test_the_bound_for_five_of_five_is_that_of_the_tables() -> None:
    assert beta_quantile(0.025, 5, 1) == pytest.approx(0.47818, abs=1e-5)
