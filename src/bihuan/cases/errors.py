"""Refusals of the loop."""

from bihuan.kernel.errors import Kind, reason
from bihuan.kernel.text import gettext_noop

NOT_FOUND = reason(
    "cases.not_found",
    gettext_noop("There is no such case, or your post may not see it. Go back to the case list."),
    Kind.NOT_FOUND,
)
STALE = reason(
    "cases.stale",
    gettext_noop("%(code)s was changed by someone else while you had it open. Look at it again, then decide."),
    Kind.CONFLICT,
)
WRONG_STATE = reason(
    "cases.wrong_state",
    gettext_noop("This step does not fit where the case stands now. Reload the case to see what can be done."),
    Kind.NOT_NOW,
)
NOT_SUPERVISOR = reason(
    "cases.not_supervisor", gettext_noop("Only the supervision office can do this. Ask it to."), Kind.FORBIDDEN
)
NOT_SUPERVISOR_OR_LEADER = reason(
    "cases.not_supervisor_or_leader",
    gettext_noop("Only the supervision office or a leader can do this. Ask one of them to."),
    Kind.FORBIDDEN,
)
NOT_LEAD_UNIT = reason(
    "cases.not_lead_unit", gettext_noop("Only the lead unit of the case can do this."), Kind.FORBIDDEN
)
NOT_PART_UNIT = reason(
    "cases.not_part_unit", gettext_noop("Only the co-handling unit itself can do this."), Kind.FORBIDDEN
)
NOT_VERIFIER = reason(
    "cases.not_verifier",
    gettext_noop("Only someone who inspects or supervises can verify. Ask one of them to."),
    Kind.FORBIDDEN,
)
OWN_WORK = reason(
    "cases.own_work",
    gettext_noop("Whoever handled a case may not verify it. Someone outside the handling units must."),
    Kind.FORBIDDEN,
)
NOT_DISCIPLINE = reason(
    "cases.not_discipline", gettext_noop("Only the discipline office decides an appeal."), Kind.FORBIDDEN
)
ONLY_CLOCK = reason("cases.only_clock", gettext_noop("Only the clock does this, by itself."), Kind.FORBIDDEN)
REASON_MISSING = reason("cases.reason_missing", gettext_noop("Write why; whoever reads this later must understand."))
TEXT_MISSING = reason("cases.text_missing", gettext_noop("Write what was found or done; it must not be empty."))
PROOF_MISSING = reason(
    "cases.proof_missing",
    gettext_noop("Add at least one photo or document that shows the result, then send it again."),
)
PARTS_OPEN = reason(
    "cases.parts_open",
    gettext_noop(
        "A co-handling unit has not fed back yet. Wait for it, or ask the supervision office to waive its part."
    ),
    Kind.NOT_NOW,
)
SAME_UNIT = reason(
    "cases.same_unit", gettext_noop("A unit cannot be lead and co-handling at once, nor co-handling twice.")
)
UNIT_UNKNOWN = reason("cases.unit_unknown", gettext_noop("Choose a unit of the district that is in use."))
CONDITION_UNKNOWN = reason(
    "cases.condition_unknown",
    gettext_noop("Choose a filing condition that is in force; it sets the time limit."),
)
PERSON_UNKNOWN = reason("cases.person_unknown", gettext_noop("Choose a person who holds a post in your unit today."))
EXTENSIONS_SPENT = reason(
    "cases.extensions_spent", gettext_noop("The case was already extended twice; no more is possible."), Kind.NOT_NOW
)
OVERDUE_ALREADY = reason(
    "cases.overdue_already",
    gettext_noop("The limit has passed; an extension must be asked for before that. You may appeal after closing."),
    Kind.NOT_NOW,
)
ASK_PENDING = reason(
    "cases.ask_pending",
    gettext_noop("Something is already asked for and not yet decided. Wait for the answer."),
    Kind.NOT_NOW,
)
PART_DONE = reason("cases.part_done", gettext_noop("This part is already fed back or waived."), Kind.NOT_NOW)
PART_NOT_ACCEPTED = reason(
    "cases.part_not_accepted", gettext_noop("Accept your part first, then feed back."), Kind.NOT_NOW
)
PART_ACCEPTED = reason("cases.part_accepted", gettext_noop("This part is already accepted."), Kind.NOT_NOW)
NOTHING_ASKED = reason("cases.nothing_asked", gettext_noop("Nothing of this kind is asked for."), Kind.NOT_NOW)
SUSPENDED_ONCE = reason("cases.suspended_once", gettext_noop("A case can be suspended only once."), Kind.NOT_NOW)
SUSPENSION_DATE = reason("cases.suspension_date", gettext_noop("Choose a review day after today and within one year."))
APPEAL_CLOSED_ONLY = reason(
    "cases.appeal_closed_only",
    gettext_noop("An appeal is possible once, after closing, and only when the limit was missed."),
    Kind.NOT_NOW,
)
SAME_REVIEWER = reason(
    "cases.same_reviewer",
    gettext_noop("The person who reviewed the appeal cannot decide it as well."),
    Kind.FORBIDDEN,
)
EVIDENCE_UNKNOWN = reason(
    "cases.evidence_unknown", gettext_noop("One of the files is not here any more. Add it again.")
)
EVIDENCE_SHOWN = reason(
    "cases.evidence_shown", gettext_noop("One of the files is already shown in this case. Add a new one.")
)
CLASS_UNKNOWN = reason("cases.class_unknown", gettext_noop("Choose a class of the dictionary, or none."))
PLACE_UNKNOWN = reason("cases.place_unknown", gettext_noop("Choose a point of the register, or none."))
NO_POST = reason(
    "cases.no_post",
    gettext_noop("You hold no post today, so you cannot report. Ask whoever manages units and people."),
    Kind.FORBIDDEN,
)
ACCURACY_ODD = reason(
    "cases.accuracy_odd", gettext_noop("The accuracy of a position is a number of metres, 0 or more. Leave it out.")
)
POSITION_ODD = reason(
    "cases.position_odd",
    gettext_noop(
        "Longitude must be between -180 and 180, latitude between -90 and 90. Check whether they are swapped."
    ),
)
TOO_LONG = reason("cases.too_long", gettext_noop("This is longer than %(most)s characters. Shorten it."))
IN_FUTURE = reason("cases.in_future", gettext_noop("This lies in the future. Check the date and time."))
OBSERVED_ALREADY = reason(
    "cases.observed_already", gettext_noop("This case already came back and has a new case."), Kind.NOT_NOW
)
EARLIER_UNKNOWN = reason(
    "cases.earlier_unknown",
    gettext_noop("There is no case with this number that you may see. Check it, it looks like AJ-2026-00031."),
)
EARLIER_OPEN = reason(
    "cases.earlier_open",
    gettext_noop("%(code)s was not closed yet when this one was reported, so it cannot have come back. Name another."),
)
LINKED_ALREADY = reason(
    "cases.linked_already",
    gettext_noop("This case is already linked as a rebound. Cut that link first if it is wrong."),
    Kind.NOT_NOW,
)
NOT_LINKED = reason("cases.not_linked", gettext_noop("This case is not linked as a rebound."), Kind.NOT_NOW)
HAS_REBOUNDS = reason(
    "cases.has_rebounds",
    gettext_noop("This case came back itself as %(code)s, which counts on from it. Cut the link there first."),
    Kind.NOT_NOW,
)
NOTHING_PROPOSED = reason(
    "cases.nothing_proposed",
    gettext_noop("A lasting cure is ordered once, for a case for which it is proposed."),
    Kind.NOT_NOW,
)
DAYS_ODD = reason(
    "cases.days_odd",
    gettext_noop("Looking again comes on a day of the period, which lasts 1 to 730 days. Correct the days."),
)
DISTANCE_ODD = reason("cases.distance_odd", gettext_noop("The distance is 0 to 1000 metres. Correct it."))
MULTIPLIERS_ODD = reason(
    "cases.multipliers_odd",
    gettext_noop("Write 1 to 9 numbers from 0 to 99, for the first, second … rebound, like 1 2 3."),
)
PROPOSE_ODD = reason("cases.propose_odd", gettext_noop("A cure is proposed from the 1st to the 99th rebound on."))
RULE_LATER = reason(
    "cases.rule_later",
    gettext_noop("The rule for this class began on %(valid_from)s. Choose that day or a later one."),
    Kind.CONFLICT,
)

