"""Appeal against a missed limit: asked by the unit, reviewed by the supervision office, decided by discipline."""

from uuid import UUID

from bihuan.cases.commands.apply import Moved, Tell, letter, nobody, step
from bihuan.cases.rules import decisions
from bihuan.kernel.call import Call
from bihuan.ledger.commands import command
from bihuan.notices.rules import NoticeKind


@command
def appeal(call: Call, *, case_uuid: UUID, expected_version: int, text: str) -> Moved:
    """Ask that the missed limit be not counted."""
    return step(
        call,
        case_uuid=case_uuid,
        expected_version=expected_version,
        decide=lambda _case, facts: decisions.appeal(facts, call, text=text),
    )


@command
def review_appeal(call: Call, *, case_uuid: UUID, expected_version: int, text: str, supports: bool) -> Moved:
    """First review of an appeal; refused, it ends here and the unit is told."""
    return step(
        call,
        case_uuid=case_uuid,
        expected_version=expected_version,
        decide=lambda _case, facts: decisions.review_appeal(facts, call, text=text, supports=supports),
        tell=nobody if supports else _to_unit(text),
    )


def _to_unit(text: str) -> Tell:
    return lambda case, facts: [letter(case, kind=NoticeKind.DECISION, to_unit=facts.lead_unit, text=text)]


@command
def decide_appeal(call: Call, *, case_uuid: UUID, expected_version: int, text: str, grants: bool) -> Moved:
    """Second review: when granted the case leaves the statistics of missed limits, and the fact stays."""
    return step(
        call,
        case_uuid=case_uuid,
        expected_version=expected_version,
        decide=lambda _case, facts: decisions.decide_appeal(facts, call, text=text, grants=grants),
        tell=_to_unit(text),
    )
