"""Reads when and where a picture says it was taken."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Final, SupportsFloat
from zoneinfo import ZoneInfo

from bihuan.evidence.rules.facts import Capture
from bihuan.kernel.geo import Datum, Position, to_wgs84

# Tag numbers of EXIF 2.32 (CIPA DC-008): the main directory, the Exif directory and the GPS directory.
MAKE, MODEL = 271, 272
TIME_ORIGINAL, OFFSET_ORIGINAL = 36867, 36881
LAT_REF, LAT, LON_REF, LON, MAP_DATUM, ERROR_M = 1, 2, 3, 4, 18, 31
DEVICE_LENGTH: Final = 80

_OFFSET = re.compile(r"([+-])(\d\d):([0-5]\d)")
# EXIF means WGS84 unless it names another datum; a datum not listed here gives no position rather than a wrong one.
_DATUMS: Final = {
    "": Datum.WGS84,
    "WGS84": Datum.WGS84,
    "CGCS2000": Datum.CGCS2000,
    "GCJ02": Datum.GCJ02,
    "BD09": Datum.BD09,
}


def read_capture(
    main: Mapping[int, object], exif: Mapping[int, object], gps: Mapping[int, object], *, zone: ZoneInfo
) -> Capture:
    """Return what the three EXIF directories (tag number → value) say; whatever is malformed counts as not said.

    zone: taken for a time without an offset, which is then marked as not certain.
    """
    at, is_certain = _moment(_text(exif.get(TIME_ORIGINAL)), _text(exif.get(OFFSET_ORIGINAL)), zone)
    device = " ".join(part for part in (_text(main.get(MAKE)), _text(main.get(MODEL))) if part)
    return Capture(at=at, at_is_certain=is_certain, position=_position(gps), device=device[:DEVICE_LENGTH])


def _text(value: object) -> str:
    text = value.decode("ascii", "ignore") if isinstance(value, bytes) else value
    return "".join(letter for letter in text if letter.isprintable()).strip() if isinstance(text, str) else ""


def _moment(text: str, offset: str, zone: ZoneInfo) -> tuple[datetime | None, bool]:
    sign = _OFFSET.fullmatch(offset)
    try:
        local = datetime.strptime(text, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007  # the zone is given next
        if sign is None:
            return local.replace(tzinfo=zone).astimezone(UTC), False
        shift = timedelta(hours=int(sign[2]), minutes=int(sign[3])) * (-1 if sign[1] == "-" else 1)
        return local.replace(tzinfo=timezone(shift)).astimezone(UTC), True
    except (ValueError, OverflowError):
        return None, False


def _position(gps: Mapping[int, object]) -> Position | None:
    lat = _degrees(gps.get(LAT), {"N": 1, "S": -1}.get(_text(gps.get(LAT_REF)).upper()))
    lon = _degrees(gps.get(LON), {"E": 1, "W": -1}.get(_text(gps.get(LON_REF)).upper()))
    datum = _DATUMS.get(re.sub(r"[^A-Z0-9]", "", _text(gps.get(MAP_DATUM)).upper()))
    # Phones without a fix write 0° 0°.
    if lat is None or lon is None or datum is None or (lat, lon) == (0, 0):
        return None
    accuracy_m = _number(gps.get(ERROR_M))
    try:
        return to_wgs84(Position(lon, lat, datum, accuracy_m if accuracy_m and accuracy_m > 0 else None))
    except ValueError:
        return None


def _degrees(value: object, sign: int | None) -> float | None:
    """Return signed degrees from (degrees, minutes, seconds)."""
    if sign is None or not isinstance(value, Sequence) or len(value) != 3:
        return None
    parts = [_number(part) for part in value]
    known = [part for part in parts if part is not None]
    return sign * (known[0] + known[1] / 60 + known[2] / 3600) if len(known) == 3 else None


def _number(value: object) -> float | None:
    if not isinstance(value, SupportsFloat):
        return None
    try:
        number = float(value)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if math.isfinite(number) else None
