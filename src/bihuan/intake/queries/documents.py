"""Documents: the list, one with its drafts and its text cut into highlights, and the sentence of a case."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from bihuan.intake import errors
from bihuan.intake.models import Change, Document, Draft
from bihuan.intake.queries.drafts import DraftView, draft_views
from bihuan.intake.rules.drafts import WAITING, DraftState
from bihuan.intake.rules.files.facts import FileKind, FileNote
from bihuan.intake.rules.segments import Segment, segments
from bihuan.kernel.spans import Span

PAGE = 30
SHOWN = (DraftState.OPEN, DraftState.ACCEPTED, DraftState.DROPPED, DraftState.SENT)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many drafts of a document stand where; those merged into others are not counted."""

    open: int = 0
    accepted: int = 0
    dropped: int = 0
    sent: int = 0

    @property
    def total(self) -> int:
        return self.open + self.accepted + self.dropped + self.sent

    @property
    def waiting(self) -> int:
        """What still needs a hand: to be decided or to be sent."""
        return self.open + self.accepted


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the work on a document has come.

    ready: accepted, with unit and condition. lacking: open or accepted, without one of them. can_undo: by the viewer.
    """

    counts: Counts
    ready: int
    lacking: int
    can_undo: bool

    @property
    def left(self) -> int:
        """Accepted drafts that would stay if all were sent now."""
        return self.counts.accepted - self.ready


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document of the list. article_count, project_count: as read."""

    uuid: UUID
    name: str
    kind: FileKind
    read_at: datetime
    read_by: str
    article_count: int
    project_count: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One document with its drafts in the order of the text. file_uuid: the file as it came."""

    row: DocumentRow
    text: str
    notes: tuple[FileNote, ...]
    reference_on: date
    file_uuid: UUID | None
    drafts: tuple[DraftView, ...]
    standing: Standing

    def highlights(self) -> list[Segment]:
        """Return the text cut into pieces, each with the drafts it belongs to."""
        return segments(self.text, ((draft.uuid, draft.spans) for draft in self.drafts))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a case came from: the document, the exact words, their sentence and their places in the text."""

    document_uuid: UUID
    document_name: str
    draft_uuid: UUID
    source_text: str
    quote: str
    spans: tuple[Span, ...]
    speaker: str
    article: str


def documents(page: int = 1) -> tuple[list[DocumentRow], int]:
    """Return one page of the documents, the newest first, and how many there are; three statements."""
    rows = Document.objects.order_by("-read_at", "-id").defer("text")
    total = rows.count()
    found = list(rows[(page - 1) * PAGE : page * PAGE])
    counts = _counts([row.pk for row in found])
    return [_row(row, counts.get(row.pk, Counts())) for row in found], total


def document_page(uuid: UUID, at: datetime, *, viewer: UUID) -> DocumentPage:
    """Return one document with what is to be seen at that moment, or raise intake.not_found; seven statements."""
    document = Document.objects.filter(uuid=uuid).first()
    if document is None:
        raise errors.NOT_FOUND()
    drafts = draft_views(Draft.objects.filter(document=document).order_by("position", "id"), at)
    shown = tuple(draft for draft in drafts if draft.state in SHOWN)
    counts = Counts(**{state.value: sum(draft.state is state for draft in shown) for state in SHOWN})
    return DocumentPage(
        row=_row(document, counts),
        text=document.text,
        notes=tuple(FileNote(note["text"], note["params"]) for note in document.notes),
        reference_on=document.reference_on,
        file_uuid=document.file_id,
        drafts=shown,
        standing=Standing(
            counts=counts,
            ready=sum(draft.state is DraftState.ACCEPTED and not draft.missing for draft in shown),
            lacking=sum(draft.is_waiting and bool(draft.missing) for draft in shown),
            can_undo=_can_undo(uuid, viewer),
        ),
    )


def standing(document_uuid: UUID, *, viewer: UUID) -> Standing:
    """Return how far the work on a document has come; two statements."""
    rows = Draft.objects.filter(document__uuid=document_uuid)
    of_state = {state.value: Count("pk", filter=Q(state=state.value)) for state in SHOWN}
    is_whole = Q(lead_unit__isnull=False, condition__isnull=False)
    found = rows.aggregate(
        **of_state,
        ready=Count("pk", filter=is_whole & Q(state=DraftState.ACCEPTED)),
        lacking=Count("pk", filter=~is_whole & Q(state__in=WAITING)),
    )
    ready, lacking = found.pop("ready"), found.pop("lacking")
    return Standing(Counts(**found), ready, lacking, _can_undo(document_uuid, viewer))


def _can_undo(document_uuid: UUID, viewer: UUID) -> bool:
    rows = Change.objects.filter(document__uuid=document_uuid, person_uuid=viewer, is_undone=False)
    return rows.exists()


def draft_of_case(case_uuid: UUID) -> Source | None:
    """Return the sentence a case came from, or None when no document did; one statement. Uses intake_draft_case."""
    draft = Draft.objects.select_related("document").filter(case_uuid=case_uuid).first()
    if draft is None:
        return None
    return Source(
        document_uuid=draft.document.uuid,
        document_name=draft.document.name,
        draft_uuid=draft.uuid,
        source_text=draft.source_text,
        quote=draft.quote,
        spans=tuple((start, end) for start, end in draft.spans),
        speaker=draft.speaker,
        article=draft.article,
    )


def _counts(pks: list[int]) -> dict[int, Counts]:
    rows = Draft.objects.filter(document__in=pks, state__in=SHOWN).values("document", "state").order_by()
    found: dict[int, dict[str, int]] = {}
    for row in rows.annotate(count=Count("pk")):
        found.setdefault(row["document"], {})[row["state"]] = row["count"]
    return {pk: Counts(**counts) for pk, counts in found.items()}


def _row(document: Document, counts: Counts) -> DocumentRow:
    return DocumentRow(
        uuid=document.uuid,
        name=document.name,
        kind=FileKind(document.kind),
        read_at=document.read_at,
        read_by=document.read_by["name"],
        article_count=len(document.reading["articles"]),
        project_count=len(document.reading["projects"]),
        counts=counts,
    )
