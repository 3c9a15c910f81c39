"""The risk model: its parameters, how it is learned and how it scores."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np

from bihuan.cases.rules.risk import rates, watch
from bihuan.cases.rules.risk.features import NAMES, features
from bihuan.cases.rules.risk.logistic import chance
from bihuan.cases.rules.risk.panel import Flags, Floats, Panel, known_by
from bihuan.cases.rules.risk.rebounds import waits

LEAST_CASES = 300
LEAST_OF_EACH = 30
"""The logistic model needs so many cases with their observation over, and so many rebounds and so many that held."""
FORMAT = 1
_DECIMALS = 9


class Engine(StrEnum):
    """How chances are found: by the logistic model, or, when data is thin, as rates of the item."""

    LOGISTIC = "logistic"
    RATES = "rates"


@dataclass(frozen=True, slots=True)
class Model:
    """All that scoring needs, as plain numbers. cases, rebounds: what it was learned from, observation over.

    since: the first opening on record. until: the moment before which everything it knows was known; both in seconds
    since 1970. quality: see judging.fit.
    """

    horizon: int
    until: int
    engine: Engine
    cases: int
    rebounds: int
    overall: float
    since: int
    items: Mapping[str, float]
    areas: Mapping[str, float]
    means: tuple[float, ...] = ()
    scales: tuple[float, ...] = ()
    coefficients: tuple[float, ...] = ()
    level: float = 0.0
    quality: Mapping[str, Any] | None = None

    def scores(self, rows: Panel, which: Flags | None = None) -> Floats:
        """Return the chance of a rebound within the horizon for each row, or for those that which marks.

        rows must hold the history of the places asked about. Each row is judged by what was known at its closing.
        Raises ValueError if a row asked about is still open.
        """
        asked = np.ones(len(rows), dtype=bool) if which is None else which
        if not rows.is_closed[asked].all():
            raise ValueError("a case that is still open has no chance of a rebound")
        item = rates.looked_up(rows.item, self.items, self.overall)
        if self.engine is Engine.RATES:
            return item[asked]
        area = rates.looked_up(rows.area, self.areas, self.overall)
        found = self._standardised(features(rows, self.horizon, item, area, self.overall, self.since)[asked])
        stated = chance(self.coefficients[0] + self.level + found @ np.array(self.coefficients[1:]))
        return np.round(stated, _DECIMALS)

    def to_json(self) -> dict[str, Any]:
        """Return the parameters as JSON has them."""
        return {
            "format": FORMAT,
            "features": list(NAMES),
            "horizon": self.horizon,
            "until": self.until,
            "engine": self.engine.value,
            "cases": self.cases,
            "rebounds": self.rebounds,
            "overall": self.overall,
            "since": self.since,
            "items": dict(self.items),
            "areas": dict(self.areas),
            "means": list(self.means),
            "scales": list(self.scales),
            "coefficients": list(self.coefficients),
            "level": self.level,
            "quality": self.quality,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Model":
        """Return the model that to_json gave. Raises ValueError when it is of another format or has other features."""
        if stored.get("format") != FORMAT or stored.get("features") != list(NAMES):
            raise ValueError("the stored risk model is of another edition; learn it again")
        plain = {name: stored[name] for name in cls.__slots__ if name != "engine"}
        for name in ("means", "scales", "coefficients"):
            plain[name] = tuple(plain[name])
        return cls(engine=Engine(stored["engine"]), **plain)

    def _standardised(self, columns: Floats) -> Floats:
        found: Floats = np.nan_to_num((columns - np.array(self.means)) / np.array(self.scales))
        return found


def learn(history: Panel, *, horizon: int, until: int) -> Model:
    """Learn from what was known just before until; what came later changes nothing."""
    known = known_by(history, until)
    closed = known.is_closed
    cases = watch.watched(known, waits(known), horizon, until)
    over = np.zeros(len(known), dtype=bool)
    over[closed] = cases.over
    came = np.zeros(len(known), dtype=bool)
    came[closed] = cases.came
    model = Model(
        horizon=horizon,
        until=until,
        engine=Engine.RATES,
        cases=int(over.sum()),
        rebounds=int((over & came).sum()),
        overall=rates.overall(came[over]),
        since=int(known.opened.min(initial=until)),
        items=rates.named(known.item, over, came),
        areas=rates.named(known.area, over, came),
    )
    if model.cases < LEAST_CASES or min(model.rebounds, model.cases - model.rebounds) < LEAST_OF_EACH:
        return model
    columns = _columns(known, model, over, came)[closed]
    return _fitted(replace(model, engine=Engine.LOGISTIC), columns, cases)


def _columns(known: Panel, model: Model, over: Flags, came: Flags) -> Floats:
    """Return the features of known; the rates of the cases learned from leave out the case's own place."""
    folds = rates.folds(known.place)
    item = rates.looked_up(known.item, model.items, model.overall)
    area = rates.looked_up(known.area, model.areas, model.overall)
    item[over] = rates.apart(known.item, over, came, folds)[over]
    area[over] = rates.apart(known.area, over, came, folds)[over]
    return features(known, model.horizon, item, area, model.overall, model.since)


def _fitted(model: Model, columns: Floats, cases: watch.Watched) -> Model:
    means = np.nanmean(columns, axis=0)
    spread = np.nanstd(columns, axis=0)
    placed = replace(
        model,
        means=tuple(map(float, means)),
        scales=tuple(float(each) if each > 1e-9 else 1.0 for each in spread),
    )
    standard = placed._standardised(columns)
    found = watch.learn(standard, cases)
    shift = watch.level(found[0] + standard @ found[1:], cases)
    return replace(placed, coefficients=tuple(map(float, found)), level=shift)