# Tables of closed cases that cannot be read or judged.
REBOUND_HORIZON = reason(
    "cases.rebound_horizon",
    gettext_noop("The horizon must be between 1 and %(most)s days. Write it like --horizon 90."),
)
REBOUND_SPLIT = reason(
    "cases.rebound_split",
    gettext_noop(
        "The day of the split leaves no case to learn from or none to judge. Choose a day from %(first)s to %(last)s."
    ),
)
REBOUND_SHORT = reason(
    "cases.rebound_short",
    gettext_noop(
        "The cases cover too short a time for %(horizon)s days of observation on both sides of a split. Choose a "
        "smaller horizon, or a table that covers a longer time."
    ),
)
REBOUND_FILE = reason(
    "cases.rebound_file",
    gettext_noop("There is no file “%(name)s”. Check its name and folder."),
    Kind.NOT_FOUND,
)
REBOUND_NOT_TABLE = reason(
    "cases.rebound_not_table",
    gettext_noop("This is not a table I can read. Save it as CSV (UTF-8), packed by gzip or not, or as XLSX."),
)
REBOUND_HUGE = reason(
    "cases.rebound_huge",
    gettext_noop("The table is larger than %(most)s MB. Keep only the columns that are needed, or a shorter time."),
)
REBOUND_EMPTY = reason(
    "cases.rebound_empty", gettext_noop("The table holds no cases. Put the headings in row 1 and one case in each row.")
)
REBOUND_COLUMNS = reason(
    "cases.rebound_columns",
    gettext_noop("The table lacks the columns %(columns)s. Name them so in row 1."),
)
REBOUND_AREA = reason(
    "cases.rebound_area",
    gettext_noop("No column is called “%(column)s”. Name one of row 1 with --area, or leave --area out."),
)
REBOUND_NO_PLACE = reason(
    "cases.rebound_no_place",
    gettext_noop("The column “%(column)s” is empty in every row. Fill in where each case was."),
)
REBOUND_DATE = reason(
    "cases.rebound_date",
    gettext_noop(
        "Row %(row)s, column “%(column)s”: “%(text)s” is not a date I can read. Write year, month and day like "
        "2013-07-01, with a time of day like 2013-07-01 08:30 if it is known."
    ),
)
REBOUND_ORDER = reason(
    "cases.rebound_order",
    gettext_noop("Row %(row)s: the case is closed before it was opened. Correct one of the two dates."),
)
REBOUND_SPLIT_DATE = reason(
    "cases.rebound_split_date",
    gettext_noop("“%(text)s” is not a day I can split at. Write it like --split 2013-07-01."),
)
