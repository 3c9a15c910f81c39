"""Refusals of the intake app."""

from bihuan.kernel.errors import Kind, reason
from bihuan.kernel.text import gettext_noop

# Files that cannot be read.
FILE_MISSING = reason(
    "intake.file_missing",
    gettext_noop("There is no file “%(name)s”. Check its name and folder."),
    Kind.NOT_FOUND,
)
FILE_EMPTY = reason("intake.file_empty", gettext_noop("The file “%(name)s” is empty. Choose it again."))
FILE_TOO_LARGE = reason(
    "intake.file_too_large",
    gettext_noop("“%(name)s” is larger than %(most)s MB. Split it, or save it without pictures, and upload it again."),
)
NO_TEXT = reason(
    "intake.no_text",
    gettext_noop("I find no text in “%(name)s”. Open it, check that it holds text, and upload the right file."),
)
TEXT_TOO_LONG = reason(
    "intake.text_too_long",
    gettext_noop("“%(name)s” has more than %(most)s characters. Split it and upload the parts."),
)
NOT_A_TEXT = reason(
    "intake.not_a_text",
    gettext_noop("“%(name)s” is not a document I can read. Save it as DOCX, PDF or plain text and upload it again."),
)
WRONG_ENCODING = reason(
    "intake.wrong_encoding",
    gettext_noop(
        "The characters of “%(name)s” are in an encoding I do not know. Save it as UTF-8 or GB18030 and upload it again."
    ),
)
OLD_WORD = reason(
    "intake.old_word",
    gettext_noop(
        "“%(name)s” is an old Word or WPS file, or it has a password. Save it as DOCX without a password and upload "
        "that."
    ),
)
WORD_BROKEN = reason(
    "intake.word_broken",
    gettext_noop("The Word file “%(name)s” is incomplete or damaged. Open and save it again, then upload it."),
)
WORD_UNFOLDS = reason(
    "intake.word_unfolds",
    gettext_noop("“%(name)s” is far too large when unpacked, so it is not read. Copy its text into a new document."),
)
WORD_MACROS = reason(
    "intake.word_macros",
    gettext_noop("“%(name)s” contains macros, which may be harmful. Save it as DOCX without macros and upload that."),
)
PDF_LOCKED = reason(
    "intake.pdf_locked",
    gettext_noop("The PDF “%(name)s” is protected by a password. Save it without the password and upload it again."),
)
PDF_BROKEN = reason(
    "intake.pdf_broken",
    gettext_noop("The PDF “%(name)s” is incomplete or damaged. Export it again and upload the new one."),
)
PDF_TOO_LONG = reason(
    "intake.pdf_too_long",
    gettext_noop("The PDF “%(name)s” has more than %(most)s pages. Split it and upload the parts."),
)
PDF_TOO_SLOW = reason(
    "intake.pdf_too_slow",
    gettext_noop("Reading “%(name)s” takes longer than %(most)s seconds. Split it and upload the parts."),
)
PDF_SCANNED = reason(
    "intake.pdf_scanned",
    gettext_noop(
        "“%(name)s” holds pictures of pages and no text. Upload the original document, or have whoever runs this "
        "system install the `ocr` extra: pip install bihuan[ocr]"
    ),
)
MARKED_SECRET = reason(
    "intake.marked_secret",
    gettext_noop(
        "“%(name)s” is marked “%(mark)s”. Secret documents must not be put into this system; keep to the rules for "
        "them. Nothing was saved."
    ),
    Kind.FORBIDDEN,
)

# Documents and drafts.
NOT_FOUND = reason(
    "intake.not_found",
    gettext_noop("There is no such document or draft. Go back to the list of documents."),
    Kind.NOT_FOUND,
)
STALE = reason(
    "intake.stale",
    gettext_noop("“%(title)s” was changed by someone else while you had it open. Look at it again, then decide."),
    Kind.CONFLICT,
)
SENT_ALREADY = reason(
    "intake.sent_already",
    gettext_noop("“%(title)s” is already case %(code)s. Go on in the case."),
    Kind.NOT_NOW,
)
MERGED_ALREADY = reason(
    "intake.merged_already",
    gettext_noop("“%(title)s” was merged into another draft. Undo that first, or change the other one."),
    Kind.NOT_NOW,
)
WRONG_STATE = reason(
    "intake.wrong_state",
    gettext_noop("“%(title)s” stands so already. Reload the page to see it."),
    Kind.NOT_NOW,
)
TITLE_MISSING = reason("intake.title_missing", gettext_noop("Write what is to be done; the title must not be empty."))
TEXT_LONG = reason("intake.text_long", gettext_noop("This is longer than %(most)s characters. Shorten it."))
UNIT_UNKNOWN = reason("intake.unit_unknown", gettext_noop("Choose a unit of the district that is in use."))
UNIT_TWICE = reason(
    "intake.unit_twice", gettext_noop("A unit cannot be lead and co-handling at once, nor co-handling twice.")
)
CONDITION_UNKNOWN = reason(
    "intake.condition_unknown",
    gettext_noop("Choose a filing condition that is in force; it sets the time limit."),
)
DAY_PAST = reason("intake.day_past", gettext_noop("%(day)s has passed. Choose a later day, or write a time limit."))
NONE_CHOSEN = reason("intake.none_chosen", gettext_noop("Tick at least one draft."))
MERGE_ONE = reason("intake.merge_one", gettext_noop("Choose at least two drafts to merge."))
MERGE_APART = reason("intake.merge_apart", gettext_noop("Only drafts of the same document can be merged."))
SPLIT_NOWHERE = reason(
    "intake.split_nowhere",
    gettext_noop("Choose a place inside the sentence, so that both parts have words."),
)
NOTHING_OPEN = reason(
    "intake.nothing_open", gettext_noop("No draft is open any more; there is nothing to accept."), Kind.NOT_NOW
)
NOTHING_TO_UNDO = reason(
    "intake.nothing_to_undo", gettext_noop("There is nothing of yours left to undo in this document."), Kind.NOT_NOW
)
NO_UNIT_YET = reason(
    "intake.no_unit_yet", gettext_noop("No lead unit is chosen. Choose one, then send it."), Kind.NOT_NOW
)
NO_CONDITION_YET = reason(
    "intake.no_condition_yet",
    gettext_noop("No filing condition is chosen. Choose one, then send it."),
    Kind.NOT_NOW,
)
NOT_ACCEPTED = reason(
    "intake.not_accepted", gettext_noop("“%(title)s” is not accepted. Accept it, then send it."), Kind.NOT_NOW
)
