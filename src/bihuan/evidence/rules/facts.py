"""What is known of a file: its content, its capture, and the row that was kept."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from bihuan.evidence import errors
from bihuan.evidence.rules.claims import Claim, claimed_at, claimed_position
from bihuan.kernel.geo import Datum, Position

MOST_BYTES: Final = 20 * 1024 * 1024
NAME_LENGTH: Final = 120
UNNAMED: Final = "file"
PICTURE_TYPE: Final = "image/jpeg"
SUFFIXES: Final = {
    PICTURE_TYPE: ".jpg",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "text/plain": ".txt",
}
"""The media types that are kept, and how their files end."""


class FileKind(StrEnum):
    """What a file is for: a photo is re-encoded and shown, a document is kept as it came."""

    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Capture:
    """What a picture says of its making. None and "" where it says nothing.

    at: UTC. at_is_certain: false when the picture names no time zone and the district's was taken. position: WGS84.
    """

    at: datetime | None = None
    at_is_certain: bool = False
    position: Position | None = None
    device: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What is kept of one file. body: the bytes to store. thumbnail: JPEG bytes, empty for a document.

    width, height: pixels of body, upright; 0 for a document. pdq: 64 hex digits, "" when there is none.
    """

    kind: FileKind
    media_type: str
    body: bytes
    thumbnail: bytes = b""
    width: int = 0
    height: int = 0
    pdq: str = ""
    pdq_quality: int = 0
    capture: Capture = Capture()


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it was sent.

    Its repr holds only what the sender decided, so that a photo sent again after an update of the codecs is still
    recognised as the same request.
    """

    sha256_original: str
    name: str
    kind: FileKind
    content: Content = field(repr=False)
    claim: Claim = field(default_factory=Claim)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One stored file as others see it; fields as in models.File.

    claimed: what the phone said that made the picture smaller (rules.claims), empty for all others.
    used_in: the code of what it is attached to, filled in by whoever attached it; "" when nobody said.
    """

    uuid: UUID
    kind: FileKind
    name: str
    media_type: str
    sha256_original: str
    sha256_stored: str
    sha256_thumbnail: str
    byte_size: int
    width: int
    height: int
    pdq: str
    pdq_quality: int
    captured_at: datetime | None
    captured_at_is_certain: bool
    lon_wgs84: float | None
    lat_wgs84: float | None
    accuracy_m: float | None
    device: str
    stored_by_uuid: UUID
    stored_by_name: str
    received_at: datetime
    claimed: dict[str, Any] = field(default_factory=dict)
    used_in: str = ""

    @property
    def position(self) -> Position | None:
        """Where it was taken, as far as the picture says."""
        if self.lon_wgs84 is None or self.lat_wgs84 is None:
            return None
        return Position(self.lon_wgs84, self.lat_wgs84, Datum.WGS84, self.accuracy_m)

    @property
    def taken_at(self) -> datetime | None:
        """When it was taken: by the picture itself, else by the phone's word."""
        return self.captured_at or claimed_at(self.claimed)

    @property
    def taken_where(self) -> Position | None:
        """Where it was taken: by the picture itself, else by the phone's word."""
        return self.position or claimed_position(self.claimed)


def clean_name(name: str) -> str:
    """Return the last part of a file name without control characters, at most 120 characters, ending kept."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter for letter in last if letter.isprintable()).strip()
    if len(shown) > NAME_LENGTH:
        stem, dot, ending = shown.rpartition(".")
        tail = dot + ending if stem and len(ending) <= 10 else ""
        shown = shown[: NAME_LENGTH - len(tail)] + tail
    return shown or UNNAMED


def check_size(content: bytes, name: str) -> None:
    """Raise evidence.empty or evidence.too_large (20 MB)."""
    if not content:
        raise errors.EMPTY(name=name, field="file")
    if len(content) > MOST_BYTES:
        raise errors.TOO_LARGE(name=name, most=MOST_BYTES // 1024 // 1024, field="file")
