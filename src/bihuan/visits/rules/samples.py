"""Places seen in their strata: estimated totals, and how far these may be off."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from bihuan.visits.rules.sampling import StratumKey
from bihuan.visits.rules.scoring import NOT_APPLICABLE, Mark


@dataclass(frozen=True, slots=True)
class Seen:
    """One drawn place as it was found. mark: over all its elements. around: the same of its surroundings, if walked."""

    uuid: UUID
    stratum: StratumKey
    mark: Mark
    unit_codes: frozenset[str] = frozenset()
    around: Mark | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Places seen whose spread is reckoned together: those of one stratum, or of several joined. size: all places."""

    size: int
    weighted: tuple[tuple[Seen, Fraction], ...]


class Sample:
    """Places seen, with how many places each stratum has. Places that were drawn but could not be seen are left out.

    Raises ValueError when a stratum has fewer places than were seen, or a place stands twice. A stratum of which
    nothing was seen says nothing: the score is that of the other strata (`unseen` names it).
    """

    def __init__(self, sizes: Mapping[StratumKey, int], seen: Iterable[Seen]) -> None:
        self.strata: dict[StratumKey, list[Seen]] = {}
        for place in sorted(seen, key=lambda place: (place.stratum, place.uuid)):
            self.strata.setdefault(place.stratum, []).append(place)
        self.places = [place for places in self.strata.values() for place in places]
        if any(sizes.get(key, 0) < len(places) for key, places in self.strata.items()):
            raise ValueError("more places were seen than a stratum has")
        if len({place.uuid for place in self.places}) < len(self.places):
            raise ValueError("a place stands twice in the sample")
        self.sizes = {key: sizes[key] for key in self.strata}
        self.unseen = sorted(key for key, size in sizes.items() if size and key not in self.strata)
        self.weights = {key: Fraction(self.sizes[key], len(places)) for key, places in self.strata.items()}
        self.groups = self._grouped()

    def _grouped(self) -> list[Group]:
        """Return the groups that have variance: strata not seen whole, lone ones joined with a neighbour."""
        groups: list[list[StratumKey]] = [[key] for key, rows in self.strata.items() if self.sizes[key] > len(rows)]
        while len(groups) > 1 and (lone := [at for at, keys in enumerate(groups) if self._count(keys) < 2]):
            at = lone[0]
            sides = [side for side in (at + 1, at - 1) if 0 <= side < len(groups)]
            same_type = [side for side in sides if groups[side][0].type_code == groups[at][0].type_code]
            first, second = sorted((at, (same_type or sides)[0]))
            groups[first : second + 1] = [groups[first] + groups[second]]
        return [
            Group(
                sum(self.sizes[key] for key in keys),
                tuple((place, self.weights[key]) for key in keys for place in self.strata[key]),
            )
            for keys in groups
        ]

    def _count(self, keys: Iterable[StratumKey]) -> int:
        return sum(len(self.strata[key]) for key in keys)

    def total(self, value: Callable[[Seen], Mark]) -> Mark:
        """Return the estimated total of a mark over all places."""
        sums = (
            sum((value(place) for place in places), NOT_APPLICABLE) * self.weights[key]
            for key, places in self.strata.items()
        )
        return sum(sums, NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Variance:
    """An estimated variance with its degrees of freedom; None of both when it cannot be estimated."""

    value: float | None
    freedom: float


def variance_of(sample: Sample, residual: Callable[[Seen], float]) -> Variance:
    """Return the variance of the estimated total of residual, with Satterthwaite's degrees of freedom.

    Each group adds (1 − n/N) · n/(n − 1) · Σ(u − ū)², u being the weighted residual of a place.
    """
    value, squares = 0.0, 0.0
    for group in sample.groups:
        count = len(group.weighted)
        if count < 2:
            return Variance(None, 0.0)
        weighted = [float(weight) * residual(place) for place, weight in group.weighted]
        mean = sum(weighted) / count
        spread = sum((each - mean) ** 2 for each in weighted)
        part = (1 - count / group.size) * count / (count - 1) * spread
        value += part
        squares += part * part / (count - 1)
    return Variance(value, value * value / squares if squares else 0.0)
