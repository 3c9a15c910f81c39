"""The register of points at both sizes: filled in bulk, then list and map asked for through the door and by hand."""

from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from bench.doors import Desk, held, shown
from bench.hand import Hand
from bench.load import key
from bench.measure import Figures, repeated
from bench.seed import HIGH, ROADS, SOUTH, WEST, WIDE
from bihuan.kernel.geo import Box, bounding_box
from bihuan.kernel.initials import initials
from bihuan.places.commands.counting import recount, spot
from bihuan.places.models import Charge, Place
from bihuan.places.rules.tiles import deepest, span

SEED = 20260324
TYPES = [f"type_{number}" for number in range(29)]
BATCH = 1000
LINES = shown(b'class="code"')
WHOLE = Box(WEST, SOUTH, WEST + WIDE, SOUTH + HIGH)
Measured = tuple[str, Figures, Figures]


def seed(units: list[UUID], size: int) -> None:
    """Fill the register with size points spread over the box of the district, each with a unit in charge."""
    rng = Random(SEED)
    new = []
    for number in range(size):
        lon, lat = WEST + WIDE * rng.random(), SOUTH + HIGH * rng.random()
        x, y = deepest(lon, lat)
        name = f"{rng.choice(ROADS)}{number}号"
        place = Place(code=f"D{number:06}", name=name, type_code=rng.choice(TYPES), initials=initials(name))
        place.lon_wgs84, place.lat_wgs84, place.datum, place.tile_x, place.tile_y = lon, lat, "wgs84", x, y
        place.unit_id = rng.choice(units)
        new.append(place)
    Place.objects.bulk_create(new, batch_size=BATCH)
    charges = [Charge(place=place, unit_id=place.unit_id, position=0) for place in new if place.unit_id]
    Charge.objects.bulk_create(charges, batch_size=BATCH)
    recount([], [spot(place) for place in new])


def measured(desk: Desk, unit: UUID, size: int) -> Iterator[Measured]:
    """Yield name, through the door, by hand."""
    hand = Hand()
    middle = WEST + WIDE / 2, SOUTH + HIGH / 2
    # As many points in sight at either size, about 150.
    close = bounding_box(*middle, 9_000 * (150 / size) ** 0.5)
    for name, address, rows, by_hand in (
        ("points, list page", "/places/", LINES, partial(hand.all, LISTED)),
        ("points, list of a type", f"/places/?type={TYPES[3]}", LINES, partial(hand.all, OF_TYPE, TYPES[3])),
        ("points, map of all", _map(WHOLE, 11), held("features"), _squares(hand, WHOLE, 11)),
        ("points, map of a quarter", _map(_half(), 12), held("features"), _squares(hand, _half(), 12)),
        ("points, map close by", _map(close, 16), held("features"), partial(hand.all, DOTS, *_sides(close))),
        (
            "points, map of a unit",
            f"{_map(WHOLE, 11)}&unit={unit}",
            held("features"),
            partial(hand.all, OF_UNIT, key(unit)),
        ),
        (
            "points, map of a type",
            f"{_map(WHOLE, 11)}&type={TYPES[3]}",
            held("features"),
            _squares(hand, WHOLE, 11, TYPES[3]),
        ),
    ):
        yield name, repeated(partial(desk.get, address), rows=rows), repeated(by_hand, rows=len)


LISTED = "SELECT p.*, u.name FROM places_place p LEFT JOIN orgs_unit u ON u.uuid = p.unit_id WHERE p.is_active ORDER BY p.code LIMIT 50"
OF_UNIT = (
    "SELECT tile_x / 4, tile_y / 4, count(*), avg(lon_wgs84), avg(lat_wgs84) FROM places_place WHERE is_active AND id IN"
    " (SELECT place_id FROM places_charge WHERE unit_id = ?) GROUP BY 1, 2"
)
OF_TYPE = LISTED.replace("WHERE p.is_active", "WHERE p.is_active AND p.type_code = ?")
SQUARES = "SELECT count, lon_sum, lat_sum FROM places_tilecount WHERE type_code = ? AND level = ? AND x >= ? AND x <= ? AND y >= ? AND y <= ?"
DOTS = (
    "SELECT uuid, code, name, type_code, lon_wgs84, lat_wgs84 FROM places_place WHERE is_active"
    " AND lat_wgs84 >= ? AND lat_wgs84 <= ? AND lon_wgs84 >= ? AND lon_wgs84 <= ? ORDER BY id"
)


def _half() -> Box:
    return Box(WEST + WIDE / 4, SOUTH + HIGH / 4, WEST + WIDE * 3 / 4, SOUTH + HIGH * 3 / 4)


def _map(box: Box, zoom: int) -> str:
    return f"/places/map/points/?bbox={','.join(f'{degree:.6f}' for degree in box)}&zoom={zoom}"


def _sides(box: Box) -> tuple[float, float, float, float]:
    return box.south, box.north, box.west, box.east


def _squares(hand: Hand, box: Box, zoom: int, type_code: str = "") -> Callable[[], list[Any]]:
    of = span(box, zoom)
    return partial(hand.all, SQUARES, type_code, of.level, of.x_from, of.x_to, of.y_from, of.y_to)
