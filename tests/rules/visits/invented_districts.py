"""Invented districts of 29 types of places, to see how often an interval holds the truth.

python tests/rules/visits/invented_districts.py 2000    print the figures of docs/reference/assessment.md
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

import numpy as np

from bihuan.visits.rules.estimate import Basis, estimate, estimate_each
from bihuan.visits.rules.samples import Sample, Seen
from bihuan.visits.rules.sampling import Stratum, StratumKey, allocate
from bihuan.visits.rules.scoring import Tally
from bihuan.visits.rules.surroundings import compare

TYPES = 29
KEYS = [StratumKey(f"t{at:02}") for at in range(TYPES)]
SHARES = np.array([100, 66, 33, 0])
UNITS = 12


@dataclass(frozen=True)
class Scenario:
    """What sort of districts. bad: log of bad instances per element. between: its spread among places."""

    bad: float = -2.0
    between: float = 0.6
    not_applicable: float = 0.15
    points: tuple[int, ...] = (100,)
    wrecks: float = 0.0
    size: tuple[int, ...] = (6, 25, 25, 60)


SCENARIOS = {
    "plain": Scenario(),
    "many at 100": Scenario(bad=-3.6, between=1.4),
    "places wholly good or bad": Scenario(bad=-2.6, between=2.0),
    "much not applicable": Scenario(between=0.8, not_applicable=0.6),
    "sheets of 20, 50 and 100 points": Scenario(bad=-2.2, between=0.8, points=(20, 50, 100)),
    "few places, most seen": Scenario(between=0.8, size=(4,)),
    "few places lose almost everything": Scenario(bad=-4.0, between=0.8, wrecks=0.04),
}


@dataclass(frozen=True)
class District:
    """One row per place: its type, unit, points obtained (in hundredths) and possible, and of its surroundings."""

    types: np.ndarray
    units: np.ndarray
    point: np.ndarray
    around: np.ndarray

    def rate(self, rows: np.ndarray | slice = slice(None), *, around: bool = False) -> float:
        sums = (self.around if around else self.point)[rows].sum(axis=0)
        return float(sums[0] / sums[1] / 100) if sums[1] else float("nan")


def invent(random: np.random.Generator, scenario: Scenario) -> District:
    sizes = np.maximum(2, random.lognormal(np.log(random.choice(scenario.size)), 0.9, TYPES).round()).astype(int)
    parts = [_type(random, scenario, size) for size in sizes]
    types = np.repeat(np.arange(TYPES), sizes)
    units = random.choice(UNITS, len(types), p=random.dirichlet(np.full(UNITS, 3.0)))
    point, around = (np.concatenate([part[at] for part in parts]) for at in (0, 1))
    return District(types, units, point, around)


def _type(random: np.random.Generator, scenario: Scenario, size: int) -> tuple[np.ndarray, np.ndarray]:
    count = int(random.integers(5, 20))
    points = np.maximum(1, (random.dirichlet(np.full(count, 3.0)) * random.choice(scenario.points)).round()).astype(int)
    level = scenario.bad + 0.6 * random.normal() + scenario.between * random.normal(size=size)
    level = np.where(random.random(size) < scenario.wrecks, 2.0, level)
    hard = random.normal(0, 0.8, count)
    missing = random.uniform(0, scenario.not_applicable, count)
    extra = 0.5 + 0.5 * random.normal(size=size)
    return _tallies(random, level, hard, missing, points), _tallies(random, level + extra, hard, missing, points)


def _tallies(
    random: np.random.Generator, level: np.ndarray, hard: np.ndarray, missing: np.ndarray, points: np.ndarray
) -> np.ndarray:
    bad = random.poisson(np.exp(np.clip(level[:, None] + hard, -9, 2)))
    applicable = (random.random(bad.shape) >= missing) * points
    return np.stack([(applicable * SHARES[np.minimum(bad, 3)]).sum(axis=1), applicable.sum(axis=1)], axis=1)


def assess(random: np.random.Generator, district: District) -> Sample:
    """Return a mock assessment of 60 to 300 places, shared out by size, at least two of each type."""
    found = Counter(district.types.tolist())
    strata = {KEYS[at]: Stratum(found[at]) for at in range(TYPES)}
    drawn = allocate(int(random.integers(60, 301)), strata)
    shuffled = random.permutation(len(district.types))
    left = dict(drawn)
    seen = []
    for row in shuffled.tolist():
        key = KEYS[district.types[row]]
        if left[key]:
            left[key] -= 1
            unit = frozenset({str(district.units[row])})
            seen.append(Seen(UUID(int=row), key, _tally(district.point[row]), unit, _tally(district.around[row])))
    return Sample({key: stratum.size for key, stratum in strata.items()}, seen)


def _tally(row: np.ndarray) -> Tally:
    return Tally(Fraction(int(row[0]), 100), Fraction(int(row[1])))


def holds(low: float | None, truth: float, high: float | None) -> bool:
    return low is not None and high is not None and low - 1e-9 <= truth <= high + 1e-9


def whole(seed: int, scenario: Scenario, count: int) -> Iterator[bool]:
    """Yield for each district that is not seen whole whether the interval of its score holds the truth."""
    random = np.random.default_rng(seed)
    while count:
        district = invent(random, scenario)
        score = estimate(assess(random, district))
        if score.basis is not Basis.WHOLE:
            count -= 1
            yield holds(score.low, district.rate(), score.high)


def _figures(count: int) -> None:
    for number, (name, scenario) in enumerate(SCENARIOS.items()):
        random = np.random.default_rng(number + 1000)
        tally: dict[str, list[bool]] = defaultdict(list)
        widths: list[float] = []
        rates: list[float] = []
        while len(widths) < count:
            district = invent(random, scenario)
            sample = assess(random, district)
            score = estimate(sample)
            if score.basis is Basis.WHOLE or score.low is None or score.high is None:
                continue
            widths.append((score.high - score.low) / 2)
            rates.append(district.rate())
            tally["whole"].append(holds(score.low, district.rate(), score.high))
            tally["whole too high"].append(score.low > district.rate())
            if len(widths) % 5 == 0:
                _parts(district, sample, tally)
        cells = [f"{key} {100 * np.mean(values):.1f} ({len(values)})" for key, values in sorted(tally.items())]
        cells[:0] = [name, f"{100 * np.mean(rates):.1f}", f"{100 * np.mean(widths):.1f}"]
        sys.stdout.write(f"| {' | '.join(cells)} |\n")
        sys.stdout.flush()


def _parts(district: District, sample: Sample, tally: dict[str, list[bool]]) -> None:
    both = compare(sample)
    truth = district.rate() - district.rate(around=True)
    tally["difference"].append(holds(both.low, truth, both.high))
    for key, score in estimate_each(sample, lambda place: [place.stratum.type_code]).items():
        if score.basis is not Basis.WHOLE:
            band = "2" if score.places <= 2 else "3-5" if score.places <= 5 else "6-15" if score.places <= 15 else "16+"
            rows = district.types == int(key[1:])
            tally[f"type {band}"].append(holds(score.low, district.rate(rows), score.high))
    for unit, score in estimate_each(sample, lambda place: place.unit_codes).items():
        if score.basis is not Basis.WHOLE:
            band = "1-5" if score.places <= 5 else "6-15" if score.places <= 15 else "16+"
            tally[f"unit {band}"].append(holds(score.low, district.rate(district.units == int(unit)), score.high))


if __name__ == "__main__":
    _figures(int(sys.argv[1]))
