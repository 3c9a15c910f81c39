"""Posts with their powers, and who takes them up and leaves them."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from bihuan.kernel.call import Call
from bihuan.ledger.commands import command, record
from bihuan.orgs import access, errors, events
from bihuan.orgs.commands.keeping import kept
from bihuan.orgs.models import Holding, Person, Post
from bihuan.orgs.rules import Power, check_term, checked_powers, required_text


@dataclass(frozen=True, slots=True)
class PostSaved:
    """The post that was added or changed."""

    post_uuid: UUID


@dataclass(frozen=True, slots=True)
class HoldingSaved:
    """The term of office that was begun or ended."""

    holding_uuid: UUID


@command
def save_post(
    call: Call,
    *,
    unit_uuid: UUID,
    title: str,
    powers: Sequence[str],
    post_uuid: UUID | None = None,
    is_active: bool = True,
) -> PostSaved:
    """Add a post to a unit, or change the one with post_uuid; every field is set as given.

    powers: values of Power. A post out of use gives its holders no powers. Raises orgs.blank, orgs.too_long,
    orgs.unknown_power, orgs.title_taken, orgs.last_keeper, orgs.not_found, orgs.not_allowed. Locks everybody who
    configures when that power is taken away.
    """
    access.require(call.actor, Power.CONFIGURE)
    unit = access.unit_for(unit_uuid)
    post = access.post_for(post_uuid) if post_uuid else Post()
    could = post.is_active and Power.CONFIGURE in post.powers
    post.unit = unit
    post.title = required_text(title, field="title", most=60)
    post.powers = checked_powers(powers)
    post.is_active = is_active
    if Post.objects.filter(unit=unit, title=post.title).exclude(pk=post.pk).exists():
        raise errors.TITLE_TAKEN(title=post.title, field="title")
    today = timezone.localdate(call.at)
    can = post.is_active and Power.CONFIGURE in post.powers
    with kept(name=post.title, today=today, last=today) if could and not can else nullcontext():
        post.save()
    record(
        call,
        name=events.POST_SAVED,
        subject_kind="post",
        subject_uuid=post.uuid,
        payload={
            "unit_uuid": str(unit.uuid),
            "unit": unit.name,
            "title": post.title,
            "powers": post.powers,
            "is_active": is_active,
        },
    )
    return PostSaved(post_uuid=post.uuid)


@command
def take_post(
    call: Call, *, person_uuid: UUID, post_uuid: UUID, from_on: date, to_on: date | None = None
) -> HoldingSaved:
    """Let a person hold a post from one day to another, both inclusive; to_on None: until they leave it.

    Several people may hold one post. Raises orgs.dates_crossed, orgs.already_held, orgs.inactive, orgs.not_found,
    orgs.not_allowed. Locks the person.
    """
    access.require(call.actor, Power.CONFIGURE)
    person, post = access.lock_person(person_uuid), access.post_for(post_uuid)
    check_term(from_on, to_on)
    for name, is_active in ((person.name, person.is_active), (post.title, post.is_active)):
        if not is_active:
            raise errors.INACTIVE(name=name)
    if _overlapping(person, post, from_on, to_on):
        raise errors.ALREADY_HELD(name=person.name, field="from_on")
    holding = Holding.objects.create(person=person, post=post, from_on=from_on, to_on=to_on)
    record(
        call,
        name=events.POST_TAKEN,
        subject_kind="post",
        subject_uuid=post.uuid,
        payload=_term(holding) | {"from_on": from_on.isoformat(), "to_on": to_on.isoformat() if to_on else ""},
    )
    return HoldingSaved(holding_uuid=holding.uuid)


@command
def leave_post(call: Call, *, holding_uuid: UUID, to_on: date) -> HoldingSaved:
    """End a term of office; to_on is its last day. Its delegations and tokens end with it.

    Raises orgs.dates_crossed, orgs.already_left when the term ends no later anyway, orgs.last_keeper, orgs.not_found,
    orgs.not_allowed. Locks the term and, when it lets its holder configure, before it everybody who does.
    """
    access.require(call.actor, Power.CONFIGURE)
    holding = access.holding_for(holding_uuid)
    if holding.post.is_active and Power.CONFIGURE in holding.post.powers:
        with kept(name=holding.person.name, today=timezone.localdate(call.at), last=to_on):
            return _leave(call, holding_uuid, to_on)
    return _leave(call, holding_uuid, to_on)


def _leave(call: Call, holding_uuid: UUID, to_on: date) -> HoldingSaved:
    holding = access.lock_holding(holding_uuid)
    check_term(holding.from_on, to_on)
    if holding.to_on is not None and holding.to_on <= to_on:
        raise errors.ALREADY_LEFT(to_on=holding.to_on, field="to_on")
    holding.to_on = to_on
    holding.save(update_fields=["to_on"])
    record(
        call,
        name=events.POST_LEFT,
        subject_kind="post",
        subject_uuid=holding.post.uuid,
        payload=_term(holding) | {"to_on": to_on.isoformat()},
    )
    return HoldingSaved(holding_uuid=holding.uuid)


def _overlapping(person: Person, post: Post, from_on: date, to_on: date | None) -> bool:
    terms = Holding.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=from_on), person=person, post=post)
    return (terms.filter(from_on__lte=to_on) if to_on else terms).exists()


def _term(holding: Holding) -> dict[str, str]:
    return {
        "holding_uuid": str(holding.uuid),
        "person_uuid": str(holding.person.uuid),
        "person": holding.person.name,
        "post": holding.post.title,
        "unit": holding.post.unit.name,
    }
