"""Keeps a file: first its bytes on disk, then its row and its entry."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from bihuan.evidence import access, errors, events, queries, rules
from bihuan.evidence.commands import disk
from bihuan.evidence.models import File, FilePiece
from bihuan.evidence.rules.facts import PICTURE_TYPE
from bihuan.kernel.call import Call
from bihuan.ledger.commands import command, record


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is kept. sha256: of the bytes as they came. is_new: nobody had stored these bytes before."""

    uuid: UUID
    sha256: str
    kind: str
    is_new: bool


def store(
    call: Call, *, content: bytes, file_name: str, purpose: str = "photo", claim: rules.Claim | None = None
) -> Stored:
    """Keep a file and return it; the same request again returns the same file.

    purpose: "photo" (JPEG, PNG, WebP, HEIC) or "document" (PDF, DOCX, XLSX, plain text); at most 20 MB. Everyone who
    signed in may. claim: what the phone says of a photo that it made smaller. Raises the refusals of evidence.errors. Decoding and writing to disk come before the transaction,
    so that no lock is held for them and a committed row always has its bytes; a row that fails leaves bytes nobody
    refers to, which do no harm.
    """
    access.require_sign_in(call.actor)
    upload = _read(content, name=rules.clean_name(file_name), purpose=purpose, claim=claim or rules.Claim())
    kept = upload.content
    for body, media_type in ((kept.body, kept.media_type), (kept.thumbnail, PICTURE_TYPE)):
        if body:
            sha256 = _sha256(body)
            disk.keep(queries.path_for(sha256, media_type), body, sha256=sha256)
    return register(call, upload=upload)


@command
def register(call: Call, *, upload: rules.Upload) -> Stored:
    """Write the row of a file whose bytes are on disk already; store() is the way in."""
    access.require_sign_in(call.actor)
    is_new = not File.objects.filter(sha256_original=upload.sha256_original).exists()
    file = _row(call, upload)
    file.save(force_insert=True)
    if file.pdq_quality >= rules.GOOD_QUALITY:
        FilePiece.objects.bulk_create(FilePiece(key=key, file=file) for key in rules.pieces(file.pdq))
    record(call, name=events.FILE_STORED, subject_kind="file", subject_uuid=file.uuid, payload=_payload(file))
    return Stored(uuid=file.uuid, sha256=file.sha256_original, kind=file.kind, is_new=is_new)


def _read(content: bytes, *, name: str, purpose: str, claim: rules.Claim) -> rules.Upload:
    if purpose not in set(rules.FileKind):
        raise errors.PURPOSE_UNKNOWN(name=name, field="purpose")
    rules.check_size(content, name)
    if purpose == rules.FileKind.PHOTO:
        kept = rules.read_picture(content, name=name, zone=ZoneInfo(settings.TIME_ZONE))
    else:
        kept = rules.read_document(content, name=name)
    return rules.Upload(sha256_original=_sha256(content), name=name, kind=kept.kind, content=kept, claim=claim)


def _row(call: Call, upload: rules.Upload) -> File:
    kept, capture = upload.content, upload.content.capture
    position = capture.position
    return File(
        kind=kept.kind.value,
        name=upload.name,
        media_type=kept.media_type,
        sha256_original=upload.sha256_original,
        sha256_stored=_sha256(kept.body),
        sha256_thumbnail=_sha256(kept.thumbnail) if kept.thumbnail else "",
        byte_size=len(kept.body),
        width=kept.width,
        height=kept.height,
        pdq=kept.pdq,
        pdq_quality=kept.pdq_quality,
        captured_at=capture.at,
        captured_at_is_certain=capture.at_is_certain,
        lon_wgs84=position.lon if position else None,
        lat_wgs84=position.lat if position else None,
        accuracy_m=position.accuracy_m if position else None,
        device=capture.device,
        claimed=upload.claim.as_json(),
        stored_by_uuid=call.actor.uuid,
        stored_by_name=call.actor.name,
        received_at=call.at,
    )


def _payload(file: File) -> dict[str, Any]:
    return {
        "kind": file.kind,
        "name": file.name,
        "media_type": file.media_type,
        "byte_size": file.byte_size,
        "sha256_original": file.sha256_original,
        "sha256_stored": file.sha256_stored,
        "sha256_thumbnail": file.sha256_thumbnail,
        "captured_at": file.captured_at.isoformat() if file.captured_at else "",
        "captured_at_is_certain": file.captured_at_is_certain,
        "lon_wgs84": file.lon_wgs84,
        "lat_wgs84": file.lat_wgs84,
        "accuracy_m": file.accuracy_m,
        **({"claimed": file.claimed} if file.claimed else {}),
    }


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
