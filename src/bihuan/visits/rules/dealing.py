"""Deals places out to people: loads differ by at most one, and nobody gets what they may not when that is avoidable."""

from collections.abc import Sequence


def deal(may: Sequence[Sequence[bool]], people: int) -> list[int]:
    """Return for each place which person (0 to people − 1) gets it.

    may: one row per place, in order, one column per person: whether that person should have the place.

    Places are dealt in turn, as cards are. Who may not have a place is passed over for the next in turn who may and
    has room; when nobody has, places already dealt change hands by the shortest search that makes room. This finds as
    many allowed pairs as even loads permit (maximum flow by augmenting paths); what is left goes where room is left.
    """
    table = _Table(may, people)
    left = [place for place in range(len(may)) if not table.seat(place)]
    for place in left:
        person = next(person for person in table.turn(place) if table.has_room(person))
        table.held[person].append(place)
    return table.holders()


class _Table:
    def __init__(self, may: Sequence[Sequence[bool]], people: int) -> None:
        self.may = may
        self.people = people
        self.base, self.extras = divmod(len(may), people) if people else (0, 0)
        self.held: list[list[int]] = [[] for _ in range(people)]

    def turn(self, place: int) -> list[int]:
        """Return everybody, beginning with the one whose turn it is."""
        return [(place + step) % self.people for step in range(self.people)]

    def has_room(self, person: int) -> bool:
        load = len(self.held[person])
        return load < self.base or (load == self.base and self._spare() > 0)

    def _spare(self) -> int:
        return self.extras - sum(len(held) > self.base for held in self.held)

    def seat(self, place: int) -> bool:
        """Give the place to somebody who may have it, moving others if need be; tell whether it could be done."""
        came: dict[int, tuple[int, int]] = {}
        waiting: list[int] = []
        for person in self.turn(place):
            if self.may[place][person]:
                came[person] = (-1, place)
                waiting.append(person)
        for person in waiting:
            if self.has_room(person):
                self._move(came, person)
                return True
            for other, moved in self._steps(person):
                if other not in came:
                    came[other] = (person, moved)
                    waiting.append(other)
        return False

    def _steps(self, person: int) -> list[tuple[int, int]]:
        """Return (other, place): whom the person can hand a place; or, place −1, whose extra place would be needed."""
        hand = [(to, place) for place in self.held[person] for to in self.turn(place) if self.may[place][to]]
        if len(self.held[person]) == self.base:
            hand += [(other, -1) for other, held in enumerate(self.held) if len(held) > self.base]
        return hand

    def _move(self, came: dict[int, tuple[int, int]], person: int) -> None:
        """Walk back along the search, handing each place on."""
        while person >= 0:
            giver, place = came[person]
            if place >= 0:
                if giver >= 0:
                    self.held[giver].remove(place)
                self.held[person].append(place)
            person = giver

    def holders(self) -> list[int]:
        whose = {place: person for person, held in enumerate(self.held) for place in held}
        return [whose[place] for place in range(len(self.may))]
