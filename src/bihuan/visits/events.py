"""Facts that the visits app writes to the ledger."""

from bihuan.kernel.text import gettext_noop
from bihuan.ledger.events import event

VISIT_RECORDED = event("visits.visit_recorded.v1", gettext_noop("Visit recorded"))
PROBLEM_REPORTED = event("visits.problem_reported.v1", gettext_noop("Problem seen and reported"))
OBSERVATION_VOIDED = event("visits.observation_voided.v1", gettext_noop("Observation made void"))
ROUND_MADE = event("visits.round_made.v1", gettext_noop("Round of visits made"))
SEED_COMMITTED = event("visits.seed_committed.v1", gettext_noop("Seed of a draw committed"))
ROUND_DRAWN = event("visits.round_drawn.v1", gettext_noop("Round of visits drawn"))
STOP_SKIPPED = event("visits.stop_skipped.v1", gettext_noop("Stop skipped"))
CASE_CHECKED = event("visits.case_checked.v1", gettext_noop("Closed case checked again"))
ROUND_CLOSED = event("visits.round_closed.v1", gettext_noop("Round of visits closed"))
