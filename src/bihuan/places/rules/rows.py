"""How one row of a table of points is read, and what is wrong or odd about it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import partial
from uuid import UUID

from bihuan.kernel.errors import Refusal
from bihuan.kernel.geo import Datum, Position, to_wgs84
from bihuan.kernel.tables import Tries
from bihuan.orgs.rules import optional_text, required_text
from bihuan.places import errors
from bihuan.places.rules import terms
from bihuan.places.rules.terms import USUAL_RADIUS_M

MOST_ROWS = 20_000
REQUIRED = ("code", "name", "type_code")
_BETWEEN = re.compile("[、,，;；]")
_MOST = {"code": 40, "name": 120, "address": 200, "note": 2000, "others": 300}


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it stands in the file, every cell as text. geometry: of a GeoJSON feature that is no point."""

    number: int
    code: str = ""
    name: str = ""
    type_code: str = ""
    address: str = ""
    lon: str = ""
    lat: str = ""
    datum: str = ""
    accuracy: str = ""
    radius: str = ""
    unit: str = ""
    person: str = ""
    others: str = ""
    note: str = ""
    geometry: str = ""


class Change(StrEnum):
    """What importing a row would do."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Charged:
    """A unit, or one person of it, who answers for a point."""

    unit: UUID
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is said of one point. position: in WGS84; datum: what it was given in."""

    code: str
    name: str
    type_code: str
    address: str = ""
    position: Position | None = None
    datum: Datum | None = None
    radius_m: int = USUAL_RADIUS_M
    charges: tuple[Charged, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the register holds. places: by code. types: code → name. units: any name or code → uuid.

    people: of a unit, name → uuid, None when two go by it. cell_of: which area holds a WGS84 point; has_areas: whether
    there is any.
    """

    places: Mapping[str, Facts] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, UUID] = field(default_factory=dict)
    people: Mapping[UUID, Mapping[str, UUID | None]] = field(default_factory=dict)
    cell_of: Callable[[float, float], int | None] = lambda _lon, _lat: None
    has_areas: bool = False


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row as understood. faults: refusals, each naming its column in .field; then facts is None.

    was: what the register holds under the same code.
    """

    raw: RawRow
    change: Change
    facts: Facts | None = None
    was: Facts | None = None
    faults: tuple[Refusal, ...] = ()


def read_rows(rows: Iterable[RawRow], known: Known, *, datum: Datum | None) -> list[ReadRow]:
    """Return every row as understood, in order. datum: what the degrees of rows that do not say it refer to."""
    read: list[ReadRow] = []
    seen: dict[str, int] = {}
    for raw in rows:
        row = _read_row(raw, known, datum)
        first = seen.setdefault(row.raw.code, raw.number) if row.raw.code else raw.number
        if first != raw.number:
            twice = errors.ROW_TWICE(row=first, code=row.raw.code, field="code")
            row = replace(row, change=Change.FAULTY, facts=None, faults=(*row.faults, twice))
        read.append(row)
    return read


def _read_row(raw: RawRow, known: Known, datum: Datum | None) -> ReadRow:
    tries = Tries()
    row = _cleaned(raw, tries)
    if row.geometry:
        tries.faults.append(errors.GEOMETRY_WRONG(found=row.geometry, wanted="Point", field="lon"))
    code = tries.of(lambda: terms.read_code(row.code), "")
    was = known.places.get(code)
    name = row.name or (was.name if was else "")
    kind = row.type_code or (was.type_code if was else "")
    facts = Facts(
        code=code,
        name=tries.of(lambda: required_text(name, field="name", most=120), ""),
        type_code=tries.of(lambda: terms.read_type(kind, dict(known.types)), ""),
        address=row.address or (was.address if was else ""),
        radius_m=_radius(row, was, tries),
        charges=_charges(row, known, tries) or (was.charges if was else ()),
        note=row.note or (was.note if was else ""),
    )
    facts = _placed(facts, row, was, datum, tries)
    if tries.faults:
        return ReadRow(row, Change.FAULTY, None, was, tuple(tries.faults))
    if was is None:
        return ReadRow(row, Change.ADDED, facts)
    return ReadRow(row, Change.SAME if _is_same(facts, was) else Change.CHANGED, facts, was)


def _cleaned(raw: RawRow, tries: Tries) -> RawRow:
    def clean(cell: str) -> str:
        text = tries.of(lambda: optional_text(getattr(raw, cell), field=cell, most=_MOST.get(cell, 60)), "")
        return tries.of(lambda: terms.check_value(text, field=cell), "")

    return RawRow(raw.number, **{each.name: clean(each.name) for each in fields(RawRow) if each.name != "number"})


def _radius(row: RawRow, was: Facts | None, tries: Tries) -> int:
    most = terms.MOST_RADIUS_M
    said = tries.of(lambda: terms.read_metres(row.radius, field="radius", least=0, most=most), None)
    if said is not None:
        return round(said)
    return was.radius_m if was else USUAL_RADIUS_M


def _placed(facts: Facts, row: RawRow, was: Facts | None, datum: Datum | None, tries: Tries) -> Facts:
    """Return facts with the position that the row says, else the one that the register has."""
    lon = tries.of(lambda: terms.read_degrees(row.lon, field="lon", most=180), None)
    lat = tries.of(lambda: terms.read_degrees(row.lat, field="lat", most=180), None)
    most = terms.MOST_ACCURACY_M
    accuracy = tries.of(lambda: terms.read_metres(row.accuracy, field="accuracy", least=0, most=most), None)
    own = tries.of(lambda: terms.read_datum(row.datum), None)
    if any(fault.field in ("lon", "lat", "datum", "accuracy") for fault in tries.faults):
        return facts
    said = tries.of(lambda: terms.read_position(lon, lat, own or datum, accuracy), None)
    if said is not None:
        return replace(facts, position=to_wgs84(said), datum=said.datum)
    return replace(facts, position=was.position, datum=was.datum) if was else facts


def _charges(row: RawRow, known: Known, tries: Tries) -> tuple[Charged, ...]:
    found: list[Charged] = []
    if row.unit:
        unit = tries.of(lambda: _unit(row.unit, known, "unit"), None)
        if unit is not None:
            person = tries.of(lambda: _person(row.person, unit, row.unit, known), None) if row.person else None
            found.append(Charged(unit, person))
    for name in filter(None, (part.strip() for part in _BETWEEN.split(row.others))):
        other = tries.of(partial(_unit, name, known, "others"), None)
        if other is not None:
            found.append(Charged(other))
    if len(set(found)) < len(found):
        tries.faults.append(errors.CHARGE_TWICE(field="others"))
    return tuple(found)


def _unit(text: str, known: Known, column: str) -> UUID:
    if text not in known.units:
        raise errors.UNIT_UNKNOWN(text=text, field=column)
    return known.units[text]


def _person(name: str, unit: UUID, unit_name: str, known: Known) -> UUID:
    person = known.people.get(unit, {}).get(name)
    if person is None:
        raise errors.PERSON_UNKNOWN(text=name, unit=unit_name, field="person")
    return person


def _is_same(facts: Facts, was: Facts) -> bool:
    here, there = facts.position, was.position
    stays = here == there
    if here is not None and there is not None:
        # Degrees are kept to about a millimetre; what moved by less has not moved.
        stays = abs(here.lon - there.lon) < 5e-6 and abs(here.lat - there.lat) < 5e-6
    return stays and replace(facts, position=None, datum=None) == replace(was, position=None, datum=None)


def check_rows(rows: Sequence[ReadRow]) -> None:
    """Raise places.import_faulty when any row has a fault, places.rows_none when there is no row."""
    if not rows:
        raise errors.ROWS_NONE()
    if faulty := [row.raw.number for row in rows if row.change is Change.FAULTY]:
        raise errors.IMPORT_FAULTY(count=len(faulty), row=faulty[0])
