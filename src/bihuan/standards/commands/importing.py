"""Importing a whole table of filing conditions: all of it, or nothing."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from bihuan.kernel.call import Call
from bihuan.kernel.initials import initials
from bihuan.ledger.commands import command, record
from bihuan.ledger.rules import canonical
from bihuan.orgs.access import require
from bihuan.orgs.rules import Power
from bihuan.standards import access, errors, events, queries
from bihuan.standards.commands.dictionary import touch
from bihuan.standards.models import CaseClass, FilingCondition, Standard
from bihuan.standards.rules.rows import Change, ClassKey, RawRow, ReadRow, check_rows, read_rows
from bihuan.standards.rules.table import MOST_ROWS
from bihuan.standards.rules.terms import ClassKind, Habit

USUAL = Habit()
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, in rows."""

    standard_uuid: UUID
    classes_added: int
    added: int
    replaced: int
    same: int


@command
def import_conditions(
    call: Call, *, standard_uuid: UUID, rows: Sequence[RawRow], from_on: date | None = None, habit: Habit = USUAL
) -> Imported:
    """Import the rows of a preview into a standard, all or none; they hold from from_on (the day of the call).

    A condition is known by its class and text: new ones begin, those with another limit, grade or source end and
    begin anew, the same ones stay untouched, and conditions that are not in the rows go on. Classes not in the
    standard are added as local extensions. Raises standards.import_faulty, standards.rows_none, standards.rows_many,
    standards.not_found, orgs.not_allowed. Locks the standard.
    """
    require(call.actor, Power.CONFIGURE)
    standard = access.lock_standard(standard_uuid)
    if len(rows) > MOST_ROWS:
        raise errors.ROWS_MANY(most=MOST_ROWS)
    on = from_on or timezone.localdate(call.at)
    read = read_rows(rows, queries.known(standard), on=on, habit=habit)
    check_rows(read)
    done = Imported(
        standard_uuid=standard.uuid,
        classes_added=_add_classes(standard, read),
        added=_begin(standard, [row for row in read if row.change is Change.ADDED], on),
        replaced=_replace(standard, [row for row in read if row.change is Change.REPLACED], on),
        same=sum(row.change is Change.SAME for row in read),
    )
    touch(standard)
    counts = {"classes_added": done.classes_added, "added": done.added, "replaced": done.replaced, "same": done.same}
    record(
        call,
        name=events.CONDITIONS_IMPORTED,
        subject_kind="standard",
        subject_uuid=standard.uuid,
        payload=counts | {"from_on": on.isoformat(), "rows_sha256": _digest(rows)},
    )
    return done


def _digest(rows: Sequence[RawRow]) -> str:
    return hashlib.sha256(canonical({"rows": [asdict(row) for row in rows]}).encode()).hexdigest()


def _add_classes(standard: Standard, rows: Sequence[ReadRow]) -> int:
    new: dict[ClassKey, RawRow] = {}
    for row in rows:
        if row.is_new_class:
            new.setdefault(row.class_key, row.raw)
    added = [
        CaseClass(
            standard=standard,
            kind=kind.value,
            code=code,
            name=raw.name,
            major_code=raw.major_code,
            major_name=raw.major_name,
            initials=initials(raw.name),
            is_local_extension=True,
        )
        for (kind, code), raw in new.items()
    ]
    CaseClass.objects.bulk_create(added, batch_size=_BATCH)
    return len(added)


def _replace(standard: Standard, rows: Sequence[ReadRow], on: date) -> int:
    """End the open condition of each row on that day and begin the new one."""
    wanted = {(*row.class_key, row.raw.text) for row in rows}
    open_ = FilingCondition.objects.filter(case_class__standard=standard, valid_to__isnull=True)
    ending = [
        row
        for row in (open_.select_related("case_class") if wanted else ())
        if (ClassKind(row.case_class.kind), row.case_class.code, row.text) in wanted
    ]
    for row in ending:
        row.valid_to = on
    FilingCondition.objects.bulk_update(ending, ["valid_to"], batch_size=_BATCH)
    return _begin(standard, rows, on)


def _begin(standard: Standard, rows: Sequence[ReadRow], on: date) -> int:
    classes = {(ClassKind(row.kind), row.code): row for row in (standard.classes.all() if rows else ())}
    FilingCondition.objects.bulk_create(
        [
            FilingCondition(
                case_class=classes[row.class_key],
                text=row.raw.text,
                limit_text=row.terms.limit_text,
                limit_amount=row.terms.limit.amount,
                limit_unit=row.terms.limit.unit.value,
                grade=row.terms.grade or "",
                source=row.terms.source,
                valid_from=on,
            )
            for row in rows
        ],
        batch_size=_BATCH,
    )
    return len(rows)
