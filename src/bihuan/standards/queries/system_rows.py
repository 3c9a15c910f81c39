"""An edition of an assessment system as its tables hold it: as terms, as rows of text, and whether it was used."""

from uuid import UUID

from django.db.models import ForeignObjectRel

from bihuan.standards.models import CaseClass, Clause, Element, PointType, System
from bihuan.standards.queries.systems import clauses_of, elements_of, system, types_of
from bihuan.standards.rules.system_read import ClassBook
from bihuan.standards.rules.system_rows import RawSystem
from bihuan.standards.rules.system_terms import ClauseTerms, Content, ElementTerms, Head, TypeTerms, as_rows
from bihuan.standards.rules.terms import KIND_WORDS, ClassKind


def class_book() -> ClassBook:
    """Return every class by reference, kind and code; under the empty reference the newest standard's. One statement."""
    rows = CaseClass.objects.order_by("standard__in_force_on", "standard_id")
    book: dict[tuple[str, ClassKind, str], UUID] = {}
    for ref, kind, code, uuid in rows.values_list("standard__ref", "kind", "code", "uuid"):
        book[" ".join(ref.split()), ClassKind(kind), code] = uuid
        book["", ClassKind(kind), code] = uuid
    return book


def class_words(book: ClassBook) -> dict[UUID, str]:
    """Return what each class is called in a cell."""
    return {uuid: f"{ref} {KIND_WORDS[kind]} {code}" for (ref, kind, code), uuid in book.items() if ref}


def content_of(system_uuid: UUID) -> Content:
    """Return a whole edition; four statements. Raises standards.system_absent."""
    head = system(system_uuid)
    return Content(
        head=Head(
            ref=head.ref,
            name=head.name,
            edition=head.edition,
            in_force_on=head.in_force_on,
            ends_on=head.ends_on,
            source=head.source,
            is_example=head.is_example,
            note=head.note,
        ),
        types=tuple(TypeTerms(row.code, row.name, row.note) for row in types_of(system_uuid)),
        clauses=tuple(
            ClauseTerms(row.code, row.level, row.parent, row.text, row.method, row.points)
            for row in clauses_of(system_uuid)
        ),
        elements=tuple(
            ElementTerms(
                code=row.code,
                type=row.type_code,
                clause=row.clause_code,
                text=row.text,
                help=row.help,
                way=row.way,
                points=row.points,
                steps=row.steps,
                is_required=row.is_required,
                is_around=row.is_around,
                case_class=row.class_uuid,
            )
            for row in elements_of(system_uuid)
        ),
    )


def raw_system(system_uuid: UUID) -> RawSystem:
    """Return a whole edition as rows of text; five statements. Raises standards.system_absent."""
    return as_rows(content_of(system_uuid), class_words(class_book()))


def is_used(row: System) -> bool:
    """Tell whether anything outside this app stands on the edition, on one of its point types or of its elements."""
    ways = ((System, "pk"), (PointType, "system"), (Clause, "system"), (Element, "system"))
    return any(
        relation.related_model._default_manager.filter(**{f"{relation.field.name}__{way}": row.pk}).exists()
        for model, way in ways
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel) and relation.related_model._meta.app_label != System._meta.app_label
    )
