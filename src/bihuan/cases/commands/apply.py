"""How every step ends: the row is saved, the entry recorded, whoever must know is told. The only place that saves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bihuan.cases import errors
from bihuan.cases.access import lock_case
from bihuan.cases.models import Case, Part
from bihuan.cases.queries.facts import LINKS, NAMES
from bihuan.cases.rules.clock import next_look
from bihuan.cases.rules.decisions import Decision
from bihuan.cases.rules.facts import Facts
from bihuan.cases.rules.replay import evolve, to_payload
from bihuan.cases.rules.words import cleaned
from bihuan.kernel.call import Call
from bihuan.ledger.commands import record
from bihuan.notices.commands import tell_many
from bihuan.notices.rules import Message, NoticeKind


@dataclass(frozen=True, slots=True)
class Moved:
    """The answer to a step: where the case stands now. entry: number of the ledger entry."""

    case_uuid: UUID
    code: str
    state: str
    version: int
    entry: int


Tell = Callable[[Case, Facts], Sequence[Message]]


def nobody(_case: Case, _facts: Facts) -> Sequence[Message]:
    """Tell nobody."""
    return ()


def step(
    call: Call,
    *,
    case_uuid: UUID,
    expected_version: int | None,
    decide: Callable[[Case, Facts], Decision],
    tell: Tell = nobody,
) -> Moved:
    """Lock the case, decide, save, record, tell. Must run inside a command. Raises cases.in_future."""
    if call.moment > call.at:
        raise errors.IN_FUTURE(field="happened_at")
    case, before = lock_case(call.actor, case_uuid, expected_version)
    return finish(call, case=case, before=before, decision=decide(case, before), tell=tell)


def finish(call: Call, *, case: Case, before: Facts, decision: Decision, tell: Tell = nobody) -> Moved:
    """Save what was decided about a locked case, record it, and tell whoever must know."""
    after = evolve(before, decision.changes)
    save(case, before=before, after=after)
    delivered = deliver(call, tell(case, after))
    details = decision.details | ({"delivered": delivered} if delivered else {})
    entry = record(
        call,
        name=decision.event,
        subject_kind="case",
        subject_uuid=case.uuid,
        payload=details | {"set": to_payload(decision.changes)},
    )
    return Moved(case.uuid, case.code, after.state.value, after.version, entry.number)


def save(case: Case, *, before: Facts, after: Facts) -> None:
    """Write the facts into the row, and the parts into theirs when they changed."""
    changed = [name for name in NAMES if name != "parts" and getattr(before, name) != getattr(after, name)]
    for name in changed:
        setattr(case, *column(name, getattr(after, name)))
    case.next_tick_at = next_look(after)
    case.save(update_fields=[*changed, "next_tick_at"])
    if before.parts != after.parts:
        _save_parts(case, before, after)


def column(name: str, value: Any) -> tuple[str, Any]:
    """Return the attribute of the row that holds a fact, and its value there."""
    return (f"{name}_id" if name in LINKS else name), (list(value) if isinstance(value, tuple) else value)


def _save_parts(case: Case, before: Facts, after: Facts) -> None:
    if [part.unit for part in before.parts] != [part.unit for part in after.parts]:
        Part.objects.filter(case=case).delete()
        rows = [Part(case=case, unit_id=part.unit, state=part.state, position=n) for n, part in enumerate(after.parts)]
        Part.objects.bulk_create(rows)
        return
    for old, new in zip(before.parts, after.parts, strict=True):
        if old != new:
            Part.objects.filter(case=case, unit__uuid=new.unit).update(state=new.state)


def deliver(call: Call, letters: Sequence[Message]) -> list[dict[str, str]]:
    """Put the letters into inboxes and return what the entry keeps as proof of delivery."""
    if not letters:
        return []
    uuids = tell_many(call, letters)
    return [
        {"notice": str(uuid), "unit": str(letter.to_unit_uuid or ""), "person": str(letter.to_person_uuid or "")}
        for uuid, letter in zip(uuids, letters, strict=True)
    ]


def letter(
    case: Case,
    *,
    kind: NoticeKind,
    to_unit: UUID | None = None,
    to_person: UUID | None = None,
    text: str = "",
    due_at: str = "",
) -> Message:
    """Return one message about a case. text: what the acting person wrote; the notice quotes it."""
    text = cleaned(text)
    return Message(
        kind=kind,
        subject_kind="case",
        subject_uuid=case.uuid,
        subject_code=case.code,
        params={"title": case.title, "text": text, "reason": text, "due_at": due_at},
        to_unit_uuid=to_unit,
        to_person_uuid=to_person,
    )
