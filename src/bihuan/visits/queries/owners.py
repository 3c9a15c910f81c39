"""Which unit answers for a place or a position."""

from uuid import UUID

from bihuan.kernel.geo import Position
from bihuan.places.models import Area, Charge, Place
from bihuan.places.rules.kinds import AreaKind
from bihuan.places.rules.shapes import read_shape


def owner_of(place: Place | None, here: Position | None) -> UUID | None:
    """Return the unit of the place, else of the area of a unit around the position, else of its grid cell."""
    if place is not None and place.unit_id:
        return UUID(str(place.unit_id))
    if place is not None:
        first = Charge.objects.filter(place=place).order_by("position").values_list("unit__uuid", flat=True).first()
        if first:
            return first
        if here is None and place.lon_wgs84 is not None and place.lat_wgs84 is not None:
            return _around(place.lon_wgs84, place.lat_wgs84)
    return _around(here.lon, here.lat) if here else None


def _around(lon: float, lat: float) -> UUID | None:
    areas = Area.objects.filter(
        is_active=True, unit__isnull=False, west__lte=lon, east__gte=lon, south__lte=lat, north__gte=lat
    ).select_related("unit")
    found = [area for area in areas if read_shape(area.shape).holds(lon, lat)]
    # The smallest area of a unit first: districts stand around streets.
    found.sort(key=lambda area: (area.kind != AreaKind.UNIT, (area.east - area.west) * (area.north - area.south)))
    return found[0].unit.uuid if found and found[0].unit else None
