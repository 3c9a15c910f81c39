"""The observation rules: begun and ended, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bihuan.cases import errors, events
from bihuan.cases.models import ObservationRule
from bihuan.cases.rules.rebounds import check, read_multipliers
from bihuan.cases.rules.words import said
from bihuan.kernel.call import Call
from bihuan.ledger.commands import command, record
from bihuan.orgs.errors import NOT_ALLOWED
from bihuan.orgs.rules import Power
from bihuan.standards.models import CaseClass


@dataclass(frozen=True, slots=True)
class ObservationSaved:
    """The rule that was begun."""

    rule_uuid: UUID


@command
def save_observation(
    call: Call,
    *,
    case_class: UUID | None = None,
    look_days: int,
    period_days: int,
    distance_m: int,
    multipliers: Sequence[str],
    propose_at: int,
    source: str,
    from_on: date,
) -> ObservationSaved:
    """Begin an observation rule; the one of the same class (None: of all classes) ends on that day.

    What is closed already keeps the period it was closed under. Raises orgs.not_allowed, cases.class_unknown,
    days_odd, distance_odd, multipliers_odd, propose_odd, text_missing, too_long, rule_later.
    """
    if not call.actor.has(Power.CONFIGURE):
        raise NOT_ALLOWED(power=Power.CONFIGURE.value)
    if case_class and not CaseClass.objects.filter(uuid=case_class).exists():
        raise errors.CLASS_UNKNOWN(field="case_class")
    check(look_days=look_days, period_days=period_days, distance_m=distance_m, propose_at=propose_at)
    rule = ObservationRule(
        case_class_id=case_class,
        look_days=look_days,
        period_days=period_days,
        distance_m=distance_m,
        multipliers=list(read_multipliers(multipliers)),
        propose_at=propose_at,
        source=said(source, errors.TEXT_MISSING, most=300, field="source"),
        valid_from=from_on,
    )
    ended = _end(case_class, from_on)
    rule.save(force_insert=True)
    kept = ("look_days", "period_days", "distance_m", "multipliers", "propose_at", "source")
    record(
        call,
        name=events.OBSERVATION_SAVED,
        subject_kind="observation_rule",
        subject_uuid=rule.uuid,
        payload={name: getattr(rule, name) for name in kept}
        | {"case_class": str(case_class or ""), "valid_from": from_on.isoformat(), "ends": str(ended or "")},
    )
    return ObservationSaved(rule.uuid)


def _end(case_class: UUID | None, on: date) -> UUID | None:
    """End the rule that is replaced, if there is one; return which. All rules are locked, so that two do not race."""
    rules = list(ObservationRule.objects.select_for_update().filter(valid_to__isnull=True).order_by("pk"))
    current = next((rule for rule in rules if rule.case_class_id == case_class), None)
    if current is None:
        return None
    if current.valid_from > on:
        raise errors.RULE_LATER(valid_from=current.valid_from.isoformat(), field="from_on")
    current.valid_to = on
    current.save(update_fields=["valid_to"])
    return current.uuid
