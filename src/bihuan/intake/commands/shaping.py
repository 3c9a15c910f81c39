"""Make one draft of several, or several of one; no word of the document gets lost on the way."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from bihuan.intake import errors, events
from bihuan.intake.access import lock_draft, lock_drafts, require_changeable
from bihuan.intake.commands.apply import FIELDS, Changed, finish, values_of
from bihuan.intake.models import Draft
from bihuan.intake.rules.drafts import MOST_TITLE, DraftState, join_spans, split_spans, title_of
from bihuan.intake.rules.results import Force
from bihuan.kernel.call import Call
from bihuan.ledger.commands import command

_RANK = (DraftState.ACCEPTED, DraftState.OPEN, DraftState.DROPPED)


@command
def merge(call: Call, *, draft_uuids: Sequence[UUID], expected_versions: Sequence[int]) -> Changed:
    """Make the first of some drafts stand for all of them: it takes on their words, units and the earliest day.

    expected_versions: in the order of draft_uuids. Other lead units become co-handling ones. Raises
    intake.merge_one, merge_apart, and what accept raises.
    """
    if len(set(draft_uuids)) < 2 or len(draft_uuids) != len(set(draft_uuids)):
        raise errors.MERGE_ONE()
    drafts = lock_drafts(call.actor, draft_uuids, expected_versions)
    if len({draft.document_id for draft in drafts}) > 1:
        raise errors.MERGE_APART()
    for draft in drafts:
        require_changeable(draft)
    before = {draft.uuid: values_of(draft) for draft in drafts}
    first, *rest = drafts
    _take_words(first, drafts)
    _take_duties(first, drafts)
    for draft in rest:
        draft.state, draft.merged_into = DraftState.MERGED, first
    return finish(call, event=events.DRAFTS_MERGED, drafts=drafts, before=before, shown=[first.uuid])


def _take_words(first: Draft, drafts: Sequence[Draft]) -> None:
    text = first.document.text
    spans = join_spans(text, ((start, end) for draft in drafts for start, end in draft.spans))
    is_as_read = all(draft.title == title_of(draft.source_text) for draft in drafts)
    first.spans = [list(span) for span in spans]
    first.source_text = "\n".join(text[start:end] for start, end in spans)
    if is_as_read and len(spans) == 1:
        first.title = title_of(first.source_text)
    else:
        first.title = "；".join(dict.fromkeys(draft.title for draft in drafts))[:MOST_TITLE]
    for name, joint, most in (
        ("quote", "\n", None), ("text", "\n", None), ("speaker", "、", 200), ("units_text", "、", 300),
    ):  # fmt: skip
        words = dict.fromkeys(word for draft in drafts for word in getattr(draft, name).split(joint) if word)
        setattr(first, name, joint.join(words)[:most])


def _take_duties(first: Draft, drafts: Sequence[Draft]) -> None:
    leads = list(dict.fromkeys(draft.lead_unit_id for draft in drafts if draft.lead_unit_id))
    others = [str(lead) for lead in leads[1:]] + [unit for draft in drafts for unit in draft.co_units]
    first.lead_unit_id = leads[0] if leads else None
    first.co_units = [unit for unit in dict.fromkeys(others) if unit != str(first.lead_unit_id)]
    first.condition_id = next((draft.condition_id for draft in drafts if draft.condition_id), None)
    dated = sorted((draft for draft in drafts if draft.deadline_on), key=lambda draft: str(draft.deadline_on))
    limited = next((draft for draft in [*dated, *drafts] if draft.deadline_on or draft.limit_text), first)
    first.deadline_on, first.deadline_text, first.limit_text = (
        limited.deadline_on, limited.deadline_text, limited.limit_text,
    )  # fmt: skip
    first.place_text = next((draft.place_text for draft in drafts if draft.place_text), "")
    first.state = next(state for state in _RANK if any(draft.state == state for draft in drafts))
    first.force = Force.MUST if any(draft.force == Force.MUST for draft in drafts) else Force.HOPE


@command
def split(call: Call, *, draft_uuid: UUID, expected_version: int, at_offsets: Sequence[int]) -> Changed:
    """Cut a draft into several at places of the document's text; the first part stays this draft.

    Every part keeps units, condition, limit and state. Raises intake.split_nowhere when fewer than two parts would
    have words, and what accept raises.
    """
    draft = lock_draft(call.actor, draft_uuid, expected_version)
    require_changeable(draft)
    text = draft.document.text
    parts = split_spans(text, [(start, end) for start, end in draft.spans], at_offsets)
    if len(parts) < 2:
        raise errors.SPLIT_NOWHERE()
    before = {draft.uuid: values_of(draft)}
    drafts = [draft, *(_copy(call, draft, place) for place in range(1, len(parts)))]
    for place, (each, spans) in enumerate(zip(drafts, parts, strict=True)):
        each.spans = [list(span) for span in spans]
        each.position = spans[0][0]
        each.source_text = "\n".join(text[start:end] for start, end in spans)
        each.title = title_of(each.source_text)
        if place:
            # Undoing a split merges the parts back into the draft they came from.
            before[each.uuid] = values_of(each) | {"state": DraftState.MERGED.value, "merged_into_id": draft.pk}
    return finish(call, event=events.DRAFT_SPLIT, drafts=drafts, before=before)


def _copy(call: Call, draft: Draft, place: int) -> Draft:
    fields = {name: getattr(draft, name) for name in FIELDS if name not in ("spans", "source_text", "title")}
    return Draft(
        uuid=uuid5(call.request_uuid, f"part/{place}"),
        document=draft.document,
        kind=draft.kind,
        article=draft.article,
        **fields,
    )
