"""A score with its interval: against every sample of a small district, a textbook, a jackknife, and by parts."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations, product
from math import log, sqrt
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.visits.rules.estimate import Basis, Score, estimate, estimate_each
from bihuan.visits.rules.quantiles import t_quantile
from bihuan.visits.rules.samples import Sample, Seen, variance_of
from bihuan.visits.rules.sampling import StratumKey
from bihuan.visits.rules.scoring import NOT_APPLICABLE, Tally
from bihuan.visits.rules.surroundings import compare

MARKET, PARK, ROAD = (StratumKey(code) for code in ("market", "park", "road"))


def tally(obtained: object, possible: object = 10) -> Tally:
    return Tally(Fraction(str(obtained)), Fraction(str(possible)))


def seen(stratum: StratumKey, tallies: Iterable[Tally], *, start: int = 0, unit: str = "") -> list[Seen]:
    return [
        Seen(UUID(int=start + at), stratum, each, frozenset({unit} - {""})) for at, each in enumerate(tallies, start=1)
    ]


def ends(score: Score) -> tuple[float, float]:
    assert score.low is not None
    assert score.high is not None
    return score.low, score.high


def test_over_all_samples_that_could_be_drawn_total_and_variance_are_right_on_average() -> None:
    markets = [tally(x) for x in (3, 9, 10, 10, 6)]
    parks = [tally(x) for x in (10, 10, 2, 7)]
    sizes = {MARKET: 5, PARK: 4}
    samples = [
        Sample(sizes, seen(MARKET, some) + seen(PARK, others, start=50))
        for some, others in product(combinations(markets, 3), combinations(parks, 2))
    ]

    totals = [float(sample.total(lambda place: place.tally).obtained) for sample in samples]
    variances = [
        variance_of(sample, {place.uuid: float(place.tally.obtained) for place in sample.places}).value
        for sample in samples
    ]

    mean = sum(totals) / len(totals)
    assert mean == pytest.approx(67)
    assert sum(value or 0 for value in variances) / len(samples) == pytest.approx(
        sum((total - mean) ** 2 for total in totals) / len(totals)
    )


MARKETS = [tally(*row) for row in (("7", 10), ("9.9", 10), (8, 8), ("4.5", 9), (6, 6))]
PARKS = [tally(*row) for row in ((20, 20), ("15.5", 20), (12, 18))]
SIZES = {MARKET: 40, PARK: 9}


def textbook() -> tuple[float, float]:
    """Return rate and variance as books write them: s²(y) + R²s²(x) − 2R·s(xy) in each stratum."""
    rows = [(40, MARKETS), (9, PARKS)]
    y, x = (sum(size * sum(map(of, tallies)) / len(tallies) for size, tallies in rows) for of in (obtained, possible))
    rate = y / x
    variance = 0.0
    for size, tallies in rows:
        ys, xs = [obtained(each) for each in tallies], [possible(each) for each in tallies]
        spread = covariance(ys, ys) + rate * rate * covariance(xs, xs) - 2 * rate * covariance(xs, ys)
        variance += size * size * (1 - len(tallies) / size) * spread / len(tallies)
    return rate, variance / x / x


def obtained(each: Tally) -> float:
    return float(each.obtained)


def possible(each: Tally) -> float:
    return float(each.possible)


def covariance(xs: list[float], ys: list[float]) -> float:
    left, right = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - left) * (y - right) for x, y in zip(xs, ys, strict=True)) / (len(xs) - 1)


def test_the_interval_is_that_of_the_textbook_on_the_logit_scale() -> None:
    rate, variance = textbook()

    score = estimate(Sample(SIZES, seen(MARKET, MARKETS) + seen(PARK, PARKS, start=50)))

    reach = t_quantile(score.freedom) * sqrt(variance) / rate / (1 - rate)
    assert float(score.rate or 0) == pytest.approx(rate)
    assert [log(end / (1 - end)) for end in ends(score)] == pytest.approx(
        [log(rate / (1 - rate)) - reach, log(rate / (1 - rate)) + reach]
    )
    assert score.basis is Basis.SPREAD
    assert 2 < score.freedom < 6


def test_leaving_out_one_place_after_the_other_gives_nearly_the_same_variance() -> None:
    sizes = {MARKET: 400, PARK: 300}
    tallies = [tally(10 - at % 4, 10 + at % 3) for at in range(60)]
    places = seen(MARKET, tallies[:40]) + seen(PARK, tallies[40:], start=100)
    rate = float(estimate(Sample(sizes, places)).rate or 0)

    jackknife = 0.0
    for key, count in ((MARKET, 40), (PARK, 20)):
        for place in [each for each in places if each.stratum == key]:
            rest = estimate(Sample(sizes, [each for each in places if each is not place])).rate
            jackknife += (1 - count / sizes[key]) * (count - 1) / count * (float(rest or 0) - rate) ** 2

    score = estimate(Sample(sizes, places))
    low, high = ends(score)
    reach = (log(high / (1 - high)) - log(low / (1 - low))) / 2 * rate * (1 - rate)
    assert (reach / t_quantile(score.freedom)) ** 2 == pytest.approx(jackknife, rel=0.02)


def test_a_district_seen_whole_is_known_exactly() -> None:
    score = estimate(Sample({MARKET: 5, PARK: 3}, seen(MARKET, MARKETS) + seen(PARK, PARKS, start=50)))

    assert score.rate == sum(MARKETS + PARKS, NOT_APPLICABLE).rate
    assert ends(score) == (float(score.rate), float(score.rate))
    assert score.basis is Basis.WHOLE


def test_a_stratum_seen_whole_adds_no_variance() -> None:
    sample = Sample({MARKET: 40, PARK: 3}, seen(MARKET, MARKETS) + seen(PARK, PARKS, start=50))

    assert len(sample.groups) == 1
    assert estimate(sample).freedom == pytest.approx(4)


def test_places_that_do_not_differ_are_bounded_by_their_number() -> None:
    full = estimate(Sample({MARKET: 40}, seen(MARKET, [tally(10)] * 5)))
    nothing = estimate(Sample({MARKET: 40}, seen(MARKET, [tally(0)] * 5)))
    alike = estimate(Sample({MARKET: 40}, seen(MARKET, [tally(9)] * 5)))

    assert ends(full) == pytest.approx((0.47818, 1), abs=1e-5)
    assert ends(nothing) == pytest.approx((0, 0.52182), abs=1e-5)
    assert ends(alike)[0] < 0.4782 < 0.9 < ends(alike)[1] < 1
    assert {full.basis, nothing.basis, alike.basis} == {Basis.BOUND}


def test_one_place_of_several_says_next_to_nothing() -> None:
    low, high = ends(estimate(Sample({MARKET: 40}, seen(MARKET, [tally(9)]))))

    assert high - low > 0.95


def test_a_lone_place_is_joined_with_the_same_type_else_with_the_next() -> None:
    north, south, east = StratumKey("market", "n"), StratumKey("market", "s"), StratumKey("market", "e")
    lone = Sample(
        {east: 9, north: 9, south: 9, PARK: 9, ROAD: 9},
        [
            *seen(east, MARKETS[:2]),
            *seen(north, MARKETS[2:4], start=10),
            *seen(south, MARKETS[4:], start=20),
            *seen(PARK, PARKS, start=30),
            *seen(ROAD, PARKS[:1], start=40),
        ],
    )

    members = [{place.stratum for place, _weight in group.weighted} for group in lone.groups]

    assert members == [{east}, {north, south}, {PARK, ROAD}]
    assert [group.size for group in lone.groups] == [9, 18, 18]
    assert variance_of(lone, {place.uuid: 1.0 for place in lone.places}).value == pytest.approx(
        (1 - 3 / 18) * 3 / 2 * (2 * 4.5**2 + 9**2 - 18**2 / 3) + (1 - 4 / 18) * 4 / 3 * (3 * 3**2 + 9**2 - 18**2 / 4)
    )


def test_what_was_not_applicable_anywhere_has_no_score() -> None:
    score = estimate(Sample({MARKET: 9}, seen(MARKET, [NOT_APPLICABLE] * 3)))

    assert (score.rate, score.low, score.basis, score.places) == (None, None, Basis.NONE, 0)


def test_a_type_is_scored_from_its_own_places_alone() -> None:
    sample = Sample(SIZES, seen(MARKET, MARKETS) + seen(PARK, PARKS, start=50))

    parts = estimate_each(sample, lambda place: [place.stratum.type_code])

    assert parts["park"] == estimate(Sample({PARK: 9}, seen(PARK, PARKS, start=50)))
    assert parts["market"].estimated.possible == 40 * sum(map(possible, MARKETS)) / 5


def test_a_unit_is_scored_across_the_strata_with_the_doubt_of_how_many_it_has() -> None:
    places = seen(MARKET, MARKETS, unit="a") + seen(PARK, PARKS, start=50, unit="a")
    others = seen(MARKET, MARKETS, start=100, unit="b")

    parts = estimate_each(Sample(SIZES, [*places, *others]), lambda place: place.unit_codes)

    assert parts["b"].rate == sum(MARKETS, NOT_APPLICABLE).rate
    assert parts["a"].estimated.possible == 4 * sum(map(possible, MARKETS)) + 3 * sum(map(possible, PARKS))
    assert (parts["a"].places, parts["b"].places) == (8, 5)


def test_a_stratum_not_seen_is_named() -> None:
    assert Sample(SIZES | {ROAD: 4}, seen(MARKET, MARKETS)).unseen == [PARK, ROAD]


@pytest.mark.parametrize("sizes, places", [({MARKET: 1}, seen(MARKET, MARKETS)), (SIZES, seen(MARKET, MARKETS) * 2)])
def test_a_sample_that_cannot_be_is_not_reckoned(sizes: dict[StratumKey, int], places: list[Seen]) -> None:
    with pytest.raises(ValueError):
        Sample(sizes, places)


hundredths = st.integers(0, 100)
strata = st.lists(
    st.tuples(st.integers(0, 30), st.lists(st.tuples(hundredths, st.integers(0, 3)), min_size=1, max_size=6)),
    min_size=1,
    max_size=6,
)


@given(strata)
def test_any_interval_lies_within_the_scale_around_its_score(rows: list[tuple[int, list[tuple[int, int]]]]) -> None:
    keys = [StratumKey(str(at)) for at in range(len(rows))]
    sizes = {key: len(found) + more for key, (more, found) in zip(keys, rows, strict=True)}
    places = [
        place
        for at, (_more, found) in enumerate(rows)
        for place in seen(keys[at], [tally(share * points / 100, points) for share, points in found], start=at * 10)
    ]

    score = estimate(Sample(sizes, places))

    assert (score.rate is None) == (score.low is None) == (score.basis is Basis.NONE)
    assert score.rate is None or 0 <= ends(score)[0] <= float(score.rate) + 1e-9
    assert score.rate is None or float(score.rate) - 1e-9 <= ends(score)[1] <= 1
    assert score == estimate(Sample(sizes, places[::-1]))


def pairs(stratum: StratumKey, rows: Iterable[tuple[object, object]]) -> list[Seen]:
    return [Seen(UUID(int=at), stratum, tally(a), around=tally(b)) for at, (a, b) in enumerate(rows)]


def test_a_point_is_compared_with_its_own_surroundings() -> None:
    places = pairs(MARKET, [(10, 8), (9, 7), (6, 5), (8, 5)])

    both = compare(Sample({MARKET: 40}, [*places, *seen(MARKET, [tally(0)], start=90)]))

    # Eight points for each place of 40/5; the fifth has no pair, so each pair is a quarter of the part.
    assert both.difference == Fraction(1, 5)
    assert both.point.rate == Fraction(33, 40)
    spread = sum((x - 2) ** 2 for x in (2, 2, 1, 3)) / 4
    reach = t_quantile(4) * sqrt((1 - 5 / 40) * 5 * spread / (1 - 1 / 4)) * 8 / 320
    assert (both.low, both.high) == pytest.approx((0.2 - reach, 0.2 + reach))


def test_a_difference_alike_everywhere_has_no_interval_unless_all_was_seen() -> None:
    places = pairs(MARKET, [(10, 8)] * 3)

    assert compare(Sample({MARKET: 9}, places)).basis is Basis.NONE
    assert compare(Sample({MARKET: 3}, places)).low == pytest.approx(0.2)


def test_without_surroundings_there_is_nothing_to_compare() -> None:
    assert compare(Sample({MARKET: 9}, seen(MARKET, MARKETS))).difference is None
