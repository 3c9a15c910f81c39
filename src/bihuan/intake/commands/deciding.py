"""Accept, drop and reopen drafts."""

from uuid import UUID

from bihuan.intake import errors, events
from bihuan.intake.access import document_for, lock_draft, lock_drafts, require_changeable
from bihuan.intake.commands.apply import Changed, finish, values_of
from bihuan.intake.models import Draft
from bihuan.intake.rules.drafts import DraftState
from bihuan.kernel.call import Call
from bihuan.ledger.commands import command


@command
def accept(call: Call, *, draft_uuid: UUID, expected_version: int) -> Changed:
    """Accept an open or dropped draft; a unit and a condition may still be missing.

    Raises intake.stale, sent_already, merged_already, wrong_state, not_found, orgs.not_allowed; so do the others.
    """
    return _move(call, draft_uuid, expected_version, to=DraftState.ACCEPTED, event=events.DRAFT_ACCEPTED)


@command
def drop(call: Call, *, draft_uuid: UUID, expected_version: int) -> Changed:
    """Drop an open or accepted draft; it stays and can be reopened."""
    return _move(call, draft_uuid, expected_version, to=DraftState.DROPPED, event=events.DRAFT_DROPPED)


@command
def reopen(call: Call, *, draft_uuid: UUID, expected_version: int) -> Changed:
    """Make an accepted or dropped draft open again."""
    return _move(call, draft_uuid, expected_version, to=DraftState.OPEN, event=events.DRAFT_REOPENED)


def _move(call: Call, draft_uuid: UUID, expected_version: int, *, to: DraftState, event: str) -> Changed:
    draft = lock_draft(call.actor, draft_uuid, expected_version)
    require_changeable(draft)
    if draft.state == to:
        raise errors.WRONG_STATE(title=draft.title)
    before = {draft.uuid: values_of(draft)}
    draft.state = to
    return finish(call, event=event, drafts=[draft], before=before)


@command
def accept_all(call: Call, *, document_uuid: UUID) -> Changed:
    """Accept every open draft of a document. Raises intake.nothing_open when there is none."""
    document = document_for(call.actor, document_uuid)
    uuids = list(Draft.objects.filter(document=document, state=DraftState.OPEN).values_list("uuid", flat=True))
    drafts = [d for d in lock_drafts(call.actor, uuids, [None] * len(uuids)) if d.state == DraftState.OPEN]
    if not drafts:
        raise errors.NOTHING_OPEN()
    before = {draft.uuid: values_of(draft) for draft in drafts}
    for draft in drafts:
        draft.state = DraftState.ACCEPTED
    return finish(call, event=events.ALL_ACCEPTED, drafts=drafts, before=before)
