"""How an edition of an assessment system is understood, and everything that is wrong with it, row by row."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from bihuan.kernel.errors import Refusal
from bihuan.orgs.rules import optional_text, required_text
from bihuan.standards import errors
from bihuan.standards.rules.assessment import Level, Way
from bihuan.standards.rules.steps import read_steps
from bihuan.standards.rules.system_rows import (
    SHEET_NAMES,
    Part,
    RawClause,
    RawElement,
    RawHead,
    RawRow,
    RawSystem,
    RawType,
)
from bihuan.standards.rules.system_terms import (
    LEVEL_WORDS,
    NO,
    WAY_WORDS,
    YES,
    ClauseTerms,
    Content,
    ElementTerms,
    Head,
    TypeTerms,
)
from bihuan.standards.rules.terms import ClassKind, read_kind

T = TypeVar("T")
ClassBook = Mapping[tuple[str, ClassKind, str], UUID]
"""Classes of the dictionary by reference, kind and code; under the empty reference that of the newest standard."""
_LEVELS = {word: level for level, word in LEVEL_WORDS.items()} | {level.value: level for level in Level}
_WAYS = {word: way for way, word in WAY_WORDS.items()} | {way.value: way for way in Way} | {"状态描述法": Way.STATE}
_YES = {YES: True, "yes": True, "true": True, NO: False, "no": False, "false": False, "": False}
_ABOVE = {Level.PROJECT: None, Level.CONTENT: Level.PROJECT, Level.STANDARD: Level.CONTENT}
_TYPE_CODE = re.compile(r"[a-z0-9_]{2,20}")
_CODE = re.compile(r"[\w.#-]{1,30}")
_POINTS = re.compile(r"\d{1,5}(\.\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row. number: 0 when a whole table is meant."""

    part: Part
    number: int
    refusal: Refusal


class _Reader:
    """Reads cells one by one and keeps every refusal with the row it stands in."""

    def __init__(self, raw: RawSystem, classes: ClassBook) -> None:
        self.raw, self.classes, self.faults = raw, classes, list[Fault]()
        self.type_codes = {row.code.strip() for row in raw.types}
        self.levels = {row.code.strip(): _LEVELS.get(row.level.strip()) for row in raw.clauses}
        self.at: tuple[Part, int] = (Part.SYSTEM, 0)

    def of(self, read: Callable[[], T], default: T) -> T:
        try:
            return read()
        except Refusal as refusal:
            self.faults.append(Fault(*self.at, refusal))
            return default

    def text(self, row: RawRow, name: str, most: int, *, is_required: bool = False) -> str:
        read = required_text if is_required else optional_text
        return self.of(lambda: read(getattr(row, name), field=name, most=most), "")

    def one_of(self, row: RawRow, name: str, words: Mapping[str, T], refusal: Any, default: T) -> T:
        text = getattr(row, name).strip().lower()
        if text in words:
            return words[text]
        return self.of(lambda: _refuse(refusal(text=text, field=name)), default)

    def check(self, is_right: bool, refusal: Refusal) -> None:
        if not is_right:
            self.faults.append(Fault(*self.at, refusal))

    def points(self, row: RawClause | RawElement) -> Decimal | None:
        text = row.points.strip()
        if not text:
            return None
        self.check(bool(_POINTS.fullmatch(text)), errors.POINTS_UNREADABLE(text=text, field="points"))
        return Decimal(text) if _POINTS.fullmatch(text) else None

    def day(self, row: RawHead, name: str) -> date | None:
        text = getattr(row, name).strip().removesuffix("T00:00:00")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.check(False, errors.DAY_UNREADABLE(text=text, field=name))
            return None

    def head(self, row: RawHead) -> Head:
        begin, end = self.day(row, "in_force_on"), self.day(row, "ends_on")
        self.check(bool(row.in_force_on.strip()), errors.DAY_MISSING(field="in_force_on"))
        if begin and end:
            self.check(begin <= end, errors.DATES_CROSSED(field="ends_on"))
        return Head(
            ref=self.text(row, "ref", 60, is_required=True),
            name=self.text(row, "name", 120, is_required=True),
            edition=self.text(row, "edition", 30),
            in_force_on=begin or date.min,
            ends_on=end,
            source=self.text(row, "source", 300, is_required=True),
            is_example=self.one_of(row, "example", _YES, errors.YES_UNREADABLE, False),
            note=self.text(row, "note", 2000),
        )

    def type(self, row: RawType) -> TypeTerms:
        code = self.text(row, "code", 20, is_required=True)
        self.check(not code or bool(_TYPE_CODE.fullmatch(code)), errors.TYPE_CODE_UNREADABLE(text=code, field="code"))
        return TypeTerms(code, self.text(row, "name", 60, is_required=True), self.text(row, "note", 2000))

    def code(self, row: RawClause | RawElement) -> str:
        code = self.text(row, "code", 30, is_required=True)
        self.check(not code or bool(_CODE.fullmatch(code)), errors.CLAUSE_CODE_UNREADABLE(text=code, field="code"))
        return code

    def clause(self, row: RawClause) -> ClauseTerms:
        level = self.one_of(row, "level", _LEVELS, errors.LEVEL_UNKNOWN, Level.PROJECT)
        parent, wanted = row.parent.strip(), _ABOVE[level]
        if parent and parent not in self.levels:
            self.check(False, errors.PARENT_UNKNOWN(code=parent, field="parent"))
        elif self.levels.get(parent) is not wanted or bool(parent) is (wanted is None):
            above = LEVEL_WORDS[wanted] if wanted else ""
            wrong = errors.PARENT_LEVEL(level=LEVEL_WORDS[level], above=above, field="parent")
            self.check(False, wrong if wanted else errors.PARENT_UNWANTED(field="parent"))
        return ClauseTerms(
            code=self.code(row),
            level=level,
            parent=parent,
            text=self.text(row, "text", 2000, is_required=True),
            method=self.text(row, "method", 60),
            points=self.points(row),
        )

    def element(self, row: RawElement) -> ElementTerms:
        type_code, clause = self.text(row, "type", 20, is_required=True), row.clause.strip()
        self.check(not type_code or type_code in self.type_codes, errors.TYPE_UNKNOWN(code=type_code, field="type"))
        standing = not clause or self.levels.get(clause) is Level.STANDARD
        self.check(standing, errors.CLAUSE_UNKNOWN(code=clause, field="clause"))
        way = self.one_of(row, "way", _WAYS | {"": Way.STATE}, errors.WAY_UNKNOWN, Way.STATE)
        steps = row.steps.strip()
        self.check(way is Way.STATE or not steps, errors.STEPS_UNWANTED(field="steps"))
        points = self.points(row)
        self.check(points is not None or bool(row.points.strip()), errors.POINTS_MISSING(field="points"))
        return ElementTerms(
            code=self.code(row),
            type=type_code,
            clause=clause,
            text=self.text(row, "text", 200, is_required=True),
            help=self.text(row, "help", 1000),
            way=way,
            points=points or Decimal(0),
            steps=self.of(lambda: read_steps(steps), ()) if way is Way.STATE else (),
            is_required=self.one_of(row, "required", _YES, errors.YES_UNREADABLE, False),
            is_around=self.one_of(row, "around", _YES, errors.YES_UNREADABLE, False),
            case_class=self.of(lambda: find_class(row.case_class, self.classes), None),
        )

    def each(self, part: Part, read: Callable[[Any], T]) -> tuple[T, ...]:
        found, seen = [], dict[str, int]()
        for row in getattr(self.raw, part):
            self.at = part, row.number
            found.append(read(row))
            code = getattr(row, "code", "").strip()
            first = seen.setdefault(code, row.number)
            if code and first != row.number:
                self.check(False, errors.SYSTEM_CODE_TWICE(row=first, code=code, field="code"))
        return tuple(found)


