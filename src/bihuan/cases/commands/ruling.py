"""File and dispatch by a rule of the district, without a person at the desk."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bihuan.cases.commands.desk import dispatch, file
from bihuan.cases.commands.reporting import Reported
from bihuan.cases.models import FilingRule
from bihuan.cases.rules.facts import Origin, State
from bihuan.kernel.call import Actor, Call, system_actor
from bihuan.kernel.errors import Refusal
from bihuan.orgs.rules import Power
from bihuan.standards.queries import condition_in_force, conditions_in_force


@dataclass(frozen=True, slots=True)
class Ruled:
    """Where a report stands after the rules. rule: the one that acted, "" when none did; refusal: why it could not."""

    state: str
    rule: str = ""
    refusal: str = ""


def follow_rules(
    call: Call, *, reported: Reported, origin: Origin, case_class: UUID | None, lead_unit: UUID | None
) -> Ruled:
    """File and dispatch a fresh report if a rule of its origin is switched on and leaves nothing to decide.

    Must run inside a command. A report without class or unit, with several conditions, or one that the calendar
    cannot be reckoned for, stays reported and waits for the supervision office.
    """
    waits = Ruled(State.REPORTED.value)
    rule = _rule(origin, case_class)
    if rule is None or case_class is None or lead_unit is None:
        return waits
    condition = _condition(rule, case_class, call)
    if condition is None:
        return waits
    by = replace(call, actor=_actor(rule), happened_at=None)
    try:
        with transaction.atomic():
            filed = file(
                by.part("file"), case_uuid=reported.case_uuid, expected_version=reported.version, condition=condition
            )
            sent = dispatch(
                by.part("dispatch"), case_uuid=reported.case_uuid, expected_version=filed.version, lead_unit=lead_unit
            )
    except Refusal as refusal:
        return Ruled(State.REPORTED.value, rule.name, refusal.code)
    return Ruled(sent.state, rule.name)


def _rule(origin: Origin, case_class: UUID | None) -> FilingRule | None:
    rules = FilingRule.objects.filter(
        Q(case_class=None) | Q(case_class__uuid=case_class), origin=origin, is_active=True
    )
    return min(rules, key=lambda rule: (rule.case_class_id is None, rule.pk), default=None)


def _condition(rule: FilingRule, case_class: UUID, call: Call) -> UUID | None:
    on = timezone.localdate(call.at)
    if rule.condition_id:
        named = condition_in_force(rule.condition_id, on)
        return named.uuid if named and named.class_uuid == case_class else None
    found = conditions_in_force(case_class, on)
    return found[0].uuid if len(found) == 1 else None


def _actor(rule: FilingRule) -> Actor:
    """Return the rule as an actor: it acts with the power of the office that switched it on."""
    return replace(system_actor(rule.name), powers=frozenset({Power.SUPERVISE.value}))
