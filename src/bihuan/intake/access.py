"""Gates of the intake app: who may read documents, and how a document or draft is loaded or locked."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from bihuan.intake import errors
from bihuan.intake.models import Document, Draft
from bihuan.intake.rules.drafts import DraftState
from bihuan.kernel.call import Actor
from bihuan.orgs.access import require
from bihuan.orgs.rules import Power


def require_desk(actor: Actor) -> None:
    """Raise orgs.not_allowed unless the actor works at the supervision office's desk."""
    require(actor, Power.SUPERVISE)


def document_for(actor: Actor, uuid: UUID) -> Document:
    """Return the document or raise intake.not_found."""
    require_desk(actor)
    document = Document.objects.filter(uuid=uuid).first()
    if document is None:
        raise errors.NOT_FOUND()
    return document


def lock_draft(actor: Actor, uuid: UUID, expected_version: int | None) -> Draft:
    """Lock and return one draft with its document; as lock_drafts."""
    return lock_drafts(actor, [uuid], [expected_version])[0]


def lock_drafts(actor: Actor, uuids: Sequence[UUID], expected_versions: Sequence[int | None]) -> list[Draft]:
    """Lock drafts until the transaction ends and return them in the order of the text.

    expected_versions: what the person looked at, in the order of uuids; None where that does not matter.
    Raises intake.not_found, and intake.stale when somebody else was faster.
    """
    require_desk(actor)
    rows = Draft.objects.select_related("document").filter(uuid__in=uuids).order_by("position", "id")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    found = list(rows)
    if len(found) != len(set(uuids)):
        raise errors.NOT_FOUND()
    expected = dict(zip(uuids, expected_versions, strict=True))
    for draft in found:
        if expected[draft.uuid] not in (None, draft.version):
            raise errors.STALE(title=draft.title)
    return found


def require_changeable(draft: Draft) -> None:
    """Raise when the draft has become a case or a part of another draft."""
    if draft.state == DraftState.SENT:
        raise errors.SENT_ALREADY(title=draft.title, code=draft.case_code)
    if draft.state == DraftState.MERGED:
        raise errors.MERGED_ALREADY(title=draft.title)
