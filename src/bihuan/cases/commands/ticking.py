"""What the clock does to one case. Each firing is a command of its own, with its own entry."""

from dataclasses import dataclass
from uuid import UUID

from bihuan.cases.access import lock_case
from bihuan.cases.commands.apply import Tell, finish, letter
from bihuan.cases.commands.pushing import to_holders, to_holders_and_leaders
from bihuan.cases.models import Case, EscalationRule
from bihuan.cases.rules import ticking
from bihuan.cases.rules.clock import BUILT_IN, Action, ClockRule
from bihuan.cases.rules.facts import Facts
from bihuan.kernel.call import Call
from bihuan.ledger.commands import command
from bihuan.notices.rules import Message, NoticeKind
from bihuan.orgs.queries import calendar, units_with
from bihuan.orgs.rules import Power


@dataclass(frozen=True, slots=True)
class Ticked:
    """rule: the name of the rule that fired, "" when nothing was due."""

    case_uuid: UUID
    rule: str


def clock_rules() -> list[ClockRule]:
    """Return every rule of the clock: the built-in ones and the district's escalation rules."""
    own = EscalationRule.objects.filter(is_active=True)
    return [*BUILT_IN, *(ClockRule(row.name, Action.ESCALATE, row.limits_after) for row in own)]


@command
def tick(call: Call, *, case_uuid: UUID) -> Ticked:
    """Fire the earliest thing that is due for one case. Running it twice, or late, gives the same entries."""
    case, facts = lock_case(call.actor, case_uuid, None)
    result = ticking.tick(facts, call, rules=clock_rules(), calendar=calendar())
    if result.firing is None or result.decision is None:
        case.next_tick_at = result.next_look
        case.save(update_fields=["next_tick_at"])
        return Ticked(case_uuid, "")
    rule = result.firing.rule
    finish(call, case=case, before=facts, decision=result.decision, tell=_TELL[rule.action])
    return Ticked(case_uuid, rule.name)


def _to_inspectors(case: Case, _facts: Facts) -> list[Message]:
    return [letter(case, kind=NoticeKind.LOOK_AGAIN, to_unit=unit) for unit in units_with(Power.INSPECT)]


_TELL: dict[Action, Tell] = {
    Action.REMIND: to_holders(NoticeKind.YELLOW, ""),
    Action.OVERDUE: to_holders(NoticeKind.OVERDUE, ""),
    Action.ESCALATE: to_holders_and_leaders(NoticeKind.ESCALATE, ""),
    Action.RESUME: to_holders(NoticeKind.DECISION, ""),
    Action.OBSERVE: _to_inspectors,
}
