"""PDF documents: the text layer in the order it was written, or pictures of pages through OCR where that is there."""

import re
import threading
import unicodedata
from contextlib import closing
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from bihuan.intake import errors
from bihuan.intake.rules.files import facts, ocr
from bihuan.intake.rules.files.facts import MOST_CHARS, ExtractedText, FileKind, FileNote

MOST_PAGES: Final = 500
MOST_SCANNED: Final = 60
MOST_SECONDS: Final = 120
# PDFium may be used by one thread at a time, whatever the document.
_ONE_AT_A_TIME = threading.Lock()
_PAGE_NUMBER = re.compile(r"\s*(?:[-—–－]{1,2}\s*)?(?:第\s*)?[0-9]{1,4}(?:\s*页)?(?:\s*[-—–－]{1,2})?\s*")
# Fonts of Chinese programs often name radicals and compatibility forms where the plain character is meant.
_ODD_FORMS = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff]")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ufeff\ud800-\udfff]")


@dataclass(slots=True)
class _Page:
    number: int
    text: str
    has_drawing: bool
    is_scanned: bool = False
    had_number: bool = False


def read_pdf(content: bytes, name: str) -> ExtractedText:
    """Return the text layer of a PDF, page after page; pages that are pictures are read by the `ocr` extra.

    Raises intake.pdf_locked, pdf_broken, pdf_too_long, pdf_too_slow, text_too_long, and pdf_scanned when no page has
    text and the extra is not there.
    """
    with _ONE_AT_A_TIME:
        document = _opened(content, name)
        try:
            pages = _pages(document, name)
        except pypdfium2.PdfiumError as fault:
            raise errors.PDF_BROKEN(name=name, field="file") from fault
        finally:
            document.close()
    if not any(page.text.strip() for page in pages):
        refused = errors.PDF_SCANNED if any(page.has_drawing for page in pages) else errors.NO_TEXT
        raise refused(name=name, field="file")
    return ExtractedText(text="\n".join(page.text for page in pages), kind=FileKind.PDF, notes=_notes(pages))


def _opened(content: bytes, name: str) -> Any:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        locked = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        refused = errors.PDF_LOCKED if getattr(fault, "err_code", None) in locked else errors.PDF_BROKEN
        raise refused(name=name, field="file") from fault


def _pages(document: Any, name: str) -> list[_Page]:
    started = perf_counter()  # how long it takes, not what time it is
    if len(document) > MOST_PAGES:
        raise errors.PDF_TOO_LONG(name=name, most=MOST_PAGES, field="file")
    pages: list[_Page] = []
    for index in range(len(document)):
        pages.append(_page(document, index))
        _check(pages, name, started)
    blank = [page for page in pages if page.has_drawing and not page.text.strip()]
    if ocr.is_there():
        for page in blank[:MOST_SCANNED]:
            with closing(document[page.number - 1]) as picture:
                page.text, page.is_scanned = ocr.text_of(picture), True
            _check(pages, name, started)
    return pages


def _page(document: Any, index: int) -> _Page:
    with closing(document[index]) as page:
        with closing(page.get_textpage()) as layer:
            text = _plain(layer.get_text_range())
        # A scan is one picture; some programs draw every character as a shape instead.
        has_drawing = next(iter(page.get_objects(max_depth=1)), None) is not None
    lines = text.split("\n")
    kept = _without_number(lines)
    return _Page(index + 1, "\n".join(kept), has_drawing, had_number=len(kept) < len(lines))


def _plain(text: str) -> str:
    text = _NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).rstrip("\n")
    return _ODD_FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def _without_number(lines: list[str]) -> list[str]:
    """Leave out the page number at the foot or at the head, which would stand in the middle of a sentence."""
    if len(lines) > 1 and lines[-1].strip() and _PAGE_NUMBER.fullmatch(lines[-1]):
        return lines[:-1]
    if len(lines) > 1 and lines[0].strip() and _PAGE_NUMBER.fullmatch(lines[0]):
        return lines[1:]
    return lines


def _check(pages: list[_Page], name: str, started: float) -> None:
    if perf_counter() - started > MOST_SECONDS:
        raise errors.PDF_TOO_SLOW(name=name, most=MOST_SECONDS, field="file")
    if sum(len(page.text) for page in pages) > MOST_CHARS:
        raise errors.TEXT_TOO_LONG(name=name, most=f"{MOST_CHARS:,}", field="file")


def _notes(pages: list[_Page]) -> tuple[FileNote, ...]:
    notes = []
    scanned = [page for page in pages if page.is_scanned]
    blank = [str(page.number) for page in pages if page.has_drawing and not page.text.strip()]
    if scanned:
        notes.append(FileNote(facts.READ_BY_OCR, {"count": len(scanned)}))
    if blank:
        notes.append(FileNote(facts.PAGES_WITHOUT_TEXT, {"count": len(blank), "pages": ", ".join(blank[:20])}))
    if any(page.had_number for page in pages):
        notes.append(FileNote(facts.PAGE_NUMBERS_LEFT))
    return tuple(notes)
