"""A draw from what the ledger keeps of it: the draw itself and every later check run through here."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from bihuan.visits.rules.draw import By, Closed, Person, Place, draw, draw_rechecks, number_of
from bihuan.visits.rules.kinds import RoundKind
from bihuan.visits.rules.sampling import StratumKey

Frame = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DrawnStop:
    """One stop as drawn, in plain values. place or case: uuid, the other ""; person: uuid or "" for anybody."""

    position: int
    place: str
    case: str
    person: str
    stratum: str
    way: str
    number: str
    chance: str

    def as_json(self) -> dict[str, Any]:
        """Return it as the ledger keeps it."""
        return asdict(self)


def frame_of_places(
    places: Sequence[Place], people: Sequence[Person], sizes: Mapping[StratumKey, int], by: By
) -> Frame:
    """Return everything that a draw of places depends on besides the seed, as the ledger keeps it."""
    return {
        "by": by.value,
        "sizes": [[key.type_code, key.area_code, count] for key, count in sorted(sizes.items())],
        "places": [
            [place.code, str(place.uuid), place.type_code, place.area_code, sorted(place.unit_codes)]
            for place in sorted(places, key=lambda place: place.code)
        ],
        "people": _people(people),
    }


def frame_of_cases(cases: Sequence[Closed], people: Sequence[Person], count: int, random_share: Fraction) -> Frame:
    """Return everything that a draw of closed cases depends on besides the seed."""
    return {
        "count": count,
        "random_share": str(random_share),
        "cases": [[case.code, str(case.uuid), case.risk] for case in sorted(cases, key=lambda case: case.code)],
        "people": _people(people),
    }


def _people(people: Sequence[Person]) -> list[list[str]]:
    return [[person.code, str(person.uuid), person.unit_code] for person in sorted(people, key=lambda each: each.code)]


def drawn_stops(kind: RoundKind, seed: str, frame: Frame) -> list[DrawnStop]:
    """Return the stops that seed and frame give; raises ValueError when they make no sense."""
    people = [Person(UUID(uuid), code, unit) for code, uuid, unit in frame["people"]]
    if kind is RoundKind.RECHECK:
        return _cases(seed, frame, people)
    places = [
        Place(UUID(uuid), code, kind_, area, frozenset(units)) for code, uuid, kind_, area, units in frame["places"]
    ]
    sizes = {StratumKey(type_code, area_code): count for type_code, area_code, count in frame["sizes"]}
    by = By(frame["by"])
    return [
        DrawnStop(
            position=position,
            place=str(each.place.uuid),
            case="",
            person=str(each.person.uuid),
            stratum="/".join(each.place.stratum(by)),
            way="",
            number=each.number,
            chance=str(each.chance),
        )
        for position, each in enumerate(draw(seed, places, people, sizes, by=by), start=1)
    ]


def _cases(seed: str, frame: Frame, people: Sequence[Person]) -> list[DrawnStop]:
    cases = [Closed(UUID(uuid), code, risk) for code, uuid, risk in frame["cases"]]
    staff = sorted(people, key=lambda person: number_of(seed, "person", person.code))
    return [
        DrawnStop(
            position=position,
            place="",
            case=str(each.case.uuid),
            person=str(staff[(position - 1) % len(staff)].uuid) if staff else "",
            stratum="",
            way=each.way.value,
            number=each.number,
            chance=str(each.chance),
        )
        for position, each in enumerate(
            draw_rechecks(seed, cases, frame["count"], Fraction(frame["random_share"])), start=1
        )
    ]
