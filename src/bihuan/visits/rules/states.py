"""What an element is like now, from what was seen of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sight:
    """One valid observation. number: in the order of receipt, which decides between the same moments."""

    number: int
    result: str
    bad_count: int
    observed_at: datetime


@dataclass(frozen=True, slots=True)
class Now:
    """The latest observation, and since when it has been so without a break."""

    latest: Sight
    since: datetime


def now_of(sights: Iterable[Sight]) -> Now | None:
    """Return what the observations of one element say it is like now; None when there are none."""
    ordered = sorted(sights, key=lambda sight: (sight.observed_at, sight.number), reverse=True)
    if not ordered:
        return None
    latest = ordered[0]
    since = latest.observed_at
    for sight in ordered:
        if sight.result != latest.result:
            break
        since = sight.observed_at
    return Now(latest, since)
