"""What the register holds already, as an import compares with it: a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from bihuan.kernel.geo import Datum, Position
from bihuan.orgs import queries as orgs
from bihuan.places.models import Area, Charge, Place
from bihuan.places.queries.shapes import area_finder
from bihuan.places.rules.area_rows import AreaFacts, KnownAreas
from bihuan.places.rules.kinds import AreaKind
from bihuan.places.rules.rows import Charged, Facts, Known
from bihuan.places.rules.shapes import read_shape
from bihuan.standards.queries import type_names


def known(on: date) -> Known:
    """Return what rows of points are compared with: seven statements."""
    charges: dict[int, list[Charged]] = defaultdict(list)
    rows = Charge.objects.order_by("place_id", "position")
    for place, unit, person in rows.values_list("place_id", "unit__uuid", "person__uuid"):
        charges[place].append(Charged(unit, person))
    find, count = area_finder()
    return Known(
        places={row.code: facts_of(row, charges[row.pk]) for row in Place.objects.order_by("code")},
        types=type_names(),
        units=unit_words(),
        people=_people(on),
        cell_of=find,
        has_areas=count > 0,
    )


def facts_of(row: Place, charges: Iterable[Charged]) -> Facts:
    """Return what is said of one point."""
    position = None
    if row.lon_wgs84 is not None and row.lat_wgs84 is not None:
        position = Position(row.lon_wgs84, row.lat_wgs84, Datum.WGS84, row.accuracy_m)
    return Facts(
        code=row.code,
        name=row.name,
        type_code=row.type_code,
        address=row.address,
        position=position,
        datum=Datum(row.datum) if row.datum else None,
        radius_m=row.radius_m,
        charges=tuple(charges),
        note=row.note,
    )


def known_areas(kind: AreaKind) -> KnownAreas:
    """Return what polygons of that kind are compared with: two statements."""
    areas = {
        row.code: AreaFacts(row.code, row.name, read_shape(row.shape), row.unit_id, row.source)
        for row in Area.objects.filter(kind=kind, is_active=True)
    }
    return KnownAreas(areas, unit_words())


def unit_words() -> dict[str, UUID]:
    """Return every code, name and other name of the units in use → uuid; a code or name before an alias."""
    units = orgs.active_units()
    words = {alias: unit.uuid for unit in units for alias in (*unit.aliases, unit.short_name) if alias}
    return words | {word: unit.uuid for unit in units for word in (unit.code, unit.name)}


def _people(on: date) -> dict[UUID, dict[str, UUID | None]]:
    people: dict[UUID, dict[str, UUID | None]] = defaultdict(dict)
    for post in orgs.posts(on):
        for term in post.terms:
            if term.is_now:
                there = people[post.unit_uuid]
                same = there.get(term.person, term.person_uuid) == term.person_uuid
                there[term.person] = term.person_uuid if same else None
    return people
