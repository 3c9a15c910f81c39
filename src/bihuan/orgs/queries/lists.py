"""The lists of the settings pages: people, posts, delegations, tokens, years of the calendar."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch

from bihuan.orgs.models import AccessToken, CalendarYear, Delegation, Holding, Person, Post
from bihuan.orgs.queries.who import post_label
from bihuan.orgs.rules import Day, is_held


@dataclass(frozen=True, slots=True)
class Term:
    """One person in one post. label: unit and title. is_now: held on the day asked about."""

    holding_uuid: UUID
    person_uuid: UUID
    person: str
    post_uuid: UUID
    label: str
    from_on: date
    to_on: date | None
    is_now: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of the list of people, with every term of office, the oldest first."""

    uuid: UUID
    username: str
    name: str
    email: str
    is_active: bool
    is_demo: bool
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class PostRow:
    """One post of the list of posts, with every term in it, the oldest first."""

    uuid: UUID
    unit_uuid: UUID
    unit: str
    title: str
    powers: tuple[str, ...]
    is_active: bool
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """One delegation. is_now: the deputy may act on the day asked about."""

    uuid: UUID
    holder: str
    deputy: str
    label: str
    from_on: date
    to_on: date
    reason: str
    ended_at: datetime | None
    is_now: bool


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One access token, without its secret. is_now: neither revoked nor expired on the day asked about."""

    uuid: UUID
    label: str
    person: str
    post: str
    made_at: datetime
    expires_on: date
    revoked_at: datetime | None
    is_now: bool


@dataclass(frozen=True, slots=True)
class YearRow:
    """One loaded year of the working calendar."""

    year: int
    closed: tuple[Day, ...]
    opened: tuple[Day, ...]
    source: str


def people(on: date) -> list[PersonRow]:
    """Return everybody by sign-in name with their terms of office; two statements however many there are."""
    terms = Prefetch("holdings", Holding.objects.select_related("person", "post__unit").order_by("from_on", "id"))
    return [
        PersonRow(
            uuid=person.uuid,
            username=person.username,
            name=person.name,
            email=person.email,
            is_active=person.is_active,
            is_demo=person.is_demo,
            terms=tuple(_term(holding, on) for holding in person.holdings.all()),
        )
        for person in Person.objects.prefetch_related(terms).order_by("username")
    ]


def posts(on: date) -> list[PostRow]:
    """Return every post by unit code and title with the terms in it; two statements however many there are."""
    terms = Prefetch("holdings", Holding.objects.select_related("person", "post__unit").order_by("from_on", "id"))
    rows = Post.objects.select_related("unit").prefetch_related(terms).order_by("unit__code", "title", "id")
    return [
        PostRow(
            uuid=post.uuid,
            unit_uuid=post.unit.uuid,
            unit=post.unit.name,
            title=post.title,
            powers=tuple(post.powers),
            is_active=post.is_active,
            terms=tuple(_term(holding, on) for holding in post.holdings.all()),
        )
        for post in rows
    ]


def _term(holding: Holding, on: date) -> Term:
    return Term(
        holding_uuid=holding.uuid,
        person_uuid=holding.person.uuid,
        person=holding.person.name,
        post_uuid=holding.post.uuid,
        label=post_label(holding.post),
        from_on=holding.from_on,
        to_on=holding.to_on,
        is_now=holding.post.is_active and is_held(on, from_on=holding.from_on, to_on=holding.to_on),
    )


def delegations(on: date) -> list[DelegationRow]:
    """Return every delegation, the one that begins latest first; one statement."""
    rows = Delegation.objects.select_related("holding__person", "holding__post__unit", "deputy")
    return [
        DelegationRow(
            uuid=row.uuid,
            holder=row.holding.person.name,
            deputy=row.deputy.name,
            label=post_label(row.holding.post),
            from_on=row.from_on,
            to_on=row.to_on,
            reason=row.reason,
            ended_at=row.ended_at,
            is_now=row.ended_at is None and is_held(on, from_on=row.from_on, to_on=row.to_on),
        )
        for row in rows.order_by("-from_on", "-id")
    ]


def tokens(on: date) -> list[TokenRow]:
    """Return every access token, the newest first; one statement."""
    rows = AccessToken.objects.select_related("holding__person", "holding__post__unit").order_by("-made_at", "-id")
    return [
        TokenRow(
            uuid=row.uuid,
            label=row.label,
            person=row.holding.person.name,
            post=post_label(row.holding.post),
            made_at=row.made_at,
            expires_on=row.expires_on,
            revoked_at=row.revoked_at,
            is_now=row.revoked_at is None and row.expires_on >= on,
        )
        for row in rows
    ]


def years() -> list[YearRow]:
    """Return the loaded years of the calendar, the earliest first."""
    return [
        YearRow(year=row.year, closed=_days(row.closed), opened=_days(row.opened), source=row.source)
        for row in CalendarYear.objects.order_by("year")
    ]


def _days(rows: list[dict[str, str]]) -> tuple[Day, ...]:
    return tuple(Day(on=date.fromisoformat(row["on"]), name=row["name"]) for row in rows)
