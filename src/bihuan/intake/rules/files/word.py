"""Word documents: paragraphs and tables in the order of the text, as they read with all changes accepted."""

import io
import lzma
import struct
import zipfile
import zlib
from typing import Final
from xml.parsers import expat

from bihuan.intake import errors
from bihuan.intake.rules.files import facts
from bihuan.intake.rules.files.facts import ExtractedText, FileKind, FileNote
from bihuan.intake.rules.files.flow import Flow
from bihuan.intake.rules.files.markup import TooMuch
from bihuan.intake.rules.files.numbering import Numbering

DOCUMENT: Final = "word/document.xml"
MOST_PARTS: Final = 5_000
MOST_UNPACKED: Final = 300 * 1024 * 1024
MOST_PART: Final = 48 * 1024 * 1024
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    expat.ExpatError,
    EOFError,
    KeyError,
    NotImplementedError,  # a way of packing that Word never uses
    OSError,
    RuntimeError,  # a part that is encrypted
    ValueError,
)


def read_word(content: bytes, name: str) -> ExtractedText:
    """Return the text of a docx file: insertions taken, deletions left out, which the notes then say.

    Nothing is unpacked before the declared sizes are checked, and no part further than MOST_PART, whatever it
    declares. Raises intake.not_a_text, word_broken, word_unfolds, word_macros.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive, name)
            return _text(archive, name)
    except TooMuch as fault:
        raise errors.WORD_UNFOLDS(name=name, field="file") from fault
    except _BROKEN as fault:
        raise errors.WORD_BROKEN(name=name, field="file") from fault


def _check(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise errors.WORD_UNFOLDS(name=name, field="file")
    names = {part.filename for part in parts}
    if DOCUMENT not in names:
        raise errors.NOT_A_TEXT(name=name, field="file")
    has_macros = any(part.lower().endswith("vbaproject.bin") for part in names)
    if has_macros or b"macroenabled" in _part(archive, "[Content_Types].xml", name).lower():
        raise errors.WORD_MACROS(name=name, field="file")


def _part(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """Return one part of the file, or nothing when it has no such part."""
    if part not in archive.namelist():
        return b""
    with archive.open(part) as stream:
        content = stream.read(MOST_PART + 1)
    if len(content) > MOST_PART:
        raise errors.WORD_UNFOLDS(name=name, field="file")
    return content


def _text(archive: zipfile.ZipFile, name: str) -> ExtractedText:
    numbering = Numbering.read(
        _part(archive, "word/numbering.xml", name), styles=_part(archive, "word/styles.xml", name)
    )
    body = Flow.read(_part(archive, DOCUMENT, name), numbering)
    headers = [part for part in archive.namelist() if part.startswith("word/header") and part.endswith(".xml")]
    marks = [Flow.read(_part(archive, part, name), Numbering()).paragraphs for part in sorted(headers)[:20]]
    return ExtractedText(
        text=body.text,
        kind=FileKind.WORD,
        notes=_notes(body),
        headers="\n".join(marks),
        paragraphs=body.paragraphs,
    )


def _notes(body: Flow) -> tuple[FileNote, ...]:
    counted = (
        (facts.INSERTIONS_TAKEN, body.insertions),
        (facts.DELETIONS_LEFT, body.deletions),
        (facts.COMMENTS_LEFT, body.comments),
        (facts.TABLES_WRITTEN, body.lists),
    )
    notes = [FileNote(text, {"count": count}) for text, count in counted if count]
    if body.numbers:
        notes.append(FileNote(facts.NUMBERS_ADDED))
    return tuple(notes)
