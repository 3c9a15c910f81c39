"""Refusals of the phone's door."""

from bihuan.kernel.errors import Kind, reason
from bihuan.kernel.text import gettext_noop

NO_POST = reason(
    "field.no_post",
    gettext_noop("You hold no post today, so nothing can be sent. Ask whoever configures the district for a post."),
    Kind.FORBIDDEN,
)
POST_GONE = reason(
    "field.post_gone",
    gettext_noop(
        "This was written in a post that is not yours today. It stays on the phone: export it and hand it to"
        " whoever supervises inspections."
    ),
    Kind.FORBIDDEN,
)
OTHER_PERSON = reason(
    "field.other_person",
    gettext_noop("This was written by somebody else on this phone. It is sent when they sign in again."),
    Kind.FORBIDDEN,
)
UNREADABLE = reason(
    "field.unreadable",
    gettext_noop("The phone sent something I cannot read (%(what)s). Update the app on the phone and send it again."),
)
PHOTO_ALTERED = reason(
    "field.photo_altered",
    gettext_noop("The photo “%(name)s” did not arrive as it was taken. Send it again."),
    Kind.CONFLICT,
)
PHOTO_MISSING = reason(
    "field.photo_missing",
    gettext_noop("A photo of this item has not arrived yet. Send the photos first, then this again."),
    Kind.CONFLICT,
)
