"""What an element scores (状态描述法, 观测频次得分率), and how scores add up a tree. Everything is exact."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import floor
from uuid import UUID

Number = int | Decimal | Fraction
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Mark:
    """Points obtained out of those that could be. possible 0: nothing was applicable. Marks add up."""

    obtained: Fraction = ZERO
    possible: Fraction = ZERO

    def __post_init__(self) -> None:
        if not 0 <= self.obtained <= self.possible:
            raise ValueError(f"{self.obtained} of {self.possible} points")

    def __add__(self, other: "Mark") -> "Mark":
        return Mark(self.obtained + other.obtained, self.possible + other.possible)

    def __mul__(self, weight: Fraction) -> "Mark":
        return Mark(self.obtained * weight, self.possible * weight)

    @property
    def rate(self) -> Fraction | None:
        """The score rate (得分率), 0 to 1; None when nothing was applicable."""
        return self.obtained / self.possible if self.possible else None

    @property
    def lost(self) -> Fraction:
        """Points that were possible and not obtained."""
        return self.possible - self.obtained


NOT_APPLICABLE = Mark()


@dataclass(frozen=True, slots=True)
class Rung:
    """One grade of a ladder. most: up to how many bad instances it is given, None for any number. share: 0 to 1."""

    grade: str
    most: int | None
    share: Fraction

    def __post_init__(self) -> None:
        object.__setattr__(self, "share", Fraction(self.share))


@dataclass(frozen=True, slots=True)
class Ladder:
    """The grades of one element, the best first: data of the assessment system, such as A 0, B 1, C 2, C# any.

    Raises ValueError unless `most` rises from rung to rung, only the last is open, and the shares fall from at most 1.
    """

    rungs: tuple[Rung, ...]

    def __post_init__(self) -> None:
        mosts = [rung.most for rung in self.rungs]
        shares = [rung.share for rung in self.rungs]
        closed = [most for most in mosts[:-1] if most is not None]
        if not mosts or mosts[-1] is not None or len(closed) != len(mosts) - 1:
            raise ValueError("the last grade of a ladder, and only it, is open")
        if any(most < 0 for most in closed) or closed != sorted(set(closed)):
            raise ValueError("each grade of a ladder allows more bad instances than the one before")
        if not all(0 <= share <= 1 for share in shares) or shares != sorted(set(shares), reverse=True):
            raise ValueError("each grade of a ladder has a smaller share than the one before")
        if len({rung.grade for rung in self.rungs}) < len(self.rungs):
            raise ValueError("a grade stands twice in the ladder")

    def rung(self, bad_count: int) -> Rung:
        """Return the rung for that many bad instances, at least 0."""
        if bad_count < 0:
            raise ValueError(f"{bad_count} bad instances")
        return next(rung for rung in self.rungs if rung.most is None or bad_count <= rung.most)


def read_ladder(rows: Sequence[Mapping[str, str | int | Decimal | None]]) -> Ladder:
    """Return the ladder of rows {grade, most, share}; share as text or Decimal ("0.66"), most empty for any number."""
    return Ladder(tuple(_rung(row) for row in rows))


def _rung(row: Mapping[str, str | int | Decimal | None]) -> Rung:
    most, share = row.get("most"), row["share"]
    if share is None:
        raise ValueError("a grade has no share")
    return Rung(str(row["grade"]), None if most in (None, "") else int(str(most)), Fraction(str(share)))


def described(points: Number, ladder: Ladder, bad_count: int | None) -> Mark:
    """Return the mark of one element by state description. bad_count: None when it is not applicable."""
    if bad_count is None:
        return NOT_APPLICABLE
    return Mark(Fraction(points) * ladder.rung(bad_count).share, Fraction(points))


def observed(points: Number, *, good: int, applicable: int) -> Mark:
    """Return the mark of one element by observation frequency: its points times good / applicable observations."""
    if not 0 <= good <= applicable:
        raise ValueError(f"{good} good of {applicable} observations")
    return Mark(Fraction(points) * Fraction(good, applicable), Fraction(points)) if applicable else NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Node:
    """One node of an assessment system: project, content, standard or element. weight: multiplies all below it."""

    uuid: UUID
    parent: UUID | None = None
    weight: Fraction = field(default=Fraction(1))


def roll_up(nodes: Iterable[Node], marks: Mapping[UUID, Iterable[Mark]]) -> dict[UUID, Mark]:
    """Return the mark of every node: Σ(points · share) over Σ(points applicable) of all elements below it.

    nodes: the whole tree, in any order. marks: what was observed, by node; one element may have been observed at many
    places. A node under which nothing was applicable has a rate of None. Raises ValueError for a parent that is not
    there, a mark of no node, a node twice, a negative weight, and a circle.
    """
    tree = _tree(nodes)
    if strays := marks.keys() - tree.keys():
        raise ValueError(f"marks of no node: {sorted(map(str, strays))}")
    totals = {uuid: sum(marks.get(uuid, ()), NOT_APPLICABLE) * node.weight for uuid, node in tree.items()}
    for uuid in _leaves_first(tree):
        node = tree[uuid]
        if node.parent is not None:
            totals[node.parent] += totals[uuid] * tree[node.parent].weight
    return totals


def _tree(nodes: Iterable[Node]) -> dict[UUID, Node]:
    tree: dict[UUID, Node] = {}
    for node in nodes:
        if node.uuid in tree or node.weight < 0:
            raise ValueError(f"node {node.uuid} stands twice or has a negative weight")
        tree[node.uuid] = node
    if lost := [str(node.uuid) for node in tree.values() if node.parent is not None and node.parent not in tree]:
        raise ValueError(f"nodes without their parent: {lost}")
    return tree


def _leaves_first(tree: Mapping[UUID, Node]) -> list[UUID]:
    waiting = {uuid: 0 for uuid in tree}
    for node in tree.values():
        if node.parent is not None:
            waiting[node.parent] += 1
    order = [uuid for uuid, count in waiting.items() if not count]
    for uuid in order:
        parent = tree[uuid].parent
        if parent is not None:
            waiting[parent] -= 1
            if not waiting[parent]:
                order.append(parent)
    if len(order) < len(tree):
        raise ValueError("the tree goes in a circle")
    return order


def percent(rate: Fraction | None, places: int = 1) -> Decimal | None:
    """Return a rate as a figure of 100, halves away from zero as in offices; None stays None."""
    if rate is None:
        return None
    steps = floor(abs(rate) * 100 * 10**places + Fraction(1, 2))
    return Decimal(steps if rate >= 0 else -steps).scaleb(-places)
