"""The transition table, and the one answer to "may I?" that both the button and the command use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bihuan.cases import errors
from bihuan.cases.rules.facts import OPEN, Appeal, Ask, Facts, PartState, Proposal, State
from bihuan.kernel.call import Actor
from bihuan.kernel.errors import Reason
from bihuan.orgs.rules import Power

MOST_EXTENSIONS = 2


class Step(StrEnum):
    """Everything that can be done to a case once it is reported."""

    FILE = "file"
    DECLINE = "decline"
    DISPATCH = "dispatch"
    ACCEPT = "accept"
    SEND_BACK = "send_back"
    ASSIGN = "assign"
    ASK_EXTENSION = "ask_extension"
    GRANT_EXTENSION = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"
    ASK_SUSPENSION = "ask_suspension"
    GRANT_SUSPENSION = "grant_suspension"
    REFUSE_SUSPENSION = "refuse_suspension"
    RESUME = "resume"
    FEED_BACK = "feed_back"
    VERIFY_PASS = "verify_pass"
    VERIFY_FAIL = "verify_fail"
    URGE = "urge"
    ESCALATE = "escalate"
    VOID = "void"
    TICK = "tick"
    OBSERVE = "observe"
    APPEAL = "appeal"
    REVIEW_APPEAL = "review_appeal"
    DECIDE_APPEAL = "decide_appeal"
    ACCEPT_PART = "accept_part"
    FEED_BACK_PART = "feed_back_part"
    WAIVE_PART = "waive_part"
    LINK = "link"
    UNLINK = "unlink"
    CURE = "cure"


Who = Callable[[Facts, Actor], Reason | None]
When = Callable[[Facts, datetime], Reason | None]


def _supervisor(_facts: Facts, actor: Actor) -> Reason | None:
    return None if actor.has(Power.SUPERVISE) else errors.NOT_SUPERVISOR


def _supervisor_or_leader(_facts: Facts, actor: Actor) -> Reason | None:
    return None if actor.has(Power.SUPERVISE, Power.LEAD) else errors.NOT_SUPERVISOR_OR_LEADER


def _clock_or_supervisor_or_leader(facts: Facts, actor: Actor) -> Reason | None:
    return None if actor.kind == "system" else _supervisor_or_leader(facts, actor)


def _clock_or_supervisor(facts: Facts, actor: Actor) -> Reason | None:
    return None if actor.kind == "system" else _supervisor(facts, actor)


def _clock(_facts: Facts, actor: Actor) -> Reason | None:
    return None if actor.kind == "system" else errors.ONLY_CLOCK


def _lead_unit(facts: Facts, actor: Actor) -> Reason | None:
    mine = facts.lead_unit is not None and actor.unit_uuid == facts.lead_unit
    return None if mine and actor.has(Power.HANDLE) else errors.NOT_LEAD_UNIT


def _verifier(facts: Facts, actor: Actor) -> Reason | None:
    if not actor.has(Power.INSPECT, Power.SUPERVISE):
        return errors.NOT_VERIFIER
    is_own = actor.unit_uuid in facts.handling_units or actor.uuid == facts.fed_back_by
    return errors.OWN_WORK if is_own else None


def _discipline(facts: Facts, actor: Actor) -> Reason | None:
    if not actor.has(Power.DISCIPLINE):
        return errors.NOT_DISCIPLINE
    return errors.SAME_REVIEWER if actor.uuid == facts.appeal_reviewer else None


def _own_part(*states: PartState, otherwise: Reason) -> Who:
    def check(facts: Facts, actor: Actor) -> Reason | None:
        part = facts.part_of(actor.unit_uuid)
        if part is None or not actor.has(Power.HANDLE):
            return errors.NOT_PART_UNIT
        return None if part.state in states else otherwise

    return check


def _some_part_open(facts: Facts, at: datetime) -> Reason | None:
    return errors.PART_DONE if _parts_in(facts, at) is None else None


def _always(_facts: Facts, _at: datetime) -> Reason | None:
    return None


def _nothing_asked(facts: Facts, _at: datetime) -> Reason | None:
    return errors.ASK_PENDING if facts.ask else None


def _may_extend(facts: Facts, at: datetime) -> Reason | None:
    if facts.extensions >= MOST_EXTENSIONS:
        return errors.EXTENSIONS_SPENT
    if facts.due_at is None or at >= facts.due_at:
        return errors.OVERDUE_ALREADY
    return _nothing_asked(facts, at)


def _may_suspend(facts: Facts, at: datetime) -> Reason | None:
    return errors.SUSPENDED_ONCE if facts.suspensions else _nothing_asked(facts, at)


def _asked(ask: Ask) -> When:
    return lambda facts, _at: None if facts.ask == ask else errors.NOTHING_ASKED


def _parts_in(facts: Facts, _at: datetime) -> Reason | None:
    done = (PartState.FED_BACK, PartState.WAIVED)
    return None if all(part.state in done for part in facts.parts) else errors.PARTS_OPEN


def _may_appeal(facts: Facts, _at: datetime) -> Reason | None:
    return None if facts.overdue_at and facts.appeal == Appeal.NONE else errors.APPEAL_CLOSED_ONLY


def _appeal_is(appeal: Appeal) -> When:
    return lambda facts, _at: None if facts.appeal == appeal else errors.NOTHING_ASKED


def _not_come_back(facts: Facts, _at: datetime) -> Reason | None:
    return errors.OBSERVED_ALREADY if facts.came_back else None


def _not_linked(facts: Facts, _at: datetime) -> Reason | None:
    return errors.LINKED_ALREADY if facts.rebound_of else None


def _is_linked(facts: Facts, _at: datetime) -> Reason | None:
    return None if facts.rebound_of else errors.NOT_LINKED


def _is_proposed(facts: Facts, _at: datetime) -> Reason | None:
    return None if facts.proposal == Proposal.OPEN else errors.NOTHING_PROPOSED


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table: from which states, to which (None: stays), by whom, and what else must hold."""

    origins: frozenset[State]
    target: State | None
    who: Who
    when: When = _always


