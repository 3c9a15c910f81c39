"""What each step changes. Every function takes the facts and the call, and returns a Decision or raises a refusal."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from bihuan.cases import errors, events
from bihuan.cases.rules import clock
from bihuan.cases.rules.facts import OPEN, Appeal, Ask, Facts, Part, PartState
from bihuan.cases.rules.moves import MOVES, Step, may
from bihuan.cases.rules.words import cleaned, heard, said
from bihuan.kernel.calendars import Calendar
from bihuan.kernel.call import Call
from bihuan.kernel.limits import Limit
from bihuan.orgs.rules import Power

EIGHT_DECIMALS = Decimal("1E-8")
LONGEST_SUSPENSION = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Decision:
    """event: the fact to record. changes: facts that change. details: what else the entry should keep (primitives)."""

    event: str
    changes: dict[str, Any]
    details: dict[str, Any] = field(default_factory=dict)


def gate(step: Step, facts: Facts, call: Call) -> dict[str, Any]:
    """Raise unless the step may be taken now; return the change of state it brings, if any."""
    answer = may(step, facts, call.actor, call.at)
    if answer.why_not:
        raise answer.why_not()
    target = MOVES[step].target
    return {"state": target} if target else {}


def file(facts: Facts, call: Call, *, condition: UUID, case_class: UUID, limit: Limit) -> Decision:
    """File: the condition carries the limit; the clock does not run yet."""
    changes = gate(Step.FILE, facts, call) | {"condition": condition, "case_class": case_class}
    changes |= {**_kept(limit), "filed_at": call.at}
    return Decision(events.FILED, changes, {"limit": limit.text_zh()})


def decline(facts: Facts, call: Call, *, text: str) -> Decision:
    """Do not file, and say why."""
    return Decision(events.DECLINED, gate(Step.DECLINE, facts, call), {"text": said(text)})


def dispatch(
    facts: Facts, call: Call, *, lead_unit: UUID, co_units: tuple[UUID, ...], calendar: Calendar, limit: Limit | None
) -> Decision:
    """Dispatch to a lead unit and co-handling units; the clock starts, or goes on when the same unit gets it again.

    limit: another limit than the filing condition's, decided by who dispatches; None keeps it.
    """
    changes = gate(Step.DISPATCH, facts, call)
    if lead_unit in co_units or len(set(co_units)) != len(co_units):
        raise errors.SAME_UNIT(field="co_units")
    if limit and limit != facts.limit:
        changes |= {**_kept(limit)}
    agreed = limit or facts.limit
    if agreed is None:
        raise ValueError("a filed case has a limit")
    goes_on = facts.previous_unit == lead_unit and facts.paused_at is not None and limit in (None, facts.limit)
    changes |= clock.going_on(facts, call.at, calendar) if goes_on else clock.started(agreed, call.at, calendar)
    changes |= {
        "lead_unit": lead_unit,
        "parts": tuple(Part(unit) for unit in co_units),
        "handler": None,
        "dispatched_at": call.at,
        "accepted_at": None,
    }
    return Decision(
        events.DISPATCHED, changes, {"limit": agreed.text_zh(), "clock": "went_on" if goes_on else "started"}
    )


def accept(facts: Facts, call: Call, *, handler: UUID | None) -> Decision:
    """Accept; handler: the person in the unit who will do it, if known."""
    changes = gate(Step.ACCEPT, facts, call) | {"accepted_at": call.at, "handler": handler}
    return Decision(events.ACCEPTED, changes)


def send_back(facts: Facts, call: Call, *, text: str) -> Decision:
    """Send back to the supervision office with a reason; the clock stands until it is dispatched again."""
    changes = gate(Step.SEND_BACK, facts, call)
    changes |= {
        "previous_unit": facts.lead_unit,
        "lead_unit": None,
        "handler": None,
        "parts": (),
        "paused_at": call.at,
        "returns": facts.returns + 1,
        "ask": Ask.NONE,
        "ask_reason": "",
        "ask_until": None,
    }
    return Decision(events.SENT_BACK, changes | _missed(facts, call.at), {"text": said(text)})


def assign(facts: Facts, call: Call, *, handler: UUID) -> Decision:
    """Give it to one person of the lead unit."""
    return Decision(events.ASSIGNED, gate(Step.ASSIGN, facts, call) | {"handler": handler})


def ask_extension(facts: Facts, call: Call, *, text: str) -> Decision:
    """Ask for one more original limit, before the limit has passed."""
    changes = gate(Step.ASK_EXTENSION, facts, call) | {"ask": Ask.EXTENSION, "ask_reason": said(text)}
    return Decision(events.EXTENSION_ASKED, changes, {"text": said(text)})


def grant_extension(facts: Facts, call: Call, *, text: str, calendar: Calendar) -> Decision:
    """Add one original limit after the present one. Granted too late, the limit was missed all the same."""
    changes = gate(Step.GRANT_EXTENSION, facts, call) | clock.extended(facts, calendar) | _answered()
    changes |= {"extensions": facts.extensions + 1} | _missed(facts, call.at)
    return Decision(events.EXTENSION_GRANTED, changes, {"text": heard(text)})


def refuse_extension(facts: Facts, call: Call, *, text: str) -> Decision:
    """Refuse, and say why."""
    changes = gate(Step.REFUSE_EXTENSION, facts, call) | _answered()
    return Decision(events.EXTENSION_REFUSED, changes, {"text": said(text)})


def ask_suspension(facts: Facts, call: Call, *, text: str, review_on: date, calendar: Calendar) -> Decision:
    """Ask to stop the clock until a review day, at most one year ahead."""
    changes = gate(Step.ASK_SUSPENSION, facts, call)
    until = datetime.combine(review_on, time(0, 0), calendar.zone)
    if not call.at < until <= call.at + LONGEST_SUSPENSION:
        raise errors.SUSPENSION_DATE(field="review_on")
    changes |= {"ask": Ask.SUSPENSION, "ask_reason": said(text), "ask_until": until}
    return Decision(events.SUSPENSION_ASKED, changes, {"text": said(text), "review_on": review_on.isoformat()})


def grant_suspension(facts: Facts, call: Call, *, text: str) -> Decision:
    """Stop the clock until the review day; it resumes by itself."""
    changes = gate(Step.GRANT_SUSPENSION, facts, call)
    if facts.ask_until is None or facts.ask_until <= call.at:
        raise errors.SUSPENSION_DATE(field="review_on")
    changes |= {"suspended_until": facts.ask_until, "paused_at": call.at} | _answered()
    changes |= {"suspensions": facts.suspensions + 1} | _missed(facts, call.at)
    return Decision(events.SUSPENSION_GRANTED, changes, {"text": heard(text)})


def refuse_suspension(facts: Facts, call: Call, *, text: str) -> Decision:
    """Refuse, and say why."""
    changes = gate(Step.REFUSE_SUSPENSION, facts, call) | _answered()
    return Decision(events.SUSPENSION_REFUSED, changes, {"text": said(text)})


def resume(facts: Facts, call: Call, *, calendar: Calendar) -> Decision:
    """Let the clock run again: from now, or from the review day on, even when nobody was awake then to say so."""
    changes = gate(Step.RESUME, facts, call)
    moment = min(call.at, facts.suspended_until or call.at)
    return Decision(events.RESUMED, changes | clock.going_on(facts, moment, calendar) | {"suspended_until": None})


def feed_back(facts: Facts, call: Call, *, text: str, has_proof: bool) -> Decision:
    """Say what was done and show it; the clock stands while it is verified."""
    changes = gate(Step.FEED_BACK, facts, call)
    words = said(text, errors.TEXT_MISSING)
    if not has_proof:
        raise errors.PROOF_MISSING(field="evidence")
    changes |= {"fed_back_at": call.at, "fed_back_by": call.actor.uuid, "paused_at": call.at}
    return Decision(events.FED_BACK, changes | _missed(facts, call.at) | _answered(), {"text": words})


def verify_pass(
    facts: Facts, call: Call, *, text: str, on_site: bool, observe_days: int | None, period_days: int | None = None
) -> Decision:
    """Close: it is fixed. observe_days: after how many days the clock asks to look again.

    period_days: how long a fresh failure counts as a rebound.
    """
    changes = gate(Step.VERIFY_PASS, facts, call)
    if period_days is not None:
        changes["observe_until"] = call.at + timedelta(days=period_days)
    changes |= {
        "closed_at": call.at,
        "verified_by": call.actor.uuid,
        "paused_at": None,
        "observe_at": call.at + timedelta(days=observe_days) if observe_days is not None else None,
    }
    return Decision(events.VERIFIED, changes, {"text": said(text, errors.TEXT_MISSING), "on_site": on_site})


def verify_fail(facts: Facts, call: Call, *, text: str, on_site: bool, is_false: bool, calendar: Calendar) -> Decision:
    """Send back for rework; what was left of the clock runs on. is_false: false rectification, counted on its own."""
    changes = gate(Step.VERIFY_FAIL, facts, call) | clock.going_on(facts, call.at, calendar)
    changes |= {"reworks": facts.reworks + 1, "verified_by": call.actor.uuid, "fed_back_at": None}
    changes["false_findings"] = facts.false_findings + is_false
    changes["parts"] = tuple(
        Part(part.unit, PartState.ACCEPTED) if part.state == PartState.FED_BACK else part for part in facts.parts
    )
    details = {"text": said(text, errors.TEXT_MISSING), "on_site": on_site, "is_false": is_false}
    return Decision(events.REWORK_ORDERED, changes, details)


def urge(facts: Facts, call: Call, *, text: str) -> Decision:
    """Urge whoever has it; the command adds to whom it was delivered."""
    changes = gate(Step.URGE, facts, call) | {"urges": facts.urges + 1}
    return Decision(events.URGED, changes, {"text": heard(text)})


def escalate(facts: Facts, call: Call, *, text: str) -> Decision:
    """Raise it one level."""
    changes = gate(Step.ESCALATE, facts, call) | {"level": facts.level + 1}
    return Decision(events.ESCALATED, changes, {"text": said(text), "level": facts.level + 1})


def void(facts: Facts, call: Call, *, text: str) -> Decision:
    """Make void, and say why; a limit missed before stays missed."""
    changes = gate(Step.VOID, facts, call) | {"paused_at": None} | _answered() | _missed(facts, call.at)
    return Decision(events.VOIDED, changes, {"text": said(text)})


def observe(facts: Facts, call: Call, *, text: str, came_back: bool) -> Decision:
    """Look again at something closed; when it came back the command opens a new case linked to this one."""
    changes = gate(Step.OBSERVE, facts, call)
    changes |= {"observed_at": call.at, "came_back": came_back}
    return Decision(events.OBSERVED, changes, {"text": said(text, errors.TEXT_MISSING), "came_back": came_back})


def sighted(facts: Facts, call: Call, *, text: str, note: str) -> Decision:
    """Somebody saw the same problem again while the case is open; nothing else of the case changes."""
    if not call.actor.has(Power.INSPECT, Power.SUPERVISE, Power.LEAD):
        raise errors.NOT_VERIFIER()
    if facts.state not in OPEN:
        raise errors.WRONG_STATE()
    return Decision(events.SIGHTED, {}, {"text": heard(text), "note": cleaned(note)})


def appeal(facts: Facts, call: Call, *, text: str) -> Decision:
    """Ask that a missed limit be not counted; the fact that it was missed stays."""
    changes = gate(Step.APPEAL, facts, call) | {"appeal": Appeal.ASKED}
    return Decision(events.APPEALED, changes, {"text": said(text)})


def review_appeal(facts: Facts, call: Call, *, text: str, supports: bool) -> Decision:
    """First review, by the supervision office."""
    changes = gate(Step.REVIEW_APPEAL, facts, call)
    changes |= {"appeal": Appeal.SUPPORTED if supports else Appeal.REFUSED, "appeal_reviewer": call.actor.uuid}
    return Decision(events.APPEAL_REVIEWED, changes, {"text": said(text), "supports": supports})


def decide_appeal(facts: Facts, call: Call, *, text: str, grants: bool) -> Decision:
    """Second review, by the discipline office: granted means exempt from statistics; overdue_at stays."""
    changes = gate(Step.DECIDE_APPEAL, facts, call)
    changes |= {"appeal": Appeal.GRANTED if grants else Appeal.REFUSED, "is_exempt": grants}
    return Decision(events.APPEAL_DECIDED, changes, {"text": said(text), "grants": grants})


def accept_part(facts: Facts, call: Call) -> Decision:
    """Accept the part of the actor's unit."""
    changes = gate(Step.ACCEPT_PART, facts, call)
    unit = call.actor.unit_uuid
    return Decision(events.PART_ACCEPTED, changes | _part(facts, unit, PartState.ACCEPTED), {"unit": str(unit)})


