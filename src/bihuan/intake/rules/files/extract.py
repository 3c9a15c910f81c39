"""Tells what a file is, reads its text, and refuses what must not or cannot be read."""

import re
from collections.abc import Callable

from bihuan.intake import errors
from bihuan.intake.rules.files.facts import MOST_BYTES, MOST_CHARS, ExtractedText
from bihuan.intake.rules.files.pdf import read_pdf
from bihuan.intake.rules.files.plain import read_plain
from bihuan.intake.rules.files.secrecy import mark_of
from bihuan.intake.rules.files.word import read_word

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BREAKS = re.compile(r"\r\n?|\u2028|\u2029|\x0b|\x0c")
_READERS: tuple[tuple[bytes, Callable[[bytes, str], ExtractedText]], ...] = ((b"PK", read_word), (b"%PDF-", read_pdf))


def read_file(content: bytes, name: str) -> ExtractedText:
    """Return the text of a txt, docx or pdf file; what it is is told from its content, never from its name.

    name: as uploaded, for the words of a refusal. Line breaks come out as \\n. Raises the refusals of intake.errors:
    empty, larger than MOST_BYTES, not readable, protected, scanned, marked secret, longer than MOST_CHARS.
    """
    name = name.strip()[:120] or "?"
    if not content:
        raise errors.FILE_EMPTY(name=name, field="file")
    if len(content) > MOST_BYTES:
        raise errors.FILE_TOO_LARGE(name=name, most=MOST_BYTES // 1024 // 1024, field="file")
    found = _read(content, name)
    text = _BREAKS.sub("\n", found.text)
    if len(text) > MOST_CHARS:
        raise errors.TEXT_TOO_LONG(name=name, most=f"{MOST_CHARS:,}", field="file")
    if mark := mark_of(f"{found.headers}\n{text}") or mark_of(found.paragraphs):
        raise errors.MARKED_SECRET(name=name, mark=mark, field="file")
    if not any(char.isalnum() for char in text):
        raise errors.NO_TEXT(name=name, field="file")
    return ExtractedText(text=text, kind=found.kind, notes=found.notes)


def _read(content: bytes, name: str) -> ExtractedText:
    if content.startswith((_OLE, b"{\\rtf")):
        raise errors.OLD_WORD(name=name, field="file")
    # A PDF may have some rubbish before its header (ISO 32000, annex H).
    for signature, reader in _READERS:
        if signature in content[: 1024 if signature == b"%PDF-" else len(signature)]:
            return reader(content, name)
    return read_plain(content, name)