def _at(*states: State) -> frozenset[State]:
    return frozenset(states)


_S = State
MOVES: dict[Step, Move] = {
    Step.FILE: Move(_at(_S.REPORTED), _S.FILED, _supervisor),
    Step.DECLINE: Move(_at(_S.REPORTED), _S.DECLINED, _supervisor),
    Step.DISPATCH: Move(_at(_S.FILED), _S.DISPATCHED, _supervisor_or_leader),
    Step.ACCEPT: Move(_at(_S.DISPATCHED), _S.HANDLING, _lead_unit),
    Step.SEND_BACK: Move(_at(_S.DISPATCHED, _S.HANDLING), _S.FILED, _lead_unit),
    Step.ASSIGN: Move(_at(_S.HANDLING), None, _lead_unit),
    Step.ASK_EXTENSION: Move(_at(_S.HANDLING), None, _lead_unit, _may_extend),
    Step.GRANT_EXTENSION: Move(_at(_S.HANDLING), None, _supervisor, _asked(Ask.EXTENSION)),
    Step.REFUSE_EXTENSION: Move(_at(_S.HANDLING), None, _supervisor, _asked(Ask.EXTENSION)),
    Step.ASK_SUSPENSION: Move(_at(_S.HANDLING), None, _lead_unit, _may_suspend),
    Step.GRANT_SUSPENSION: Move(_at(_S.HANDLING), _S.SUSPENDED, _supervisor, _asked(Ask.SUSPENSION)),
    Step.REFUSE_SUSPENSION: Move(_at(_S.HANDLING), None, _supervisor, _asked(Ask.SUSPENSION)),
    Step.RESUME: Move(_at(_S.SUSPENDED), _S.HANDLING, _clock_or_supervisor),
    Step.FEED_BACK: Move(_at(_S.HANDLING), _S.FED_BACK, _lead_unit, _parts_in),
    Step.VERIFY_PASS: Move(_at(_S.FED_BACK), _S.CLOSED, _verifier),
    Step.VERIFY_FAIL: Move(_at(_S.FED_BACK), _S.HANDLING, _verifier),
    Step.URGE: Move(OPEN, None, _clock_or_supervisor_or_leader),
    Step.ESCALATE: Move(OPEN, None, _clock_or_supervisor_or_leader),
    Step.VOID: Move(OPEN, _S.VOID, _supervisor),
    Step.TICK: Move(OPEN | {_S.CLOSED}, None, _clock),
    Step.OBSERVE: Move(_at(_S.CLOSED), None, _verifier, _not_come_back),
    Step.APPEAL: Move(_at(_S.CLOSED), None, _lead_unit, _may_appeal),
    Step.REVIEW_APPEAL: Move(_at(_S.CLOSED), None, _supervisor, _appeal_is(Appeal.ASKED)),
    Step.DECIDE_APPEAL: Move(_at(_S.CLOSED), None, _discipline, _appeal_is(Appeal.SUPPORTED)),
    Step.ACCEPT_PART: Move(
        _at(_S.DISPATCHED, _S.HANDLING), None, _own_part(PartState.WAITING, otherwise=errors.PART_ACCEPTED)
    ),
    Step.FEED_BACK_PART: Move(
        _at(_S.DISPATCHED, _S.HANDLING), None, _own_part(PartState.ACCEPTED, otherwise=errors.PART_NOT_ACCEPTED)
    ),
    Step.WAIVE_PART: Move(_at(_S.DISPATCHED, _S.HANDLING), None, _supervisor, _some_part_open),
    Step.LINK: Move(OPEN | {_S.CLOSED}, None, _supervisor, _not_linked),
    Step.UNLINK: Move(OPEN | {_S.CLOSED}, None, _supervisor, _is_linked),
    Step.CURE: Move(OPEN, None, _supervisor, _is_proposed),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a step may be taken now; if not, why."""

    step: Step
    why_not: Reason | None

    @property
    def may(self) -> bool:
        return self.why_not is None


def may(step: Step, facts: Facts, actor: Actor, at: datetime) -> Answer:
    """Answer "may I?" for one step: the state first, then the person, then what else must hold."""
    move = MOVES[step]
    if facts.state not in move.origins:
        return Answer(step, errors.WRONG_STATE)
    return Answer(step, move.who(facts, actor) or move.when(facts, at))


def answers(facts: Facts, actor: Actor, at: datetime) -> list[Answer]:
    """Return the answer for every step that fits the case's state and this person, allowed or not, in table order.

    A step that is not this person's is left out; one that only has to wait is in, with the reason.
    """
    mine = (step for step, move in MOVES.items() if facts.state in move.origins and move.who(facts, actor) is None)
    return [may(step, facts, actor, at) for step in mine]
