"""Rows to facts and back: the one place that knows how a case's columns map to what the rules know."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from bihuan.cases.models import Case
from bihuan.cases.models import Part as PartRow
from bihuan.cases.rules.clock import OVERDUE, next_look
from bihuan.cases.rules.facts import Appeal, Ask, Facts, Part, PartState, Proposal, State
from bihuan.cases.rules.replay import replay
from bihuan.kernel.limits import Unit as LimitUnit
from bihuan.ledger.models import Entry
from bihuan.ledger.queries import Happening, happening
from bihuan.ledger.rules import Fault

NAMES = tuple(field.name for field in dataclasses.fields(Facts))
# Facts that stand in another row, or whose column has Django's _id at its end.
LINKS = ("case_class", "condition", "lead_unit", "previous_unit", "handler", "rebound_of")
_KINDS: dict[str, Any] = {"state": State, "ask": Ask, "appeal": Appeal, "proposal": Proposal, "fired": tuple}
CHUNK = 500
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


class LoadedPart(NamedTuple):
    """The columns of a part that the rules need, loaded along with its case; sorts by position."""

    position: int
    unit_id: UUID
    state: str


def facts_of(case: Case, parts: Iterable[PartRow | LoadedPart]) -> Facts:
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
    rows = Case.objects.prefetch_related("parts", "files").order_by("id")
    for cases in _batched(rows.iterator(chunk_size=CHUNK), CHUNK):
        stories = _stories([case.uuid for case in cases])
        for case in cases:
            fault = replay_one(case, stories.get(case.uuid, []))
            yield _again(case) if fault else None
    yield from _without_row()


def _again(case: Case) -> Fault | None:
    """Look once more under the case's lock: somebody may have taken a step between reading row and entries."""
    with transaction.atomic():
        row = Case.objects.select_for_update().get(pk=case.pk)
        return replay_one(row, list(Entry.objects.filter(subject_uuid=row.uuid).order_by("number")))


def _batched(rows: Iterable[Case], size: int) -> Iterator[list[Case]]:
    """Yield rows in lists of at most size."""
    iterator = iter(rows)
    while some := list(islice(iterator, size)):
        yield some


def _stories(uuids: list[UUID]) -> dict[UUID, list[Entry]]:
    stories: dict[UUID, list[Entry]] = {}
    for entry in Entry.objects.filter(subject_uuid__in=uuids).order_by("number"):
        stories.setdefault(entry.subject_uuid, []).append(entry)
    return stories


def _without_row() -> Iterator[Fault]:
    """Yield each case that was reported and whose row is gone."""
    row = Case.objects.filter(uuid=OuterRef("subject_uuid"))
    reports = Entry.objects.filter(~Exists(row), subject_kind="case", subject_number=1).order_by("number")
    for number, uuid in reports.values_list("number", "subject_uuid"):
        yield Fault("replay", number, f"the row of case {uuid} is gone")


def replay_one(case: Case, entries: Sequence[Entry]) -> Fault | None:
    """Return how the case's row, parts and files differ from what its ledger entries give, or None.

    entries: in order. The fault names the latest of them.
    """
    if not entries:
        return Fault("replay", None, f"{case.code} has no entries")
    number = entries[-1].number
    try:
        wrong = _differences(case, [happening(entry) for entry in entries])
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as fault:
        return Fault("replay", number, f"{case.code}: its entries cannot be read: {fault!r}")
    return Fault("replay", number, f"{case.code}: its row says otherwise in {', '.join(wrong)}") if wrong else None


def _differences(case: Case, story: Sequence[Happening]) -> list[str]:
    told = replay(each.payload for each in story)
    row = facts_of(case, case.parts.all())
    wrong = [name for name in NAMES if getattr(told, name) != getattr(row, name)]
    wrong += [name for name, value in _reported(story[0]).items() if value != getattr(case, name)]
    if str(case.place_id or "") != story[0].payload.get("place", ""):
        wrong.append("place")
    if str(case.origin_uuid or "") != story[0].payload["origin_uuid"]:
        wrong.append("origin_uuid")
    shown = [file for each in story for file in each.payload.get("evidence", ())]
    if [(file["file"], file["role"], file["flags"]) for file in shown] != _files(case):
        wrong.append("files")
    # Until the limit is missed, the facts alone say when the clock looks again.
    if OVERDUE not in told.fired and case.next_tick_at != next_look(told):
        wrong.append("next_tick_at")
    return wrong


def _reported(first: Happening) -> dict[str, Any]:
    """Return the columns that the first entry gives and nothing changes."""
    return {
        **{name: first.payload["report"][name] for name in REPORTED_FIELDS},
        "code": first.payload["code"],
        "happened_at": first.at,
        "reported_at": first.recorded_at,
        "reported_by": UUID(first.actor["uuid"]),
        "reporter_name": first.actor["name"],
        "reporter_unit": first.actor["unit"],
    }


def _files(case: Case) -> list[tuple[str, str, Any]]:
    rows = sorted(case.files.all(), key=lambda row: row.pk)
    return [(str(row.file_id), row.role, row.flags) for row in rows]
