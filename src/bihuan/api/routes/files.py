"""Files: store one, and read one that is shown in a case."""

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from django.http import FileResponse
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.api.auth import ApiRequest, call_from
from bihuan.api.describe import CHANGE, READ, refusing
from bihuan.api.schemas.common import Wish
from bihuan.api.schemas.others import Stored
from bihuan.cases import access
from bihuan.cases.errors import NOT_FOUND
from bihuan.evidence import errors, queries
from bihuan.evidence.commands import store
from bihuan.evidence.rules import FileKind

router = Router(tags=["files"])


class FileForm(Wish):
    """What comes with a file."""

    purpose: FileKind = Field(
        FileKind.PHOTO, description="photo: JPEG, PNG, WebP, HEIC. document: PDF, DOCX, XLSX, plain text."
    )


_CANNOT_KEEP = (
    errors.EMPTY,
    errors.TOO_LARGE,
    errors.NOT_A_PICTURE,
    errors.BROKEN_PICTURE,
    errors.TOO_MANY_PIXELS,
    errors.NOT_A_DOCUMENT,
)


@router.post("", response={201: Stored}, operation_id="store_file", openapi_extra=refusing(*CHANGE, *_CANNOT_KEEP))
def store_file(request: ApiRequest, form: Form[FileForm], file: File[UploadedFile]) -> Status[Stored]:
    """Keep a file of at most 20 MB; name it as evidence in a later request. Answered once it is safely on disk."""
    call = call_from(request, form)
    stored = store(call, content=file.read(), file_name=file.name or "", purpose=form.purpose.value)
    return Status(201, Stored(**asdict(stored), request_uuid=form.request_uuid))


_BYTES = {"schema": {"type": "string", "contentEncoding": "binary"}}
_OK = {200: {"description": "The bytes; pictures as JPEG.", "content": {"*/*": _BYTES}}}
_READ_FILE = refusing(*READ, NOT_FOUND, errors.NOT_FOUND)
_READ_FILE["responses"] |= _OK


@router.get("/{uuid:file_uuid}", operation_id="read_file", openapi_extra=_READ_FILE)
def read_file(
    request: ApiRequest,
    file_uuid: UUID,
    small: Annotated[bool, Query(description="The small copy of a picture.")] = False,
) -> FileResponse:
    """Give the bytes of a file shown in a case the caller may see."""
    found = access.file_for(request.auth, file_uuid)
    path = queries.path_of(found, thumbnail=small)
    is_picture = found.kind is FileKind.PHOTO
    answer = FileResponse(path.open("rb"), as_attachment=not is_picture, filename=found.name)
    answer["Content-Type"] = "image/jpeg" if is_picture else found.media_type
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
