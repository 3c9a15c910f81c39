"""What a reading holds: every item with the exact place it came from in the original text."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bihuan.kernel.spans import Span


class Force(StrEnum):
    """How binding a requirement is: an order, or a hope that no unit can be held to."""

    MUST = "must"
    HOPE = "hope"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the original. text has no white space; span is their place in the original, end exclusive."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Dateline:
    """When an article says it happened. day is None when the year cannot be told; certain: nothing was inferred."""

    text: str
    span: Span
    day: date | None
    certain: bool


@dataclass(frozen=True, slots=True)
class Article:
    """One report, notice or minutes inside a document. reporters: names in the byline, in order."""

    id: str
    span: Span
    dateline: Dateline | None
    byline: Piece | None
    reporters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """One mention of a person together with the post that is written there; post is empty when none is."""

    article: str
    name: str
    post: str
    span: Span


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when. day: the last day in time, or None when a calendar or a start is needed to tell.

    amount and unit: for limits counted from a start (三个工作日内), see kernel.dates.Moment.
    """

    text: str
    span: Span
    day: date | None
    amount: int | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One order or hope. units: those asked, as written, lead first; leads: the part of units that leads.

    units_stated: the units stand in the sentence itself rather than being carried on from before. project: id of the
    project it concerns. quote: the whole sentence around it, for the case that will be made of it.
    """

    id: str
    article: str
    text: str
    span: Span
    speaker: str | None
    units: tuple[str, ...]
    leads: tuple[str, ...]
    units_stated: bool
    force: Force
    deadline: Deadline | None
    project: str | None
    quote: Piece


@dataclass(frozen=True, slots=True)
class Problem:
    """One shortcoming named. place: where it was seen, or empty.

    units: those it is laid to beside it, leads: the part of them that leads; deadline: by when it is to be put right.
    """

    article: str
    text: str
    span: Span
    place: str
    units: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True)
class Attribute:
    """One fact about a project. field is one of those in projects.FIELDS; value is the fact in a fixed form, or None."""

    field: str
    value: str | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Project:
    """One project named in an article, with what the article says of it."""

    id: str
    article: str
    name: Piece
    attributes: tuple[Attribute, ...]
