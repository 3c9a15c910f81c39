"""Units of the district, and the district itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from bihuan.kernel.call import Call
from bihuan.ledger.commands import command, record
from bihuan.orgs import access, errors, events
from bihuan.orgs.models import District, Unit
from bihuan.orgs.rules import DISTRICT_UUID, Power, optional_text, required_text


@dataclass(frozen=True, slots=True)
class UnitSaved:
    """The unit that was added or changed."""

    unit_uuid: UUID


@dataclass(frozen=True, slots=True)
class DistrictSet:
    """The district's name as it now stands."""

    name: str


@command
def save_unit(
    call: Call,
    *,
    code: str,
    name: str,
    unit_uuid: UUID | None = None,
    short_name: str = "",
    aliases: Sequence[str] = (),
    parent_uuid: UUID | None = None,
    is_active: bool = True,
) -> UnitSaved:
    """Add a unit, or change the one with unit_uuid; every field is set as given.

    aliases: other names documents use. No name, short name or alias may mean two units. Raises orgs.blank,
    orgs.too_long, orgs.name_taken, orgs.parent_loop, orgs.not_found, orgs.not_allowed. Locks all units.
    """
    access.require(call.actor, Power.CONFIGURE)
    others = {unit.uuid: unit for unit in Unit.objects.select_for_update().order_by("pk")}
    unit = others.pop(unit_uuid, None) if unit_uuid else Unit()
    if unit is None or (parent_uuid and parent_uuid not in others and parent_uuid != unit_uuid):
        raise errors.NOT_FOUND()
    unit.code = required_text(code, field="code", most=30)
    unit.name = required_text(name, field="name", most=120)
    unit.short_name = optional_text(short_name, field="short_name", most=30)
    cleaned = [optional_text(alias, field="aliases", most=120) for alias in aliases]
    unit.aliases = [alias for alias in dict.fromkeys(cleaned) if alias and alias != unit.name]
    unit.is_active = is_active
    _check_names(unit, list(others.values()))
    unit.parent = _parent(unit, parent_uuid, others)
    unit.save()
    record(call, name=events.UNIT_SAVED, subject_kind="unit", subject_uuid=unit.uuid, payload=_facts(unit, parent_uuid))
    return UnitSaved(unit_uuid=unit.uuid)


def _check_names(unit: Unit, others: Sequence[Unit]) -> None:
    taken = {name for other in others for name in (other.name, other.short_name, *other.aliases)}
    if unit.code in {other.code for other in others}:
        raise errors.NAME_TAKEN(name=unit.code, field="code")
    if unit.name in taken:
        raise errors.NAME_TAKEN(name=unit.name, field="name")
    if unit.short_name and unit.short_name in taken:
        raise errors.NAME_TAKEN(name=unit.short_name, field="short_name")
    for alias in unit.aliases:
        if alias in taken:
            raise errors.NAME_TAKEN(name=alias, field="aliases")


def _parent(unit: Unit, parent_uuid: UUID | None, others: dict[UUID, Unit]) -> Unit | None:
    """Return the parent; raises orgs.parent_loop when the unit would stand below itself."""
    if parent_uuid is None:
        return None
    by_id = {other.pk: other for other in others.values()}
    parent = above = others.get(parent_uuid)
    while above is not None and above.parent_id != unit.pk:
        above = by_id.get(above.parent_id) if above.parent_id else None
    if parent is None or (above is not None and unit.pk is not None):
        raise errors.PARENT_LOOP(field="parent_uuid")
    return parent


def _facts(unit: Unit, parent_uuid: UUID | None) -> dict[str, object]:
    return {
        "code": unit.code,
        "name": unit.name,
        "short_name": unit.short_name,
        "aliases": unit.aliases,
        "parent_uuid": str(parent_uuid or ""),
        "is_active": unit.is_active,
    }


@command
def set_district(call: Call, *, name: str, code: str = "", is_invented: bool = False) -> DistrictSet:
    """Name the one district this installation serves. code: its division code, if it has one.

    is_invented marks a demonstration district. Raises orgs.blank, orgs.too_long, orgs.not_allowed.
    """
    access.require(call.actor, Power.CONFIGURE)
    district = District.objects.select_for_update().order_by("pk").first() or District()
    district.name = required_text(name, field="name", most=60)
    district.code = optional_text(code, field="code", most=12)
    district.is_invented = is_invented
    district.save()
    record(
        call,
        name=events.DISTRICT_SET,
        subject_kind="district",
        subject_uuid=DISTRICT_UUID,
        payload={"name": district.name, "code": district.code, "is_invented": is_invented},
    )
    return DistrictSet(name=district.name)
