"""Choices that forms of several areas offer: units, and conditions with the likeliest first."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from bihuan.orgs import queries as orgs
from bihuan.standards import queries as standards

Choices = list[tuple[str, Any]]


def units() -> Choices:
    """Return the units in use: uuid and the name that lists show."""
    return [(str(unit.uuid), unit.short_name or unit.name) for unit in orgs.active_units()]


def conditions(text: str, on: date) -> Choices:
    """Return the filing conditions of a day as groups: what the text suggests, if anything, then all by class."""
    likely = [
        (str(each.uuid), f"{hit.row.name} · {each.text} · {each.limit_text}")
        for hit in standards.suggest(text, on)
        for each in hit.conditions
    ]
    groups: Choices = [(_("Likely"), likely)] if likely else []
    for row, held in standards.fileable(on):
        named = [(str(each.uuid), f"{row.name} · {each.text} · {each.limit_text}") for each in held]
        groups.append((f"{row.code} {row.name}", named))
    return groups
