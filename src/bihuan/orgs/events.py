"""Facts that the organisations app writes to the ledger."""

from bihuan.kernel.text import gettext_noop
from bihuan.ledger.events import event

UNIT_SAVED = event("orgs.unit_saved.v1", gettext_noop("Unit saved"))
PERSON_ADDED = event("orgs.person_added.v1", gettext_noop("Person added"))
PERSON_CHANGED = event("orgs.person_changed.v1", gettext_noop("Person changed"))
PERSON_CLOSED = event("orgs.person_closed.v1", gettext_noop("Account closed"))
PERSON_REOPENED = event("orgs.person_reopened.v1", gettext_noop("Account opened again"))
SECOND_FACTOR_RESET = event("orgs.second_factor_reset.v1", gettext_noop("Second factor reset"))
PASSWORD_SET = event("orgs.password_set.v1", gettext_noop("Password set"))
POST_SAVED = event("orgs.post_saved.v1", gettext_noop("Post saved"))
POST_TAKEN = event("orgs.post_taken.v1", gettext_noop("Post taken up"))
POST_LEFT = event("orgs.post_left.v1", gettext_noop("Post left"))
DELEGATED = event("orgs.delegated.v1", gettext_noop("Post delegated"))
DELEGATION_ENDED = event("orgs.delegation_ended.v1", gettext_noop("Delegation ended"))
CALENDAR_SAVED = event("orgs.calendar_saved.v1", gettext_noop("Working calendar saved"))
TOKEN_MADE = event("orgs.token_made.v1", gettext_noop("Access token made"))
TOKEN_REVOKED = event("orgs.token_revoked.v1", gettext_noop("Access token revoked"))
DISTRICT_SET = event("orgs.district_set.v1", gettext_noop("District set"))
SERVICE_HOURS_SET = event("orgs.service_hours_set.v1", gettext_noop("Service hours set"))
