"""How points, their rows in an import and what is odd about them look."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bihuan.kernel.geo import Datum
from bihuan.places.rules.area_rows import ReadArea
from bihuan.places.rules.oddities import Fit, Hint, Oddity
from bihuan.places.rules.rows import Change, ReadRow
from bihuan.web.errors import words
from bihuan.web.kit.present import Badge

DATUMS: Final[Mapping[str, str | Promise]] = {
    Datum.WGS84: gettext_lazy("WGS84 or CGCS2000 (GPS, surveys, Tianditu)"),
    Datum.GCJ02: gettext_lazy("GCJ-02 (AMap, Tencent, WeChat)"),
    Datum.BD09: gettext_lazy("BD-09 (Baidu)"),
}
DATUM_SHORT: Final[Mapping[str, str]] = {
    Datum.WGS84: "WGS84",
    Datum.CGCS2000: "CGCS2000",
    Datum.GCJ02: "GCJ-02",
    Datum.BD09: "BD-09",
}
LACKS: Final[Mapping[str, str | Promise]] = {
    "position": gettext_lazy("without a position"),
    "unit": gettext_lazy("without a responsible unit"),
    "cell": gettext_lazy("in no grid cell"),
}
CHANGES: Final[Mapping[Change, Badge]] = {
    Change.ADDED: Badge(pgettext_lazy("import", "new"), "plus"),
    Change.CHANGED: Badge(pgettext_lazy("import", "changed"), "refresh"),
    Change.SAME: Badge(pgettext_lazy("import", "unchanged"), "check"),
    Change.FAULTY: Badge(pgettext_lazy("import", "error"), "alert-circle"),
}
AREA_KINDS: Final[Mapping[str, str | Promise]] = {
    "cell": gettext_lazy("Grid cell"),
    "unit": gettext_lazy("Area of a unit"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row. note: what stands in the register instead."""

    label: str
    text: str
    faults: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of an import. faults: those of no single cell. hints: what is odd in words."""

    number: int
    badge: Badge
    cells: tuple[Cell, ...]
    is_faulty: bool
    faults: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fitting:
    """One datum in the comparison. off: how far from what the register has, in words."""

    value: str
    label: str | Promise
    inside: str
    off: str
    is_likeliest: bool
    is_chosen: bool


_FIELDS: Final[tuple[tuple[str, str | Promise, tuple[str, ...]], ...]] = (
    ("code", gettext_lazy("Code"), ("code",)),
    ("name", gettext_lazy("Name"), ("name",)),
    ("type_code", gettext_lazy("Point type"), ("type_code",)),
    ("address", gettext_lazy("Address"), ("address",)),
    ("lon", gettext_lazy("Position"), ("lon", "lat", "datum", "accuracy")),
    ("unit", gettext_lazy("Who answers for it"), ("unit", "person", "others")),
    ("radius", gettext_lazy("Surroundings"), ("radius",)),
    ("note", gettext_lazy("Note"), ("note",)),
)


def line(row: ReadRow, hints: Sequence[Hint], types: Mapping[str, str], units: Mapping[UUID, str]) -> Line:
    """Return one row of points for the table. types: code → name. units: uuid → name."""
    spoken = {each.field: each for each in row.faults}
    known = {name for _first, _label, names in _FIELDS for name in names}
    return Line(
        number=row.raw.number,
        badge=CHANGES[row.change],
        cells=tuple(
            Cell(
                str(label),
                _text(row, first, types, units),
                tuple(words(each) for each in row.faults if each.field in names),
                _was(row, first, types, units),
            )
            for first, label, names in _FIELDS
        ),
        is_faulty=row.change is Change.FAULTY,
        faults=tuple(words(each) for name, each in spoken.items() if name not in known),
        hints=tuple(hint_words(hint) for hint in hints),
    )


def _text(row: ReadRow, name: str, types: Mapping[str, str], units: Mapping[UUID, str]) -> str:
    if row.facts is None:
        raw = row.raw
        both = {"lon": (raw.lon, raw.lat, raw.datum), "unit": (raw.unit, raw.person, raw.others)}
        return "，".join(filter(None, both.get(name, (getattr(raw, name),))))
    return _said(row.facts, name, types, units)


def _was(row: ReadRow, name: str, types: Mapping[str, str], units: Mapping[UUID, str]) -> str:
    if row.facts is None or row.was is None:
        return ""
    before, now = _said(row.was, name, types, units), _said(row.facts, name, types, units)
    return _("was: %(text)s") % {"text": before or "—"} if before != now else ""


def _said(facts: object, name: str, types: Mapping[str, str], units: Mapping[UUID, str]) -> str:
    if name == "lon":
        here = getattr(facts, "position", None)
        return position_words(here.lon, here.lat) if here else ""
    if name == "unit":
        return "、".join(units.get(each.unit, "") for each in getattr(facts, "charges", ()))
    if name == "type_code":
        code = getattr(facts, name, "")
        return types.get(code, code)
    if name == "radius":
        return _("%(metres)s m") % {"metres": getattr(facts, "radius_m", "")}
    return str(getattr(facts, name, ""))


def area_line(row: ReadArea) -> Line:
    """Return one polygon for the table."""
    fields = (("code", _("Code")), ("name", _("Name")), ("unit", _("Unit")), ("shape", _("Shape")))
    corners = sum(len(ring) for rings in row.facts.shape.polygons for ring in rings) if row.facts else 0
    texts = {"shape": _("%(count)s corners") % {"count": corners} if corners else ""}
    return Line(
        number=row.raw.number,
        badge=CHANGES[row.change],
        cells=tuple(
            Cell(
                label,
                texts.get(name, getattr(row.raw, name, "")),
                tuple(words(each) for each in row.faults if each.field == name),
            )
            for name, label in fields
        ),
        is_faulty=row.change is Change.FAULTY,
        faults=tuple(words(each) for each in row.faults if each.field not in dict(fields)),
    )


def hint_words(hint: Hint) -> str:
    """Return what is odd about a row, in words."""
    if hint.kind is Oddity.TWIN:
        return _("%(code)s has the same name within 30 m. The same point twice?") % {"code": hint.about}
    if hint.kind is Oddity.FAR:
        return _("%(km)s km from the middle of the others. Is the position right?") % {
            "km": round(int(hint.about) / 1000)
        }
    return _("Lies in no area of the district. Is the position right?")


def fitting(fits: Iterable[Fit], likeliest: Datum | None, chosen: Datum | None) -> list[Fitting]:
    """Return how the degrees look in each datum."""
    return [
        Fitting(
            value=fit.datum.value,
            label=DATUMS[fit.datum],
            inside=f"{fit.inside} / {fit.total}",
            off=_("%(metres)s m (%(count)s points)") % {"metres": round(fit.off_m), "count": fit.known}
            if fit.off_m is not None
            else "—",
            is_likeliest=fit.datum is likeliest,
            is_chosen=fit.datum is chosen,
        )
        for fit in fits
    ]


def position_words(lon: float | None, lat: float | None) -> str:
    """Return degrees as a list shows them, to about a metre; empty when there are none."""
    return f"{lon:.5f}, {lat:.5f}" if lon is not None and lat is not None else ""
