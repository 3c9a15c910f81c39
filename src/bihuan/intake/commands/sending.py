"""Make cases of accepted drafts: report, file and dispatch each in a transaction of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from bihuan.cases.commands import Place, dispatch, file, report
from bihuan.cases.rules.facts import Origin
from bihuan.intake import errors, events
from bihuan.intake.access import document_for, lock_draft
from bihuan.intake.commands.apply import note, save
from bihuan.intake.models import Draft
from bihuan.intake.rules.drafts import DraftState
from bihuan.intake.rules.limits import limit_of
from bihuan.kernel.call import Call
from bihuan.kernel.errors import Refusal
from bihuan.ledger.commands import command


@dataclass(frozen=True, slots=True)
class SentDraft:
    """A draft that has become a case."""

    draft_uuid: UUID
    title: str
    case_uuid: UUID
    case_code: str


@dataclass(frozen=True, slots=True)
class Left:
    """An accepted draft that could not be sent, and why: a refusal's code, English msgid and parameters."""

    draft_uuid: UUID
    title: str
    code: str
    text: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sent:
    """The account of one sending, both lists in the order of the text."""

    document_uuid: UUID
    sent: tuple[SentDraft, ...]
    left: tuple[Left, ...]


def send_accepted(call: Call, *, document_uuid: UUID) -> Sent:
    """Report, file and dispatch every accepted draft of a document that has a lead unit and a filing condition.

    One bad draft does not stop the others. The same call again goes on where it stopped and answers with everything
    it has sent. Raises intake.not_found and orgs.not_allowed.
    """
    document = document_for(call.actor, document_uuid)
    rows = Draft.objects.filter(document=document, state__in=[DraftState.ACCEPTED, DraftState.SENT])
    sent: list[SentDraft] = []
    left: list[Left] = []
    for draft in rows.order_by("position", "id"):
        if draft.state == DraftState.SENT:
            if draft.sent_request == call.request_uuid:
                sent.append(_sent(draft))
            continue
        try:
            part = call.part(f"draft/{draft.uuid}")
            sent.append(send_draft(part, draft_uuid=draft.uuid, sent_request=call.request_uuid))
        except Refusal as refusal:
            if refusal.code != errors.SENT_ALREADY.code:  # somebody else sent it a moment ago
                left.append(Left(draft.uuid, draft.title, refusal.code, refusal.reason.text, refusal.params))
    return Sent(document.uuid, tuple(sent), tuple(left))


@command
def send_draft(call: Call, *, draft_uuid: UUID, sent_request: UUID) -> SentDraft:
    """Make a case of one accepted draft and dispatch it; sent_request: the request it is a part of.

    The limit: the draft's own, else one that ends with the day named, else the condition's. Raises
    intake.not_accepted, sent_already, no_unit_yet, no_condition_yet, and the refusals of report, file and dispatch.
    """
    draft = lock_draft(call.actor, draft_uuid, None)
    if draft.state == DraftState.SENT:
        raise errors.SENT_ALREADY(title=draft.title, code=draft.case_code)
    if draft.state != DraftState.ACCEPTED:
        raise errors.NOT_ACCEPTED(title=draft.title)
    if draft.lead_unit_id is None:
        raise errors.NO_UNIT_YET(field="lead_unit")
    if draft.condition_id is None:
        raise errors.NO_CONDITION_YET(field="condition")
    _send(call, draft, lead_unit=draft.lead_unit_id, condition=draft.condition_id)
    draft.state, draft.sent_request = DraftState.SENT, sent_request
    save(draft)
    made = {"state": draft.state.value, "case_uuid": str(draft.case_uuid), "case_code": draft.case_code}
    note(call, events.DRAFT_SENT, draft.document, {str(draft.uuid): made})
    return _sent(draft)


def _send(call: Call, draft: Draft, *, lead_unit: UUID, condition: UUID) -> None:
    limit = limit_of(draft.limit_text, draft.deadline_on, at=call.at, zone=ZoneInfo(settings.TIME_ZONE))
    reported = report(
        call.part("report"),
        title=draft.title,
        text=draft.text,
        place=Place(text=draft.place_text),
        origin=Origin.INTAKE,
        origin_uuid=draft.document.uuid,
        origin_text=draft.quote,
        origin_note=" · ".join(filter(None, [draft.document.name, draft.article, draft.speaker])),
    )
    filed = file(
        call.part("file"), case_uuid=reported.case_uuid, expected_version=reported.version, condition=condition
    )
    dispatch(
        call.part("dispatch"),
        case_uuid=reported.case_uuid,
        expected_version=filed.version,
        lead_unit=lead_unit,
        co_units=[UUID(unit) for unit in draft.co_units],
        limit=limit.text,
    )
    draft.case_uuid, draft.case_code = reported.case_uuid, reported.code


def _sent(draft: Draft) -> SentDraft:
    if draft.case_uuid is None:
        raise ValueError(f"draft {draft.uuid} has no case")
    return SentDraft(draft.uuid, draft.title, draft.case_uuid, draft.case_code)
