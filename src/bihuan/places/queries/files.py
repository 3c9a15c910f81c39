"""Reads an uploaded table or GeoJSON, whatever it is called, within bounds."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

from bihuan.places import errors
from bihuan.places.rules.table import RawArea, Sheet, area_rows, point_rows, read_sheet
from bihuan.standards.queries.workbook import read_table

MOST_CELLS = 2_000_000
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Areas:
    """The polygons of one file. unknown: properties that are left out."""

    rows: tuple[RawArea, ...]
    unknown: tuple[str, ...]


def read_points(content: bytes) -> Sheet:
    """Return the rows of a workbook, a CSV or a GeoJSON of points.

    Raises places.not_readable, not_text, geojson_odd, columns_missing, column_twice, rows_many, rows_none,
    standards.not_xlsx, standards.workbook_huge.
    """
    if content.startswith(b"PK"):
        return read_sheet(read_table(content))
    text = _text(content)
    if text.lstrip().startswith(("{", "[")):
        return point_rows(_features(text))
    return read_sheet(_cells(text))


def read_areas_file(content: bytes) -> Areas:
    """Return the polygons of a GeoJSON; raises places.geojson_odd, places.not_text, rows_many, rows_none."""
    rows, unknown = area_rows(_features(_text(content)), lambda geometry: json.dumps(geometry, separators=(",", ":")))
    return Areas(rows, unknown)


def _text(content: bytes) -> str:
    if not content.strip():
        raise errors.NOT_READABLE(field="file")
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise errors.NOT_TEXT(field="file")


def _cells(text: str) -> list[list[str]]:
    head = text[:5000].splitlines()[:20]
    mark = max((",", "\t", ";", "，"), key=lambda mark: sum(line.count(mark) for line in head))
    table: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=mark):
            cells += len(row)
            if cells > MOST_CELLS:
                raise errors.NOT_READABLE(field="file")
            table.append([cell.strip() for cell in row])
    except csv.Error as fault:
        raise errors.NOT_READABLE(field="file") from fault
    return table


def _features(text: str) -> list[Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise errors.GEOJSON_ODD(field="file") from fault
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or any(depth > _DEEPEST for depth in _depths(features)):
        raise errors.GEOJSON_ODD(field="file")
    return features


def _depths(value: Any) -> Iterator[int]:
    """Yield how deep the value nests, without recursion of our own."""
    waiting: list[tuple[Any, int]] = [(value, 0)]
    while waiting:
        here, depth = waiting.pop()
        yield depth
        if depth > _DEEPEST:
            return
        if isinstance(here, list):
            waiting += [(each, depth + 1) for each in here if isinstance(each, list | dict)]
        elif isinstance(here, dict):
            waiting += [(each, depth + 1) for each in here.values() if isinstance(each, list | dict)]
