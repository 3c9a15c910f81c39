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

# Rounds.
NAME_MISSING = reason("visits.name_missing", gettext_noop("Give the round a name, such as the street and the week."))
DATES_ODD = reason("visits.dates_odd", gettext_noop("The last day lies before the first. Choose another one."))
NO_PLACES = reason("visits.no_places", gettext_noop("Choose at least one point."))
PLACE_UNKNOWN = reason(
    "visits.place_unknown", gettext_noop("One of the points is not in the register. Choose from the list again.")
)
PERSON_UNKNOWN = reason(
    "visits.person_unknown", gettext_noop("This person does not inspect today. Choose somebody who does.")
)
NOTHING_TO_DRAW = reason(
    "visits.nothing_to_draw", gettext_noop("Nothing fits this choice, so nothing can be drawn. Choose more widely.")
)
NOBODY_INSPECTS = reason(
    "visits.nobody_inspects",
    gettext_noop("Nobody holds a post that inspects today. Give somebody one under Settings, People."),
    Kind.NOT_NOW,
)
FRAME_TOO_LARGE = reason(
    "visits.frame_too_large", gettext_noop("More than %(most)s points fit this choice. Choose types or one unit.")
)
COUNT_ODD = reason("visits.count_odd", gettext_noop("Say how many to draw: at least 1, at most %(most)s."))
SHARE_ODD = reason("visits.share_odd", gettext_noop("The random share lies between 0 and 100 percent."))
DRAWN_ALREADY = reason("visits.drawn_already", gettext_noop("This round is drawn already."), Kind.NOT_NOW)
ROUND_CLOSED = reason("visits.round_closed", gettext_noop("This round is closed. Make a new one."), Kind.NOT_NOW)
STALE = reason(
    "visits.stale",
    gettext_noop("Somebody else changed the round “%(code)s” meanwhile. Look at it again."),
    Kind.CONFLICT,
)
STOP_DONE = reason("visits.stop_done", gettext_noop("This stop is done already and cannot be skipped."), Kind.NOT_NOW)
STOP_IS_NO_CASE = reason(
    "visits.stop_is_no_case", gettext_noop("This stop is a point, not a closed case. Go through its checklist.")
)
REASON_MISSING = reason("visits.reason_missing", gettext_noop("Say why in a few words."))
VOIDED_ALREADY = reason("visits.voided_already", gettext_noop("This observation is void already."), Kind.NOT_NOW)
NOT_DRAWN = reason(
    "visits.not_drawn", gettext_noop("The round “%(code)s” has not been drawn, so no draw can be redone."), Kind.NOT_NOW
)
NO_SAMPLE = reason(
    "visits.no_sample",
    gettext_noop("“%(code)s” was not drawn by lot, so it says nothing about other points. Draw a mock assessment."),
    Kind.NOT_NOW,
)
SCORES_ODD = reason(
    "visits.scores_odd",
    gettext_noop(
        "No score can be reckoned for “%(code)s”: what was seen does not fit the list of the draw or the steps of the "
        "assessment system. Redo the draw on the page of the round, then check the steps of the elements."
    ),
    Kind.NOT_NOW,
)
HALF_WIDTH_ODD = reason(
    "visits.half_width_odd", gettext_noop("The wanted precision is a number of points above 0, such as 2.")
)
