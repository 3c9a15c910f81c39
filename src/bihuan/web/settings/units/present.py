"""How units, posts and their holders look."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bihuan.kernel.initials import initials
from bihuan.orgs.queries import PostRow, UnitRow
from bihuan.web.settings.present import Stay, power_words, stay

DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Chair:
    """One post as shown. powers: their names in one line. now: terms held today; others: earlier and later ones."""

    uuid: UUID
    title: str
    powers: str
    is_active: bool
    now: tuple[Stay, ...]
    others: tuple[Stay, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """One unit of the tree with its posts. depth: at most DEEPEST."""

    unit: UnitRow
    depth: int
    chairs: tuple[Chair, ...]


def chair(row: PostRow, today: date) -> Chair:
    """Return a post as shown on that day."""
    stays = [stay(term, today) for term in row.terms]
    now = tuple(each for each in stays if each.badge is None)
    others = tuple(each for each in reversed(stays) if each.badge is not None)
    return Chair(row.uuid, row.title, power_words(row.powers), row.is_active, now, others)


def tree(units: Iterable[UnitRow], posts: Iterable[PostRow], today: date) -> list[Branch]:
    """Return the units with their posts, in the order of the tree."""
    chairs: dict[UUID, list[Chair]] = defaultdict(list)
    for post in posts:
        chairs[post.unit_uuid].append(chair(post, today))
    return [Branch(unit, min(unit.depth, DEEPEST), tuple(chairs[unit.uuid])) for unit in units]


def fits(branch: Branch, words: Iterable[str]) -> bool:
    """Tell whether every word is in the unit's code, names or their initials, its posts, or its holders' names."""
    unit = branch.unit
    names = [unit.name, unit.short_name, *unit.aliases]
    holders = [each.term.person for chair in branch.chairs for each in chair.now]
    text = " ".join([unit.code, *names, initials(*names), *(chair.title for chair in branch.chairs), *holders]).lower()
    return all(word.lower() in text for word in words)
