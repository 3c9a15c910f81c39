"""The model on an invented district whose rebounds have a known structure, and on districts with too little."""

import json

import numpy as np
import pytest
from rules.cases.risk_panels import Row, district, of, shaken, with_another_future

from bihuan.cases.rules.risk import Engine, Model, evaluate, fit
from bihuan.cases.rules.risk.logistic import chance, log_odds
from bihuan.cases.rules.risk.logistic import fit as fit_logistic
from bihuan.cases.rules.risk.model import LEAST_CASES, learn
from bihuan.cases.rules.risk.panel import DAY
from bihuan.cases.rules.risk.watch import Watched, level
from bihuan.kernel.errors import Refusal

SPLIT = 1000


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return district()


@pytest.fixture(scope="module")
def model(rows: list[Row]) -> Model:
    return learn(of(rows), horizon=90, until=SPLIT * DAY)


def test_the_coefficients_are_where_the_slope_is_flat() -> None:
    chance_of = np.random.default_rng(3)
    features = chance_of.normal(size=(400, 3))
    came = (chance_of.random(400) < chance(features @ np.array([1.0, -0.5, 0.0]) - 1)).astype(float)

    found = fit_logistic(features, came)
    slope = np.column_stack([np.ones(400), features]).T @ (came - chance(found[0] + features @ found[1:]))

    assert slope == pytest.approx(np.array([1e-3, 4, 4, 4]) * found, abs=1e-6)
    assert found[1:] == pytest.approx([1.0, -0.5, 0.0], abs=0.3)


def test_outcomes_that_a_feature_tells_apart_wholly_stay_finite() -> None:
    features = np.linspace(-1, 1, 50)[:, None]

    assert abs(fit_logistic(features, (features[:, 0] > 0).astype(float))).max() < 20


@pytest.mark.parametrize("horizon", [30, 90, 180])
def test_it_beats_both_baselines(rows: list[Row], horizon: int) -> None:
    found = evaluate(of(rows), horizon=horizon, split=SPLIT * DAY)

    assert found.engine is Engine.LOGISTIC
    assert found.n_test > 400
    assert found.model.auc > found.prior_count.auc + 0.01
    assert found.model.auc > found.class_rate.auc + 0.05
    assert found.model.top20 > found.class_rate.top20


@pytest.mark.parametrize("horizon", [30, 90])
def test_it_states_true_chances_where_there_are_many_cases(horizon: int) -> None:
    found = evaluate(of(district(seed=5, places=25_000)), horizon=horizon, split=SPLIT * DAY)

    assert found.n_test > 10_000
    assert found.ece <= 0.02


def test_the_level_follows_what_is_known_of_cases_still_watched() -> None:
    count, age = 8000, np.repeat([300.0, 20.0], 4000)
    share = np.where(age > 90, 1.0, 0.5)
    came = np.arange(count) % 100 < np.where(age > 90, 30, 15)
    cases = Watched(over=age > 90, came=came, share=share, age=age)

    true = log_odds(np.full(count, 0.3))

    assert level(true, cases) == pytest.approx(0, abs=0.01)
    assert level(true + 0.4, cases) < -0.1
    assert level(true - 0.4, cases) > 0.1


def test_the_order_of_the_rows_changes_nothing(rows: list[Row]) -> None:
    figures = evaluate(of(rows), horizon=90, split=SPLIT * DAY).as_json()
    mixed = evaluate(of(shaken(rows, 7)), horizon=90, split=SPLIT * DAY).as_json()

    assert mixed.pop("baselines")["prior_count"] == pytest.approx(figures.pop("baselines")["prior_count"])
    assert mixed == pytest.approx(figures, abs=1e-6)


@pytest.mark.parametrize("seed", [1, 2])
def test_another_future_changes_no_parameter_and_no_score(rows: list[Row], model: Model, seed: int) -> None:
    other = with_another_future(rows, SPLIT, seed)
    again = learn(of(other), horizon=90, until=SPLIT * DAY)
    early = np.array([row.closed is not None and row.closed < SPLIT for row in rows])
    same = np.array([row.closed is not None and row.closed < SPLIT for row in other])

    assert again.to_json() == model.to_json()
    assert again.scores(of(other), same).tolist() == model.scores(of(rows), early).tolist()


def test_the_test_cases_do_not_reach_the_model(rows: list[Row]) -> None:
    learned = evaluate(of(rows), horizon=90, split=SPLIT * DAY)
    cut = [row for row in rows if row.opened < SPLIT + 200]

    assert evaluate(of(cut), horizon=90, split=SPLIT * DAY).n_train == learned.n_train
    assert learn(of(cut), horizon=90, until=SPLIT * DAY) == learn(of(rows), horizon=90, until=SPLIT * DAY)


