"""Cuts a text into pieces so that every piece knows all the drafts it belongs to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from bihuan.kernel.spans import Span


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a text. start: its place in the text. drafts: those it belongs to, in the order given; often none.

    begins: those of drafts whose first words these are, so that a page can jump to them.
    """

    text: str
    start: int
    drafts: tuple[UUID, ...] = ()
    begins: tuple[UUID, ...] = ()


def segments(text: str, marks: Iterable[tuple[UUID, Iterable[Span]]]) -> list[Segment]:
    """Return all of text in order, cut wherever a mark begins or ends; marks may overlap or hold one another.

    marks: (draft, its spans). Spans outside the text are clipped, empty ones count for nothing.
    """
    spans = [
        (max(0, start), min(len(text), end), draft)
        for draft, places in marks
        for start, end in places
        if max(0, start) < min(len(text), end)
    ]
    bounds = sorted({0, len(text), *(start for start, _e, _d in spans), *(end for _s, end, _d in spans)})
    opening: dict[int, list[int]] = defaultdict(list)
    closing: dict[int, list[int]] = defaultdict(list)
    for place, (start, end, _draft) in enumerate(spans):
        opening[start].append(place)
        closing[end].append(place)
    found: list[Segment] = []
    active: set[int] = set()
    begun: set[UUID] = set()
    for low, high in pairwise(bounds):
        active = (active | set(opening[low])) - set(closing[low])
        here = tuple(dict.fromkeys(spans[place][2] for place in sorted(active)))
        found.append(Segment(text[low:high], low, here, tuple(draft for draft in here if draft not in begun)))
        begun.update(here)
    return found