def feed_back_part(facts: Facts, call: Call, *, text: str) -> Decision:
    """Feed back the part of the actor's unit."""
    changes = gate(Step.FEED_BACK_PART, facts, call)
    unit, words = call.actor.unit_uuid, said(text, errors.TEXT_MISSING)
    changes |= _part(facts, unit, PartState.FED_BACK)
    return Decision(events.PART_FED_BACK, changes, {"unit": str(unit), "text": words})


def waive_part(facts: Facts, call: Call, *, unit: UUID, text: str) -> Decision:
    """Let the lead unit go on without one co-handling unit."""
    changes = gate(Step.WAIVE_PART, facts, call)
    part = facts.part_of(unit)
    if part is None:
        raise errors.UNIT_UNKNOWN(field="unit")
    if part.state in (PartState.FED_BACK, PartState.WAIVED):
        raise errors.PART_DONE()
    changes |= _part(facts, unit, PartState.WAIVED)
    return Decision(events.PART_WAIVED, changes, {"unit": str(unit), "text": said(text)})


def _kept(limit: Limit) -> dict[str, Any]:
    """Return a limit as facts, with as many decimals as the row keeps, so that replaying gives the same."""
    return {"limit_amount": Decimal(limit.amount).quantize(EIGHT_DECIMALS), "limit_unit": limit.unit}


def _answered() -> dict[str, Any]:
    return {"ask": Ask.NONE, "ask_reason": "", "ask_until": None}


def _missed(facts: Facts, at: datetime) -> dict[str, Any]:
    """Return the fact that the limit was missed, if it was and the tick has not said so yet.

    To be said by every step that stops or moves the clock, so that none of them hides it.
    """
    moment = facts.paused_at or at
    is_news = facts.due_at is not None and moment >= facts.due_at and facts.overdue_at is None
    return {"overdue_at": facts.due_at} if is_news else {}


def _part(facts: Facts, unit: UUID | None, state: PartState) -> dict[str, Any]:
    return {"parts": tuple(Part(part.unit, state) if part.unit == unit else part for part in facts.parts)}