def test_stored_as_json_it_scores_the_same(rows: list[Row], model: Model) -> None:
    stored = json.loads(json.dumps(model.to_json(), allow_nan=False))

    assert Model.from_json(stored).scores(of(rows)).tolist() == model.scores(of(rows)).tolist()


@pytest.mark.parametrize("change", [{"format": 0}, {"features": ["year"]}])
def test_a_stored_model_of_another_edition_is_not_taken(model: Model, change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="learn it again"):
        Model.from_json(model.to_json() | change)


def test_its_quality_is_that_of_a_rehearsal_before_the_day(rows: list[Row]) -> None:
    quality = fit(of(rows), horizon=90, until=SPLIT * DAY).quality

    assert quality["split"] < SPLIT * DAY
    assert 0.6 < quality["auc"] < 0.9
    assert set(quality) >= {"n_train", "n_test", "ece", "top20", "baselines", "engine"}
    assert sum(size for size, _stated, _came in quality["bins"]) == quality["n_test"]


def test_one_case_alone_scores_as_it_does_among_all(rows: list[Row], model: Model) -> None:
    asked = rows[-1]
    own = [row for row in rows if row.place == asked.place]
    lone = [Row(**{**vars(row), "lat": float("nan"), "lon": float("nan")}) for row in own]
    all_lone = [Row(**{**vars(row), "lat": float("nan"), "lon": float("nan")}) for row in rows]

    assert model.scores(of(lone))[own.index(asked)] == model.scores(of(all_lone))[-1]


def test_a_place_can_be_asked_about_before_anything_is_closed_there(rows: list[Row], model: Model) -> None:
    bad = max({row.place for row in rows}, key=lambda place: sum(row.place == place for row in rows))
    asks = [Row(place, "垃圾", 1390, 1390, "街1") for place in (bad, "新点")]
    counted = [True] * len(rows) + [False] * 2

    worse, new = model.scores(of(rows + asks, counted=counted), ~np.array(counted))

    assert worse > new


def test_an_open_case_has_no_chance(rows: list[Row], model: Model) -> None:
    with pytest.raises(ValueError, match="still open"):
        model.scores(of([*rows, Row("点1", "垃圾", 1390, None)]))


def test_with_thin_data_the_chance_is_the_rate_of_the_class_pulled_to_the_mean() -> None:
    thin = [Row(f"点{n}", "垃圾" if n % 2 else "积水", n, n + 1) for n in range(100)]
    thin += [Row(f"点{n}", "垃圾", n + 5, n + 6) for n in range(1, 60, 2)]
    model = learn(of(thin), horizon=30, until=200 * DAY)
    dirt, water, new = model.scores(of([Row("甲", item, 300, 301) for item in ("垃圾", "积水", "新")]))

    assert model.engine is Engine.RATES
    assert model.cases < LEAST_CASES
    assert water < new < dirt < 30 / 80
    assert new == pytest.approx(model.overall)


def test_where_nothing_comes_back_there_is_no_auc() -> None:
    found = evaluate(of([Row(f"点{n}", "垃圾", n, n + 1) for n in range(900)]), horizon=30, split=400 * DAY)

    assert (found.model.auc, found.model.top20, found.base_rate) == (None, None, 0)
    assert found.ece < 0.01


@pytest.mark.parametrize("bare", [{"lat": None, "lon": None}, {"area": None}, {"area": None, "lat": None, "lon": None}])
def test_areas_and_positions_may_lack(rows: list[Row], bare: dict[str, None]) -> None:
    assert evaluate(of(rows, **bare), horizon=90, split=SPLIT * DAY).model.auc > 0.6


def test_one_item_and_one_place_are_enough_to_answer() -> None:
    one = [Row("点", "垃圾", n * 10, n * 10 + n % 9) for n in range(100)]
    found = evaluate(of(one), horizon=30, split=500 * DAY)

    assert found.base_rate == 1
    assert found.model.auc is None


@pytest.mark.parametrize(
    ("split", "horizon", "code"),
    [
        (0, 90, "cases.rebound_split"),
        (5000, 90, "cases.rebound_split"),
        (SPLIT, 1000, "cases.rebound_short"),
        (SPLIT, 0, "cases.rebound_horizon"),
        (SPLIT, 99999, "cases.rebound_horizon"),
    ],
)
def test_what_cannot_be_judged_is_refused(rows: list[Row], split: int, horizon: int, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        evaluate(of(rows), horizon=horizon, split=split * DAY)

    assert refused.value.code == code


def test_the_days_that_a_refusal_offers_can_be_judged(rows: list[Row]) -> None:
    with pytest.raises(Refusal) as refused:
        evaluate(of(rows), horizon=90, split=0)

    for day in (refused.value.params["first"], refused.value.params["last"]):
        split = int(np.datetime64(str(day), "s").astype(int))
        assert evaluate(of(rows), horizon=90, split=split).n_test > 0
