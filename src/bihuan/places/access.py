"""Gates of the register: load by uuid, or say that it is not there. Everybody who signs in may read it."""

from uuid import UUID

from bihuan.kernel.call import Actor
from bihuan.orgs.access import require
from bihuan.orgs.models import District
from bihuan.orgs.rules import Power
from bihuan.places import errors
from bihuan.places.models import Area, Place

KEEPERS = (Power.CONFIGURE, Power.SUPERVISE)
"""Who keeps the register."""


def require_keeper(actor: Actor) -> None:
    """Raise orgs.not_allowed unless the actor keeps the register."""
    require(actor, *KEEPERS)


def lock_register() -> None:
    """Let one change to the register run after the other: counts on the map belong to all points at once."""
    District.objects.select_for_update().first()


def place_for(uuid: UUID) -> Place:
    """Return the point with cell and unit or raise places.not_found."""
    found = Place.objects.select_related("cell", "unit").filter(uuid=uuid).first()
    if found is None:
        raise errors.NOT_FOUND()
    return found


def current_place(uuid: UUID, expected_version: int) -> Place:
    """Return the point as somebody looked at it; raises places.not_found, places.changed. After lock_register."""
    found = place_for(uuid)
    if found.version != expected_version:
        raise errors.CHANGED()
    return found


def area_for(uuid: UUID) -> Area:
    """Return the area with its unit or raise places.area_not_found."""
    found = Area.objects.select_related("unit").filter(uuid=uuid).first()
    if found is None:
        raise errors.AREA_NOT_FOUND()
    return found
