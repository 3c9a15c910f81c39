"""What came back: found by the rule when a case is reported or filed, linked and cut by hand, cured for good."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from bihuan.cases import errors
from bihuan.cases.commands.apply import Moved, finish, step
from bihuan.cases.models import Case
from bihuan.cases.queries.facts import facts_of
from bihuan.cases.queries.rebounds import closed_near, rule_for
from bihuan.cases.queries.scope import visible
from bihuan.cases.queries.story import position_of
from bihuan.cases.rules import rebounds
from bihuan.cases.rules.decisions import Decision
from bihuan.cases.rules.facts import Facts, Origin, State
from bihuan.cases.rules.rebounds import Observation
from bihuan.kernel.call import Call
from bihuan.ledger.commands import command


@dataclass(frozen=True, slots=True)
class Found:
    """The closed case a problem comes back from, locked, and by which rule. metres: None when a person named it."""

    case: Case
    facts: Facts
    rule: Observation | None
    metres: float | None = None

    @property
    def changes(self) -> dict[str, Any]:
        """The facts of the case that came back."""
        return rebounds.rebound_from(self.case.uuid, self.facts, self.rule)


def seek(case: Case, *, case_class: UUID | None, at: datetime) -> Found | None:
    """Return what a problem comes back from by the rule, locked until the transaction ends; two statements if nothing.

    To be asked before the first entry is recorded and before a number is taken, so that locks come in one order: the
    newer case first, then what it comes back from.
    """
    position = position_of(case)
    is_nowhere = position is None and case.place_id is None
    if case_class is None or is_nowhere or case.origin == Origin.CURE:
        return None
    rule = rule_for(case_class, timezone.localdate(at))
    if rule is None:
        return None
    near = closed_near(
        case_class, place=case.place_id, position=position, within_m=rule.distance_m, at=case.happened_at
    )
    earlier = rebounds.chosen(near, rule)
    if earlier is None:
        return None
    row = Case.objects.select_for_update().get(pk=earlier.id)
    return Found(row, facts_of(row, row.parts.order_by("position")), rule, earlier.metres)


def named(earlier: Case, *, case_class: UUID | None, at: datetime) -> Found:
    """Return a case that somebody names as the one whose problem came back."""
    facts = facts_of(earlier, earlier.parts.order_by("position"))
    return Found(earlier, facts, rule_for(case_class, timezone.localdate(at)))


def mark(call: Call, found: Found, rebound: UUID) -> None:
    """Record in the earlier case that it came back."""
    decision = rebounds.came_back(found.facts, call, rebound=rebound, metres=found.metres)
    finish(call, case=found.case, before=found.facts, decision=decision)


@command
def link(call: Call, *, case_uuid: UUID, expected_version: int, earlier_code: str, text: str) -> Moved:
    """Link a case by hand as the rebound of a closed one that the rule missed.

    Raises cases.earlier_unknown, cases.earlier_open, cases.linked_already, cases.has_rebounds.
    """
    found: list[Found] = []

    def decide(case: Case, facts: Facts) -> Decision:
        earlier = _earlier(call, case, earlier_code)
        _refuse_counted_on(case)
        found.append(named(earlier, case_class=facts.case_class or earlier.case_class_id, at=call.at))
        before = found[0].facts
        return rebounds.link(facts, call, earlier_uuid=earlier.uuid, earlier=before, rule=found[0].rule, text=text)

    moved = step(call, case_uuid=case_uuid, expected_version=expected_version, decide=decide)
    mark(call, found[0], case_uuid)
    return moved


def _earlier(call: Call, case: Case, code: str) -> Case:
    seen = visible(call.actor).filter(code=code.strip().upper()).values("pk")
    earlier = Case.objects.select_for_update().filter(pk__in=seen).first()
    if earlier is None:
        raise errors.EARLIER_UNKNOWN(field="earlier_code")
    if earlier.pk == case.pk or earlier.state != State.CLOSED or not _closed_before(earlier, case):
        raise errors.EARLIER_OPEN(code=earlier.code, field="earlier_code")
    return earlier


def _closed_before(earlier: Case, case: Case) -> bool:
    return earlier.closed_at is not None and earlier.closed_at <= case.reported_at


def _refuse_counted_on(case: Case) -> None:
    later = Case.objects.filter(rebound_of__uuid=case.uuid).order_by("pk").values_list("code", flat=True).first()
    if later is not None:
        raise errors.HAS_REBOUNDS(code=later)


@command
def unlink(call: Call, *, case_uuid: UUID, expected_version: int, text: str) -> Moved:
    """Cut a wrong link, and say why; that it was linked stays in the ledger. Raises cases.has_rebounds."""
    earlier: list[Case] = []

    def decide(case: Case, facts: Facts) -> Decision:
        decision = rebounds.unlink(facts, call, text=text)
        _refuse_counted_on(case)
        earlier.append(Case.objects.select_for_update().get(rebounds=case.pk))
        return decision

    moved = step(call, case_uuid=case_uuid, expected_version=expected_version, decide=decide)
    if not Case.objects.filter(rebound_of__uuid=earlier[0].uuid).exists():
        before = facts_of(earlier[0], earlier[0].parts.order_by("position"))
        decision = rebounds.still_fixed(before, rebound=case_uuid)
        finish(call, case=earlier[0], before=before, decision=decision)
    return moved
