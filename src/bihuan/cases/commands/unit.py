"""What the handling units do: accept, send back, assign, ask, feed back; and the same for their parts."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone

from bihuan.cases import errors
from bihuan.cases.commands.apply import Moved, Tell, letter, nobody, step
from bihuan.cases.commands.evidence import attach
from bihuan.cases.models import Case
from bihuan.cases.rules import decisions
from bihuan.cases.rules.decisions import Decision, gate
from bihuan.cases.rules.facts import Facts
from bihuan.cases.rules.moves import Step
from bihuan.kernel.call import Call
from bihuan.ledger.commands import command
from bihuan.notices.rules import Message, NoticeKind
from bihuan.orgs.queries import calendar, is_in_unit, units_with
from bihuan.orgs.rules import Power


def _to_office(kind: NoticeKind, text: str) -> Tell:
    return lambda case, _facts: [
        letter(case, kind=kind, to_unit=unit, text=text) for unit in units_with(Power.SUPERVISE)
    ]


@command
def accept(call: Call, *, case_uuid: UUID, expected_version: int, handler: UUID | None = None) -> Moved:
    """Accept the case for the lead unit; handler: who in the unit will do it."""

    def decide(_case: Case, facts: Facts) -> Decision:
        return decisions.accept(facts, call, handler=_colleague(call, handler) if handler else None)

    tell = _to_handler(call, handler)
    return step(call, case_uuid=case_uuid, expected_version=expected_version, decide=decide, tell=tell)


@command
def send_back(call: Call, *, case_uuid: UUID, expected_version: int, text: str) -> Moved:
    """Send the case back to the supervision office, which decides again."""
    return step(
        call,
        case_uuid=case_uuid,
        expected_version=expected_version,
        decide=lambda _case, facts: decisions.send_back(facts, call, text=text),
        tell=_to_office(NoticeKind.RETURN, text),
    )


@command
def assign(call: Call, *, case_uuid: UUID, expected_version: int, handler: UUID) -> Moved:
    """Give the case to one person of the lead unit, who is told."""

    def decide(_case: Case, facts: Facts) -> Decision:
        gate(Step.ASSIGN, facts, call)
        return decisions.assign(facts, call, handler=_colleague(call, handler))

    tell = _to_handler(call, handler)
    return step(call, case_uuid=case_uuid, expected_version=expected_version, decide=decide, tell=tell)


def _to_handler(call: Call, handler: UUID | None) -> Tell:
    """Tell the person who is to do it; nobody tells themselves."""
    if handler is None or handler == call.actor.uuid:
        return nobody
    return lambda case, _facts: [letter(case, kind=NoticeKind.ASSIGNED, to_person=handler)]


def _colleague(call: Call, person: UUID) -> UUID:
    unit = call.actor.unit_uuid
    if unit is None or not is_in_unit(person, unit, timezone.localdate(call.at)):
        raise errors.PERSON_UNKNOWN(field="handler")
    return person


@command
def ask_extension(call: Call, *, case_uuid: UUID, expected_version: int, text: str) -> Moved:
    """Ask for an extension before the limit has passed."""
    return step(
        call,
        case_uuid=case_uuid,
        expected_version=expected_version,
        decide=lambda _case, facts: decisions.ask_extension(facts, call, text=text),
        tell=_to_office(NoticeKind.ASKED, text),
    )


@command
def ask_suspension(call: Call, *, case_uuid: UUID, expected_version: int, text: str, review_on: date) -> Moved:
    """Ask to suspend the case until a review day."""
    return step(
        call,
        case_uuid=case_uuid,
        expected_version=expected_version,
        decide=lambda _case, facts: decisions.ask_suspension(
            facts, call, text=text, review_on=review_on, calendar=calendar()
        ),
        tell=_to_office(NoticeKind.ASKED, text),
    )


@command
def feed_back(call: Call, *, case_uuid: UUID, expected_version: int, text: str, evidence: Sequence[UUID] = ()) -> Moved:
    """Say what was done and show it with at least one after-photo or document."""

    def decide(case: Case, facts: Facts) -> Decision:
        decision = decisions.feed_back(facts, call, text=text, has_proof=bool(evidence))
        shown = attach(call, case=case, facts=facts, files=evidence, role="after")
        return Decision(decision.event, decision.changes, decision.details | {"evidence": shown})

    return step(call, case_uuid=case_uuid, expected_version=expected_version, decide=decide)


@command
def accept_part(call: Call, *, case_uuid: UUID, expected_version: int) -> Moved:
    """Accept the part of one's own unit."""
    return step(
        call,
        case_uuid=case_uuid,
        expected_version=expected_version,
        decide=lambda _case, facts: decisions.accept_part(facts, call),
    )


@command
def feed_back_part(
    call: Call, *, case_uuid: UUID, expected_version: int, text: str, evidence: Sequence[UUID] = ()
) -> Moved:
    """Feed back the part of one's own unit; the lead unit is told."""

    def decide(case: Case, facts: Facts) -> Decision:
        decision = decisions.feed_back_part(facts, call, text=text)
        shown = attach(call, case=case, facts=facts, files=evidence, role="after")
        return Decision(decision.event, decision.changes, decision.details | {"evidence": shown})

    def tell(case: Case, facts: Facts) -> list[Message]:
        return [letter(case, kind=NoticeKind.PART_DONE, to_unit=facts.lead_unit, text=text)]

    return step(call, case_uuid=case_uuid, expected_version=expected_version, decide=decide, tell=tell)
