"""Single filing conditions: begun, replaced, ended; never changed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bihuan.kernel.call import Call
from bihuan.ledger.commands import command, record
from bihuan.orgs.access import require
from bihuan.orgs.rules import Power, optional_text, required_text
from bihuan.standards import access, errors, events
from bihuan.standards.commands.dictionary import touch
from bihuan.standards.models import CaseClass, FilingCondition
from bihuan.standards.rules.terms import Habit, read_grade, read_limit

USUAL = Habit()


@dataclass(frozen=True, slots=True)
class ConditionSaved:
    """The condition that was begun or ended."""

    condition_uuid: UUID


@command
def save_condition(
    call: Call,
    *,
    class_uuid: UUID,
    text: str,
    limit_text: str,
    from_on: date,
    replaces_uuid: UUID | None = None,
    grade: str = "",
    source: str = "",
    habit: Habit = USUAL,
) -> ConditionSaved:
    """Begin a filing condition on from_on; replaces_uuid: the condition of the same class that ends before it.

    limit_text: read by kernel.limits, habit says what plain 小时 and 天 mean. Cases filed under the old condition keep
    it. Raises orgs.blank, orgs.too_long, kernel.unreadable_limit, standards.grade_unknown,
    standards.condition_twice, standards.condition_over, standards.before_current, standards.not_found,
    orgs.not_allowed. Locks the standard.
    """
    require(call.actor, Power.CONFIGURE)
    row = access.class_for(class_uuid)
    standard = access.lock_standard(row.standard.uuid)
    limit = read_limit(required_text(limit_text, field="limit", most=60), habit=habit).limit
    condition = FilingCondition(
        case_class=row,
        text=required_text(text, field="text", most=300),
        limit_text=required_text(limit_text, field="limit", most=60),
        limit_amount=limit.amount,
        limit_unit=limit.unit.value,
        grade=read_grade(grade) or "",
        source=optional_text(source, field="source", most=300),
        valid_from=from_on,
    )
    if replaces_uuid is not None:
        _end(_open(replaces_uuid, row), from_on)
    if FilingCondition.objects.filter(case_class=row, text=condition.text, valid_to__isnull=True).exists():
        raise errors.CONDITION_TWICE(text=condition.text, field="text")
    condition.save()
    touch(standard)
    record(
        call,
        name=events.CONDITION_SAVED,
        subject_kind="standard",
        subject_uuid=standard.uuid,
        payload={
            "condition_uuid": str(condition.uuid),
            "replaces_uuid": str(replaces_uuid or ""),
            "class_uuid": str(row.uuid),
            "code": row.code,
            "text": condition.text,
            "limit_text": condition.limit_text,
            "limit": limit.text_zh(),
            "grade": condition.grade,
            "source": condition.source,
            "from_on": from_on.isoformat(),
        },
    )
    return ConditionSaved(condition_uuid=condition.uuid)


@command
def end_condition(call: Call, *, condition_uuid: UUID, on: date) -> ConditionSaved:
    """End a filing condition: from that day on no case is filed under it.

    Raises standards.condition_over, standards.before_current, standards.not_found, orgs.not_allowed.
    Locks the standard.
    """
    require(call.actor, Power.CONFIGURE)
    row = access.condition_for(condition_uuid).case_class
    standard = access.lock_standard(row.standard.uuid)
    condition = _open(condition_uuid, row)
    _end(condition, on)
    touch(standard)
    record(
        call,
        name=events.CONDITION_ENDED,
        subject_kind="standard",
        subject_uuid=standard.uuid,
        payload={
            "condition_uuid": str(condition.uuid),
            "class_uuid": str(row.uuid),
            "code": row.code,
            "text": condition.text,
            "on": on.isoformat(),
        },
    )
    return ConditionSaved(condition_uuid=condition.uuid)


def _open(uuid: UUID, row: CaseClass) -> FilingCondition:
    """Return a condition of that class that has not ended; read after the standard was locked."""
    condition = access.condition_for(uuid)
    if condition.case_class_id != row.pk:
        raise errors.NOT_FOUND()
    if condition.valid_to is not None:
        raise errors.CONDITION_OVER()
    return condition


def _end(condition: FilingCondition, on: date) -> None:
    if on < condition.valid_from:
        raise errors.BEFORE_CURRENT(valid_from=condition.valid_from, field="from_on")
    condition.valid_to = on
    condition.save(update_fields=["valid_to"])
