"""How single cells and fields of a point are read."""

import re

from bihuan.kernel.geo import Datum, Position
from bihuan.orgs.rules import required_text
from bihuan.places import errors
from bihuan.places.rules.kinds import RADIUS_M, AreaKind

LEAST_RADIUS_M, MOST_RADIUS_M, MOST_ACCURACY_M = 0, 5000, 10_000
_CODE = re.compile(r"[\w][\w.\-]{0,39}")
_TYPE = re.compile(r"[a-z][a-z0-9_]{1,19}")
_NOT_A_VALUE = re.compile(r"=|#(?:REF|N/A|VALUE|NAME|DIV|NUM|NULL)", re.IGNORECASE)
DATUM_WORDS = {
    "wgs84": Datum.WGS84,
    "wgs-84": Datum.WGS84,
    "gps": Datum.WGS84,
    "4326": Datum.WGS84,
    "epsg:4326": Datum.WGS84,
    "cgcs2000": Datum.CGCS2000,
    "2000": Datum.CGCS2000,
    "国家2000": Datum.CGCS2000,
    "大地2000": Datum.CGCS2000,
    "gcj02": Datum.GCJ02,
    "gcj-02": Datum.GCJ02,
    "高德": Datum.GCJ02,
    "腾讯": Datum.GCJ02,
    "火星": Datum.GCJ02,
    "bd09": Datum.BD09,
    "bd-09": Datum.BD09,
    "百度": Datum.BD09,
}


def read_code(text: str) -> str:
    """Return a code; raises orgs.blank, orgs.too_long, places.code_unreadable."""
    code = required_text(text, field="code", most=40)
    if not _CODE.fullmatch(code):
        raise errors.CODE_UNREADABLE(text=code, field="code")
    return code


def read_type(text: str, names: dict[str, str]) -> str:
    """Return a type's code by its code or name. names: code → name; empty while no system is loaded, then any code is."""
    said = required_text(text, field="type_code", most=60)
    if said in names:
        return said
    by_name = {name: code for code, name in names.items()}
    if said in by_name:
        return by_name[said]
    if names or not _TYPE.fullmatch(said):
        raise errors.TYPE_UNKNOWN(text=said, field="type_code")
    return said


def read_kind(text: str) -> AreaKind:
    """Return the kind of an area; raises places.kind_unknown."""
    if text not in set(AreaKind):
        raise errors.KIND_UNKNOWN(text=text, field="kind")
    return AreaKind(text)


def read_datum(text: str) -> Datum | None:
    """Return what degrees refer to, None when it is not said; raises places.datum_unknown."""
    said = "".join(text.split()).lower().removesuffix("坐标系").removesuffix("坐标")
    if not said:
        return None
    if said not in DATUM_WORDS:
        raise errors.DATUM_UNKNOWN(text=text, field="datum")
    return DATUM_WORDS[said]


def read_degrees(text: str, *, field: str, most: int) -> float | None:
    """Return degrees, None for an empty cell; raises places.degrees_odd, places.degrees_far, places.formula."""
    if not text:
        return None
    number = _number(text, field=field)
    if number is None:
        raise errors.DEGREES_ODD(text=text, field=field)
    if not -most <= number <= most:
        raise errors.DEGREES_FAR(text=text, field=field)
    return number


def read_metres(text: str, *, field: str, least: int, most: int) -> float | None:
    """Return metres, None for an empty cell; raises places.number_odd, places.formula."""
    if not text:
        return None
    number = _number(text.removesuffix("米").removesuffix("m").strip(), field=field)
    if number is None or not least <= number <= most:
        raise errors.NUMBER_ODD(text=text, least=least, most=most, field=field)
    return number


def _number(text: str, *, field: str) -> float | None:
    if _NOT_A_VALUE.match(text):
        raise errors.FORMULA(text=text[:40], field=field)
    try:
        number = float(text.replace("，", ".").removesuffix("°"))
    except ValueError:
        return None
    return number if number == number and abs(number) != float("inf") else None


def check_value(text: str, *, field: str) -> str:
    """Return text unless it is what a spreadsheet writes for a formula without a value; raises places.formula."""
    if _NOT_A_VALUE.match(text):
        raise errors.FORMULA(text=text[:40], field=field)
    return text


def read_position(
    lon: float | None, lat: float | None, datum: Datum | None, accuracy_m: float | None = None
) -> Position | None:
    """Return where something is, None when nothing is said.

    Raises places.position_half, places.degrees_swapped, places.degrees_far, places.datum_unsaid.
    """
    if lon is None and lat is None:
        return None
    if lon is None or lat is None:
        raise errors.POSITION_HALF(field="lat" if lat is None else "lon")
    if abs(lat) > 90 and abs(lon) <= 90:
        raise errors.DEGREES_SWAPPED(field="lon")
    if abs(lat) > 90 or abs(lon) > 180:
        raise errors.DEGREES_FAR(text=f"{lon}, {lat}", field="lon")
    if datum is None:
        raise errors.DATUM_UNSAID(field="datum")
    return Position(lon, lat, datum, accuracy_m)


def check_radius(radius_m: int) -> int:
    """Return how far surroundings reach; raises places.number_odd."""
    if not LEAST_RADIUS_M <= radius_m <= MOST_RADIUS_M:
        raise errors.NUMBER_ODD(text=radius_m, least=LEAST_RADIUS_M, most=MOST_RADIUS_M, field="radius_m")
    return radius_m


USUAL_RADIUS_M = RADIUS_M
