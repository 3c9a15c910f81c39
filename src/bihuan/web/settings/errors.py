"""Refusals of the settings pages themselves."""

from bihuan.kernel.errors import Kind, reason
from bihuan.kernel.text import gettext_noop

PREVIEW_LOST = reason(
    "web.preview_lost",
    gettext_noop("This preview is too old or incomplete, so nothing was imported. Upload the workbook once more."),
    Kind.CONFLICT,
)
