"""The left rail: each area registers its entry here, in the order of the work."""

from dataclasses import dataclass
from enum import IntEnum

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from bihuan.kernel.call import Actor
from bihuan.orgs.rules import Power

ON_PHONE = 3


class Place(IntEnum):
    """The eight places of the rail, top to bottom; there is no ninth."""

    WORKBENCH = 1
    CASES = 2
    PLACES = 3
    PROJECTS = 4
    INTAKE = 5
    SCORES = 6
    BULLETINS = 7
    SETTINGS = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """What an area says about itself. powers: any one is enough; empty: everybody who signed in."""

    label: str | Promise
    icon: str
    url_name: str
    powers: frozenset[Power]


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as a page shows it. is_here: the page being shown belongs to it."""

    label: str | Promise
    icon: str
    url: str
    is_here: bool


_ENTRIES: dict[Place, Entry] = {}


def register(place: Place, *powers: Power, label: str | Promise, icon: str, url_name: str) -> None:
    """Put an area on the rail; called once, in the area's urls.py. label: lazily translated. icon: of the sprite.

    Raises ValueError when another area already stands there.
    """
    entry = Entry(label, icon, url_name, frozenset(powers))
    if _ENTRIES.setdefault(place, entry).url_name != url_name:
        raise ValueError(f"{place.name} on the rail is taken by {_ENTRIES[place].url_name}")


def links(actor: Actor, path: str) -> list[Link]:
    """Return what this actor may open, in the order of the work. path: the address being shown.

    An entry whose address does not exist in this installation is left out.
    """
    allowed = [entry for _place, entry in sorted(_ENTRIES.items()) if _may(actor, entry)]
    return [
        Link(entry.label, entry.icon, url, _is_below(path, url))
        for entry in allowed
        if (url := address(entry.url_name)) is not None
    ]


def address(url_name: str) -> str | None:
    """Return the address of a page, or None when this installation has no such page."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def _may(actor: Actor, entry: Entry) -> bool:
    return not entry.powers or actor.has(*entry.powers)


def _is_below(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
