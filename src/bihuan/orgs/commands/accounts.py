"""What happens to a person's account after it was made: changed, closed, opened again, without its second factor."""

from datetime import timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils import timezone

from bihuan.kernel.call import Call
from bihuan.ledger.commands import command, record
from bihuan.orgs import access, errors, events
from bihuan.orgs.commands.delegations import delegation_facts
from bihuan.orgs.commands.people import PersonSaved, checked_email, revoke_tokens_of
from bihuan.orgs.models import AccessToken, Delegation, Holding, Person
from bihuan.orgs.queries.who import held_on, keepers
from bihuan.orgs.rules import Power, optional_text, required_text


@command
def change_person(call: Call, *, person_uuid: UUID, name: str, email: str = "") -> PersonSaved:
    """Give a person another name or e-mail address; the sign-in name stays, and so do the names in old entries.

    Raises orgs.blank, orgs.too_long, orgs.unreadable_email, orgs.not_found, orgs.not_allowed. Locks the person.
    """
    access.require(call.actor, Power.CONFIGURE)
    person = access.lock_person(person_uuid)
    before = person.name
    person.name = required_text(name, field="name", most=60)
    person.email = checked_email(email)
    person.save(update_fields=["name", "email"])
    record(
        call,
        name=events.PERSON_CHANGED,
        subject_kind="person",
        subject_uuid=person.uuid,
        payload={"username": person.username, "name": person.name, "name_before": before},
    )
    return PersonSaved(person_uuid=person.uuid)


@command
def close_person(call: Call, *, person_uuid: UUID, reason: str = "") -> PersonSaved:
    """Let somebody sign in no more: posts, tokens, sessions, whom they stand in for and who for them end at once.

    Yesterday becomes the last day of their terms; terms that began today or were still to come are struck. So none of
    it comes back when the account is opened again. What they did stays as it is, and what is assigned to them stays
    with its unit. Raises orgs.not_yourself, orgs.last_keeper, orgs.already_closed, orgs.too_long, orgs.not_found,
    orgs.not_allowed. Locks the person and everybody who configures, so that one of them stays.
    """
    access.require(call.actor, Power.CONFIGURE)
    if call.actor.uuid == person_uuid:
        raise errors.NOT_YOURSELF()
    today = timezone.localdate(call.at)
    tomorrow = today + timedelta(days=1)
    others = set(keepers(tomorrow)) - {person_uuid}
    access.lock_people([person_uuid, *others])
    person = access.person_for(person_uuid)
    if not person.is_active:
        raise errors.ALREADY_CLOSED(name=person.name)
    if not others & set(keepers(tomorrow)):
        raise errors.LAST_KEEPER(name=person.name)
    person.is_active = False
    person.epoch += 1
    person.save(update_fields=["is_active", "epoch"])
    tokens = revoke_tokens_of(person, call.at)
    struck, lent_struck = _strike_terms(person, call)
    lent_ended = _end_delegations(person, call)
    record(
        call,
        name=events.PERSON_CLOSED,
        subject_kind="person",
        subject_uuid=person.uuid,
        payload={
            "username": person.username,
            "name": person.name,
            "reason": optional_text(reason, field="reason", most=200),
            "posts": _end_terms(person, call),
            "posts_struck": struck,
            "delegations_ended": lent_ended,
            "delegations_struck": lent_struck,
            "tokens_revoked": tokens,
        },
    )
    return PersonSaved(person_uuid=person.uuid, tokens_revoked=len(tokens))


def _strike_terms(person: Person, call: Call) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Strike the terms that no day before today counts in, with their delegations and tokens.

    Return what the entry keeps of each term and of each delegation.
    """
    unbegun = Holding.objects.filter(person=person, from_on__gte=timezone.localdate(call.at))
    kept = [_kept(term) | {"from_on": term.from_on.isoformat()} for term in unbegun.select_related("post__unit")]
    lent = Delegation.objects.filter(holding__in=unbegun)
    kept_lent = _kept_delegations(lent)
    lent.delete()
    AccessToken.objects.filter(holding__in=unbegun).delete()
    unbegun.delete()
    return kept, kept_lent


def _end_delegations(person: Person, call: Call) -> list[dict[str, str]]:
    """Take back what the person lent and what was lent to them; return what the entry keeps of each."""
    running = Delegation.objects.filter(ended_at__isnull=True, to_on__gte=timezone.localdate(call.at))
    kept = _kept_delegations(running.filter(Q(deputy=person) | Q(holding__person=person)))
    Delegation.objects.filter(uuid__in=[lent["delegation_uuid"] for lent in kept]).update(ended_at=call.at)
    return kept


def _kept_delegations(rows: QuerySet[Delegation]) -> list[dict[str, str]]:
    return [
        delegation_facts(row) | {"from_on": row.from_on.isoformat(), "to_on": row.to_on.isoformat()}
        for row in rows.select_related("holding__person", "holding__post", "deputy").order_by("pk")
    ]


def _end_terms(person: Person, call: Call) -> list[dict[str, str]]:
    """End the terms of today with yesterday, as days count whole; return what the entry keeps of each."""
    today = timezone.localdate(call.at)
    last = today - timedelta(days=1)
    held = Holding.objects.filter(held_on(today), person=person).select_related("post__unit").order_by("pk")
    kept = [_kept(term) | {"to_on": last.isoformat()} for term in held]
    Holding.objects.filter(uuid__in=[term["holding_uuid"] for term in kept]).update(to_on=last)
    return kept


def _kept(term: Holding) -> dict[str, str]:
    return {"holding_uuid": str(term.uuid), "post": term.post.title, "unit": term.post.unit.name}


@command
def reopen_person(call: Call, *, person_uuid: UUID) -> PersonSaved:
    """Let somebody sign in again; posts, delegations and sessions that ended stay ended, tokens stay revoked.

    Raises orgs.already_open, orgs.not_found, orgs.not_allowed. Locks the person.
    """
    access.require(call.actor, Power.CONFIGURE)
    person = access.lock_person(person_uuid)
    if person.is_active:
        raise errors.ALREADY_OPEN(name=person.name)
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(
        call,
        name=events.PERSON_REOPENED,
        subject_kind="person",
        subject_uuid=person.uuid,
        payload={"username": person.username, "name": person.name},
    )
    return PersonSaved(person_uuid=person.uuid)


@command
def reset_second_factor(call: Call, *, person_uuid: UUID) -> PersonSaved:
    """Take away a person's authenticator app and recovery codes, so that the password alone is enough again.

    For a phone that was lost; one's own is turned off on one's own page, where the password is asked once more.
    Raises orgs.not_yourself, orgs.no_second_factor, orgs.not_found, orgs.not_allowed. Locks the person.
    """
    access.require(call.actor, Power.CONFIGURE)
    if call.actor.uuid == person_uuid:
        raise errors.NOT_YOURSELF()
    person = access.lock_person(person_uuid)
    factors = Authenticator.objects.filter(user=person)
    kinds = sorted(set(factors.values_list("type", flat=True)))
    if not kinds:
        raise errors.NO_SECOND_FACTOR(name=person.name)
    factors.delete()
    record(
        call,
        name=events.SECOND_FACTOR_RESET,
        subject_kind="person",
        subject_uuid=person.uuid,
        payload={"name": person.name, "kinds": kinds},
    )
    return PersonSaved(person_uuid=person.uuid)
