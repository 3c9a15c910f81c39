"""What the choices of forms and filters are made of."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from bihuan.cases.rules.facts import Facts, PartState
from bihuan.kernel.call import Actor
from bihuan.orgs import queries as orgs
from bihuan.standards import queries as standards
from bihuan.web.cases.forms import Choices, Options
from bihuan.web.kit.choices import conditions, units


def classes() -> list[tuple[str, str]]:
    """Return the classes under which cases can be filed, by code."""
    return [(str(row.uuid), f"{row.code} {row.name}") for row, _held in standards.fileable(timezone.localdate())]


def options(actor: Actor, case: Any, facts: Facts, at: datetime) -> Options:
    """Return the choices of a step's form; each is asked for only if the form shows it."""
    today = timezone.localdate(at)
    return Options(
        conditions=lambda: conditions(f"{case.title} {case.text} {case.origin_text}", today),
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
