"""Single points: added, changed, taken out of use and put back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from bihuan.kernel.call import Call
from bihuan.kernel.geo import Datum, to_wgs84
from bihuan.ledger.commands import command, record
from bihuan.orgs import queries as orgs
from bihuan.orgs.access import unit_for
from bihuan.orgs.rules import optional_text, required_text
from bihuan.places import access, errors, events, queries
from bihuan.places.commands.counting import recount, spot
from bihuan.places.models import Charge, Place
from bihuan.places.rules import terms
from bihuan.places.rules.rows import Charged, Facts
from bihuan.places.rules.terms import USUAL_RADIUS_M
from bihuan.places.rules.tiles import deepest
from bihuan.standards.queries import type_names


@dataclass(frozen=True, slots=True)
class PlaceSaved:
    """The point that was added or changed."""

    place_uuid: UUID
    code: str
    version: int


@command
def save_place(
    call: Call,
    *,
    code: str,
    name: str,
    type_code: str,
    address: str = "",
    lon: float | None = None,
    lat: float | None = None,
    datum: Datum | None = None,
    accuracy_m: float | None = None,
    radius_m: int = USUAL_RADIUS_M,
    charges: Sequence[Charged] = (),
    note: str = "",
    place_uuid: UUID | None = None,
    expected_version: int = 0,
) -> PlaceSaved:
    """Add a point, or change the one with place_uuid as it was looked at; every field is set as given.

    lon, lat: degrees in datum, both or neither. charges: who answers for it, the lead first. Raises orgs.blank,
    orgs.too_long, orgs.not_found, orgs.not_allowed, places.code_unreadable, code_taken, type_unknown, position_half,
    degrees_swapped, degrees_far, datum_unsaid, number_odd, charge_twice, person_unknown, changed, not_found.
    Locks the register.
    """
    access.require_keeper(call.actor)
    access.lock_register()
    row = access.current_place(place_uuid, expected_version) if place_uuid else Place(version=0)
    position = terms.read_position(lon, lat, datum, accuracy_m)
    facts = Facts(
        code=terms.read_code(code),
        name=required_text(name, field="name", most=120),
        type_code=terms.read_type(type_code, type_names()),
        address=optional_text(address, field="address", most=200),
        position=to_wgs84(position) if position else None,
        datum=position.datum if position else None,
        radius_m=terms.check_radius(radius_m),
        charges=_charges(call, charges),
        note=optional_text(note, field="note", most=2000),
    )
    if Place.objects.filter(code=facts.code).exclude(pk=row.pk).exists():
        raise errors.CODE_TAKEN(code=facts.code, field="code")
    before = spot(row)
    fill(row, facts)
    if facts.position is not None:
        find, _count = queries.cell_finder()
        row.cell_id = find(facts.position.lon, facts.position.lat)
    row.save()
    Charge.objects.filter(place=row).delete()
    Charge.objects.bulk_create(charge_rows(row, facts))
    recount([before], [spot(row)])
    _record(call, events.PLACE_SAVED, row, payload(row, facts))
    return PlaceSaved(row.uuid, row.code, row.version)


@command
def retire_place(call: Call, *, place_uuid: UUID, expected_version: int, text: str) -> PlaceSaved:
    """Take a point out of use; its history stays. text: why.

    Raises orgs.blank, places.changed, places.not_found, orgs.not_allowed. Locks the register.
    """
    reason = required_text(text, field="text", most=300)
    return _use(call, place_uuid, expected_version, is_active=False, said={"text": reason})


@command
def restore_place(call: Call, *, place_uuid: UUID, expected_version: int) -> PlaceSaved:
    """Put a point to use again. Raises places.changed, places.not_found, orgs.not_allowed. Locks the register."""
    return _use(call, place_uuid, expected_version, is_active=True, said={})


def _use(call: Call, uuid: UUID, expected_version: int, *, is_active: bool, said: dict[str, Any]) -> PlaceSaved:
    access.require_keeper(call.actor)
    access.lock_register()
    row = access.current_place(uuid, expected_version)
    before = spot(row)
    row.is_active = is_active
    row.version += 1
    row.save(update_fields=["is_active", "version"])
    recount([before], [spot(row)])
    name = events.PLACE_RESTORED if is_active else events.PLACE_RETIRED
    _record(call, name, row, said | {"code": row.code, "version": row.version})
    return PlaceSaved(row.uuid, row.code, row.version)


def _record(call: Call, name: str, row: Place, said: dict[str, Any]) -> None:
    record(call, name=name, subject_kind="place", subject_uuid=row.uuid, payload=said)


def _charges(call: Call, charges: Sequence[Charged]) -> tuple[Charged, ...]:
    if len(set(charges)) < len(charges):
        raise errors.CHARGE_TWICE(field="others")
    on = timezone.localdate(call.at)
    for each in charges:
        unit = unit_for(each.unit)
        if each.person is not None and not orgs.is_in_unit(each.person, each.unit, on):
            raise errors.PERSON_UNKNOWN(text="", unit=unit.name, field="person")
    return tuple(charges)


def fill(row: Place, facts: Facts) -> None:
    """Set every field of a row, and count its version; the cell is set by whoever knows the cells."""
    here = facts.position
    row.code, row.name, row.type_code = facts.code, facts.name, facts.type_code
    row.address, row.note, row.radius_m = facts.address, facts.note, facts.radius_m
    row.lon_wgs84, row.lat_wgs84 = (here.lon, here.lat) if here else (None, None)
    row.accuracy_m = here.accuracy_m if here else None
    row.datum = facts.datum.value if facts.datum and here else ""
    row.tile_x, row.tile_y = deepest(here.lon, here.lat) if here else (None, None)
    row.cell_id = None
    row.unit_id = facts.charges[0].unit if facts.charges else None
    row.initials = queries.search_initials(facts.name, facts.address)
    row.version += 1


def charge_rows(row: Place, facts: Facts) -> list[Charge]:
    """Return the rows of who answers for a saved point."""
    return [
        Charge(place=row, unit_id=each.unit, person_id=each.person, position=number)
        for number, each in enumerate(facts.charges)
    ]


def payload(row: Place, facts: Facts) -> dict[str, Any]:
    """Return what the ledger keeps of a point."""
    return {
        "code": facts.code,
        "name": facts.name,
        "type_code": facts.type_code,
        "address": facts.address,
        "lon": row.lon_wgs84,
        "lat": row.lat_wgs84,
        "datum": row.datum,
        "accuracy_m": row.accuracy_m,
        "radius_m": facts.radius_m,
        "charges": [{"unit": str(each.unit), "person": str(each.person or "")} for each in facts.charges],
        "note": facts.note,
        "version": row.version,
    }
