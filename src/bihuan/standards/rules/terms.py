"""Kinds and grades of the dictionary, and how limits are stored."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from bihuan.kernel.errors import Refusal
from bihuan.kernel.limits import Limit, Reading, Unit, parse_limit
from bihuan.kernel.text import gettext_noop
from bihuan.standards import errors

DICTIONARY_UUID = UUID("00000000-0000-4000-8000-00000000000c")
_CODE = re.compile(r"[A-Za-z0-9-]{2,20}")
_QUARTER_SECOND = Decimal("1E-4")


class ClassKind(StrEnum):
    """部件 (a thing in the street) or 事项 (something that happens)."""

    COMPONENT = "component"
    MATTER = "matter"


class Grade(StrEnum):
    """How grave a filing condition is; many dictionaries do not say."""

    MINOR = "minor"
    NORMAL = "normal"
    URGENT = "urgent"


KIND_WORDS = {ClassKind.COMPONENT: "部件", ClassKind.MATTER: "事项"}
GRADE_WORDS = {Grade.MINOR: "轻微", Grade.NORMAL: "一般", Grade.URGENT: "紧急"}
UNIT_WORDS = {
    Unit.CONTINUOUS_HOURS: "紧急工作时",
    Unit.SERVICE_HOURS: "工作时",
    Unit.WORKDAYS: "工作日",
    Unit.CALENDAR_DAYS: "自然日",
}
LIMIT_TEXTS = {
    Unit.CONTINUOUS_HOURS: gettext_noop("%(amount)s hours without a break"),
    Unit.SERVICE_HOURS: gettext_noop("%(amount)s service hours"),
    Unit.WORKDAYS: gettext_noop("%(amount)s working days"),
    Unit.CALENDAR_DAYS: gettext_noop("%(amount)s calendar days"),
}
MINUTE_TEXTS = {
    Unit.CONTINUOUS_HOURS: gettext_noop("%(amount)s minutes without a break"),
    Unit.SERVICE_HOURS: gettext_noop("%(amount)s service minutes"),
}
_KINDS = {"部件": ClassKind.COMPONENT, "事项": ClassKind.MATTER, "事件": ClassKind.MATTER, "管理事项": ClassKind.MATTER}
_KINDS |= {"管理部件": ClassKind.COMPONENT} | {kind.value: kind for kind in ClassKind}
_GRADES = {word: grade for grade, word in GRADE_WORDS.items()} | {grade.value: grade for grade in Grade}
_UNITS = {word: unit for unit, word in UNIT_WORDS.items()} | {unit.value: unit for unit in Unit}
_HOURS = frozenset({Unit.CONTINUOUS_HOURS, Unit.SERVICE_HOURS})


@dataclass(frozen=True, slots=True)
class Habit:
    """What plain 小时 and plain 天 mean in a table that does not say."""

    hours: Unit = Unit.SERVICE_HOURS
    days: Unit = Unit.WORKDAYS


@dataclass(frozen=True, slots=True)
class Terms:
    """What a condition says apart from its text. limit_text: the limit as written; limit: as read."""

    limit_text: str
    limit: Limit
    grade: Grade | None
    source: str


def read_kind(text: str) -> ClassKind:
    """Return the kind that text names; raises standards.kind_unknown."""
    if text not in _KINDS:
        raise errors.KIND_UNKNOWN(text=text, field="kind")
    return _KINDS[text]


def read_grade(text: str) -> Grade | None:
    """Return the grade that text names, None when it is empty; raises standards.grade_unknown."""
    if text and text not in _GRADES:
        raise errors.GRADE_UNKNOWN(text=text, field="grade")
    return _GRADES[text] if text else None


def read_code(text: str) -> str:
    """Return text if it can be a code; raises standards.code_unreadable."""
    if not _CODE.fullmatch(text):
        raise errors.CODE_UNREADABLE(text=text, field="code")
    return text


def read_limit(text: str, unit: str = "", *, habit: Habit) -> Reading:
    """Read a time limit. unit: the way to count, where a column says it; else the text and then habit decide.

    Raises kernel.unreadable_limit, standards.unit_unknown, standards.unit_differs.
    """
    if not unit:
        return _parsed(text, habit)
    if unit not in _UNITS:
        raise errors.UNIT_UNKNOWN(text=unit, field="unit")
    meant = _UNITS[unit]
    told = Habit(hours=meant, days=habit.days) if meant in _HOURS else Habit(hours=habit.hours, days=meant)
    reading = _parsed(text, told)
    if reading.limit.unit != meant:
        raise errors.UNIT_DIFFERS(limit=text, unit=unit, field="unit")
    return reading


def _parsed(text: str, habit: Habit) -> Reading:
    try:
        return parse_limit(text, hours=habit.hours, days=habit.days)
    except Refusal as refusal:
        refusal.field = "limit"
        raise


def stored_limit(amount: Decimal, unit: Unit) -> Limit:
    """Return the limit that a column of eight decimals holds: 0.33333333 hours are 20 minutes again."""
    if unit not in _HOURS:
        return Limit(amount, unit)
    return Limit((amount * 60).quantize(_QUARTER_SECOND) / 60, unit)


def in_force(on: date, *, valid_from: date, valid_to: date | None) -> bool:
    """Tell whether a condition holds on that day; valid_to is the first day on which it no longer does."""
    return valid_from <= on and (valid_to is None or on < valid_to)
