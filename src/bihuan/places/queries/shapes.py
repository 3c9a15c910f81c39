"""The areas in use as shapes, and which cell holds a point."""

from collections.abc import Callable

from bihuan.places.models import Area
from bihuan.places.rules.kinds import AreaKind
from bihuan.places.rules.shapes import finder, read_shape


def cell_finder() -> tuple[Callable[[float, float], int | None], int]:
    """Return a function that gives the pk of the cell holding a WGS84 point, and how many cells there are; one statement."""
    return _finder(AreaKind.CELL)


def area_finder() -> tuple[Callable[[float, float], int | None], int]:
    """Return the same for areas of any kind."""
    return _finder(*AreaKind)


def _finder(*kinds: AreaKind) -> tuple[Callable[[float, float], int | None], int]:
    rows = Area.objects.filter(kind__in=kinds, is_active=True).order_by("pk").values_list("pk", "shape")
    shapes = [(pk, read_shape(shape)) for pk, shape in rows]
    return finder(shapes), len(shapes)
