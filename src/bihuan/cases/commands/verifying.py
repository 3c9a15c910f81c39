"""Verify what was fed back, and look again at what was closed."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from bihuan.cases.commands.apply import Moved, letter, step
from bihuan.cases.commands.evidence import attach
from bihuan.cases.commands.reporting import Place, report
from bihuan.cases.models import Case
from bihuan.cases.queries.rebounds import rule_for
from bihuan.cases.rules import decisions
from bihuan.cases.rules.decisions import Decision
from bihuan.cases.rules.facts import Facts, Origin
from bihuan.kernel.call import Call
from bihuan.kernel.geo import Datum
from bihuan.ledger.commands import command
from bihuan.notices.rules import Message, NoticeKind
from bihuan.orgs.queries import calendar


@command
def verify_pass(
    call: Call,
    *,
    case_uuid: UUID,
    expected_version: int,
    text: str,
    on_site: bool = False,
    evidence: Sequence[UUID] = (),
) -> Moved:
    """Find that it is fixed, and close; observation begins. on_site: seen there, not only from the evidence."""

    def decide(case: Case, facts: Facts) -> Decision:
        rule = rule_for(facts.case_class, timezone.localdate(call.at))
        days = (rule.look_days, rule.period_days) if rule else (None, None)
        decision = decisions.verify_pass(
            facts, call, text=text, on_site=on_site, observe_days=days[0], period_days=days[1]
        )
        shown = attach(call, case=case, facts=facts, files=evidence, role="after")
        return Decision(decision.event, decision.changes, decision.details | {"evidence": shown})

    return step(call, case_uuid=case_uuid, expected_version=expected_version, decide=decide)


@command
def verify_fail(
    call: Call,
    *,
    case_uuid: UUID,
    expected_version: int,
    text: str,
    on_site: bool = False,
    is_false: bool = False,
    evidence: Sequence[UUID] = (),
) -> Moved:
    """Find that it is not fixed: rework. is_false: it was only made to look fixed (虚假整改)."""

    def decide(case: Case, facts: Facts) -> Decision:
        decision = decisions.verify_fail(
            facts, call, text=text, on_site=on_site, is_false=is_false, calendar=calendar()
        )
        shown = attach(call, case=case, facts=facts, files=evidence, role="before")
        return Decision(decision.event, decision.changes, decision.details | {"evidence": shown})

    def tell(case: Case, facts: Facts) -> list[Message]:
        return [letter(case, kind=NoticeKind.REWORK, to_unit=facts.lead_unit, text=text)]

    return step(call, case_uuid=case_uuid, expected_version=expected_version, decide=decide, tell=tell)


@command
def observe(
    call: Call,
    *,
    case_uuid: UUID,
    expected_version: int,
    text: str,
    came_back: bool,
    evidence: Sequence[UUID] = (),
) -> Moved:
    """Look again at a closed case. When it came back, a new case is reported and linked as its rebound."""

    def decide(case: Case, facts: Facts) -> Decision:
        decision = decisions.observe(facts, call, text=text, came_back=came_back)
        if not came_back:
            shown = attach(call, case=case, facts=facts, files=evidence, role="after")
            return Decision(decision.event, decision.changes, decision.details | {"evidence": shown})
        new = report(
            call.part("rebound"),
            title=case.title,
            text=text,
            place=Place(case.place_text, case.lon_wgs84, case.lat_wgs84, Datum.WGS84, case.accuracy_m, case.place_id),
            case_class=case.case_class_id,
            origin=Origin.REBOUND,
            origin_uuid=case.uuid,
            origin_note=case.code,
            evidence=evidence,
            rebound_of=case.uuid,
        )
        return Decision(decision.event, decision.changes, decision.details | {"rebound": str(new.case_uuid)})

    return step(call, case_uuid=case_uuid, expected_version=expected_version, decide=decide)
