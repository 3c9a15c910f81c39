"""People who may sign in, and their passwords."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from bihuan.kernel.call import Call
from bihuan.ledger.commands import command, record
from bihuan.orgs import access, errors, events
from bihuan.orgs.models import AccessToken, Person
from bihuan.orgs.rules import Power, Secret, optional_text, required_text

_LOGIN = re.compile(r"[\w.@-]+")


@dataclass(frozen=True, slots=True)
class PersonSaved:
    """The person who was added or changed. tokens_revoked: how many access tokens ended with it."""

    person_uuid: UUID
    tokens_revoked: int = 0


@command
def add_person(
    call: Call, *, username: str, name: str, email: str = "", password: Secret | None = None, is_demo: bool = False
) -> PersonSaved:
    """Add somebody who may sign in; without a password they cannot until one is set.

    username: compared without regard to case. is_demo: an invented person, offered by the demonstration's switcher.
    Raises orgs.blank, orgs.too_long, orgs.unreadable_login, orgs.unreadable_email, orgs.login_taken,
    orgs.weak_password, orgs.not_allowed.
    """
    access.require(call.actor, Power.CONFIGURE)
    person = Person(
        username=_login(username),
        name=required_text(name, field="name", most=60),
        email=checked_email(email),
        is_demo=is_demo,
    )
    if password is None:
        person.set_unusable_password()
    else:
        _set(person, password)
    person.save()
    record(
        call,
        name=events.PERSON_ADDED,
        subject_kind="person",
        subject_uuid=person.uuid,
        payload={"username": person.username, "name": person.name, "is_demo": is_demo},
    )
    return PersonSaved(person_uuid=person.uuid)


def _login(text: str) -> str:
    username = Person.normalize_username(required_text(text, field="username", most=60))
    if not _LOGIN.fullmatch(username):
        raise errors.UNREADABLE_LOGIN(field="username")
    if Person.objects.filter(username__iexact=username).exists():
        raise errors.LOGIN_TAKEN(name=username, field="username")
    return username


def checked_email(text: str) -> str:
    """Return an e-mail address, or "" for none; raise orgs.unreadable_email or orgs.too_long."""
    email = optional_text(text, field="email", most=254)
    try:
        if email:
            validate_email(email)
    except ValidationError as fault:
        raise errors.UNREADABLE_EMAIL(text=email, field="email") from fault
    return email


@command
def set_password(call: Call, *, person_uuid: UUID, new: Secret, old: Secret | None = None) -> PersonSaved:
    """Set somebody's password: one's own with the old one, or anybody else's by whoever configures.

    Ends the person's other sessions and revokes every access token that acts as them. Raises orgs.wrong_password (one's own without the right old one),
    orgs.weak_password, orgs.not_allowed, orgs.not_found. Locks the person.
    """
    is_own = call.actor.kind == "person" and call.actor.uuid == person_uuid
    if not is_own:
        access.require(call.actor, Power.CONFIGURE)
    person = access.lock_person(person_uuid)
    if is_own and (old is None or not person.check_password(old.value)):
        raise errors.WRONG_PASSWORD(field="old")
    _set(person, new)
    person.save(update_fields=["password"])
    tokens = revoke_tokens_of(person, call.at)
    record(
        call,
        name=events.PASSWORD_SET,
        subject_kind="person",
        subject_uuid=person.uuid,
        payload={"by_themselves": is_own, "tokens_revoked": tokens},
    )
    return PersonSaved(person_uuid=person.uuid, tokens_revoked=len(tokens))


def revoke_tokens_of(person: Person, at: datetime) -> list[dict[str, str]]:
    """Make every token that acts as a person useless; return what the entry keeps of each: uuid and label."""
    tokens = AccessToken.objects.select_for_update(of=("self",)).filter(holding__person=person, revoked_at__isnull=True)
    kept = [{"token_uuid": str(token.uuid), "label": token.label} for token in tokens.order_by("pk")]
    if kept:
        AccessToken.objects.filter(uuid__in=[token["token_uuid"] for token in kept]).update(revoked_at=at)
    return kept


def _set(person: Person, password: Secret) -> None:
    try:
        validate_password(password.value, person)
    except ValidationError as fault:
        raise errors.WEAK_PASSWORD(why=" ".join(fault.messages), field="new") from fault
    person.set_password(password.value)