def read_system(raw: RawSystem, classes: ClassBook) -> tuple[Content | None, list[Fault]]:
    """Return the edition as understood, or None with every fault in the order of the rows."""
    reader = _Reader(raw, classes)
    for part in (Part.TYPES, Part.ELEMENTS):
        if not getattr(raw, part):
            reader.faults.append(Fault(part, 0, errors.PART_EMPTY(sheet=SHEET_NAMES[part])))
    if len(raw.system) != 1:
        reader.faults.append(Fault(Part.SYSTEM, 0, errors.HEAD_COUNT(sheet=SHEET_NAMES[Part.SYSTEM])))
    heads = reader.each(Part.SYSTEM, reader.head)
    types = reader.each(Part.TYPES, reader.type)
    clauses = reader.each(Part.CLAUSES, reader.clause)
    elements = reader.each(Part.ELEMENTS, reader.element)
    if reader.faults:
        return None, reader.faults
    return Content(heads[0], types, clauses, elements), []


def check_system(raw: RawSystem, classes: ClassBook) -> Content:
    """Return the edition as understood, or raise standards.system_faulty."""
    content, faults = read_system(raw, classes)
    if content is None:
        first = faults[0]
        raise errors.SYSTEM_FAULTY(count=len(faults), sheet=SHEET_NAMES[first.part], row=first.number)
    return content


def find_class(text: str, classes: ClassBook) -> UUID | None:
    """Return the class that a cell names, None for an empty cell, or raise standards.class_unknown."""
    words: Sequence[str] = text.split()
    if not words:
        return None
    kind = ClassKind.MATTER
    code, rest = words[-1], words[:-1]
    with suppress(Refusal):
        kind, rest = (read_kind(rest[-1]), rest[:-1]) if rest else (kind, rest)
    found = classes.get((" ".join(rest), kind, code))
    if found is None:
        raise errors.CLASS_UNKNOWN(text=text, field="case_class")
    return found


def _refuse(refusal: Refusal) -> Any:
    raise refusal
