"""A table of closed cases as a panel: which column is which, and what is wrong in which row."""

import csv
import gzip
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

from bihuan.cases import errors
from bihuan.cases.rules.risk.dates import moment
from bihuan.cases.rules.risk.panel import Panel, panel

MOST_BYTES = 256 * 1024 * 1024
_GZIP = b"\x1f\x8b"
_DELIMITERS = ",\t;"
# What a column holds → the headings it goes by, in the order in which they are preferred.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "place": ("place", "点位", "地点", "地址", "位置", "address", "location"),
    "item": ("item", "要素", "小类", "事项", "问题", "类别", "nature", "class", "type", "category"),
    "opened": ("opened", "立案时间", "上报时间", "发现时间", "登记时间", "opened_at", "open_date", "created"),
    "closed": ("closed", "结案时间", "办结时间", "完成时间", "closed_at", "close_date", "completed"),
    "area": ("area", "区域", "街道", "社区", "网格", "片区", "ward", "district", "zone", "region"),
    "lat": ("lat", "纬度", "latitude"),
    "lon": ("lon", "经度", "lng", "longitude"),
}
REQUIRED = ("place", "item", "opened", "closed")


@dataclass(frozen=True, slots=True)
class Table:
    """The cases of a file. still_open: rows without a closing, they count as openings. placeless: rows left out."""

    cases: Panel
    still_open: int
    placeless: int


def read_csv(content: bytes) -> list[list[str]]:
    """Return the cells of a CSV file, packed by gzip or not, in UTF-8 or GB18030, split by comma, tab or semicolon.

    Raises cases.rebound_not_table, cases.rebound_huge.
    """
    text = _decoded(_unpacked(content))
    heading = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=heading.count)
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as fault:
        raise errors.REBOUND_NOT_TABLE(field="file") from fault


def read_table(rows: Sequence[Sequence[str]], *, area: str = "") -> Table:
    """Return the cases below the headings of the first row. area: the heading that names the area.

    Raises cases.rebound_columns, cases.rebound_area, cases.rebound_empty, cases.rebound_date, cases.rebound_order.
    """
    if not any(cell.strip() for row in rows for cell in row):
        raise errors.REBOUND_EMPTY(field="file")
    where = _columns(rows[0], area)
    numbers = [number for number, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row)]
    if not numbers:
        raise errors.REBOUND_EMPTY(field="file")
    kept = [number for number in numbers if _cell(rows[number - 1], where["place"])]
    if not kept:
        raise errors.REBOUND_NO_PLACE(column=rows[0][where["place"]], field="file")
    columns = {name: [_cell(rows[number - 1], at) for number in kept] for name, at in where.items()}
    opened = _moments(columns["opened"], kept, rows[0][where["opened"]])
    closed = _moments(columns["closed"], kept, rows[0][where["closed"]], may_lack=True)
    cases = panel(
        place=columns["place"],
        item=columns["item"],
        area=columns.get("area"),
        opened=[each or 0 for each in opened],
        closed=closed,
        lat=_numbers(columns.get("lat")),
        lon=_numbers(columns.get("lon")),
    )
    for number, early in zip(kept, cases.closed < cases.opened, strict=True):
        if early:
            raise errors.REBOUND_ORDER(row=number, field="file")
    return Table(cases, still_open=closed.count(None), placeless=len(numbers) - len(kept))


def _unpacked(content: bytes) -> bytes:
    if content.startswith(_GZIP):
        try:
            with gzip.open(BytesIO(content)) as stream:
                content = stream.read(MOST_BYTES + 1)
        except (OSError, EOFError, zlib.error) as fault:
            raise errors.REBOUND_NOT_TABLE(field="file") from fault
    if len(content) > MOST_BYTES:
        raise errors.REBOUND_HUGE(most=MOST_BYTES // 1024**2, field="file")
    return content


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise errors.REBOUND_NOT_TABLE(field="file")


def _columns(headings: Sequence[str], area: str) -> dict[str, int]:
    """Return what each known column holds → where it stands."""
    plain = [heading.strip().lower() for heading in headings]
    where = {
        name: plain.index(heading)
        for name, known in HEADINGS.items()
        if (heading := next((each for each in known if each in plain), None)) is not None
    }
    if area:
        if area.strip().lower() not in plain:
            raise errors.REBOUND_AREA(column=area, field="area")
        where["area"] = plain.index(area.strip().lower())
    missing = [name for name in REQUIRED if name not in where]
    if missing:
        raise errors.REBOUND_COLUMNS(
            columns="、".join(f"{name}（{HEADINGS[name][1]}）" for name in missing), field="file"
        )
    return where


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _moments(texts: Sequence[str], numbers: Sequence[int], column: str, *, may_lack: bool = False) -> list[int | None]:
    """Return each text as a moment. Raises cases.rebound_date at the first that is none."""
    known: dict[str, int | None] = {text: moment(text) for text in set(texts)}
    for text, number in zip(texts, numbers, strict=True):
        if known[text] is None and (text or not may_lack):
            raise errors.REBOUND_DATE(row=number, column=column.strip(), text=text[:40], field="file")
    return [known[text] for text in texts]


def _numbers(texts: Sequence[str] | None) -> list[float] | None:
    return None if texts is None else [_number(text) for text in texts]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")
