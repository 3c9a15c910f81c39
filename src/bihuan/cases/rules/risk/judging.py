"""How well the model would have done: learn before a day, judge on the cases closed from that day on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bihuan.cases import errors
from bihuan.cases.rules.risk import rates
from bihuan.cases.rules.risk.features import prior_year
from bihuan.cases.rules.risk.measure import Bin, auc, bins, calibration_error, top_share
from bihuan.cases.rules.risk.model import Engine, Model, learn
from bihuan.cases.rules.risk.panel import DAY, Flags, Floats, Ints, Panel, known_by
from bihuan.cases.rules.risk.rebounds import rebounded, waits
from bihuan.kernel.errors import Refusal

_REHEARSED = 0.75
LONGEST = 3650


@dataclass(frozen=True, slots=True)
class Rank:
    """How well scores tell rebounds from cases that held; None where all cases came back or none."""

    auc: float | None
    top20: float | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures of one split in time, and which engine gave them. bins: stated chances beside what came."""

    n_train: int
    n_test: int
    base_rate: float
    ece: float
    model: Rank
    class_rate: Rank
    prior_count: Rank
    engine: Engine
    bins: list[Bin]

    def as_json(self) -> dict[str, Any]:
        """Return the figures with their published names."""
        return {
            "n_train": self.n_train,
            "n_test": self.n_test,
            "base_rate": self.base_rate,
            "auc": self.model.auc,
            "ece": self.ece,
            "top20": self.model.top20,
            "baselines": {
                "class_rate": {"auc": self.class_rate.auc, "top20": self.class_rate.top20},
                "prior_count": {"auc": self.prior_count.auc, "top20": self.prior_count.top20},
            },
        }


def evaluate(cases: Panel, *, horizon: int, split: int) -> Evaluation:
    """Learn from the cases whose horizon ended before split, judge on those closed from split on.

    Cases whose horizon is not over by the last opening are not judged. Raises cases.rebound_horizon,
    cases.rebound_split when one of the two sets is empty.
    """
    _checked(horizon)
    trained, tested = _sides(cases, horizon, split)
    if not trained.any() or not tested.any():
        raise _split_refused(cases, horizon)
    model = learn(cases, horizon=horizon, until=split)
    outcomes = rebounded(waits(cases), horizon)[tested]
    stated = model.scores(cases, tested)
    by_class = rates.looked_up(cases.item, model.items, model.overall)[tested]
    return Evaluation(
        n_train=int(trained.sum()),
        n_test=int(tested.sum()),
        base_rate=float(outcomes.mean()),
        ece=calibration_error(stated, outcomes),
        model=_rank(stated, outcomes),
        class_rate=_rank(by_class, outcomes),
        prior_count=_rank(prior_year(cases)[tested], outcomes),
        engine=model.engine,
        bins=bins(stated, outcomes),
    )


def fit(history: Panel, *, horizon: int, until: int) -> Model:
    """Learn from what was known before until; quality is that of a rehearsal on the last quarter of the closings.

    quality holds the figures of Evaluation.as_json, the day of the split, the engine and the bins as [size, stated,
    came]; None when there was too little to judge.
    """
    model = learn(history, horizon=horizon, until=until)
    return replace(model, quality=_rehearsal(known_by(history, until), horizon))


def _rehearsal(known: Panel, horizon: int) -> Mapping[str, Any] | None:
    last = known.opened.max(initial=0)
    closings = known.closed[known.is_closed]
    closings = np.sort(closings[closings <= last - horizon * DAY])
    if not len(closings):
        return None
    split = int(closings[int(_REHEARSED * len(closings))]) // DAY * DAY
    trained, tested = _sides(known, horizon, split)
    if not trained.any() or not tested.any():
        return None
    found = evaluate(known, horizon=horizon, split=split)
    told = {"split": split, "engine": found.engine.value, "bins": [list(each) for each in found.bins]}
    return told | found.as_json()


def _checked(horizon: int) -> None:
    if not 1 <= horizon <= LONGEST:
        raise errors.REBOUND_HORIZON(most=LONGEST, field="horizon")


def _sides(cases: Panel, horizon: int, split: int) -> tuple[Flags, Flags]:
    """Return which cases are learned from and which are judged."""
    closed = cases.is_closed & cases.counted
    ends: Ints = np.where(closed, cases.closed, 0) + horizon * DAY
    last = int(cases.opened.max(initial=0))
    return closed & (ends < split), closed & (cases.closed >= split) & (ends <= last)


def _split_refused(cases: Panel, horizon: int) -> Refusal:
    closings = cases.closed[cases.is_closed & cases.counted]
    last = int(cases.opened.max(initial=0)) - horizon * DAY
    usable = closings[closings <= last]
    earliest = int(closings.min(initial=last)) // DAY * DAY + (horizon + 1) * DAY
    latest = int(usable.max(initial=0)) // DAY * DAY
    if not len(usable) or earliest > latest:
        return errors.REBOUND_SHORT(horizon=horizon)
    return errors.REBOUND_SPLIT(first=_day(earliest), last=_day(latest), field="split")


def _day(moment: int) -> str:
    return str(np.datetime64(moment, "s").astype("datetime64[D]"))


def _rank(scores: Floats, outcomes: Flags) -> Rank:
    return Rank(auc(scores, outcomes), top_share(scores, outcomes))
