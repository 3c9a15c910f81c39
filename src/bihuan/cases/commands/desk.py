"""What the supervision office does: file, decline, dispatch, decide on what is asked, void, waive a part."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from bihuan.cases import errors
from bihuan.cases.commands import rebounds
from bihuan.cases.commands.apply import Moved, Tell, letter, step
from bihuan.cases.commands.rebounds import Found
from bihuan.cases.models import Case
from bihuan.cases.rules import decisions
from bihuan.cases.rules.decisions import Decision
from bihuan.cases.rules.facts import Facts
from bihuan.cases.rules.rebounds import details
from bihuan.kernel.call import Call
from bihuan.kernel.limits import Limit, parse_limit
from bihuan.ledger.commands import command
from bihuan.notices.rules import Message, NoticeKind
from bihuan.orgs.models import Unit
from bihuan.orgs.queries import calendar
from bihuan.standards.queries import condition_in_force


@command
def file(call: Call, *, case_uuid: UUID, expected_version: int, condition: UUID) -> Moved:
    """File the case under a filing condition, which sets its class and its time limit.

    Where that says the class for the first time, or another, the observation rule looks for what it came back from.
    """
    source: list[Found] = []

    def decide(case: Case, facts: Facts) -> Decision:
        found = condition_in_force(condition, timezone.localdate(call.at))
        if found is None:
            raise errors.CONDITION_UNKNOWN(field="condition")
        decision = decisions.file(facts, call, condition=found.uuid, case_class=found.class_uuid, limit=found.limit)
        is_asked = facts.rebound_of is None and not facts.link_cut and facts.case_class != found.class_uuid
        earlier = rebounds.seek(case, case_class=found.class_uuid, at=call.at) if is_asked else None
        if earlier is None:
            return decision
        source.append(earlier)
        kept = decision.details | details(earlier.changes, earlier.metres)
        return Decision(decision.event, decision.changes | earlier.changes, kept)

    moved = step(call, case_uuid=case_uuid, expected_version=expected_version, decide=decide)
    for earlier in source:
        rebounds.mark(call, earlier, case_uuid)
    return moved


@command
def decline(call: Call, *, case_uuid: UUID, expected_version: int, text: str) -> Moved:
    """Do not file the case."""
    return step(
        call,
        case_uuid=case_uuid,
        expected_version=expected_version,
        decide=lambda _case, facts: decisions.decline(facts, call, text=text),
    )


@command
def dispatch(
    call: Call,
    *,
    case_uuid: UUID,
    expected_version: int,
    lead_unit: UUID,
    co_units: Sequence[UUID] = (),
    limit: str = "",
) -> Moved:
    """Dispatch to a lead unit and co-handling units; the clock starts.

    limit: another limit than the filing condition's, as text (5个工作日); empty keeps it.
    Raises cases.unit_unknown, cases.same_unit, kernel.unreadable_limit, kernel.calendar_missing.
    """

    def decide(_case: Case, facts: Facts) -> Decision:
        wanted = {lead_unit, *co_units}
        if Unit.objects.filter(uuid__in=wanted, is_active=True).count() != len(wanted):
            raise errors.UNIT_UNKNOWN(field="lead_unit")
        return decisions.dispatch(
            facts,
            call,
            lead_unit=lead_unit,
            co_units=tuple(co_units),
            calendar=calendar(),
            limit=_read(limit),
        )

    return step(call, case_uuid=case_uuid, expected_version=expected_version, decide=decide, tell=_to_units)


def _read(limit: str) -> Limit | None:
    return parse_limit(limit).limit if limit.strip() else None


def _to_units(case: Case, facts: Facts) -> list[Message]:
    units = [facts.lead_unit, *(part.unit for part in facts.parts)]
    due = facts.due_at.isoformat() if facts.due_at else ""
    return [letter(case, kind=NoticeKind.DISPATCH, to_unit=unit, due_at=due) for unit in units]


def _to_lead(kind: NoticeKind, text: str = "") -> Tell:
    return lambda case, facts: [letter(case, kind=kind, to_unit=facts.lead_unit, text=text)] if facts.lead_unit else []


@command
def grant_extension(call: Call, *, case_uuid: UUID, expected_version: int, text: str = "") -> Moved:
    """Grant what the lead unit asked for: one original limit more."""
    return step(
        call,
        case_uuid=case_uuid,
        expected_version=expected_version,
        decide=lambda _case, facts: decisions.grant_extension(facts, call, text=text, calendar=calendar()),
        tell=_to_lead(NoticeKind.DECISION, text),
    )


@command
def refuse_extension(call: Call, *, case_uuid: UUID, expected_version: int, text: str) -> Moved:
    """Refuse an extension."""
    return step(
        call,
        case_uuid=case_uuid,
        expected_version=expected_version,
        decide=lambda _case, facts: decisions.refuse_extension(facts, call, text=text),
        tell=_to_lead(NoticeKind.DECISION, text),
    )


@command
def grant_suspension(call: Call, *, case_uuid: UUID, expected_version: int, text: str = "") -> Moved:
    """Suspend until the review day that was asked for."""
    return step(
        call,
        case_uuid=case_uuid,
        expected_version=expected_version,
        decide=lambda _case, facts: decisions.grant_suspension(facts, call, text=text),
        tell=_to_lead(NoticeKind.DECISION, text),
    )


@command
def refuse_suspension(call: Call, *, case_uuid: UUID, expected_version: int, text: str) -> Moved:
    """Refuse a suspension."""
    return step(
        call,
        case_uuid=case_uuid,
        expected_version=expected_version,
        decide=lambda _case, facts: decisions.refuse_suspension(facts, call, text=text),
        tell=_to_lead(NoticeKind.DECISION, text),
    )


@command
def resume(call: Call, *, case_uuid: UUID, expected_version: int) -> Moved:
    """End a suspension before its review day."""
    return step(
        call,
        case_uuid=case_uuid,
        expected_version=expected_version,
        decide=lambda _case, facts: decisions.resume(facts, call, calendar=calendar()),
        tell=_to_lead(NoticeKind.DECISION),
    )


@command
def void(call: Call, *, case_uuid: UUID, expected_version: int, text: str) -> Moved:
    """Make the case void."""
    return step(
        call,
        case_uuid=case_uuid,
        expected_version=expected_version,
        decide=lambda _case, facts: decisions.void(facts, call, text=text),
        tell=_to_lead(NoticeKind.DECISION, text),
    )


@command
def waive_part(call: Call, *, case_uuid: UUID, expected_version: int, unit: UUID, text: str) -> Moved:
    """Let the lead unit go on without one co-handling unit."""
    return step(
        call,
        case_uuid=case_uuid,
        expected_version=expected_version,
        decide=lambda _case, facts: decisions.waive_part(facts, call, unit=unit, text=text),
        tell=_to_lead(NoticeKind.DECISION, text),
    )
