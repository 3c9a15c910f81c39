"""What the choices of forms and filters are made of."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from bihuan.cases.rules.facts import Facts, PartState
from bihuan.kernel.call import Actor
from bihuan.orgs import queries as orgs
from bihuan.standards import queries as standards
from bihuan.web.cases.forms import Choices, Options


def units() -> list[tuple[str, str]]:
    """Return the units in use."""
    return [(str(unit.uuid), unit.short_name or unit.name) for unit in orgs.active_units()]


def classes() -> list[tuple[str, str]]:
    """Return the classes under which cases can be filed, by code."""
    return [(str(row.uuid), f"{row.code} {row.name}") for row, _held in standards.fileable(timezone.localdate())]


def options(actor: Actor, case: Any, facts: Facts, at: datetime) -> Options:
    """Return the choices of a step's form; each is asked for only if the form shows it."""
    today = timezone.localdate(at)
    return Options(
        conditions=lambda: conditions(f"{case.title} {case.text} {case.origin_text}", at),
        units=units,
        colleagues=lambda: [(str(uuid), name) for uuid, name in _colleagues(actor, today)],
        parts=lambda: _parts(facts),
        limit=facts.limit.text_zh() if facts.limit else "",
    )


def _colleagues(actor: Actor, today: date) -> list[tuple[UUID, str]]:
    return orgs.colleagues(actor.unit_uuid, today) if actor.unit_uuid else []


def _parts(facts: Facts) -> Choices:
    names = dict(units())
    return [(str(part.unit), names.get(str(part.unit), "")) for part in facts.parts if part.state != PartState.WAIVED]


def conditions(text: str, at: datetime) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the filing conditions as groups: what the text suggests first, then all classes by code."""
    today = timezone.localdate(at)
    groups = []
    likely = [
        (str(condition.uuid), f"{hit.row.name} · {condition.text} · {condition.limit_text}")
        for hit in standards.suggest(text, today)
        for condition in hit.conditions
    ]
    if likely:
        groups.append((_("Likely"), likely))
    for row, held in standards.fileable(today):
        named = [(str(each.uuid), f"{row.name} · {each.text} · {each.limit_text}") for each in held]
        groups.append((f"{row.code} {row.name}", named))
    return groups
