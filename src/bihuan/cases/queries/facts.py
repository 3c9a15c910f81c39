"""Rows to facts and back: the one place that knows how a case's columns map to what the rules know."""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from bihuan.cases.models import Case
from bihuan.cases.models import Part as PartRow
from bihuan.cases.rules.facts import Appeal, Ask, Facts, Part, PartState, State
from bihuan.cases.rules.replay import replay
from bihuan.kernel.limits import Unit as LimitUnit
from bihuan.ledger.models import Entry
from bihuan.ledger.queries import happening
from bihuan.ledger.rules import Fault

NAMES = tuple(field.name for field in dataclasses.fields(Facts))
# Facts that stand in another row, or whose column has Django's _id at its end.
LINKS = ("case_class", "condition", "lead_unit", "previous_unit", "handler")
_KINDS: dict[str, Any] = {"state": State, "ask": Ask, "appeal": Appeal, "fired": tuple}
REPORTED_FIELDS = (
    "title",
    "text",
    "place_text",
    "lon_wgs84",
    "lat_wgs84",
    "accuracy_m",
    "datum",
    "origin",
    "origin_text",
    "origin_note",
)


def facts_of(case: Case, parts: Iterable[PartRow]) -> Facts:
    """Return what the rules know of a case. parts: its part rows in order."""
    values: dict[str, Any] = {}
    for name in NAMES:
        if name != "parts":
            value = getattr(case, f"{name}_id" if name in LINKS else name)
            values[name] = _KINDS[name](value) if name in _KINDS else value
    values["limit_unit"] = LimitUnit(case.limit_unit) if case.limit_unit else None
    values["parts"] = tuple(Part(row.unit_id, PartState(row.state)) for row in parts)
    return Facts(**values)


def replay_all() -> Iterator[Fault | None]:
    """Compare every case with what its entries give; yields None for each that agrees, else the fault."""
    for case in Case.objects.prefetch_related("parts").order_by("id").iterator(chunk_size=1000):
        yield replay_one(case)


def replay_one(case: Case) -> Fault | None:
    """Return how the case's row differs from what its ledger entries give, or None."""
    entries = list(Entry.objects.filter(subject_uuid=case.uuid).order_by("subject_number"))
    number = entries[-1].number if entries else None
    if not entries:
        return Fault("replay", None, f"{case.code} has no entries")
    story = [happening(entry) for entry in entries]
    told = replay(each.payload for each in story)
    row = facts_of(case, case.parts.all())
    wrong = [name for name in NAMES if getattr(told, name) != getattr(row, name)]
    report = story[0].payload["report"]
    wrong += [name for name in REPORTED_FIELDS if report[name] != getattr(case, name)]
    return Fault("replay", number, f"{case.code}: its row says otherwise in {', '.join(wrong)}") if wrong else None
