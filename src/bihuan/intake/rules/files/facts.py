"""What reading a file gives, and how much is read at most."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from bihuan.kernel.text import gettext_noop

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_CHARS: Final = 1_000_000


class FileKind(StrEnum):
    """What a file turned out to be, told from its content."""

    TEXT = "txt"
    WORD = "docx"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class FileNote:
    """Something the reader of the text should know. text: English msgid with %(name)s parameters."""

    text: str
    params: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExtractedText:
    """The text of a file with line breaks as \\n, as the spans of a reading count it.

    headers: lines that stand outside the text (page headers); paragraphs: those of the text where tables were written
    otherwise, cell by cell. Both are searched for a mark of secrecy and then left.
    """

    text: str
    kind: FileKind
    notes: tuple[FileNote, ...] = ()
    headers: str = ""
    paragraphs: str = ""


INSERTIONS_TAKEN = gettext_noop("Tracked changes: %(count)s insertions were taken as part of the text.")
DELETIONS_LEFT = gettext_noop("Tracked changes: %(count)s deletions were left out of the text.")
COMMENTS_LEFT = gettext_noop("%(count)s comments were left out of the text.")
READ_AS_GBK = gettext_noop("Read as GB18030 (GBK).")
READ_BY_OCR = gettext_noop("%(count)s pages were read from pictures; check the text against the original.")
PAGES_WITHOUT_TEXT = gettext_noop("%(count)s pages hold no text and were left out: %(pages)s.")
PAGE_NUMBERS_LEFT = gettext_noop("Page numbers were left out.")
NUMBERS_ADDED = gettext_noop("Numbers that Word shows before paragraphs were written into the text.")
TABLES_WRITTEN = gettext_noop("%(count)s tables were written row by row, each cell with the heading of its column.")
