"""Keeps the counted squares of the map in step with the points; called inside commands, after the register is locked."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q

from bihuan.places.models import Place, TileCount
from bihuan.places.rules.tiles import LEVELS, Square, Tile, tiles

_BATCH = 1000
Spot = tuple[str, int, int, float, float]
"""Type, deepest square (x, y) and degrees of one point that is counted."""


def spot(place: Place) -> Spot | None:
    """Return where a point is counted, None when it is not."""
    if not place.is_active or place.tile_x is None or place.tile_y is None:
        return None
    return place.type_code, place.tile_x, place.tile_y, place.lon_wgs84 or 0.0, place.lat_wgs84 or 0.0


def recount(gone: Iterable[Spot | None], come: Iterable[Spot | None]) -> None:
    """Take spots out of the counts and add others."""
    changes: dict[Square, list[float]] = defaultdict(lambda: [0, 0.0, 0.0])
    for sign, spots in ((-1, gone), (1, come)):
        for type_code, x, y, lon, lat in filter(None, spots):
            for tile in tiles(x, y):
                for kind in ("", type_code):
                    change = changes[Square(kind, tile)]
                    change[0] += sign
                    change[1] += sign * lon
                    change[2] += sign * lat
    there = _there(changes)
    new, changed = [], []
    for square, (count, lon, lat) in changes.items():
        row = there.get(square)
        if row is None:
            row = TileCount(**_key(square), count=0, lon_sum=0.0, lat_sum=0.0)
            new.append(row)
        else:
            changed.append(row)
        row.count += int(count)
        row.lon_sum += lon
        row.lat_sum += lat
    TileCount.objects.bulk_create([row for row in new if row.count], batch_size=_BATCH)
    TileCount.objects.bulk_update(
        [row for row in changed if row.count], ["count", "lon_sum", "lat_sum"], batch_size=_BATCH
    )
    if empty := [row.pk for row in changed if not row.count]:
        for start in range(0, len(empty), _BATCH):
            TileCount.objects.filter(pk__in=empty[start : start + _BATCH]).delete()


def _key(square: Square) -> dict[str, Any]:
    return {"type_code": square.type_code, **square.tile._asdict()}


def _there(changes: Collection[Square]) -> dict[Square, TileCount]:
    """Return the counted squares among those changing; few of them by name, many by the box around them."""
    wanted = Q()
    if len(changes) <= 4 * len(LEVELS):
        for square in changes:
            wanted |= Q(**_key(square))
    else:
        for level in LEVELS:
            xs = [square.tile.x for square in changes if square.tile.level == level]
            ys = [square.tile.y for square in changes if square.tile.level == level]
            wanted |= Q(level=level, x__gte=min(xs), x__lte=max(xs), y__gte=min(ys), y__lte=max(ys))
    rows = TileCount.objects.filter(wanted) if changes else ()
    return {Square(row.type_code, Tile(row.level, row.x, row.y)): row for row in rows}
