"""A holder lets somebody else act in their post, and takes it back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from bihuan.kernel.call import Call
from bihuan.ledger.commands import command, record
from bihuan.orgs import access, errors, events
from bihuan.orgs.models import Delegation, Holding, Person
from bihuan.orgs.rules import check_term, is_held, optional_text


@dataclass(frozen=True, slots=True)
class DelegationSaved:
    """The delegation that was made or ended."""

    delegation_uuid: UUID


@command
def delegate(
    call: Call, *, holding_uuid: UUID, deputy_uuid: UUID, from_on: date, to_on: date, reason: str = ""
) -> DelegationSaved:
    """Let deputy act in the post from one day to another, both inclusive: by its holder or whoever configures.

    The post must be held on both days. Raises orgs.dates_crossed, orgs.delegate_self, orgs.not_held, orgs.inactive,
    orgs.already_delegated, orgs.too_long, orgs.not_found, orgs.not_allowed. Locks the holder and the term of office.
    """
    access.require_holder(call.actor, access.holding_for(holding_uuid))
    holding = access.lock_term(holding_uuid)
    deputy = access.person_for(deputy_uuid)
    check_term(from_on, to_on)
    _check(holding, deputy, from_on=from_on, to_on=to_on)
    delegation = Delegation.objects.create(
        holding=holding,
        deputy=deputy,
        from_on=from_on,
        to_on=to_on,
        reason=optional_text(reason, field="reason", most=200),
    )
    record(
        call,
        name=events.DELEGATED,
        subject_kind="post",
        subject_uuid=holding.post.uuid,
        payload=delegation_facts(delegation)
        | {"from_on": from_on.isoformat(), "to_on": to_on.isoformat(), "reason": delegation.reason},
    )
    return DelegationSaved(delegation_uuid=delegation.uuid)


def _check(holding: Holding, deputy: Person, *, from_on: date, to_on: date) -> None:
    if deputy.pk == holding.person_id:
        raise errors.DELEGATE_SELF(field="deputy_uuid")
    if not deputy.is_active:
        raise errors.INACTIVE(name=deputy.name, field="deputy_uuid")
    for field, day in (("from_on", from_on), ("to_on", to_on)):
        if not is_held(day, from_on=holding.from_on, to_on=holding.to_on):
            raise errors.NOT_HELD(name=holding.person.name, on=day, field=field)
    same = Delegation.objects.filter(holding=holding, deputy=deputy, ended_at__isnull=True)
    if same.filter(from_on__lte=to_on, to_on__gte=from_on).exists():
        raise errors.ALREADY_DELEGATED(name=deputy.name, field="from_on")


@command
def end_delegation(call: Call, *, delegation_uuid: UUID) -> DelegationSaved:
    """Take a delegation back; the deputy may act no more from this moment.

    Raises orgs.delegation_over when it was taken back before or its last day has passed, orgs.not_found,
    orgs.not_allowed. Locks the term of office.
    """
    holding = access.lock_holding(access.delegation_for(delegation_uuid).holding.uuid)
    access.require_holder(call.actor, holding)
    delegation = access.delegation_for(delegation_uuid)
    if delegation.ended_at is not None or delegation.to_on < timezone.localdate(call.at):
        raise errors.DELEGATION_OVER()
    delegation.ended_at = call.at
    delegation.save(update_fields=["ended_at"])
    record(
        call,
        name=events.DELEGATION_ENDED,
        subject_kind="post",
        subject_uuid=holding.post.uuid,
        payload=delegation_facts(delegation),
    )
    return DelegationSaved(delegation_uuid=delegation.uuid)


def delegation_facts(delegation: Delegation) -> dict[str, str]:
    holding = delegation.holding
    return {
        "delegation_uuid": str(delegation.uuid),
        "holder_uuid": str(holding.person.uuid),
        "holder": holding.person.name,
        "deputy_uuid": str(delegation.deputy.uuid),
        "deputy": delegation.deputy.name,
        "post": holding.post.title,
    }
