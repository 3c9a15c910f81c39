"""Refusals of the visits app."""

from bihuan.kernel.errors import Kind, reason
from bihuan.kernel.text import gettext_noop

NOT_FOUND = reason(
    "visits.not_found",
    gettext_noop("This round, visit or point is not here. Go back to the list and choose again."),
    Kind.NOT_FOUND,
)
SYSTEM_MISSING = reason(
    "visits.system_missing",
    gettext_noop("No assessment system is in force on %(day)s. Load one under Settings, Assessment systems."),
    Kind.NOT_NOW,
)

# What a phone sends.
VISIT_TAKEN = reason(
    "visits.visit_taken",
    gettext_noop("A visit with this number has come in with other content. Send what is new as a visit of its own."),
    Kind.CONFLICT,
)
PROBLEM_TAKEN = reason(
    "visits.problem_taken",
    gettext_noop("A problem with this number was sent by somebody else. Report it again as a new one."),
    Kind.CONFLICT,
)
OBSERVATION_TAKEN = reason(
    "visits.observation_taken",
    gettext_noop("One of the observations is here already, or stands twice. Leave it out and send the rest."),
    Kind.CONFLICT,
)
ELEMENT_UNKNOWN = reason(
    "visits.element_unknown",
    gettext_noop("One of the elements is not in the assessment system. Sync the phone and look at it again."),
)
SYSTEMS_MIXED = reason(
    "visits.systems_mixed",
    gettext_noop("The elements come from different assessment systems. Send one visit for each."),
)
FILE_UNKNOWN = reason(
    "visits.file_unknown",
    gettext_noop("One of the pictures has not arrived, or somebody else stored it. Send the pictures first."),
)
STOP_ELSEWHERE = reason(
    "visits.stop_elsewhere",
    gettext_noop("This stop of the round is at another point. Choose the stop of the point you are at, or none."),
)
CASE_TOO_FAR = reason(
    "visits.case_too_far",
    gettext_noop("The case “%(code)s” is neither at this point nor within %(metres)s m. Report a new problem."),
)
POSITION_ODD = reason(
    "visits.position_odd",
    gettext_noop("This is no position on the ground. Leave it out, or stand still and take it again."),
)
TITLE_MISSING = reason("visits.title_missing", gettext_noop("Say in a few words what is wrong."))
