"""Tables and GeoJSON of points and areas as rows of text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bihuan.kernel.tables import find_columns
from bihuan.places import errors
from bihuan.places.rules.rows import MOST_ROWS, REQUIRED, RawRow

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "code": ("编码", "点位编码", "编号", "点位编号", "代码", "code"),
    "name": ("名称", "点位名称", "name"),
    "type_code": ("点位类型", "类型", "类别", "type", "type_code"),
    "address": ("地址", "详细地址", "位置", "address"),
    "lon": ("经度", "lon", "lng", "longitude", "x"),
    "lat": ("纬度", "lat", "latitude", "y"),
    "datum": ("坐标系", "坐标类型", "datum"),
    "accuracy": ("精度", "精度(米)", "精度（米）", "accuracy"),
    "radius": ("周边范围", "周边半径", "周边范围(米)", "周边范围（米）", "radius"),
    "unit": ("责任单位", "牵头单位", "主管单位", "unit"),
    "person": ("责任人", "负责人", "person"),
    "others": ("其他责任单位", "配合单位", "others"),
    "note": ("备注", "说明", "note"),
}
AREA_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "code": ("编码", "网格编码", "编号", "代码", "code"),
    "name": ("名称", "网格名称", "name"),
    "unit": ("责任单位", "单位", "unit"),
    "source": ("来源", "source"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one file. unknown: headings that mean nothing here and are left out."""

    rows: tuple[RawRow, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RawArea:
    """One polygon as it stands in the file. geometry: GeoJSON as text."""

    number: int
    code: str = ""
    name: str = ""
    unit: str = ""
    source: str = ""
    geometry: str = ""


def read_sheet(table: Sequence[Sequence[str]]) -> Sheet:
    """Find the row of headings within the first rows of table and return what stands below it; empty rows are left out.

    Raises places.columns_missing, places.column_twice, places.rows_many, places.rows_none.
    """
    columns = find_columns(table, HEADINGS, REQUIRED)
    if columns.top is None:
        raise errors.COLUMNS_MISSING(columns="、".join(columns.missing), field="file")
    if columns.twice:
        raise errors.COLUMN_TWICE(column=columns.twice, field="file")
    check_count(len(table) - columns.top - 1)
    rows = tuple(
        RawRow(number, **columns.row(cells))
        for number, cells in enumerate(table[columns.top + 1 :], columns.top + 2)
        if any(cell.strip() for cell in cells)
    )
    if not rows:
        raise errors.ROWS_NONE(field="file")
    return Sheet(rows, columns.unknown)


def check_count(count: int) -> None:
    """Raise places.rows_many when there are more rows than one import takes."""
    if count > MOST_ROWS:
        raise errors.ROWS_MANY(count=count, most=MOST_ROWS, field="file")


def point_rows(features: Sequence[Any]) -> Sheet:
    """Return GeoJSON features as rows of points, numbered from 1; raises places.rows_many, places.rows_none."""
    check_count(len(features))
    if not features:
        raise errors.ROWS_NONE(field="file")
    rows, unknown = [], dict[str, None]()
    for number, feature in enumerate(features, 1):
        said, others = _properties(feature, HEADINGS)
        unknown |= dict.fromkeys(others)
        geometry = _geometry(feature)
        coordinates = geometry.get("coordinates")
        if geometry.get("type") == "Point" and isinstance(coordinates, list) and len(coordinates) >= 2:
            said |= {"lon": str(coordinates[0]), "lat": str(coordinates[1])}
        elif geometry:
            said["geometry"] = str(geometry.get("type"))[:40]
        rows.append(RawRow(number, **said))
    return Sheet(tuple(rows), tuple(unknown))


def area_rows(features: Sequence[Any], dump: Any) -> tuple[tuple[RawArea, ...], tuple[str, ...]]:
    """Return GeoJSON features as rows of areas and the properties left out. dump: writes a geometry as text."""
    check_count(len(features))
    if not features:
        raise errors.ROWS_NONE(field="file")
    rows, unknown = [], dict[str, None]()
    for number, feature in enumerate(features, 1):
        said, others = _properties(feature, AREA_HEADINGS)
        unknown |= dict.fromkeys(others)
        rows.append(RawArea(number, **said, geometry=dump(_geometry(feature))))
    return tuple(rows), tuple(unknown)


def _properties(feature: Any, headings: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, str], list[str]]:
    names = {written.lower(): name for name, known in headings.items() for written in known}
    properties = feature.get("properties") if isinstance(feature, dict) else None
    said, others = {}, []
    for heading, value in (properties or {}).items() if isinstance(properties, dict) else ():
        name = names.get("".join(str(heading).split()).lower())
        if name:
            said[name] = "" if value is None else _plain(value)
        else:
            others.append(str(heading)[:40])
    return said, others


def _plain(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _geometry(feature: Any) -> dict[str, Any]:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    return geometry if isinstance(geometry, dict) else {}
