"""What costs us points today: the elements by how much the whole score would rise if each were in order everywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from bihuan.visits.rules.scoring import NOT_APPLICABLE, ZERO, Mark


@dataclass(frozen=True, slots=True)
class Loss:
    """One element as found at one place. weight: how many places of the district it stands for, N/n of its stratum."""

    element: str
    place: UUID
    mark: Mark
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Gain:
    """One element with what it costs. gain: rise of the score rate (0 to 1) if it were in order at every place.

    gain is lost / possible, which is lost_share · points · frequency over the points of an average place. lost: points
    lost with it in the district; possible: points applicable in the district with all elements. lost_share: share lost
    of its own points. points: what it weighs where it is applicable, on average. frequency: share of all places where
    it is applicable. bad_count of seen_count: places where it lost points, of those where it was applicable.
    places: those places, the greatest loss to the district first.
    """

    element: str
    lost: Fraction
    possible: Fraction
    lost_share: Fraction
    points: Fraction
    frequency: Fraction
    bad_count: int
    seen_count: int
    places: tuple[UUID, ...]

    @property
    def gain(self) -> Fraction:
        """Return how much the score rate of the whole would rise."""
        return self.lost / self.possible


def gains(losses: Iterable[Loss]) -> list[Gain]:
    """Return every element that was applicable somewhere, the greatest gain first, then by its name.

    losses: at most one row per element and place, in any order; ValueError when there are two, or when a place has two
    weights. All gains together are what is missing from full marks.
    """
    rows: dict[str, dict[UUID, Loss]] = {}
    weights: dict[UUID, Fraction] = {}
    for loss in losses:
        of_element = rows.setdefault(loss.element, {})
        if loss.place in of_element or weights.setdefault(loss.place, loss.weight) != loss.weight:
            raise ValueError(f"element {loss.element} stands twice at {loss.place}, or the place has two weights")
        of_element[loss.place] = loss
    district = sum((_weighted(loss) for found in rows.values() for loss in found.values()), NOT_APPLICABLE)
    size = sum(weights.values(), ZERO)
    found = [
        _gain(element, applicable, district.possible, size)
        for element, by_place in rows.items()
        if (applicable := [loss for loss in by_place.values() if loss.mark.possible])
    ]
    return sorted(found, key=lambda gain: (-gain.lost, gain.element))


def _weighted(loss: Loss) -> Mark:
    return loss.mark * loss.weight


def _gain(element: str, applicable: list[Loss], possible: Fraction, size: Fraction) -> Gain:
    total = sum((_weighted(loss) for loss in applicable), NOT_APPLICABLE)
    stands_for = sum((loss.weight for loss in applicable), ZERO)
    bad = sorted((-_weighted(loss).lost, loss.place) for loss in applicable if loss.mark.lost)
    return Gain(
        element,
        lost=total.lost,
        possible=possible,
        lost_share=total.lost / total.possible,
        points=total.possible / stands_for,
        frequency=stands_for / size,
        bad_count=len(bad),
        seen_count=len(applicable),
        places=tuple(place for _lost, place in bad),
    )
