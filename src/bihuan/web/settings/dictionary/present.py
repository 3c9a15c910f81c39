"""How classes, conditions and the rows of an import look."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bihuan.kernel.errors import Refusal
from bihuan.kernel.limits import Reading
from bihuan.standards.queries import ConditionRow, limit_words
from bihuan.standards.rules.rows import Change, ReadRow
from bihuan.standards.rules.terms import Grade, Terms
from bihuan.web.errors import words
from bihuan.web.kit.present import Badge

KINDS: Final[dict[str, str | Promise]] = {
    "component": gettext_lazy("Component"),
    "matter": gettext_lazy("Matter"),
}
GRADES: Final[dict[str, str | Promise]] = {
    Grade.MINOR: pgettext_lazy("grade", "minor"),
    Grade.NORMAL: pgettext_lazy("grade", "normal"),
    Grade.URGENT: pgettext_lazy("grade", "urgent"),
}
CHANGES: Final = {
    Change.ADDED: Badge(pgettext_lazy("row of an import", "new"), "plus"),
    Change.REPLACED: Badge(pgettext_lazy("row of an import", "replaces"), "refresh"),
    Change.SAME: Badge(pgettext_lazy("row of an import", "unchanged"), "check"),
    Change.FAULTY: Badge(pgettext_lazy("row of an import", "has errors"), "alert-circle"),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One filing condition as shown. badge: None while it is in force. may_end: it has not ended yet."""

    uuid: UUID
    text: str
    limit_text: str
    reading: str
    grade: str | Promise
    source: str
    valid_from: date
    valid_to: date | None
    badge: Badge | None

    @property
    def may_end(self) -> bool:
        """Whether it can still be replaced or ended."""
        return self.valid_to is None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a preview. note: what was understood. faults: what is wrong, in words."""

    label: str
    text: str
    note: str = ""
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a preview. number: as the spreadsheet program shows it."""

    number: int
    badge: Badge
    is_faulty: bool
    cells: tuple[Cell, ...]
    faults: tuple[str, ...]


def condition(row: ConditionRow, today: date) -> Condition:
    """Return a condition as shown on that day."""
    return Condition(
        uuid=row.uuid,
        text=row.text,
        limit_text=row.limit_text,
        reading=limit_words(row.limit),
        grade=GRADES.get(row.grade, ""),
        source=row.source,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        badge=_badge(row, today),
    )


def _badge(row: ConditionRow, today: date) -> Badge | None:
    if row.valid_to is not None and row.valid_to == row.valid_from:
        return Badge(_("replaced the same day"), "history")
    if row.valid_to is not None and row.valid_to <= today:
        return Badge(_("no longer in force"), "history")
    return Badge(_("begins later"), "clock") if row.valid_from > today else None


def reading_words(reading: Reading) -> str:
    """Return what was understood by a limit, with every assumption made."""
    parts = [_("Read as %(limit)s.") % {"limit": limit_words(reading.limit)}]
    if reading.note:
        parts.append(_(reading.note))
    if reading.rest:
        parts.append(_("“%(rest)s” is left out.") % {"rest": reading.rest})
    return " ".join(parts)


def line(row: ReadRow) -> Line:
    """Return one row of a preview: each fault beside the cell it is about."""
    raw = row.raw
    at = _Faults(row.faults)
    limit = " ".join(filter(None, [raw.limit, raw.unit]))
    cells = (
        Cell(_("Kind"), str(KINDS[row.kind]) if row.kind else raw.kind, faults=at.of("kind")),
        Cell(_("Code"), raw.code, faults=at.of("code")),
        Cell(_("Class"), raw.name, _new_class(row), at.of("name", "major_code", "major_name")),
        Cell(_("Filing condition"), raw.text, faults=at.of("text")),
        Cell(_("Time limit"), limit, _limit_note(row), at.of("limit", "unit")),
        Cell(_("Grade"), str(GRADES[row.grade]) if row.grade else raw.grade, faults=at.of("grade")),
        Cell(_("Source"), raw.source, faults=at.of("source")),
    )
    return Line(raw.number, CHANGES[row.change], row.change is Change.FAULTY, cells, at.rest())


def _new_class(row: ReadRow) -> str:
    return _("A new class of our own.") if row.is_new_class else ""


def _limit_note(row: ReadRow) -> str:
    read = reading_words(row.reading) if row.reading else ""
    return f"{read} {_before(row.was)}".strip() if row.change is Change.REPLACED and row.was else read


def _before(was: Terms) -> str:
    before = _(", ").join(filter(None, [was.limit_text, str(GRADES[was.grade]) if was.grade else "", was.source]))
    return _("Until now: %(terms)s.") % {"terms": before}


class _Faults:
    """Gives each fault once, beside its cell; whatever names no cell shown is left over."""

    def __init__(self, faults: Iterable[Refusal]) -> None:
        self._left = list(faults)

    def of(self, *fields: str) -> tuple[str, ...]:
        here = [fault for fault in self._left if fault.field in fields]
        self._left = [fault for fault in self._left if fault.field not in fields]
        return tuple(words(fault) for fault in here)

    def rest(self) -> tuple[str, ...]:
        return tuple(words(fault) for fault in self._left)
