"""The register as a list: filters, order, pages; and everything about one point."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import F, Q, QuerySet

from bihuan.kernel.initials import initials
from bihuan.places import errors
from bihuan.places.models import Area, Charge, Place
from bihuan.places.rules.kinds import AreaKind

PAGE = 50


class Sort(StrEnum):
    """How the list is ordered."""

    CODE = "code"
    NAME = "name"
    TYPE = "type"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list or a map shows; all that is given must hold. lacks: "position", "unit" or "cell"."""

    q: str = ""
    type_code: str = ""
    unit: UUID | None = None
    cell: UUID | None = None
    lacks: str = ""
    is_retired: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether all points in use, or all of one type, pass: those are counted beforehand."""
        return self == Filters(type_code=self.type_code)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One point in a list."""

    uuid: UUID
    code: str
    name: str
    type_code: str
    address: str
    lon: float | None
    lat: float | None
    unit_uuid: UUID | None
    unit: str
    cell: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class PlacePage:
    """One page of the list; page counts from 1."""

    rows: tuple[PlaceRow, ...]
    total: int
    page: int
    page_count: int


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """Who answers for a point."""

    unit_uuid: UUID
    unit: str
    person_uuid: UUID | None
    person: str


@dataclass(frozen=True, slots=True)
class PlaceDetail:
    """One point with everything that is said of it. accuracy_m, datum: of the position as it was given."""

    row: PlaceRow
    radius_m: int
    accuracy_m: float | None
    datum: str
    note: str
    version: int
    cell_uuid: UUID | None
    charges: tuple[ChargeRow, ...]


def filtered(filters: Filters) -> QuerySet[Place]:
    """Return the points that pass, in no order yet. A word fits a code's beginning, a part of name or address, or initials."""
    rows = Place.objects.filter(is_active=not filters.is_retired)
    if filters.type_code:
        rows = rows.filter(type_code=filters.type_code)
    if filters.unit:
        rows = rows.filter(pk__in=Charge.objects.filter(unit__uuid=filters.unit).values("place"))
    if filters.cell:
        rows = rows.filter(cell__uuid=filters.cell)
    if filters.lacks == "position":
        rows = rows.filter(lon_wgs84__isnull=True)
    elif filters.lacks == "unit":
        rows = rows.filter(unit__isnull=True)
    elif filters.lacks == "cell":
        rows = rows.filter(lon_wgs84__isnull=False, cell__isnull=True)
    for word in filters.q.split():
        rows = rows.filter(
            Q(code__istartswith=word)
            | Q(name__icontains=word)
            | Q(address__icontains=word)
            | Q(initials__contains=word.lower())
        )
    return rows


_ORDERS = {
    Sort.CODE: ("code",),
    Sort.NAME: ("initials", "code"),
    Sort.TYPE: ("type_code", "code"),
    Sort.UNIT: (F("unit__code").asc(nulls_last=True), "code"),
}


def places(filters: Filters, *, sort: Sort = Sort.CODE, page: int = 1) -> PlacePage:
    """Return one page, 50 to a page; two statements however many there are. A page beyond the last is the last."""
    rows = filtered(filters)
    total = rows.count()
    page_count = max(1, -(-total // PAGE))
    page = min(max(1, page), page_count)
    wanted = _ordered(rows, sort)[(page - 1) * PAGE : page * PAGE]
    return PlacePage(tuple(place_row(row) for row in wanted), total, page, page_count)


def every_place(filters: Filters, *, sort: Sort, most: int) -> Iterator[PlaceDetail]:
    """Yield every point of the list in its order, for the export of exactly what is filtered: two statements."""
    charges: dict[int, list[Charge]] = {}
    for charge in Charge.objects.select_related("unit", "person").order_by("place_id", "position"):
        charges.setdefault(charge.place_id, []).append(charge)
    for row in _ordered(filtered(filters), sort)[:most].iterator(chunk_size=2000):
        yield _detail(row, charges.get(row.pk, []))


def place_detail(uuid: UUID) -> PlaceDetail:
    """Return one point or raise places.not_found; two statements."""
    row = Place.objects.select_related("unit", "cell").filter(uuid=uuid).first()
    if row is None:
        raise errors.NOT_FOUND()
    return _detail(row, row.charges.select_related("unit", "person").order_by("position"))


def place_name(uuid: UUID) -> str:
    """Return code and name of one point, "" when there is none; one statement."""
    row = Place.objects.filter(uuid=uuid).first()
    return str(row) if row else ""


def _ordered(rows: QuerySet[Place], sort: Sort) -> QuerySet[Place]:
    return rows.select_related("unit", "cell").order_by(*_ORDERS[sort])


def _detail(row: Place, charges: "QuerySet[Charge] | list[Charge]") -> PlaceDetail:
    return PlaceDetail(
        row=place_row(row),
        radius_m=row.radius_m,
        accuracy_m=row.accuracy_m,
        datum=row.datum,
        note=row.note,
        version=row.version,
        cell_uuid=row.cell.uuid if row.cell else None,
        charges=tuple(
            ChargeRow(
                unit_uuid=each.unit.uuid,
                unit=each.unit.short_name or each.unit.name,
                person_uuid=each.person.uuid if each.person else None,
                person=each.person.name if each.person else "",
            )
            for each in charges
        ),
    )


def place_row(row: Place) -> PlaceRow:
    """Return one point, loaded with unit and cell, as a read-object."""
    return PlaceRow(
        uuid=row.uuid,
        code=row.code,
        name=row.name,
        type_code=row.type_code,
        address=row.address,
        lon=row.lon_wgs84,
        lat=row.lat_wgs84,
        unit_uuid=row.unit.uuid if row.unit else None,
        unit=(row.unit.short_name or row.unit.name) if row.unit else "",
        cell=row.cell.name if row.cell else "",
        is_active=row.is_active,
    )


def search_initials(name: str, address: str) -> str:
    """Return the pinyin initials by which a point is found."""
    return initials(name, address)[:200]


def cells() -> list[tuple[UUID, str]]:
    """Return the grid cells in use: uuid, code and name; one statement."""
    rows = Area.objects.filter(kind=AreaKind.CELL, is_active=True).order_by("code")
    return [(row.uuid, f"{row.code} {row.name}") for row in rows.only("uuid", "code", "name")]
