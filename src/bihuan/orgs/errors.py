"""Refusals of the organisations app."""

from bihuan.kernel.errors import Kind, reason
from bihuan.kernel.text import gettext_noop

NOT_ALLOWED = reason(
    "orgs.not_allowed",
    gettext_noop("Your post does not hold the power for this. Ask someone who holds “%(power)s”."),
    Kind.FORBIDDEN,
)
POST_CHANGED = reason(
    "orgs.post_changed",
    gettext_noop(
        "You now act as %(now)s; the page you sent was opened as %(then)s. Nothing was done."
        " Go back, choose the post in which you mean to do this, and send it again."
    ),
    Kind.CONFLICT,
)
POST_CHANGED_HERE = reason(
    "orgs.post_changed_here",
    gettext_noop(
        "You now act as %(now)s; this page was opened as %(then)s. Nothing was done, and what you typed is still here."
        " Act as %(then)s again in another window and send it once more, or reload this page to go on as %(now)s."
    ),
    Kind.CONFLICT,
)
POST_GONE = reason(
    "orgs.post_gone",
    gettext_noop(
        "You now act as %(now)s; the page you sent was opened in a post that is not yours today. Nothing was done."
        " Go back, reload the page, and send it again if it is for %(now)s to do."
    ),
    Kind.CONFLICT,
)
POST_GONE_HERE = reason(
    "orgs.post_gone_here",
    gettext_noop(
        "You now act as %(now)s; this page was opened in a post that is not yours today. Nothing was done."
        " Copy what you typed and reload the page to go on as %(now)s."
    ),
    Kind.CONFLICT,
)
POST_UNNAMED = reason(
    "orgs.post_unnamed",
    gettext_noop(
        "You may act in several posts, and what you sent does not say in which. Nothing was done."
        " Go back, reload the page, choose the post, and send it again."
    ),
    Kind.CONFLICT,
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
WRONG_PASSWORD = reason("orgs.wrong_password", gettext_noop("That is not your present password. Type it again."))
TOO_LONG = reason("orgs.too_long", gettext_noop("This is too long: at most %(most)s characters fit. Shorten it."))
UNREADABLE_LOGIN = reason(
    "orgs.unreadable_login",
    gettext_noop("A sign-in name has no spaces and no signs but . _ - and @. Choose another."),
)
UNREADABLE_EMAIL = reason("orgs.unreadable_email", gettext_noop("“%(text)s” is not an e-mail address. Correct it."))
INACTIVE = reason(
    "orgs.inactive",
    gettext_noop("“%(name)s” is no longer in use. Choose another, or put it into use again."),
    Kind.NOT_NOW,
)
TITLE_TAKEN = reason(
    "orgs.title_taken",
    gettext_noop("This unit already has a post “%(title)s”. Choose another title, or change that post."),
    Kind.CONFLICT,
)
UNKNOWN_POWER = reason(
    "orgs.unknown_power", gettext_noop("There is no power “%(power)s”. Choose from the list of powers.")
)
ALREADY_HELD = reason(
    "orgs.already_held",
    gettext_noop("%(name)s already holds this post in these days. Choose other days, or end the earlier term."),
    Kind.CONFLICT,
)
ALREADY_LEFT = reason(
    "orgs.already_left",
    gettext_noop("This term already ends on %(to_on)s. Choose an earlier day, or take up the post anew."),
    Kind.CONFLICT,
)
NOT_HELD = reason(
    "orgs.not_held",
    gettext_noop("%(name)s does not hold this post on %(on)s. Choose days within the term."),
    Kind.NOT_NOW,
)
ALREADY_DELEGATED = reason(
    "orgs.already_delegated",
    gettext_noop("%(name)s already stands in for this post in these days. Choose other days."),
    Kind.CONFLICT,
)
DELEGATION_OVER = reason(
    "orgs.delegation_over",
    gettext_noop("This delegation is already over. Reload the page and look at the list."),
    Kind.CONFLICT,
)
DAY_TWICE = reason("orgs.day_twice", gettext_noop("%(day)s is listed twice. Remove one of the two."))
DAY_ELSEWHERE = reason("orgs.day_elsewhere", gettext_noop("%(day)s is not in %(year)s. Enter it under its own year."))
NOT_A_WEEKEND = reason(
    "orgs.not_a_weekend",
    gettext_noop("%(day)s is worked anyway: only a Saturday or Sunday can be opened. Remove it or correct the date."),
)
YEAR_LOADED = reason(
    "orgs.year_loaded",
    gettext_noop("The calendar of %(year)s is already loaded. Change its days by hand."),
    Kind.CONFLICT,
)
YEAR_ODD = reason(
    "orgs.year_odd", gettext_noop("%(year)s is not a year of this calendar. Choose one from 2000 to 2100.")
)
DISTRICT_MISSING = reason(
    "orgs.district_missing", gettext_noop("The district has no name yet. Name it first, then do this."), Kind.NOT_NOW
)
TOKEN_TERM = reason(
    "orgs.token_term",
    gettext_noop("A token lasts from one day to two years. Choose a last day up to %(most)s."),
)
TOKEN_REVOKED = reason(
    "orgs.token_revoked", gettext_noop("This token was already revoked. Reload the page."), Kind.CONFLICT
)
NOT_YOURSELF = reason(
    "orgs.not_yourself",
    gettext_noop("This is not done to one's own account. Ask somebody else who configures the district."),
    Kind.NOT_NOW,
)
LAST_KEEPER = reason(
    "orgs.last_keeper",
    gettext_noop(
        "Without %(name)s nobody could configure the district any more."
        " Give a post with that power to somebody else first."
    ),
    Kind.NOT_NOW,
)
ALREADY_CLOSED = reason(
    "orgs.already_closed", gettext_noop("The account of %(name)s is closed already. Reload the page."), Kind.CONFLICT
)
ALREADY_OPEN = reason(
    "orgs.already_open", gettext_noop("The account of %(name)s is open already. Reload the page."), Kind.CONFLICT
)
NO_SECOND_FACTOR = reason(
    "orgs.no_second_factor",
    gettext_noop("%(name)s has no second factor; the password alone is enough. Set a new password if it is forgotten."),
    Kind.NOT_NOW,
)
