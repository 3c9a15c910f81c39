"""Take back what one did last."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from bihuan.intake import errors, events
from bihuan.intake.access import document_for, lock_drafts
from bihuan.intake.commands.apply import Changed, note, put, save, values_of
from bihuan.intake.models import Change, Draft
from bihuan.intake.rules.drafts import DraftState
from bihuan.kernel.call import Call
from bihuan.ledger.commands import command

_MOVES_WORDS: Final = (events.DRAFTS_MERGED, events.DRAFT_SPLIT)


@command
def undo(call: Call, *, document_uuid: UUID) -> Changed:
    """Undo the latest change to drafts of this document that the caller made and has not undone.

    May be repeated, one change further back each time. Raises intake.nothing_to_undo, intake.stale when somebody else
    changed one of the drafts since, and intake.sent_already when one has become a case.
    """
    document = document_for(call.actor, document_uuid)
    mine = Change.objects.filter(document=document, person_uuid=call.actor.uuid, is_undone=False)
    change = mine.order_by("-id").first()
    if change is None:
        raise errors.NOTHING_TO_UNDO()
    uuids = [UUID(uuid) for uuid in change.after]
    drafts = lock_drafts(call.actor, uuids, [None] * len(uuids))
    _require_still_apart(drafts, change)
    for draft in drafts:
        _require_untouched(draft, change)
        put(draft, change.before[str(draft.uuid)])
        save(draft)
    change.is_undone = True
    change.save(update_fields=["is_undone"])
    shown = tuple(draft.uuid for draft in drafts if draft.state != DraftState.MERGED)
    entry = note(call, events.CHANGE_UNDONE, document, change.before, undone=change.event)
    return Changed(document.uuid, shown, entry)


def _require_still_apart(drafts: Sequence[Draft], change: Change) -> None:
    """Raise intake.stale when words have moved since: a merge or split made later by somebody else would be torn.

    A draft that undoing takes out of the list must not have been changed at all, as nobody would see it any more.
    """
    later = Change.objects.filter(document=change.document, id__gt=change.pk, is_undone=False)
    for since in later:
        for draft in drafts:
            uuid = str(draft.uuid)
            is_torn = since.event in _MOVES_WORDS or change.before[uuid].get("state") == DraftState.MERGED
            if is_torn and uuid in since.after:
                raise errors.STALE(title=draft.title)


def _require_untouched(draft: Draft, change: Change) -> None:
    if draft.state == DraftState.SENT:
        raise errors.SENT_ALREADY(title=draft.title, code=draft.case_code)
    now = values_of(draft)
    if any(now[name] != value for name, value in change.after[str(draft.uuid)].items()):
        raise errors.STALE(title=draft.title)
