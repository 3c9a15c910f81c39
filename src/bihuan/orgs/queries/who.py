"""Who somebody is today, which units there are, which days are worked."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q, Subquery

from bihuan.kernel.calendars import Calendar
from bihuan.kernel.call import Actor
from bihuan.orgs.models import AccessToken, CalendarYear, Delegation, District, Holding, Person, Post, Unit
from bihuan.orgs.rules import Power, parse_segments


@dataclass(frozen=True, slots=True)
class Hat:
    """One capacity in which a person may act today. key: the holding's or delegation's uuid.

    district: its name, where it was asked for along with a post, else "".
    """

    key: UUID
    label: str
    actor: Actor
    district: str = ""


def hats(person: Person, on: date) -> list[Hat]:
    """Return every capacity of person on that day: posts held first (oldest first), then delegations."""
    held = Holding.objects.filter(held_on(on), person=person, post__is_active=True)
    lent = Delegation.objects.filter(deputy=person, from_on__lte=on, to_on__gte=on, ended_at__isnull=True)
    # Nobody lends what they could not use themselves.
    lent = lent.filter(held_on(on, "holding__"), holding__post__is_active=True, holding__person__is_active=True)
    return [
        *(_hat(row.uuid, person, row) for row in held.select_related("post__unit")),
        *(
            _hat(row.uuid, person, row.holding, acting_for=row.holding.person.name)
            for row in lent.select_related("holding__post__unit", "holding__person")
        ),
    ]


def held_on(on: date, prefix: str = "") -> Q:
    """Return the condition under which a term of office holds on a day; prefix: where the term stands, such as holding__."""
    still = Q(**{f"{prefix}to_on__isnull": True}) | Q(**{f"{prefix}to_on__gte": on})
    return still & Q(**{f"{prefix}from_on__lte": on})


def _hat(key: UUID, person: Person, holding: Holding, acting_for: str = "") -> Hat:
    post = holding.post
    actor = Actor(
        kind="person",
        uuid=person.uuid,
        name=person.name,
        post_uuid=post.uuid,
        post=post.title,
        unit_uuid=post.unit.uuid,
        unit=post.unit.name,
        powers=frozenset(post.powers),
        acting_for=acting_for,
    )
    return Hat(key=key, label=post_label(post), actor=actor)


def post_label(post: Post) -> str:
    """Return how lists call a post: unit and title."""
    return f"{post.unit.short_name or post.unit.name} · {post.title}"


def nobody(person: Person) -> Actor:
    """Return the actor for someone who signed in and holds no post today: they may do nothing."""
    return Actor(kind="person", uuid=person.uuid, name=person.name)


def actor_for_token(secret: str, on: date) -> Actor | None:
    """Return the actor a token stands for, or None when it is unknown, revoked, expired, or the post was left."""
    digest = hashlib.sha256(secret.encode()).hexdigest()
    token = (
        AccessToken.objects.filter(digest=digest, revoked_at__isnull=True, expires_on__gte=on)
        .filter(held_on(on, "holding__"), holding__person__is_active=True, holding__post__is_active=True)
        .select_related("holding__person", "holding__post__unit")
        .first()
    )
    if token is None:
        return None
    return replace(_hat(token.uuid, token.holding.person, token.holding).actor, token=token.label)


def calendar() -> Calendar:
    """Return the working calendar of all loaded years with the district's service hours: one statement."""
    hours = District.objects.order_by("pk").values("service_hours")[:1]
    years = list(CalendarYear.objects.annotate(hours=Subquery(hours)))
    service_hours = years[0].hours if years else None
    return Calendar(
        years=frozenset(row.year for row in years),
        closed=frozenset(date.fromisoformat(day["on"]) for row in years for day in row.closed),
        opened=frozenset(date.fromisoformat(day["on"]) for row in years for day in row.opened),
        segments=parse_segments(service_hours or "08:00-12:00,14:00-18:00"),
        zone=ZoneInfo(settings.TIME_ZONE),
    )


