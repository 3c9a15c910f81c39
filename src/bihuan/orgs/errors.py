"""Refusals of the organisations app."""

from bihuan.kernel.errors import Kind, reason
from bihuan.kernel.text import gettext_noop

NOT_ALLOWED = reason(
    "orgs.not_allowed",
    gettext_noop("Your post does not hold the power for this. Ask someone who holds “%(power)s”."),
    Kind.FORBIDDEN,
)
NOT_FOUND = reason("orgs.not_found", gettext_noop("There is no such thing here. Go back to the list."), Kind.NOT_FOUND)
UNREADABLE_HOURS = reason(
    "orgs.unreadable_hours",
    gettext_noop("“%(text)s” are not service hours I can read. Write them like 08:00-12:00,14:00-18:00."),
)
NAME_TAKEN = reason(
    "orgs.name_taken",
    gettext_noop("There already is a unit with the name or code “%(name)s”. Choose another."),
    Kind.CONFLICT,
)
LOGIN_TAKEN = reason(
    "orgs.login_taken",
    gettext_noop("The sign-in name “%(name)s” is taken. Choose another."),
    Kind.CONFLICT,
)
PARENT_LOOP = reason(
    "orgs.parent_loop", gettext_noop("A unit cannot stand below itself. Choose another parent for it.")
)
BLANK = reason("orgs.blank", gettext_noop("This must not be empty. Fill it in."))
DATES_CROSSED = reason("orgs.dates_crossed", gettext_noop("The last day is before the first day. Correct one of them."))
YEAR_UNKNOWN = reason(
    "orgs.year_unknown",
    gettext_noop("No built-in holidays are known for %(year)s. Enter the days off and the working days by hand."),
    Kind.NOT_NOW,
)
DELEGATE_SELF = reason(
    "orgs.delegate_self", gettext_noop("A post cannot be delegated to the person who holds it. Choose someone else.")
)
WEAK_PASSWORD = reason("orgs.weak_password", gettext_noop("Choose a better password: %(why)s"))
