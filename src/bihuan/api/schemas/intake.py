"""Documents and the drafts made of them, as they are sent."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from bihuan.api.schemas.common import Day, Named, Wish
from bihuan.intake.queries import DocumentPage, DocumentRow, DraftView, UnitName
from bihuan.intake.rules.drafts import DraftKind, DraftState
from bihuan.intake.rules.results import Force


class DocumentForm(Wish):
    """What comes with a document."""

    reference_on: Day | None = Field(
        None, description="The day it was written or received, from which years left out are told; today if left out."
    )


class DocumentRead(BaseModel):
    """What came of a document. is_new: false when the same file was read before; the counts are then its own."""

    document_uuid: UUID
    is_new: bool
    name: str
    articles: int
    requirements: int
    problems: int
    projects: int
    request_uuid: UUID


class DocumentInList(BaseModel):
    """One document. open, accepted, dropped, sent: how many of its drafts stand where."""

    uuid: UUID
    name: str
    kind: Literal["txt", "docx", "pdf"]
    read_at: datetime
    read_by: str
    article_count: int
    project_count: int
    open: int
    accepted: int
    dropped: int
    sent: int


class Documents(BaseModel):
    """One page of the documents, 30 to a page, newest first."""

    documents: list[DocumentInList]
    total: int


class Draft(BaseModel):
    """One draft. spans: where its words stand in the document's text, as start and end in characters.

    missing: codes of what it lacks before it can be sent. limit: as written; empty when none applies yet.
    """

    uuid: UUID
    version: int
    kind: DraftKind
    state: DraftState
    force: Force
    title: str
    text: str
    source_text: str
    quote: str
    spans: list[tuple[int, int]]
    article: str
    speaker: str
    units_text: str
    lead_unit: Named | None
    co_units: list[Named]
    condition: UUID | None
    limit: str
    deadline_text: str
    deadline_on: date | None
    place: str
    case_uuid: UUID | None
    case_code: str
    missing: list[str]


class DocumentDetail(BaseModel):
    """One document with its text and its drafts in the order of the text."""

    document: DocumentInList
    text: str
    reference_on: date
    drafts: list[Draft]


def document(row: DocumentRow) -> DocumentInList:
    """Return one document as it is sent."""
    return DocumentInList(
        uuid=row.uuid,
        name=row.name,
        kind=row.kind.value,
        read_at=row.read_at,
        read_by=row.read_by,
        article_count=row.article_count,
        project_count=row.project_count,
        open=row.counts.open,
        accepted=row.counts.accepted,
        dropped=row.counts.dropped,
        sent=row.counts.sent,
    )


def document_detail(page: DocumentPage) -> DocumentDetail:
    """Return one document with its drafts as it is sent."""
    return DocumentDetail(
        document=document(page.row),
        text=page.text,
        reference_on=page.reference_on,
        drafts=[_draft(view) for view in page.drafts],
    )


def _draft(view: DraftView) -> Draft:
    return Draft(
        uuid=view.uuid,
        version=view.version,
        kind=view.kind,
        state=view.state,
        force=view.force,
        title=view.title,
        text=view.text,
        source_text=view.source_text,
        quote=view.quote,
        spans=list(view.spans),
        article=view.article,
        speaker=view.speaker,
        units_text=view.units_text,
        lead_unit=_unit(view.lead_unit) if view.lead_unit else None,
        co_units=[_unit(unit) for unit in view.co_units],
        condition=view.condition_uuid,
        limit=view.limit_shown,
        deadline_text=view.deadline_text,
        deadline_on=view.deadline_on,
        place=view.place_text,
        case_uuid=view.case_uuid,
        case_code=view.case_code,
        missing=[reason.code for reason in view.missing],
    )


def _unit(unit: UnitName) -> Named:
    return Named(uuid=unit.uuid, name=unit.name)