def active_units() -> list[Unit]:
    """Return the units in use, by code."""
    return list(Unit.objects.filter(is_active=True).order_by("code"))


def district() -> District | None:
    """Return the district this installation serves, or None before set-up."""
    return District.objects.first()


def demo_people(on: date) -> list[tuple[Person, str]]:
    """Return the invented people with the label of their first post, for the demo's switcher."""
    held = Holding.objects.filter(held_on(on), person__is_demo=True).select_related("person", "post__unit")
    rows = held.order_by("person_id", "from_on", "id")
    first: dict[int, tuple[Person, str]] = {}
    for row in rows:
        first.setdefault(row.person_id, (row.person, post_label(row.post)))
    return list(first.values())


def hat(person: Person, key: UUID | None, on: date) -> Hat | None:
    """Return the capacity with that key if person has it today, else their first one, else None.

    One statement for whoever acts in a post of their own, as nearly everybody does.
    """
    name = Subquery(District.objects.order_by("pk").values("name")[:1])
    held = Holding.objects.filter(held_on(on), person=person, post__is_active=True).annotate(district=name)
    held = held.select_related("post__unit")
    found = held.filter(uuid=key).first() if key else held.first()
    if found is not None:
        return replace(_hat(found.uuid, person, found), district=found.district or "")
    every = hats(person, on)
    return next((each for each in every if each.key == key), every[0] if every else None)


def people_with(power: Power, on: date) -> list[tuple[str, str]]:
    """Return (name, label of post) of everybody whose post holds the power that day, by unit code and name."""
    held = Holding.objects.filter(held_on(on), post__is_active=True, person__is_active=True)
    rows = held.select_related("person", "post__unit").order_by("post__unit__code", "person__name", "id")
    return [(row.person.name, post_label(row.post)) for row in rows if power in row.post.powers]


def keepers(on: date) -> list[UUID]:
    """Return the people whose own post lets them configure that day: without one of them nobody could mend anything.

    Whoever takes the power from somebody asks about the day after: a term that ends today keeps nothing.
    """
    held = Holding.objects.filter(held_on(on), post__is_active=True, person__is_active=True)
    rows = held.order_by("person__uuid").values_list("person__uuid", "post__powers")
    return list(dict.fromkeys(uuid for uuid, powers in rows if Power.CONFIGURE in powers))


def has_second_factor(person: UUID) -> bool:
    """Tell whether somebody is asked for more than the password when they sign in."""
    return bool(Authenticator.objects.filter(user__uuid=person).exists())


def units_with(power: Power) -> list[UUID]:
    """Return the units in use that have a post with that power, by code: whom to tell. One statement."""
    rows = Post.objects.filter(is_active=True, unit__is_active=True).order_by("unit__code")
    return list(dict.fromkeys(uuid for uuid, powers in rows.values_list("unit__uuid", "powers") if power in powers))


def is_in_unit(person: UUID, unit: UUID, on: date) -> bool:
    """Tell whether a person holds a post of that unit on that day."""
    return Holding.objects.filter(held_on(on), person__uuid=person, post__unit__uuid=unit).exists()


def colleagues(unit: UUID, on: date) -> list[tuple[UUID, str]]:
    """Return the people who hold a post of that unit on that day, by sign-in name, each once: one statement."""
    rows = Holding.objects.filter(held_on(on), post__unit__uuid=unit, post__is_active=True, person__is_active=True)
    pairs = rows.order_by("person__username", "id").values_list("person__uuid", "person__name")
    return list(dict.fromkeys(pairs))


def unit_names() -> dict[str, str]:
    """Return the short name of every unit ever, by uuid as text: stories also tell of units out of use."""
    rows = Unit.objects.values_list("uuid", "short_name", "name")
    return {str(uuid): short or name for uuid, short, name in rows}
