"""The map of the register and what it asks for while it is moved."""

from typing import Any

from django.conf import settings
from django.http import HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.kernel.geo import Box
from bihuan.places import errors, queries
from bihuan.places.queries import PlaceRow
from bihuan.standards.queries import type_names
from bihuan.web.kit.choices import units
from bihuan.web.kit.doors import DeskRequest, door
from bihuan.web.kit.present import with_query
from bihuan.web.places.filters import FilterForm, asked
from bihuan.web.places.pages import may_keep, show


@door()
def page(request: DeskRequest) -> HttpResponseBase:
    """Show the map of the points that the address asks for, and below it the same by area."""
    types = type_names()
    form = FilterForm(request.GET, types=lambda: list(types.items()), units=units, cells=list)
    there = queries.areas()
    context = {
        "here": "map",
        "form": form,
        "counts": queries.counts(),
        "areas": [row for row in there if row.kind == "cell" and row.is_active],
        "list_url": reverse("places:list") + with_query(request.GET),
        "may_keep": may_keep(request.actor),
        **map_context(None, query=with_query(request.GET)),
    }
    return show(request, "web/places/place_map.html", context)


def map_context(row: PlaceRow | None, *, query: str = "") -> dict[str, Any]:
    """Return what the drawing of a map needs: around one point, or of the whole district."""
    box = None if row else queries.extent()
    return {
        "points_url": reverse("places:map_points") + query,
        "areas_url": reverse("places:map_areas"),
        "page_url": reverse("places:list"),
        "bounds": ",".join(str(degree) for degree in box) if box else "",
        "tiles": settings.MAP_TILES,
        "tiles_said": settings.MAP_TILES_SAID,
    }


@door()
def points(request: DeskRequest) -> HttpResponseBase:
    """Give what a part of the map shows at a zoom: counts of squares, or single points (GeoJSON)."""
    found = queries.seen(_box(request.GET.get("bbox", "")), _zoom(request), asked(request.GET).filters)
    types = type_names() if found.dots else {}
    clusters = [_feature(each.lon, each.lat, {"count": each.count}) for each in found.clusters]
    dots = [
        _feature(
            dot.lon,
            dot.lat,
            {
                "uuid": str(dot.uuid),
                "code": dot.code,
                "name": dot.name,
                "type": types.get(dot.type_code, dot.type_code),
            },
        )
        for dot in found.dots
    ]
    said = _("%(total)s points in this part of the map") % {"total": found.total}
    if not found.is_complete:
        said = _("Only the first %(total)s points are shown. Zoom in for all of them.") % {"total": found.total}
    return JsonResponse({"type": "FeatureCollection", "said": said, "features": [*clusters, *dots]})


@door()
def shapes(request: DeskRequest) -> HttpResponseBase:  # noqa: ARG001  # doors hand it on
    """Give the areas in use (GeoJSON)."""
    return JsonResponse({"type": "FeatureCollection", "features": queries.area_shapes()})


def _feature(lon: float, lat: float, said: dict[str, Any]) -> dict[str, Any]:
    where = {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]}
    return {"type": "Feature", "geometry": where, "properties": said}


def _box(text: str) -> Box:
    if not text:
        return Box(-180.0, -90.0, 180.0, 90.0)
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as fault:
        raise errors.BOX_ODD() from fault
    if not (-540 <= west <= east <= 540 and -90 <= south <= north <= 90):
        raise errors.BOX_ODD()
    return Box(max(west, -180.0), south, min(east, 180.0), north)


def _zoom(request: DeskRequest) -> float:
    try:
        zoom = float(request.GET.get("zoom", "12"))
    except ValueError:
        return 12.0
    return zoom if 0 <= zoom <= 24 else 12.0
