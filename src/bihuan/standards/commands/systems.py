"""Assessment systems: a whole edition at once, and the example that comes with the product."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from importlib.resources import files
from uuid import UUID, uuid4

from bihuan.kernel.call import Call
from bihuan.kernel.errors import Refusal
from bihuan.ledger.commands import command, record
from bihuan.ledger.rules import canonical
from bihuan.orgs.access import require
from bihuan.orgs.rules import Power
from bihuan.standards import errors, events, queries
from bihuan.standards.models import Clause, Element, PointType, System
from bihuan.standards.rules.assessment import Level
from bihuan.standards.rules.steps import stored
from bihuan.standards.rules.system_read import ClassBook, check_system, find_class
from bihuan.standards.rules.system_rows import RawSystem
from bihuan.standards.rules.system_terms import Content, as_rows

_BATCH = 500


@dataclass(frozen=True, slots=True)
class SystemSaved:
    """The edition that was saved. is_same: it stood there just like this, and nothing was changed."""

    system_uuid: UUID
    types: int
    clauses: int
    elements: int
    is_same: bool = False


@command
def save_system(call: Call, *, system: RawSystem) -> SystemSaved:
    """Save a whole edition, all or nothing; one with the same reference and edition is replaced unless it was used.

    What keeps its code keeps its uuid. Raises standards.system_faulty, standards.system_used, orgs.not_allowed.
    Locks the edition that is replaced.
    """
    require(call.actor, Power.CONFIGURE)
    book = queries.class_book()
    content = check_system(system, book)
    saved = _save(content)
    _record(call, events.SYSTEM_SAVED, saved, content, book)
    return saved


@command
def load_example_system(call: Call) -> SystemSaved:
    """Add the packaged example unless its edition is there already; a class the dictionary lacks is left empty.

    Raises orgs.not_allowed.
    """
    require(call.actor, Power.CONFIGURE)
    book = queries.class_book()
    content = check_system(_without_unknown_classes(example(), book), book)
    there = System.objects.filter(ref=content.head.ref, edition=content.head.edition).first()
    saved = _done(there, content, is_same=True) if there else _save(content)
    _record(call, events.EXAMPLE_SYSTEM_LOADED, saved, content, book)
    return saved


def example() -> RawSystem:
    """Return the packaged example as rows."""
    system, _unknown = queries.read_yaml(files("bihuan.standards").joinpath("data", "example_system.yaml").read_bytes())
    return system


def _without_unknown_classes(system: RawSystem, book: ClassBook) -> RawSystem:
    def is_known(text: str) -> bool:
        try:
            find_class(text, book)
        except Refusal:
            return False
        return True

    elements = tuple(row if is_known(row.case_class) else replace(row, case_class="") for row in system.elements)
    return replace(system, elements=elements)


def _done(row: System, content: Content, *, is_same: bool = False) -> SystemSaved:
    return SystemSaved(row.uuid, len(content.types), len(content.clauses), len(content.elements), is_same)


def _record(call: Call, name: str, saved: SystemSaved, content: Content, book: ClassBook) -> None:
    rows = asdict(as_rows(content, queries.class_words(book)))
    record(
        call,
        name=name,
        subject_kind="system",
        subject_uuid=saved.system_uuid,
        payload={
            "ref": content.head.ref,
            "edition": content.head.edition,
            "types": saved.types,
            "clauses": saved.clauses,
            "elements": saved.elements,
            "is_same": saved.is_same,
            "rows_sha256": hashlib.sha256(canonical(rows).encode()).hexdigest(),
        },
    )


def _save(content: Content) -> SystemSaved:
    head = content.head
    row = System.objects.select_for_update().filter(ref=head.ref, edition=head.edition).first()
    kept: Mapping[tuple[type, str], UUID] = {}
    if row is not None:
        if queries.content_of(row.uuid) == content:
            return _done(row, content, is_same=True)
        if queries.is_used(row):
            raise errors.SYSTEM_USED(ref=head.ref, edition=head.edition)
        kept = _emptied(row)
    row = row or System(version=0)
    row.ref, row.name, row.edition = head.ref, head.name, head.edition
    row.in_force_on, row.ends_on = head.in_force_on, head.ends_on
    row.source, row.note, row.is_example = head.source, head.note, head.is_example
    row.version += 1
    row.save()
    _fill(row, content, kept)
    return _done(row, content)


def _emptied(row: System) -> dict[tuple[type, str], UUID]:
    """Delete what stands below an edition and return the uuid that each code had."""
    kept: dict[tuple[type, str], UUID] = {
        (model, code): uuid
        for model in (PointType, Clause, Element)
        for code, uuid in model.objects.filter(system=row).values_list("code", "uuid")
    }
    Element.objects.filter(system=row).delete()
    for level in (Level.STANDARD, Level.CONTENT, Level.PROJECT):
        Clause.objects.filter(system=row, level=level).delete()
    PointType.objects.filter(system=row).delete()
    return kept


def _fill(row: System, content: Content, kept: Mapping[tuple[type, str], UUID]) -> None:
    types = {
        each.code: PointType(
            uuid=kept.get((PointType, each.code)) or uuid4(),
            system=row,
            code=each.code,
            name=each.name,
            note=each.note,
            position=position,
        )
        for position, each in enumerate(content.types, 1)
    }
    PointType.objects.bulk_create(types.values(), batch_size=_BATCH)
    clauses = {
        each.code: Clause(
            uuid=kept.get((Clause, each.code)) or uuid4(),
            system=row,
            level=each.level.value,
            code=each.code,
            text=each.text,
            method=each.method,
            points=each.points,
            position=position,
        )
        for position, each in enumerate(content.clauses, 1)
    }
    above = {each.code: each.parent for each in content.clauses}
    for level in Level:
        now = [each for each in clauses.values() if each.level == level]
        for each in now:
            each.parent = clauses.get(above[each.code])
        Clause.objects.bulk_create(now, batch_size=_BATCH)
    Element.objects.bulk_create(
        [
            Element(
                uuid=kept.get((Element, each.code)) or uuid4(),
                system=row,
                point_type=types[each.type],
                clause=clauses.get(each.clause),
                code=each.code,
                text=each.text,
                help=each.help,
                way=each.way.value,
                points=each.points,
                steps=stored(each.steps),
                is_required=each.is_required,
                is_around=each.is_around,
                case_class_id=each.case_class,
                position=position,
            )
            for position, each in enumerate(content.elements, 1)
        ],
        batch_size=_BATCH,
    )
