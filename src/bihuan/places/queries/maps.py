"""What the map shows: counts of squares while there are many points, single points when there are few, and areas."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, F, Max, Min, Q, QuerySet, Sum

from bihuan.kernel.geo import Box
from bihuan.places.models import Area, Place, TileCount
from bihuan.places.queries.lists import Filters, filtered
from bihuan.places.rules.tiles import SINGLE_FROM_ZOOM, Span, span

MOST_SINGLES = 300
MOST_CLOSE = 2000


@dataclass(frozen=True, slots=True)
class Cluster:
    """Several points near each other: their middle and how many."""

    lon: float
    lat: float
    count: int


@dataclass(frozen=True, slots=True)
class Dot:
    """One point on the map."""

    uuid: UUID
    code: str
    name: str
    type_code: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Seen:
    """Either clusters or dots. total: points in the squares that the box touches. is_complete: no dot is left out."""

    clusters: tuple[Cluster, ...]
    dots: tuple[Dot, ...]
    total: int
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area in a list. places: points in use whose cell it is."""

    uuid: UUID
    kind: str
    code: str
    name: str
    unit: str
    source: str
    places: int
    is_active: bool


def seen(box: Box, zoom: float, filters: Filters = Filters()) -> Seen:  # noqa: B008  # frozen
    """Return what a map of that box shows at that zoom: two statements, the same work for 1,000 or 100,000 points.

    Counts of all and of one type come from the counted squares; under other filters the points in the box are counted.
    """
    if zoom < SINGLE_FROM_ZOOM:
        clusters = (
            _counted(span(box, zoom), filters) if filters.is_counted else _counting(box, span(box, zoom), filters)
        )
        total = sum(cluster.count for cluster in clusters)
        if total > MOST_SINGLES:
            return Seen(tuple(clusters), (), total)
    rows = _inside(filtered(filters), box).order_by("pk")
    columns = ("uuid", "code", "name", "type_code", "lon_wgs84", "lat_wgs84")
    dots = [Dot(*values) for values in rows.values_list(*columns)[: MOST_CLOSE + 1]]
    return Seen((), tuple(dots[:MOST_CLOSE]), len(dots), is_complete=len(dots) <= MOST_CLOSE)


def _counted(of: Span, filters: Filters) -> list[Cluster]:
    rows = TileCount.objects.filter(
        type_code=filters.type_code, level=of.level, x__gte=of.x_from, x__lte=of.x_to, y__gte=of.y_from, y__lte=of.y_to
    )
    return [
        Cluster(lon / count, lat / count, count)
        for count, lon, lat in rows.order_by("x", "y").values_list("count", "lon_sum", "lat_sum")
    ]


def _counting(box: Box, of: Span, filters: Filters) -> list[Cluster]:
    rows = _inside(filtered(filters), box).order_by().annotate(x=F("tile_x") / of.step, y=F("tile_y") / of.step)
    counted = rows.values("x", "y").annotate(lon=Avg("lon_wgs84"), lat=Avg("lat_wgs84"), n=Count("pk"))
    return [Cluster(row["lon"], row["lat"], row["n"]) for row in counted.order_by("x", "y")]


def _inside(rows: QuerySet[Place], box: Box) -> QuerySet[Place]:
    return rows.filter(
        lat_wgs84__gte=box.south, lat_wgs84__lte=box.north, lon_wgs84__gte=box.west, lon_wgs84__lte=box.east
    )


def extent() -> Box | None:
    """Return the box around all areas in use, else around all points, None when there is neither; two statements."""
    around = Area.objects.filter(is_active=True).aggregate(
        west=Min("west"), south=Min("south"), east=Max("east"), north=Max("north")
    )
    if around["west"] is None:
        wide = TileCount.objects.filter(type_code="", level=12)
        middle = wide.aggregate(lon=Sum("lon_sum"), lat=Sum("lat_sum"), n=Sum("count"))
        if not middle["n"]:
            return None
        lon, lat = middle["lon"] / middle["n"], middle["lat"] / middle["n"]
        return Box(lon - 0.1, lat - 0.08, lon + 0.1, lat + 0.08)
    return Box(**around)


def area_shapes() -> list[dict[str, Any]]:
    """Return the areas in use as GeoJSON features; one statement."""
    rows = Area.objects.filter(is_active=True).select_related("unit").order_by("kind", "code")
    return [
        {
            "type": "Feature",
            "geometry": row.shape,
            "properties": {"uuid": str(row.uuid), "kind": row.kind, "code": row.code, "name": row.name},
        }
        for row in rows
    ]


def areas() -> list[AreaRow]:
    """Return every area by kind and code, with its points in use; one statement."""
    rows = Area.objects.select_related("unit").annotate(n=Count("places", filter=Q(places__is_active=True)))
    return [
        AreaRow(
            uuid=row.uuid,
            kind=row.kind,
            code=row.code,
            name=row.name,
            unit=(row.unit.short_name or row.unit.name) if row.unit else "",
            source=row.source,
            places=row.n,
            is_active=row.is_active,
        )
        for row in rows.defer("shape").order_by("-is_active", "kind", "code")
    ]


def counts() -> dict[str, int]:
    """Return how many points are in use, and how many of them lack a position, a unit or a cell; one statement."""
    return Place.objects.filter(is_active=True).aggregate(
        total=Count("pk"),
        position=Count("pk", filter=Q(lon_wgs84__isnull=True)),
        unit=Count("pk", filter=Q(unit__isnull=True)),
        cell=Count("pk", filter=Q(lon_wgs84__isnull=False, cell__isnull=True)),
    )
