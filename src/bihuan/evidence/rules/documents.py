"""Checks that a document is what it may be, by its content and not by its name."""

import io
import zipfile
from typing import Final

from bihuan.evidence import errors
from bihuan.evidence.rules.facts import SUFFIXES, Content, FileKind

_TYPES: Final = {suffix: media_type for media_type, suffix in SUFFIXES.items()}
# The one part each kind of Office file cannot do without (ECMA-376).
_OFFICE_PARTS: Final = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx"}
_CONTROL: Final = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")


def read_document(content: bytes, *, name: str) -> Content:
    """Return a PDF, DOCX, XLSX or plain text file as it is. Raises evidence.not_a_document for everything else."""
    suffix = _suffix(content)
    if suffix is None:
        raise errors.NOT_A_DOCUMENT(name=name, field="file")
    return Content(kind=FileKind.DOCUMENT, media_type=_TYPES[suffix], body=content)


def _suffix(content: bytes) -> str | None:
    if b"%PDF-" in content[:1024]:
        return ".pdf"
    if content.startswith(b"PK"):
        return _office_suffix(content)
    return ".txt" if _is_text(content) else None


def _office_suffix(content: bytes) -> str | None:
    """Look at the list of parts only: nothing is unpacked, so nothing can unfold."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
        return None
    return next((suffix for part, suffix in _OFFICE_PARTS.items() if part in names), None)


def _is_text(content: bytes) -> bool:
    """Text has no control characters and reads as UTF-8 or as GB 18030, which holds GBK."""
    if not _CONTROL.isdisjoint(content):
        return content.startswith((b"\xff\xfe", b"\xfe\xff")) and _reads_as(content, "utf-16")
    return _reads_as(content, "utf-8") or _reads_as(content, "gb18030")


def _reads_as(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
