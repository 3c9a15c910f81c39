"""Refusals of the notices app."""

from bihuan.kernel.errors import Kind, reason
from bihuan.kernel.text import gettext_noop

NOT_FOUND = reason(
    "notices.not_found", gettext_noop("There is no such notice for you. Go back to your inbox."), Kind.NOT_FOUND
)
