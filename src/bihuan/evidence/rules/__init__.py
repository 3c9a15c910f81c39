"""What a file is, what it says about when and where it was made, and what is odd about it."""

from bihuan.evidence.rules.capture import read_capture
from bihuan.evidence.rules.claims import Claim
from bihuan.evidence.rules.documents import read_document
from bihuan.evidence.rules.facts import (
    MOST_BYTES,
    SUFFIXES,
    Capture,
    Content,
    FileFacts,
    FileKind,
    Upload,
    check_size,
    clean_name,
)
from bihuan.evidence.rules.flags import FUTURE_TOLERANCE, Flag, FlagCode, flags
from bihuan.evidence.rules.likeness import GOOD_QUALITY, SAME_PICTURE_BITS, bits_apart, pieces, probes
from bihuan.evidence.rules.pictures import MOST_PIXELS, read_picture

__all__ = [
    "FUTURE_TOLERANCE",
    "GOOD_QUALITY",
    "MOST_BYTES",
    "MOST_PIXELS",
    "SAME_PICTURE_BITS",
    "SUFFIXES",
    "Capture",
    "Claim",
    "Content",
    "FileFacts",
    "FileKind",
    "Flag",
    "FlagCode",
    "Upload",
    "bits_apart",
    "check_size",
    "clean_name",
    "flags",
    "pieces",
    "probes",
    "read_capture",
    "read_document",
    "read_picture",
]
