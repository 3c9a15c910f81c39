"""Standards, classes and filing conditions, as pages and commands of other apps read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from bihuan.kernel.limits import Limit
from bihuan.standards import errors
from bihuan.standards.models import CaseClass, FilingCondition, Standard
from bihuan.standards.rules.terms import in_force

PAGE = 50


@dataclass(frozen=True, slots=True)
class StandardRow:
    """One standard with how much it holds."""

    uuid: UUID
    ref: str
    name: str
    edition: str
    in_force_on: date
    ends_on: date | None
    source: str
    note: str
    class_count: int


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One filing condition. In force from valid_from up to, but not including, valid_to."""

    uuid: UUID
    class_uuid: UUID
    text: str
    limit_text: str
    limit: Limit
    grade: str
    source: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class. words: other words for it. help: how to tell it from its neighbours."""

    uuid: UUID
    standard_uuid: UUID
    standard_ref: str
    kind: str
    code: str
    name: str
    major_code: str
    major_name: str
    words: tuple[str, ...]
    help: str
    is_local_extension: bool


@dataclass(frozen=True, slots=True)
class ClassInList:
    """One class of a list with the number of its conditions in force on the day asked about."""

    row: ClassRow
    condition_count: int


@dataclass(frozen=True, slots=True)
class ClassPage:
    """One page of a list of classes, by standard, kind and code. page counts from 1."""

    classes: tuple[ClassInList, ...]
    total: int
    page: int
    page_count: int


@dataclass(frozen=True, slots=True)
class ClassDetail:
    """One class with its conditions in force on the day asked about, and all the others, the newest first."""

    row: ClassRow
    conditions: tuple[ConditionRow, ...]
    others: tuple[ConditionRow, ...]


def standards() -> list[StandardRow]:
    """Return every standard, the newest first; one statement."""
    rows = Standard.objects.annotate(class_count=Count("classes")).order_by("-in_force_on", "ref")
    return [
        StandardRow(
            uuid=row.uuid,
            ref=row.ref,
            name=row.name,
            edition=row.edition,
            in_force_on=row.in_force_on,
            ends_on=row.ends_on,
            source=row.source,
            note=row.note,
            class_count=row.class_count,
        )
        for row in rows
    ]


def classes(
    on: date, *, standard_uuid: UUID | None = None, kind: str = "", search: str = "", page: int = 1
) -> ClassPage:
    """Return one page of the classes that fit, 50 to a page; two statements however many there are.

    search: several words, all of which must fit: the beginning of a code, a part of a name or of another word, or
    pinyin initials. A page beyond the last is the last.
    """
    rows = CaseClass.objects.all()
    rows = rows.filter(standard__uuid=standard_uuid) if standard_uuid else rows
    rows = rows.filter(kind=kind) if kind else rows
    for word in search.split():
        rows = rows.filter(
            Q(code__istartswith=word)
            | Q(name__icontains=word)
            | Q(words__icontains=word)
            | Q(initials__contains=word.lower())
        )
    total = rows.count()
    page_count = max(1, -(-total // PAGE))
    page = min(max(1, page), page_count)
    counted = rows.select_related("standard").annotate(condition_count=Count("conditions", filter=_held(on)))
    wanted = counted.order_by("-standard__in_force_on", "standard__ref", "kind", "code")[
        (page - 1) * PAGE : page * PAGE
    ]
    found = tuple(ClassInList(class_row(each), each.condition_count) for each in wanted)
    return ClassPage(classes=found, total=total, page=page, page_count=page_count)


def _held(on: date) -> Q:
    still = Q(conditions__valid_to__isnull=True) | Q(conditions__valid_to__gt=on)
    return still & Q(conditions__valid_from__lte=on)


def class_detail(class_uuid: UUID, on: date) -> ClassDetail:
    """Return one class with all its conditions or raise standards.not_found."""
    found = CaseClass.objects.select_related("standard").filter(uuid=class_uuid).first()
    if found is None:
        raise errors.NOT_FOUND()
    rows = condition_rows(found.conditions.order_by("-valid_from", "-id"), found.uuid)
    holding = [row for row in rows if in_force(on, valid_from=row.valid_from, valid_to=row.valid_to)]
    return ClassDetail(
        row=class_row(found),
        conditions=tuple(sorted(holding, key=lambda row: row.text)),
        others=tuple(row for row in rows if row not in holding),
    )


def conditions_in_force(class_uuid: UUID, on: date) -> list[ConditionRow]:
    """Return the conditions under which a case of that class may be filed on that day, by text; one statement."""
    rows = FilingCondition.objects.filter(case_class__uuid=class_uuid, valid_from__lte=on)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)).order_by("text", "id")
    return condition_rows(rows, class_uuid)


def condition_for(condition_uuid: UUID) -> ConditionRow:
    """Return one condition, in force or not, or raise standards.not_found."""
    row = FilingCondition.objects.select_related("case_class").filter(uuid=condition_uuid).first()
    if row is None:
        raise errors.NOT_FOUND()
    return condition_row(row, row.case_class.uuid)


def condition_in_force(condition_uuid: UUID, on: date) -> ConditionRow | None:
    """Return the condition if a case may be filed under it on that day, else None; one statement."""
    row = FilingCondition.objects.select_related("case_class").filter(uuid=condition_uuid).first()
    if row is None or not in_force(on, valid_from=row.valid_from, valid_to=row.valid_to):
        return None
    return condition_row(row, row.case_class.uuid)


def condition_rows(rows: Iterable[FilingCondition], class_uuid: UUID) -> list[ConditionRow]:
    """Return conditions of one class as read-objects, in the order given."""
    return [condition_row(row, class_uuid) for row in rows]


def condition_row(row: FilingCondition, class_uuid: UUID) -> ConditionRow:
    """Return one condition as a read-object."""
    return ConditionRow(
        uuid=row.uuid,
        class_uuid=class_uuid,
        text=row.text,
        limit_text=row.limit_text,
        limit=row.limit,
        grade=row.grade,
        source=row.source,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def class_row(row: CaseClass) -> ClassRow:
    """Return one class, loaded with its standard, as a read-object."""
    return ClassRow(
        uuid=row.uuid,
        standard_uuid=row.standard.uuid,
        standard_ref=row.standard.ref,
        kind=row.kind,
        code=row.code,
        name=row.name,
        major_code=row.major_code,
        major_name=row.major_name,
        words=tuple(row.words.split()),
        help=row.help,
        is_local_extension=row.is_local_extension,
    )
