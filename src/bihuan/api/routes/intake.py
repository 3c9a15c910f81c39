"""Documents: read one, list them, see the drafts of one."""

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from django.utils import timezone
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile

from bihuan.api.auth import ApiRequest, call_from
from bihuan.api.describe import CHANGE, READ, refusing
from bihuan.api.schemas import intake as shapes
from bihuan.intake import access, commands, errors, queries
from bihuan.orgs.errors import NOT_ALLOWED

router = Router(tags=["intake"])
_CANNOT_READ = (
    errors.FILE_EMPTY,
    errors.FILE_TOO_LARGE,
    errors.NO_TEXT,
    errors.TEXT_TOO_LONG,
    errors.NOT_A_TEXT,
    errors.WRONG_ENCODING,
    errors.OLD_WORD,
    errors.WORD_BROKEN,
    errors.WORD_UNFOLDS,
    errors.WORD_MACROS,
    errors.PDF_LOCKED,
    errors.PDF_BROKEN,
    errors.PDF_TOO_LONG,
    errors.PDF_TOO_SLOW,
    errors.PDF_SCANNED,
    errors.MARKED_SECRET,
)


@router.post(
    "/documents",
    response={201: shapes.DocumentRead},
    operation_id="read_document",
    openapi_extra=refusing(*CHANGE, NOT_ALLOWED, *_CANNOT_READ),
)
def read_document(
    request: ApiRequest, form: Form[shapes.DocumentForm], file: File[UploadedFile]
) -> Status[shapes.DocumentRead]:
    """Read a document (txt, docx, pdf with text; at most 20 MB) into drafts that a person decides on."""
    call = call_from(request, form)
    found = commands.read(call, content=file.read(), file_name=file.name or "", reference_on=form.reference_on)
    return Status(201, shapes.DocumentRead(**asdict(found), request_uuid=form.request_uuid))


@router.get(
    "/documents",
    response=shapes.Documents,
    operation_id="list_documents",
    openapi_extra=refusing(*READ, NOT_ALLOWED),
)
def list_documents(request: ApiRequest, page: Annotated[int, Query(ge=1, le=10_000)] = 1) -> shapes.Documents:
    """List the documents, newest first, 30 to a page."""
    access.require_desk(request.auth)
    rows, total = queries.documents(page)
    return shapes.Documents(documents=[shapes.document(row) for row in rows], total=total)


@router.get(
    "/documents/{uuid:document_uuid}",
    response=shapes.DocumentDetail,
    operation_id="read_drafts",
    openapi_extra=refusing(*READ, NOT_ALLOWED, errors.NOT_FOUND),
)
def read_drafts(request: ApiRequest, document_uuid: UUID) -> shapes.DocumentDetail:
    """Give one document with its text and the drafts made of it."""
    access.require_desk(request.auth)
    return shapes.document_detail(queries.document_page(document_uuid, timezone.now(), viewer=request.auth.uuid))
