"""How one polygon of a file of areas is read, and what is wrong with it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from bihuan.kernel.errors import Refusal
from bihuan.kernel.geo import Datum
from bihuan.kernel.tables import Tries
from bihuan.orgs.rules import optional_text, required_text
from bihuan.places import errors
from bihuan.places.rules import terms
from bihuan.places.rules.rows import Change
from bihuan.places.rules.shapes import Shape, read_shape
from bihuan.places.rules.table import RawArea


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """All that is said of one area."""

    code: str
    name: str
    shape: Shape
    unit: UUID | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class KnownAreas:
    """areas: of the kind being imported, by code. units: any name or code → uuid."""

    areas: Mapping[str, AreaFacts] = field(default_factory=dict)
    units: Mapping[str, UUID] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadArea:
    """One polygon as understood; facts is None when there are faults."""

    raw: RawArea
    change: Change
    facts: AreaFacts | None = None
    faults: tuple[Refusal, ...] = ()


def read_areas(rows: Iterable[RawArea], known: KnownAreas, *, datum: Datum | None) -> list[ReadArea]:
    """Return every polygon as understood, in order. datum: what the degrees refer to; None when nobody said."""
    read: list[ReadArea] = []
    seen: dict[str, int] = {}
    for raw in rows:
        row = _read(raw, known, datum)
        first = seen.setdefault(raw.code.strip(), raw.number) if raw.code.strip() else raw.number
        if first != raw.number:
            twice = errors.ROW_TWICE(row=first, code=raw.code.strip(), field="code")
            row = replace(row, change=Change.FAULTY, facts=None, faults=(*row.faults, twice))
        read.append(row)
    return read


def _read(raw: RawArea, known: KnownAreas, datum: Datum | None) -> ReadArea:
    tries = Tries()
    code = tries.of(lambda: terms.read_code(raw.code), "")
    was = known.areas.get(code)
    name = tries.of(lambda: required_text(raw.name or (was.name if was else code), field="name", most=120), "")
    source = tries.of(lambda: optional_text(raw.source, field="source", most=300), "")
    unit = tries.of(lambda: _unit(raw.unit.strip(), known), None) if raw.unit.strip() else None
    if datum is None:
        tries.faults.append(errors.DATUM_UNSAID(field="datum"))
    shape = tries.of(lambda: read_shape(_parsed(raw.geometry), datum or Datum.WGS84), None)
    if tries.faults or shape is None:
        return ReadArea(raw, Change.FAULTY, None, tuple(tries.faults))
    facts = AreaFacts(code, name, shape, unit or (was.unit if was else None), source or (was.source if was else ""))
    change = Change.ADDED if was is None else Change.SAME if facts == was else Change.CHANGED
    return ReadArea(raw, change, facts)


def _parsed(text: str) -> object:
    geometry = json.loads(text)
    found = geometry.get("type", "") if isinstance(geometry, dict) else ""
    if found not in ("Polygon", "MultiPolygon"):
        raise errors.GEOMETRY_WRONG(found=found or "null", wanted="Polygon", field="shape")
    return geometry


def _unit(text: str, known: KnownAreas) -> UUID:
    if text not in known.units:
        raise errors.UNIT_UNKNOWN(text=text, field="unit")
    return known.units[text]


def check_areas(rows: Sequence[ReadArea]) -> None:
    """Raise places.import_faulty when any area has a fault, places.rows_none when there is none."""
    if not rows:
        raise errors.ROWS_NONE()
    if faulty := [row.raw.number for row in rows if row.change is Change.FAULTY]:
        raise errors.IMPORT_FAULTY(count=len(faulty), row=faulty[0])
