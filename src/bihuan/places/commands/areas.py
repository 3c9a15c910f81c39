"""Areas: single ones and whole files of them. Points find their cell anew whenever areas change."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from bihuan.kernel.call import Call
from bihuan.kernel.geo import Datum
from bihuan.ledger.commands import command, record
from bihuan.ledger.rules import canonical
from bihuan.orgs.access import unit_for
from bihuan.orgs.rules import DISTRICT_UUID, optional_text, required_text
from bihuan.places import access, errors, events, queries
from bihuan.places.models import Area, Place
from bihuan.places.rules import terms
from bihuan.places.rules.area_rows import AreaFacts, check_areas, read_areas
from bihuan.places.rules.rows import Change
from bihuan.places.rules.shapes import read_shape
from bihuan.places.rules.table import RawArea, check_count

_BATCH = 500


@dataclass(frozen=True, slots=True)
class AreaSaved:
    """The area that was added or changed."""

    area_uuid: UUID


@dataclass(frozen=True, slots=True)
class AreasImported:
    """What an import did, in areas. moved: points that lie in another cell now."""

    added: int
    changed: int
    same: int
    moved: int


@command
def save_area(
    call: Call,
    *,
    kind: str,
    code: str,
    name: str,
    shape: Mapping[str, Any],
    unit_uuid: UUID | None = None,
    source: str = "",
    is_active: bool = True,
    area_uuid: UUID | None = None,
) -> AreaSaved:
    """Add an area, or change the one with area_uuid; every field is set as given. shape: GeoJSON in WGS84.

    Raises orgs.blank, orgs.too_long, orgs.not_found, orgs.not_allowed, places.kind_unknown, code_unreadable,
    area_code_taken, shape_odd, shape_long, area_not_found. Locks the register.
    """
    access.require_keeper(call.actor)
    access.lock_register()
    row = access.area_for(area_uuid) if area_uuid else Area()
    row.kind = terms.read_kind(kind).value
    facts = AreaFacts(
        code=terms.read_code(code),
        name=required_text(name, field="name", most=120),
        shape=read_shape(shape),
        unit=unit_for(unit_uuid).uuid if unit_uuid else None,
        source=optional_text(source, field="source", most=300),
    )
    if Area.objects.filter(kind=row.kind, code=facts.code).exclude(pk=row.pk).exists():
        raise errors.AREA_CODE_TAKEN(code=facts.code, field="code")
    _fill(row, facts)
    row.is_active = is_active
    row.save()
    moved = _find_cells()
    said = {"kind": row.kind, "code": row.code, "name": row.name, "unit": str(facts.unit or ""), "source": row.source}
    record(
        call,
        name=events.AREA_SAVED,
        subject_kind="area",
        subject_uuid=row.uuid,
        payload=said | {"shape_sha256": _sha256(row.shape), "is_active": is_active, "moved": moved},
    )
    return AreaSaved(row.uuid)


@command
def import_areas(
    call: Call, *, kind: str, rows: Sequence[RawArea], datum: Datum, file_name: str = "", file_sha256: str = ""
) -> AreasImported:
    """Import the polygons of a preview as areas of one kind, all or none; areas not in the file stay as they are.

    datum: what the degrees refer to. Raises places.import_faulty, rows_none, rows_many, kind_unknown,
    orgs.not_allowed. Locks the register.
    """
    access.require_keeper(call.actor)
    access.lock_register()
    wanted = terms.read_kind(kind)
    check_count(len(rows))
    read = read_areas(rows, queries.known_areas(wanted), datum=datum)
    check_areas(read)
    there = {row.code: row for row in Area.objects.filter(kind=wanted)}
    new: list[Area] = []
    changed: list[Area] = []
    for row in read:
        if row.facts is not None and row.change is not Change.SAME:
            area = there.get(row.facts.code)
            (new if area is None else changed).append(_filled(area or Area(kind=wanted.value), row.facts))
    Area.objects.bulk_create(new, batch_size=_BATCH)
    Area.objects.bulk_update(
        changed,
        ["name", "unit", "shape", "west", "south", "east", "north", "source", "is_active"],
        batch_size=_BATCH,
    )
    done = AreasImported(len(new), len(changed), len(read) - len(new) - len(changed), _find_cells())
    counts = {"added": done.added, "changed": done.changed, "same": done.same, "moved": done.moved}
    codes = {"codes_added": [area.code for area in new], "codes_changed": [area.code for area in changed]}
    said = {"kind": wanted.value, "datum": datum.value, "file_name": file_name[:200], "file_sha256": file_sha256}
    record(
        call,
        name=events.AREAS_IMPORTED,
        subject_kind="register",
        subject_uuid=DISTRICT_UUID,
        payload=counts | codes | said | {"rows_sha256": _sha256({"rows": [asdict(raw) for raw in rows]})},
    )
    return done


def _filled(area: Area, facts: AreaFacts) -> Area:
    _fill(area, facts)
    area.is_active = True
    return area


def _fill(area: Area, facts: AreaFacts) -> None:
    box = facts.shape.box
    area.code, area.name, area.source, area.unit_id = facts.code, facts.name, facts.source, facts.unit
    area.shape = facts.shape.as_geojson()
    area.west, area.south, area.east, area.north = box


def _find_cells() -> int:
    """Give every point with a position the cell it lies in; return how many have another one now."""
    find, _count = queries.cell_finder()
    moved = []
    rows = Place.objects.filter(lon_wgs84__isnull=False).only("pk", "lon_wgs84", "lat_wgs84", "cell_id")
    for row in rows.iterator(chunk_size=2000):
        cell = find(row.lon_wgs84 or 0.0, row.lat_wgs84 or 0.0)
        if cell != row.cell_id:
            row.cell_id = cell
            moved.append(row)
    Place.objects.bulk_update(moved, ["cell"], batch_size=_BATCH)
    return len(moved)


def _sha256(value: Any) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()
