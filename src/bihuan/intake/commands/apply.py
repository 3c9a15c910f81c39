"""How every change to drafts ends: saved, remembered for undoing, recorded. The only place that saves drafts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from bihuan.intake.models import Change, Document, Draft
from bihuan.kernel.call import Call
from bihuan.ledger.commands import record

SUBJECT = "document"
FIELDS = (
    "position", "spans", "source_text", "quote", "title", "text", "speaker", "units_text", "force", "deadline_text",
    "deadline_on", "state", "lead_unit_id", "co_units", "condition_id", "limit_text", "place_text", "merged_into_id",
)  # fmt: skip

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change touched, in the order of the text. draft_uuids: those to show now, the leading one first."""

    document_uuid: UUID
    draft_uuids: tuple[UUID, ...]
    entry: int


def values_of(draft: Draft) -> Values:
    """Return what a change may touch, as primitives."""
    return {name: _primitive(getattr(draft, name)) for name in FIELDS}


def put(draft: Draft, values: Mapping[str, Any]) -> None:
    """Set fields of a draft from primitives, without saving."""
    for name, value in values.items():
        setattr(draft, name, _python(name, value))


def finish(
    call: Call, *, event: str, drafts: Sequence[Draft], before: Mapping[UUID, Values], shown: Sequence[UUID] = ()
) -> Changed:
    """Save drafts that were changed in memory, remember how they were, record the change.

    before: values_of each draft as it was; a draft without a row yet is added. shown: which to show first; by
    default all of them.
    """
    document = drafts[0].document
    was: dict[str, Values] = {}
    now: dict[str, Values] = {}
    for draft in drafts:
        old, new = before[draft.uuid], values_of(draft)
        changed = [name for name in FIELDS if old[name] != new[name]]
        was[str(draft.uuid)] = {name: old[name] for name in changed}
        now[str(draft.uuid)] = {name: new[name] for name in changed}
        save(draft)
    Change.objects.create(
        document=document, person_uuid=call.actor.uuid, event=event, before=was, after=now, changed_at=call.at
    )
    return Changed(
        document.uuid, tuple(shown) or tuple(draft.uuid for draft in drafts), note(call, event, document, now)
    )


def save(draft: Draft) -> None:
    """Save a draft as its next version."""
    draft.version += draft.pk is not None
    draft.save()


def note(call: Call, event: str, document: Document, drafts: Mapping[str, Values], **more: Any) -> int:
    """Record one fact about the drafts of a document and return the number of its entry."""
    payload = {"name": document.name, "drafts": [{"draft": uuid, "set": set_} for uuid, set_ in drafts.items()]} | more
    return record(call, name=event, subject_kind=SUBJECT, subject_uuid=document.uuid, payload=payload).number


def _primitive(value: Any) -> Any:
    return str(value) if isinstance(value, UUID | date) else value


def _python(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in ("lead_unit_id", "condition_id"):
        return UUID(value)
    return date.fromisoformat(value) if name == "deadline_on" else value
