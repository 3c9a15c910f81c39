"""The smaller things that are read: who one is, classes, conditions, units, files, the ledger."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from bihuan.api.schemas.common import Limit, limit_of
from bihuan.evidence.rules import FileKind
from bihuan.ledger.rules import Sealed
from bihuan.orgs.rules import Power
from bihuan.standards.queries import ClassPage, ConditionRow
from bihuan.standards.rules.terms import ClassKind


class Me(BaseModel):
    """Who asks, in which post. acting_for: name of the holder when a delegate acts."""

    uuid: UUID
    name: str
    post_uuid: UUID | None
    post: str
    unit_uuid: UUID | None
    unit: str
    powers: list[Power]
    acting_for: str


class UnitInUse(BaseModel):
    """One unit in use."""

    uuid: UUID
    code: str
    name: str
    short_name: str
    aliases: list[str]


class Units(BaseModel):
    """The units in use, by code."""

    units: list[UnitInUse]


class CaseClass(BaseModel):
    """One class of one standard. words: other words for it. condition_count: conditions in force today."""

    uuid: UUID
    standard: str
    kind: ClassKind
    code: str
    name: str
    major_code: str
    major_name: str
    words: list[str]
    help: str
    is_local_extension: bool
    condition_count: int


class Classes(BaseModel):
    """One page of classes, 50 to a page, by standard, kind and code."""

    classes: list[CaseClass]
    total: int
    page: int
    page_count: int


class Condition(BaseModel):
    """One filing condition; it carries the time limit. valid_to: the first day it is no longer in force."""

    uuid: UUID
    class_uuid: UUID
    text: str
    limit: Limit | None
    grade: str
    source: str
    valid_from: date
    valid_to: date | None


class Conditions(BaseModel):
    """The conditions in force today, by kind and code of their class."""

    conditions: list[Condition]


class Stored(BaseModel):
    """A file that is kept. sha256: of the bytes as they came. is_new: nobody had stored these bytes before."""

    uuid: UUID
    sha256: str
    kind: FileKind
    is_new: bool
    request_uuid: UUID


class LedgerEntry(BaseModel):
    """One entry with everything its hash covers, as the exact texts that were hashed.

    hash: SHA-256, hex, over these lines joined by a line feed: bihuan-entry-v1, number, name, subject_kind,
    subject_uuid, subject_number, actor, happened_at, recorded_at, request_uuid, payload, previous_hash.
    """

    number: int
    name: str
    subject_kind: str
    subject_uuid: UUID
    subject_number: int = Field(description="1, 2, 3 … without gaps.")
    actor: str = Field(description="JSON text: who acted, in which post and unit then.")
    happened_at: str
    recorded_at: str
    request_uuid: UUID
    payload: str = Field(description="JSON text.")
    previous_hash: str = Field(description="Hash of the subject's entry before; 64 zeros for the first.")
    hash: str


class LedgerEntries(BaseModel):
    """The entries of one subject, first entry first."""

    entries: list[LedgerEntry]


def classes_of(found: ClassPage) -> Classes:
    """Return a page of classes as it is sent."""
    rows = [
        CaseClass(
            uuid=each.row.uuid,
            standard=each.row.standard_ref,
            kind=ClassKind(each.row.kind),
            code=each.row.code,
            name=each.row.name,
            major_code=each.row.major_code,
            major_name=each.row.major_name,
            words=list(each.row.words),
            help=each.row.help,
            is_local_extension=each.row.is_local_extension,
            condition_count=each.condition_count,
        )
        for each in found.classes
    ]
    return Classes(classes=rows, total=found.total, page=found.page, page_count=found.page_count)


def condition(row: ConditionRow) -> Condition:
    """Return a condition as it is sent."""
    return Condition(
        uuid=row.uuid,
        class_uuid=row.class_uuid,
        text=row.text,
        limit=limit_of(row.limit),
        grade=row.grade,
        source=row.source,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def ledger_entry(sealed: Sealed, digest: str) -> LedgerEntry:
    """Return an entry as it is sent."""
    fields: dict[str, Any] = {name: getattr(sealed, name) for name in Sealed.__slots__}
    return LedgerEntry(**fields, hash=digest)
