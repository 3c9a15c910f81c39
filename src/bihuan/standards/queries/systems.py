"""Assessment systems: which is in force, their point types, clauses and elements."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from bihuan.standards import errors
from bihuan.standards.models import Clause, Element, PointType, System
from bihuan.standards.rules.assessment import Level, Way
from bihuan.standards.rules.steps import Step, restored


@dataclass(frozen=True, slots=True)
class SystemRow:
    """One edition of an assessment system."""

    uuid: UUID
    ref: str
    name: str
    edition: str
    in_force_on: date
    ends_on: date | None
    source: str
    note: str
    is_example: bool
    version: int


@dataclass(frozen=True, slots=True)
class SystemInList:
    """One edition with how much it holds."""

    row: SystemRow
    types: int
    clauses: int
    elements: int


@dataclass(frozen=True, slots=True)
class TypeRow:
    """One point type of an edition. code: the same in every edition."""

    uuid: UUID
    code: str
    name: str
    note: str
    element_count: int


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One node of the tree. parent: code of the node above, empty for a project."""

    uuid: UUID
    code: str
    level: Level
    parent: str
    text: str
    method: str
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class ElementRow:
    """One element. steps: empty for an element scored by frequency. clause: code and text of its standard, or empty.

    class_uuid: the class that a failed element is reported as, if one is set.
    """

    uuid: UUID
    code: str
    type_code: str
    text: str
    help: str
    way: Way
    points: Decimal
    steps: tuple[Step, ...]
    is_required: bool
    is_around: bool
    clause_code: str
    clause_text: str
    class_uuid: UUID | None
    class_code: str
    class_name: str


def systems() -> list[SystemInList]:
    """Return every edition, the newest first; one statement."""
    counted = System.objects.annotate(
        types=Count("point_types", distinct=True),
        clause_count=Count("clauses", distinct=True),
        element_count=Count("elements", distinct=True),
    )
    return [
        SystemInList(_row(each), each.types, each.clause_count, each.element_count)
        for each in counted.order_by("-in_force_on", "ref", "-id")
    ]


def system(system_uuid: UUID) -> SystemRow:
    """Return one edition or raise standards.system_absent."""
    found = System.objects.filter(uuid=system_uuid).first()
    if found is None:
        raise errors.SYSTEM_ABSENT()
    return _row(found)


def system_in_force(on: date) -> SystemRow | None:
    """Return the edition by which points are judged on that day; one statement.

    A district's own goes before an example; then the one that began last.
    """
    rows = System.objects.filter(in_force_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    found = rows.order_by("is_example", "-in_force_on", "-id").first()
    return _row(found) if found else None


def types_of(system_uuid: UUID) -> list[TypeRow]:
    """Return the point types of an edition in its order; one statement."""
    rows = PointType.objects.filter(system__uuid=system_uuid).annotate(element_count=Count("elements"))
    return [
        TypeRow(row.uuid, row.code, row.name, row.note, row.element_count) for row in rows.order_by("position", "id")
    ]


def type_names() -> dict[str, str]:
    """Return code → name of every point type, as the newest edition that has it says; one statement."""
    rows = PointType.objects.order_by("system__in_force_on", "system_id", "-position").values_list("code", "name")
    return dict(reversed({code: name for code, name in rows}.items()))


def clauses_of(system_uuid: UUID) -> list[ClauseRow]:
    """Return the tree of an edition in its order; one statement."""
    rows = Clause.objects.filter(system__uuid=system_uuid).select_related("parent").order_by("position", "id")
    return [
        ClauseRow(
            uuid=row.uuid,
            code=row.code,
            level=Level(row.level),
            parent=row.parent.code if row.parent else "",
            text=row.text,
            method=row.method,
            points=row.points,
        )
        for row in rows
    ]


def elements_of(system_uuid: UUID, type_code: str = "") -> list[ElementRow]:
    """Return the elements of one point type, or of all, in the order of the edition; one statement."""
    rows = Element.objects.filter(system__uuid=system_uuid)
    return element_rows(rows.filter(point_type__code=type_code) if type_code else rows)


def element_rows(rows: QuerySet[Element]) -> list[ElementRow]:
    """Return elements as read-objects, in the order of their editions; one statement."""
    wanted = rows.select_related("point_type", "clause", "case_class")
    return [
        ElementRow(
            uuid=row.uuid,
            code=row.code,
            type_code=row.point_type.code,
            text=row.text,
            help=row.help,
            way=Way(row.way),
            points=row.points,
            steps=restored(row.steps),
            is_required=row.is_required,
            is_around=row.is_around,
            clause_code=row.clause.code if row.clause else "",
            clause_text=row.clause.text if row.clause else "",
            class_uuid=row.case_class.uuid if row.case_class else None,
            class_code=row.case_class.code if row.case_class else "",
            class_name=row.case_class.name if row.case_class else "",
        )
        for row in wanted.order_by("system_id", "position", "id")
    ]


def _row(row: System) -> SystemRow:
    return SystemRow(
        uuid=row.uuid,
        ref=row.ref,
        name=row.name,
        edition=row.edition,
        in_force_on=row.in_force_on,
        ends_on=row.ends_on,
        source=row.source,
        note=row.note,
        is_example=row.is_example,
        version=row.version,
    )
