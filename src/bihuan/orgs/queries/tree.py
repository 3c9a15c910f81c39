"""The units as a tree, as the settings pages show them, and how much there is of everything."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from bihuan.orgs.models import Holding, Person, Post, Unit


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit, in use or not. depth: 0 for units under no other."""

    uuid: UUID
    code: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    parent_uuid: UUID | None
    is_active: bool
    depth: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many units and posts are in use, how many people may sign in, and how many of them hold no post that day."""

    units: int
    posts: int
    people: int
    without_post: int


def unit_tree() -> list[UnitRow]:
    """Return every unit, each followed by those below it, by code; one statement."""
    below: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.order_by("code"):
        below[unit.parent_id].append(unit)
    return list(_branch(below, None, 0))


def _branch(below: dict[int | None, list[Unit]], parent: Unit | None, depth: int) -> Iterator[UnitRow]:
    for unit in below[parent.pk if parent else None]:
        yield UnitRow(
            uuid=unit.uuid,
            code=unit.code,
            name=unit.name,
            short_name=unit.short_name,
            aliases=tuple(unit.aliases),
            parent_uuid=parent.uuid if parent else None,
            is_active=unit.is_active,
            depth=depth,
        )
        yield from _branch(below, unit, depth + 1)


def sizes(on: date) -> Sizes:
    """Return the numbers for that day; four statements."""
    held = Holding.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=on), from_on__lte=on, post__is_active=True)
    people = Person.objects.filter(is_active=True)
    return Sizes(
        units=Unit.objects.filter(is_active=True).count(),
        posts=Post.objects.filter(is_active=True, unit__is_active=True).count(),
        people=people.count(),
        without_post=people.exclude(pk__in=held.values("person_id")).count(),
    )
