"""Access tokens: keys for machines that act as one person in one post."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from django.utils import timezone
from pydantic import PlainSerializer

from bihuan.kernel.call import Call
from bihuan.ledger.commands import command, record
from bihuan.orgs import access, errors, events
from bihuan.orgs.models import AccessToken
from bihuan.orgs.rules import Power, is_held, required_text

LONGEST = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class TokenMade:
    """The new token. secret: shown this once; the receipt keeps it empty, so a repeated request gets "" here."""

    token_uuid: UUID
    secret: Annotated[str, PlainSerializer(lambda _secret: "", return_type=str)]


@dataclass(frozen=True, slots=True)
class TokenRevoked:
    """The token that no longer opens anything."""

    token_uuid: UUID


@command
def make_token(call: Call, *, holding_uuid: UUID, label: str, expires_on: date) -> TokenMade:
    """Make a token that acts as the holder in that post until expires_on, inclusive, or until they leave it.

    Only the SHA-256 of the secret is stored. Raises orgs.blank, orgs.too_long, orgs.token_term, orgs.not_held,
    orgs.inactive, orgs.not_found, orgs.not_allowed. Locks the holder and the term of office.
    """
    access.require(call.actor, Power.CONFIGURE)
    holding = access.lock_term(holding_uuid)
    today = timezone.localdate(call.at)
    if not today <= expires_on <= today + LONGEST:
        raise errors.TOKEN_TERM(most=today + LONGEST, field="expires_on")
    if not is_held(today, from_on=holding.from_on, to_on=holding.to_on):
        raise errors.NOT_HELD(name=holding.person.name, on=today)
    secret = f"bihuan_{secrets.token_urlsafe(32)}"
    token = AccessToken.objects.create(
        holding=holding,
        label=required_text(label, field="label", most=60),
        digest=hashlib.sha256(secret.encode()).hexdigest(),
        made_at=call.at,
        expires_on=expires_on,
    )
    record(
        call,
        name=events.TOKEN_MADE,
        subject_kind="token",
        subject_uuid=token.uuid,
        payload={
            "label": token.label,
            "person_uuid": str(holding.person.uuid),
            "person": holding.person.name,
            "post": holding.post.title,
            "expires_on": expires_on.isoformat(),
        },
    )
    return TokenMade(token_uuid=token.uuid, secret=secret)


@command
def revoke_token(call: Call, *, token_uuid: UUID) -> TokenRevoked:
    """Make a token useless at once. Raises orgs.token_revoked when it was, orgs.not_found, orgs.not_allowed."""
    access.require(call.actor, Power.CONFIGURE)
    token = access.lock_token(token_uuid)
    if token.revoked_at is not None:
        raise errors.TOKEN_REVOKED()
    token.revoked_at = call.at
    token.save(update_fields=["revoked_at"])
    record(
        call,
        name=events.TOKEN_REVOKED,
        subject_kind="token",
        subject_uuid=token.uuid,
        payload={"label": token.label},
    )
    return TokenRevoked(token_uuid=token.uuid)
