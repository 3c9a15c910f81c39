"""Which classes a sentence speaks of, from a memory of the whole dictionary that is renewed when it changes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from bihuan.standards.models import CaseClass, FilingCondition, Standard
from bihuan.standards.queries.read import ClassRow, ConditionRow, class_row, condition_row
from bihuan.standards.rules.search import Entry, Index
from bihuan.standards.rules.terms import in_force

Version = tuple[tuple[UUID, int], ...]


@dataclass(frozen=True, slots=True)
class ClassHit:
    """One class that a sentence speaks of.

    score: above 0, comparable within one answer. words: what led to it, the strongest first. conditions: those in
    force on the day asked about, by text; empty when no case can be filed under the class as yet.
    """

    row: ClassRow
    score: float
    words: tuple[str, ...]
    conditions: tuple[ConditionRow, ...]


@dataclass(frozen=True, slots=True)
class _Memory:
    index: Index
    rows: dict[UUID, ClassRow]
    conditions: dict[UUID, list[ConditionRow]]
    ends_on: dict[UUID, date | None]


def version() -> Version:
    """Return what changes whenever anything in the dictionary does; one statement."""
    return tuple(Standard.objects.order_by("pk").values_list("uuid", "version"))


def suggest(text: str, on: date, *, most: int = 5, at_version: Version | None = None) -> list[ClassHit]:
    """Return the classes that text speaks of, the likeliest first, at most so many; none when nothing fits.

    Classes of standards that ended before that day are left out. Classes with a condition in force come before equal
    ones without, matters before components. at_version: pass version() when asking for many sentences in a row, so
    that each costs no statement.
    """
    memory = _memory(version() if at_version is None else at_version)
    hits: list[ClassHit] = []
    for found in memory.index.search(text):
        if not _has_ended(memory, found.uuid, on):
            held = _held(memory, found.uuid, on)
            hits.append(ClassHit(memory.rows[found.uuid], found.score, found.words, held))
    hits.sort(key=lambda hit: (-round(hit.score, 6), not hit.conditions, hit.row.kind != "matter", hit.row.code))
    return hits[:most]


def fileable(on: date) -> list[tuple[ClassRow, tuple[ConditionRow, ...]]]:
    """Return every class under which a case can be filed on that day, by kind and code, with its conditions."""
    memory = _memory(version())
    found = ((row, _held(memory, uuid, on)) for uuid, row in memory.rows.items() if not _has_ended(memory, uuid, on))
    return [(row, held) for row, held in found if held]


def _held(memory: _Memory, class_uuid: UUID, on: date) -> tuple[ConditionRow, ...]:
    conditions = memory.conditions.get(class_uuid, ())
    return tuple(each for each in conditions if in_force(on, valid_from=each.valid_from, valid_to=each.valid_to))


def _has_ended(memory: _Memory, class_uuid: UUID, on: date) -> bool:
    last = memory.ends_on[class_uuid]
    return last is not None and on > last


@lru_cache(maxsize=2)
def _memory(_version: Version) -> _Memory:
    """Read the whole dictionary: two statements, once for each version."""
    classes = list(CaseClass.objects.select_related("standard").order_by("kind", "code", "id"))
    rows = {each.uuid: class_row(each) for each in classes}
    conditions: dict[UUID, list[ConditionRow]] = defaultdict(list)
    for condition in FilingCondition.objects.select_related("case_class").order_by("text", "id"):
        conditions[condition.case_class.uuid].append(condition_row(condition, condition.case_class.uuid))
    entries = [
        Entry(row.uuid, row.name, row.words, tuple(dict.fromkeys(each.text for each in conditions.get(row.uuid, ()))))
        for row in rows.values()
    ]
    return _Memory(Index(entries), rows, dict(conditions), {each.uuid: each.standard.ends_on for each in classes})
