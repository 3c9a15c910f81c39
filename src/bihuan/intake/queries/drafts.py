"""Drafts as a page shows them: units and conditions by name, the limit that would apply, what is still missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, QuerySet

from bihuan.intake import errors
from bihuan.intake.models import Document, Draft
from bihuan.intake.queries.guess import names as unit_names
from bihuan.intake.rules.drafts import WAITING, DraftKind, DraftState, Piece, pieces
from bihuan.intake.rules.limits import LimitFrom, limit_of
from bihuan.intake.rules.results import Force
from bihuan.kernel.errors import Reason
from bihuan.kernel.spans import Span
from bihuan.orgs.models import Unit
from bihuan.orgs.queries import active_units, units_with
from bihuan.orgs.rules import Power

RECENT: Final = 20


@dataclass(frozen=True, slots=True)
class UnitName:
    """One unit. name: as lists show it; full_name: as it is called."""

    uuid: UUID
    name: str
    full_name: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """One draft. named_units: those of units_text that the district has. limit: its own, empty text if none.

    condition_limit: the filing condition's limit as written. missing: why it could not be sent as it stands.
    """

    uuid: UUID
    document_uuid: UUID
    version: int
    kind: DraftKind
    state: DraftState
    force: Force
    title: str
    text: str
    source_text: str
    quote: str
    spans: tuple[Span, ...]
    article: str
    speaker: str
    units_text: str
    named_units: tuple[UnitName, ...]
    lead_unit: UnitName | None
    co_units: tuple[UnitName, ...]
    condition_uuid: UUID | None
    condition_text: str
    class_name: str
    condition_limit: str
    limit: LimitFrom
    limit_text: str
    deadline_text: str
    deadline_on: date | None
    place_text: str
    case_uuid: UUID | None
    case_code: str
    merged_count: int
    missing: tuple[Reason, ...]

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be decided or sent."""
        return self.state in WAITING

    @property
    def limit_shown(self) -> str:
        """The limit that would apply: its own, else the condition's."""
        return self.limit.text or self.condition_limit


def draft_views(rows: QuerySet[Draft], at: datetime) -> list[DraftView]:
    """Return drafts as a page shows them at that moment; two statements however many there are."""
    linked = rows.select_related("document", "lead_unit", "condition__case_class")
    drafts = list(linked.defer("document__text", "document__reading"))
    every = list(Unit.objects.all())
    units = {unit.uuid: _name(unit) for unit in every}
    active = [unit for unit in every if unit.is_active]
    words = {word: next(iter(uuids)) for word, uuids in unit_names(active).items() if len(uuids) == 1}
    merged = _merged(drafts)
    return [_view(draft, at, units=units, words=words, merged=merged.get(draft.pk, 0)) for draft in drafts]


def draft_view(uuid: UUID, at: datetime) -> DraftView:
    """Return one draft or raise intake.not_found."""
    found = draft_views(Draft.objects.filter(uuid=uuid), at)
    if not found:
        raise errors.NOT_FOUND()
    return found[0]


def draft_pieces(uuid: UUID) -> list[Piece]:
    """Return the words of a draft in pieces after which it may be split, or raise intake.not_found."""
    draft = Draft.objects.select_related("document").filter(uuid=uuid).first()
    if draft is None:
        raise errors.NOT_FOUND()
    return pieces(draft.document.text, [(start, end) for start, end in draft.spans])


def offered_units(document_uuid: UUID, *, most: int = 6) -> list[UnitName]:
    """Return the units that one key can choose in a document, always in the same order while people work on it.

    Those its words name come first, the most frequent first, then those that lead most drafts of the latest other
    documents, then units that handle cases, by code. Four statements.
    """
    units = {unit.uuid: unit for unit in active_units()}
    named = Document.objects.values_list("named_units", flat=True).filter(uuid=document_uuid).first() or []
    recent = Document.objects.exclude(uuid=document_uuid).order_by("-read_at", "-id").values("pk")[:RECENT]
    others = Draft.objects.filter(document__in=recent, lead_unit__isnull=False).order_by()
    used = others.values_list("lead_unit").annotate(count=Count("pk")).order_by("-count", "lead_unit__code")
    wanted = [UUID(uuid) for uuid in named] + [uuid for uuid, _count in used[:most]]
    if len(wanted) < most:
        wanted += units_with(Power.HANDLE)
    return [_name(units[uuid]) for uuid in dict.fromkeys(wanted) if uuid in units][:most]


def _name(unit: Unit) -> UnitName:
    return UnitName(uuid=unit.uuid, name=unit.short_name or unit.name, full_name=unit.name)


def _merged(drafts: Iterable[Draft]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for draft in drafts:
        if draft.state == DraftState.MERGED and draft.merged_into_id:
            counts[draft.merged_into_id] = counts.get(draft.merged_into_id, 0) + 1
    return counts


def _view(draft: Draft, at: datetime, *, units: dict[UUID, UnitName], words: dict[str, UUID], merged: int) -> DraftView:
    condition = draft.condition
    named = (words.get("".join(word.split())) for word in draft.units_text.split("、"))
    missing = [errors.NO_UNIT_YET] * (draft.lead_unit_id is None) + [errors.NO_CONDITION_YET] * (condition is None)
    return DraftView(
        uuid=draft.uuid,
        document_uuid=draft.document.uuid,
        version=draft.version,
        kind=DraftKind(draft.kind),
        state=DraftState(draft.state),
        force=Force(draft.force),
        title=draft.title,
        text=draft.text,
        source_text=draft.source_text,
        quote=draft.quote,
        spans=tuple((start, end) for start, end in draft.spans),
        article=draft.article,
        speaker=draft.speaker,
        units_text=draft.units_text,
        named_units=tuple(units[uuid] for uuid in dict.fromkeys(named) if uuid),
        lead_unit=units[draft.lead_unit.uuid] if draft.lead_unit else None,
        co_units=tuple(units[UUID(uuid)] for uuid in draft.co_units if UUID(uuid) in units),
        condition_uuid=condition.uuid if condition else None,
        condition_text=condition.text if condition else "",
        class_name=condition.case_class.name if condition else "",
        condition_limit=condition.limit_text if condition else "",
        limit=limit_of(draft.limit_text, draft.deadline_on, at=at, zone=ZoneInfo(settings.TIME_ZONE)),
        limit_text=draft.limit_text,
        deadline_text=draft.deadline_text,
        deadline_on=draft.deadline_on,
        place_text=draft.place_text,
        case_uuid=draft.case_uuid,
        case_code=draft.case_code,
        merged_count=merged,
        missing=tuple(missing),
    )
