"""Reads of the evidence app. Who may see a file is decided by what it is attached to, not here."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from bihuan.evidence import errors
from bihuan.evidence.models import File, FilePiece
from bihuan.evidence.rules import GOOD_QUALITY, SAME_PICTURE_BITS, SUFFIXES, FileFacts, FileKind, bits_apart, probes
from bihuan.evidence.rules.facts import PICTURE_TYPE

_COLUMNS = tuple(field.name for field in fields(FileFacts) if field.name != "used_in")


@dataclass(frozen=True, slots=True)
class FileFault:
    """Bytes on disk that are not what was stored. kind: missing, changed or unreadable.

    uuid, name: one upload of them.
    """

    uuid: UUID
    name: str
    kind: Literal["missing", "changed", "unreadable"]
    path: Path


def file_for(uuid: UUID) -> FileFacts:
    """Return one file or raise evidence.not_found. One statement."""
    found = files_for([uuid])
    if not found:
        raise errors.NOT_FOUND()
    return found[uuid]


def files_for(uuids: Sequence[UUID]) -> dict[UUID, FileFacts]:
    """Return those of the files that exist, by uuid. One statement."""
    return {row.uuid: row for row in _facts(File.objects.filter(uuid__in=uuids))}


def same_content(sha256_original: str) -> list[FileFacts]:
    """Return the uploads whose bytes were exactly these, oldest first. Uses the index evidence_file_original."""
    return _facts(File.objects.filter(sha256_original=sha256_original).order_by("received_at", "id"))


def similar(pdq: str) -> list[FileFacts]:
    """Return the pictures of good quality at most 31 bits away from pdq (64 hex digits), nearest first.

    One statement over the primary key of FilePiece: 272 keys are looked up, and only pictures found by one of them
    are compared (425 of 100,000 evenly spread hashes, 7 to 11 ms). Misses nothing: see rules.probes.
    """
    candidates = FilePiece.objects.filter(key__in=probes(pdq)).values("file_id")
    rows = File.objects.filter(pk__in=candidates).order_by("received_at", "id").values(*_COLUMNS)
    near = [(bits_apart(pdq, row["pdq"]), row) for row in rows]
    near = [pair for pair in near if pair[0] <= SAME_PICTURE_BITS]
    return [_fact(row) for _bits, row in sorted(near, key=lambda pair: pair[0])]


def lookalikes(file: FileFacts) -> list[FileFacts]:
    """Return the other uploads of the same content, then those that look the same. At most two statements."""
    found = same_content(file.sha256_original)
    if file.pdq and file.pdq_quality >= GOOD_QUALITY:
        found += similar(file.pdq)
    return list({row.uuid: row for row in found if row.uuid != file.uuid}.values())


def path_of(file: FileFacts, *, thumbnail: bool = False) -> Path:
    """Return where the bytes lie. Raises evidence.not_found for the thumbnail of a document, which has none."""
    if not thumbnail:
        return path_for(file.sha256_stored, file.media_type)
    if not file.sha256_thumbnail:
        raise errors.NOT_FOUND()
    return path_for(file.sha256_thumbnail, PICTURE_TYPE)


def path_for(sha256: str, media_type: str) -> Path:
    """Return the place of some bytes by their hash (64 hex digits): ab/cd/abcd….jpg below FILES_DIR."""
    return Path(settings.FILES_DIR) / sha256[:2] / sha256[2:4] / f"{sha256}{SUFFIXES[media_type]}"


def compared(after: str = "") -> Iterator[tuple[str, list[FileFault]]]:
    """Yield each stored content after a hash, in order of hash, with what is wrong with its bytes or its thumbnail's."""
    previous = ""
    rows = File.objects.filter(sha256_stored__gt=after).order_by("sha256_stored", "id")
    for row in rows.values(*_COLUMNS).iterator(chunk_size=1000):
        file = _fact(row)
        if file.sha256_stored == previous:
            continue
        previous = file.sha256_stored
        faults = list(_faults(file, file.sha256_stored, path_of(file)))
        if file.sha256_thumbnail:
            faults += _faults(file, file.sha256_thumbnail, path_of(file, thumbnail=True))
        yield previous, faults


def _faults(file: FileFacts, sha256: str, path: Path) -> Iterator[FileFault]:
    try:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        yield FileFault(file.uuid, file.name, "missing", path)
        return
    except OSError:  # a bad sector, a lost right, a folder in its place: the others are compared all the same
        yield FileFault(file.uuid, file.name, "unreadable", path)
        return
    if found != sha256:
        yield FileFault(file.uuid, file.name, "changed", path)


def _facts(rows: QuerySet[File]) -> list[FileFacts]:
    return [_fact(row) for row in rows.values(*_COLUMNS)]


def _fact(row: dict[str, Any]) -> FileFacts:
    return FileFacts(**row | {"kind": FileKind(row["kind"])})
