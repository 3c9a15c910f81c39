"""Gates of the organisations app: load by uuid or say it is not there; check a power."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from bihuan.kernel.call import Actor
from bihuan.orgs import errors
from bihuan.orgs.models import AccessToken, Delegation, Holding, Person, Post, Unit
from bihuan.orgs.rules import Power

M = TypeVar("M", bound=Model)


def require(actor: Actor, *powers: Power) -> None:
    """Raise orgs.not_allowed unless the actor holds one of the powers. The system may always act."""
    if actor.kind != "system" and not actor.has(*powers):
        raise errors.NOT_ALLOWED(power=powers[0].value)


def unit_for(uuid: UUID) -> Unit:
    """Return the unit or raise orgs.not_found. Units are known to everybody who can sign in."""
    return _one(Unit.objects.select_related("parent"), uuid)


def post_for(uuid: UUID) -> Post:
    """Return the post with its unit or raise orgs.not_found."""
    return _one(Post.objects.select_related("unit"), uuid)


def person_for(uuid: UUID) -> Person:
    """Return the person or raise orgs.not_found."""
    return _one(Person.objects.all(), uuid)


def holding_for(uuid: UUID) -> Holding:
    """Return the holding with person, post and unit or raise orgs.not_found."""
    return _one(Holding.objects.select_related("person", "post__unit"), uuid)


def delegation_for(uuid: UUID) -> Delegation:
    """Return the delegation or raise orgs.not_found."""
    return _one(Delegation.objects.select_related("holding__person", "holding__post__unit", "deputy"), uuid)


def lock_person(uuid: UUID) -> Person:
    """Lock and return the person or raise orgs.not_found."""
    return _one(Person.objects.select_for_update(), uuid)


def lock_people(uuids: Iterable[UUID]) -> None:
    """Lock people in one order, whoever asks, so that two who lock the same never wait for each other."""
    list(Person.objects.select_for_update().filter(uuid__in=set(uuids)).order_by("pk"))


def lock_holding(uuid: UUID) -> Holding:
    """Lock the term of office and return it with person, post and unit, or raise orgs.not_found."""
    return _one(Holding.objects.select_for_update(of=("self",)).select_related("person", "post__unit"), uuid)


def lock_term(uuid: UUID) -> Holding:
    """Lock the holder, then the term of office as it is now; raise orgs.inactive when the holder's account is closed.

    Closing an account locks in the same order, so what is made here is there to be ended, or is not made.
    """
    person = lock_person(holding_for(uuid).person.uuid)
    if not person.is_active:
        raise errors.INACTIVE(name=person.name)
    return lock_holding(uuid)


def lock_token(uuid: UUID) -> AccessToken:
    """Lock and return the token or raise orgs.not_found."""
    return _one(AccessToken.objects.select_for_update(), uuid)


def require_holder(actor: Actor, holding: Holding) -> None:
    """Raise orgs.not_allowed unless the actor is the one who holds the post, configures, or is the system."""
    if actor.uuid != holding.person.uuid:
        require(actor, Power.CONFIGURE)


def _one(rows: QuerySet[M], uuid: UUID) -> M:
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise errors.NOT_FOUND()
    return found
