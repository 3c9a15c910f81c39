"""Importing a whole table of points: all of it, or nothing."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils import timezone

from bihuan.kernel.call import Call
from bihuan.kernel.geo import Datum
from bihuan.ledger.commands import command, record
from bihuan.ledger.rules import canonical
from bihuan.orgs.rules import DISTRICT_UUID
from bihuan.places import access, events, queries
from bihuan.places.commands.counting import recount, spot
from bihuan.places.commands.places import charge_rows, fill
from bihuan.places.models import Charge, Place
from bihuan.places.rules.rows import Change, RawRow, ReadRow, check_rows, read_rows
from bihuan.places.rules.table import check_count

_BATCH = 500
_FIELDS = [
    "name",
    "type_code",
    "address",
    "lon_wgs84",
    "lat_wgs84",
    "accuracy_m",
    "datum",
    "tile_x",
    "tile_y",
    "radius_m",
    "cell",
    "unit",
    "initials",
    "note",
    "version",
]


@dataclass(frozen=True, slots=True)
class PlacesImported:
    """What an import did, in rows."""

    added: int
    changed: int
    same: int


@command
def import_places(
    call: Call, *, rows: Sequence[RawRow], datum: Datum | None, file_name: str = "", file_sha256: str = ""
) -> PlacesImported:
    """Import the rows of a preview, all or none. datum: what the degrees of rows that do not say it refer to.

    A point is known by its code: new ones are added, those that differ are changed; an empty cell leaves what stands;
    points not in the rows stay as they are. One entry in the ledger for all. Raises places.import_faulty, rows_none,
    rows_many, orgs.not_allowed. Locks the register.
    """
    access.require_keeper(call.actor)
    access.lock_register()
    check_count(len(rows))
    read = read_rows(rows, queries.known(timezone.localdate(call.at)), datum=datum)
    check_rows(read)
    added = [row for row in read if row.change is Change.ADDED]
    changed = [row for row in read if row.change is Change.CHANGED]
    _write(added, changed)
    done = PlacesImported(len(added), len(changed), len(read) - len(added) - len(changed))
    record(
        call,
        name=events.PLACES_IMPORTED,
        subject_kind="register",
        subject_uuid=DISTRICT_UUID,
        payload={
            "added": done.added,
            "changed": done.changed,
            "same": done.same,
            "codes_added": [row.raw.code for row in added],
            "codes_changed": [row.raw.code for row in changed],
            "datum": datum.value if datum else "",
            "file_name": file_name[:200],
            "file_sha256": file_sha256,
            "rows_sha256": _digest(rows),
        },
    )
    return done


def _digest(rows: Sequence[RawRow]) -> str:
    return hashlib.sha256(canonical({"rows": [asdict(row) for row in rows]}).encode()).hexdigest()


def _write(added: Sequence[ReadRow], changed: Sequence[ReadRow]) -> None:
    wanted = {row.raw.code for row in changed}
    there = {row.code: row for row in Place.objects.all() if row.code in wanted} if wanted else {}
    gone = [spot(row) for row in there.values()]
    find, _count = queries.cell_finder()
    new: list[Place] = []
    for row in (*added, *changed):
        if row.facts is None:
            raise ValueError(f"row {row.raw.number} has faults")
        place = there.get(row.facts.code) or Place(version=0)
        fill(place, row.facts)
        if row.facts.position is not None:
            place.cell_id = find(row.facts.position.lon, row.facts.position.lat)
        new += [place] if place.pk is None else []
        there[place.code] = place
    Place.objects.bulk_create(new, batch_size=_BATCH)
    old = [place for place in there.values() if place.code in wanted]
    Place.objects.bulk_update(old, _FIELDS, batch_size=_BATCH)
    _delete_charges(old)
    charges = [
        each for row in (*added, *changed) if row.facts for each in charge_rows(there[row.facts.code], row.facts)
    ]
    Charge.objects.bulk_create(charges, batch_size=_BATCH)
    recount(gone, [spot(place) for place in there.values()])


def _delete_charges(places: Sequence[Place]) -> None:
    for start in range(0, len(places), _BATCH):
        Charge.objects.filter(place__in=[place.pk for place in places[start : start + _BATCH]]).delete()
