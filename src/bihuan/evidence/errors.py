"""Refusals of the evidence app."""

from bihuan.kernel.errors import Kind, reason
from bihuan.kernel.text import gettext_noop

NOT_SIGNED_IN = reason("evidence.not_signed_in", gettext_noop("Sign in before you add a file."), Kind.FORBIDDEN)
NOT_FOUND = reason(
    "evidence.not_found", gettext_noop("There is no such file here. Go back to where it was added."), Kind.NOT_FOUND
)
EMPTY = reason("evidence.empty", gettext_noop("The file “%(name)s” is empty. Choose it again."))
TOO_LARGE = reason(
    "evidence.too_large",
    gettext_noop("The file “%(name)s” is larger than %(most)s MB. Make it smaller and add it again."),
)
NOT_A_PICTURE = reason(
    "evidence.not_a_picture",
    gettext_noop("“%(name)s” is not a picture I can read. Add a photo as JPEG, PNG, WebP or HEIC."),
)
BROKEN_PICTURE = reason(
    "evidence.broken_picture",
    gettext_noop("The picture “%(name)s” is incomplete or damaged. Take it again or send it again."),
)
TOO_MANY_PIXELS = reason(
    "evidence.too_many_pixels",
    gettext_noop("The picture “%(name)s” has more than %(most)s million pixels. Make it smaller and add it again."),
)
NOT_A_DOCUMENT = reason(
    "evidence.not_a_document",
    gettext_noop("“%(name)s” is not a document I can keep. Save it as PDF, DOCX, XLSX or plain text and add it again."),
)
PURPOSE_UNKNOWN = reason(
    "evidence.purpose_unknown", gettext_noop("Say whether “%(name)s” is a photo or a document, and add it again.")
)
