"""Which unit and which filing condition a draft probably means; a person decides."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from bihuan.intake.rules.drafts import DraftKind, Sketch
from bihuan.intake.rules.units import UnitDictionary
from bihuan.kernel.limits import Unit as LimitUnit
from bihuan.orgs.models import Unit
from bihuan.orgs.queries import active_units
from bihuan.standards.queries import ConditionRow, fileable, suggest, version
from bihuan.standards.rules.choosing import meant
from bihuan.standards.rules.terms import Grade

# The packaged classes for what no class of a city dictionary covers (standards/data/bhqd_codes.csv).
STANDARD: Final = "BH-QD"
CLASSES: Final = {DraftKind.REQUIREMENT: "QD001", DraftKind.PROBLEM: "QD002"}
URGENT_WORDS: Final = ("立即", "立刻", "马上", "第一时间", "即刻", "火速")
STRONG_SCORE: Final = 9.0
"""A class is taken from this score on: several characters of its name or of one of its words stand in the text."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a draft is filled in with. Empty where the words leave it open."""

    lead_unit: UUID | None = None
    co_units: tuple[UUID, ...] = ()
    condition: UUID | None = None


def unit_dictionary() -> UnitDictionary:
    """Return the names of the units in use for the reader; a name that means two units is left out."""
    units = active_units()
    known = names(units)
    full = {unit.uuid: unit.name for unit in units}
    return UnitDictionary(
        names=frozenset(full.values()),
        aliases={
            word: full[next(iter(uuids))]
            for word, uuids in known.items()
            if len(uuids) == 1 and word not in full.values()
        },
    )


def names(units: Iterable[Unit]) -> dict[str, set[UUID]]:
    """Return every name, short name and alias of units, without white space, with the units it means."""
    found: dict[str, set[UUID]] = defaultdict(set)
    for unit in units:
        for word in (unit.name, unit.short_name, *unit.aliases):
            if word:
                found["".join(word.split())].add(unit.uuid)
    return found


class Guesser:
    """Guesses for many drafts of one day; reads units and dictionary once."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._names = names(active_units())
        self._version = version()
        self._fallback = _fallbacks(on)

    def guess(self, sketch: Sketch) -> Guess:
        """Return what the words of a draft say plainly enough."""
        lead, others = self._units(sketch)
        return Guess(lead_unit=lead, co_units=others, condition=self._condition(sketch))

    def named(self, words: Iterable[str]) -> tuple[UUID, ...]:
        """Return the units that words mean without doubt, in order."""
        found = (self._names.get("".join(word.split()), set()) for word in words)
        return tuple(dict.fromkeys(next(iter(uuids)) for uuids in found if len(uuids) == 1))

    def _units(self, sketch: Sketch) -> tuple[UUID | None, tuple[UUID, ...]]:
        """Return the lead unit and the others: a single unit leads, or the one that is said to lead."""
        everyone, leads = self.named(sketch.units), self.named(sketch.leads)
        if len(leads) == 1 and len(sketch.leads) == 1:
            return leads[0], tuple(uuid for uuid in everyone if uuid != leads[0])
        if len(everyone) == 1 and len(sketch.units) == 1:
            return everyone[0], ()
        return None, ()

    def _condition(self, sketch: Sketch) -> UUID | None:
        found = self._spoken_of(sketch)
        # An order is filed under what is wrong only where that cannot wait: a manhole without its lid.
        if found and (sketch.kind is DraftKind.PROBLEM or found.limit.unit is LimitUnit.CONTINUOUS_HOURS):
            return found.uuid
        fallback = self._fallback.get(CLASSES[sketch.kind], {})
        is_urgent = any(word in sketch.source_text for word in URGENT_WORDS)
        return fallback.get(Grade.URGENT if is_urgent else Grade.NORMAL) or fallback.get(Grade.NORMAL)

    def _spoken_of(self, sketch: Sketch) -> ConditionRow | None:
        """Return the condition of the class the words name: its only one, or the one that fits them."""
        for hit in suggest(sketch.title, self._on, most=1, at_version=self._version):
            if hit.score < STRONG_SCORE or not hit.conditions:
                continue
            if len(hit.conditions) == 1:
                return hit.conditions[0] if sketch.kind is DraftKind.PROBLEM else None
            at = meant(sketch.title, [each.text for each in hit.conditions])
            if at is not None and hit.row.standard_ref != STANDARD:
                return hit.conditions[at]
        return None


def _fallbacks(on: date) -> dict[str, dict[Grade, UUID]]:
    """Return for each packaged class its shortest condition of each grade."""
    found: dict[str, dict[Grade, UUID]] = {}
    for row, conditions in fileable(on):
        if row.standard_ref == STANDARD:
            found[row.code] = _by_grade(conditions)
    return found


def _by_grade(conditions: Iterable[ConditionRow]) -> dict[Grade, UUID]:
    ordered = sorted(conditions, key=lambda each: (each.limit.unit, each.limit.amount), reverse=True)
    return {Grade(each.grade or Grade.NORMAL): each.uuid for each in ordered}
