"""Urge and escalate; the entry keeps to whom it was delivered."""

from collections.abc import Iterable
from uuid import UUID

from bihuan.cases.commands.apply import Moved, Tell, letter, step
from bihuan.cases.models import Case
from bihuan.cases.rules import decisions
from bihuan.cases.rules.facts import Facts
from bihuan.kernel.call import Call
from bihuan.ledger.commands import command
from bihuan.notices.rules import Message, NoticeKind
from bihuan.orgs.queries import units_with
from bihuan.orgs.rules import Power


def holders(facts: Facts) -> Iterable[UUID]:
    """Return the units that have the case now: the lead unit, else the supervision office."""
    return [facts.lead_unit] if facts.lead_unit else units_with(Power.SUPERVISE)


def to_holders(kind: NoticeKind, text: str) -> Tell:
    """Tell whoever has the case."""
    return lambda case, facts: [letter(case, kind=kind, to_unit=unit, text=text) for unit in holders(facts)]


def to_holders_and_leaders(kind: NoticeKind, text: str) -> Tell:
    """Tell whoever has the case, and the leaders."""

    def tell(case: Case, facts: Facts) -> list[Message]:
        units = dict.fromkeys([*holders(facts), *units_with(Power.LEAD)])
        return [letter(case, kind=kind, to_unit=unit, text=text) for unit in units]

    return tell


@command
def urge(call: Call, *, case_uuid: UUID, expected_version: int, text: str = "") -> Moved:
    """Urge whoever has the case."""
    return step(
        call,
        case_uuid=case_uuid,
        expected_version=expected_version,
        decide=lambda _case, facts: decisions.urge(facts, call, text=text),
        tell=to_holders(NoticeKind.URGE, text),
    )


@command
def escalate(call: Call, *, case_uuid: UUID, expected_version: int, text: str) -> Moved:
    """Raise the case one level: its holders and the leaders are told."""
    return step(
        call,
        case_uuid=case_uuid,
        expected_version=expected_version,
        decide=lambda _case, facts: decisions.escalate(facts, call, text=text),
        tell=to_holders_and_leaders(NoticeKind.ESCALATE, text),
    )
