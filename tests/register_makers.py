"""Small things of the register: polygons, points, files of them."""

import csv
import json
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any

from cast import Cast, call
from openpyxl import Workbook

from bihuan.kernel.geo import Datum
from bihuan.places.commands import PlaceSaved, save_place

HEADINGS = ["编码", "名称", "类型", "经度", "纬度"]


def square(west: float, south: float, side: float = 0.1) -> dict[str, Any]:
    """Return a GeoJSON square."""
    east, north = west + side, south + side
    corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [corners]}


def point(cast: Cast, code: str = "D001", **said: Any) -> PlaceSaved:
    """A point of the register."""
    told: dict[str, Any] = {"name": "西溪路农贸市场", "type_code": "farm_market", "lon": 113.55, "lat": 34.75}
    told |= {"datum": Datum.WGS84} | said
    return save_place(call(cast.configurer), code=code, **told)


def xlsx(rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS, merged: Sequence[str] = ()) -> bytes:
    """Return a workbook with headings in row 1."""
    book = Workbook(write_only=not merged)
    sheet = book.worksheets[0] if merged else book.create_sheet()
    for row in (headings, *rows):
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv_text(rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS) -> str:
    """Return a table as comma-separated text."""
    stream = StringIO()
    csv.writer(stream).writerows([headings, *rows])
    return stream.getvalue()


def geojson(*features: tuple[dict[str, Any], dict[str, Any]]) -> bytes:
    """Return a collection of (properties, geometry)."""
    found = [{"type": "Feature", "properties": said, "geometry": shape} for said, shape in features]
    return json.dumps({"type": "FeatureCollection", "features": found}).encode()
