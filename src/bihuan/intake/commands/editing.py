"""Change what a draft says and who is to do it."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from bihuan.cases.rules.words import MOST_TEXT, cleaned
from bihuan.intake import errors, events
from bihuan.intake.access import lock_draft, lock_drafts, require_changeable
from bihuan.intake.commands.apply import Changed, finish, values_of
from bihuan.intake.models import Draft
from bihuan.intake.rules.drafts import MOST_TITLE
from bihuan.intake.rules.limits import read_limit
from bihuan.kernel.call import Call
from bihuan.kernel.errors import Refusal
from bihuan.ledger.commands import command
from bihuan.orgs.models import Unit
from bihuan.standards.queries import condition_in_force

MOST_PLACE: Final = 200


class _Keep(Enum):
    KEEP = "keep"

    def __repr__(self) -> str:
        return "KEEP"


KEEP: Final = _Keep.KEEP
Kept = Literal[_Keep.KEEP]


@command
def edit_draft(
    call: Call,
    *,
    draft_uuid: UUID,
    expected_version: int,
    title: str | Kept = KEEP,
    text: str | Kept = KEEP,
    lead_unit: UUID | Kept | None = KEEP,
    co_units: Sequence[UUID] | Kept = KEEP,
    condition: UUID | Kept | None = KEEP,
    limit: str | Kept = KEEP,
    place: str | Kept = KEEP,
) -> Changed:
    """Change a draft's title, text, units, filing condition, limit or place; what is not given stays.

    limit: a limit (5个工作日) or a last day (4月10日, 2026-04-10); "" leaves it to the condition. A new lead unit stops
    being a co-handling one. Raises intake.title_missing, text_long, unit_unknown, unit_twice, condition_unknown,
    day_past, kernel.unreadable_limit, and what accept raises.
    """
    draft = lock_draft(call.actor, draft_uuid, expected_version)
    require_changeable(draft)
    before = {draft.uuid: values_of(draft)}
    today = call.at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    if title is not KEEP:
        draft.title = _checked(title, MOST_TITLE, "title")
        if not draft.title:
            raise errors.TITLE_MISSING(field="title")
    if text is not KEEP:
        draft.text = _checked(text, MOST_TEXT, "text")
    if place is not KEEP:
        draft.place_text = _checked(place, MOST_PLACE, "place")
    if condition is not KEEP:
        draft.condition_id = _condition(condition, today)
    if limit is not KEEP:
        _set_limit(draft, limit, today)
    _set_units(draft, lead_unit, co_units)
    return finish(call, event=events.DRAFT_EDITED, drafts=[draft], before=before)


@command
def give(call: Call, *, draft_uuids: Sequence[UUID], expected_versions: Sequence[int], lead_unit: UUID) -> Changed:
    """Make one unit the lead unit of several drafts.

    expected_versions: in the order of draft_uuids. Raises intake.none_chosen, unit_unknown, and what accept raises.
    """
    if not draft_uuids or len(draft_uuids) != len(set(draft_uuids)):
        raise errors.NONE_CHOSEN()
    drafts = lock_drafts(call.actor, draft_uuids, expected_versions)
    before = {draft.uuid: values_of(draft) for draft in drafts}
    for draft in drafts:
        require_changeable(draft)
        _set_units(draft, lead_unit, KEEP)
    return finish(call, event=events.DRAFTS_GIVEN, drafts=drafts, before=before)


def _checked(words: str, most: int, field: str) -> str:
    words = cleaned(words)
    if len(words) > most:
        raise errors.TEXT_LONG(most=most, field=field)
    return words


def _condition(condition: UUID | None, today: date) -> UUID | None:
    if condition is not None and condition_in_force(condition, today) is None:
        raise errors.CONDITION_UNKNOWN(field="condition")
    return condition


def _set_limit(draft: Draft, limit: str, today: date) -> None:
    try:
        text, day = read_limit(limit, today=today)
    except Refusal as refusal:
        refusal.field = "limit"
        raise
    if day is not None and day < today and day != draft.deadline_on:
        raise errors.DAY_PAST(day=day.isoformat(), field="limit")
    draft.limit_text, draft.deadline_on = text, day


def _set_units(draft: Draft, lead_unit: UUID | Kept | None, co_units: Sequence[UUID] | Kept) -> None:
    if lead_unit is KEEP and co_units is KEEP:
        return
    others = [UUID(each) for each in draft.co_units] if co_units is KEEP else list(co_units)
    if lead_unit is not KEEP:
        draft.lead_unit_id = lead_unit
        others = [each for each in others if each != lead_unit] if co_units is KEEP else others
    wanted = [*([draft.lead_unit_id] if draft.lead_unit_id else []), *others]
    if len(set(wanted)) != len(wanted):
        raise errors.UNIT_TWICE(field="co_units")
    if Unit.objects.filter(uuid__in=wanted, is_active=True).count() != len(wanted):
        raise errors.UNIT_UNKNOWN(field="lead_unit")
    draft.co_units = [str(each) for each in others]
