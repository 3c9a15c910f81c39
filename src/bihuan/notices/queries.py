"""Reads of the notices app: what is in somebody's inbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Subquery

from bihuan.kernel.call import Actor
from bihuan.notices.models import Notice
from bihuan.notices.rules import TEXTS, NoticeKind, Param
from bihuan.orgs.models import Person, Unit

_COLUMNS = (
    "uuid",
    "kind",
    "subject_kind",
    "subject_uuid",
    "subject_code",
    "params",
    "delivered_at",
    "read_at",
    "read_by_uuid",
)


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One notice as its reader sees it. text: a msgid; translate it, then fill in params (code is among them).

    is_personal: to this person, not to the unit.
    """

    uuid: UUID
    kind: NoticeKind
    subject_kind: str
    subject_uuid: UUID
    subject_code: str
    text: str
    params: Mapping[str, Param]
    delivered_at: datetime
    read_at: datetime | None
    read_by_uuid: UUID | None
    is_personal: bool


def inbox(actor: Actor, *, unread_only: bool = False, limit: int = 50, before: UUID | None = None) -> list[InboxRow]:
    """Return the newest notices to the actor and to the unit of the post they act in, newest first.

    before: the last row of the page before; an unknown one gives nothing. One statement: each half is read through
    its own index (notices_unit, notices_person, or the smaller ones of what is unread).
    """
    halves = [
        _page(half, unread_only=unread_only, before=before).values(*_COLUMNS, "to_person_id", "id")
        for half in _halves(actor)
    ]
    merged = halves[0].union(*halves[1:], all=True)
    return [_row(row) for row in merged.order_by("-delivered_at", "-id")[:limit]]


def unread_count(actor: Actor) -> int:
    """Return how many notices inbox(unread_only=True) would give. One statement over the partial indexes."""
    first, *rest = (half.filter(read_at__isnull=True).values("id") for half in _halves(actor))
    return first.union(*rest, all=True).count()


def mine(actor: Actor) -> Q:
    """Return the condition for a notice to the actor or to the unit of the post they act in. Joins nothing."""
    return reduce(or_, _addressed(actor))


def _halves(actor: Actor) -> list[QuerySet[Notice]]:
    """Split what mine() means into its indexed parts; no notice is in both, as each has one addressee."""
    return [Notice.objects.order_by().filter(addressed) for addressed in _addressed(actor)]


def _addressed(actor: Actor) -> list[Q]:
    person = Person.objects.filter(uuid=actor.uuid).order_by().values("pk")
    to_person = Q(to_person_id=Subquery(person))
    if actor.unit_uuid is None:
        return [to_person]
    unit = Unit.objects.filter(uuid=actor.unit_uuid).order_by().values("pk")
    return [to_person, Q(to_unit_id=Subquery(unit))]


def _page(rows: QuerySet[Notice], *, unread_only: bool, before: UUID | None) -> QuerySet[Notice]:
    if unread_only:
        rows = rows.filter(read_at__isnull=True)
    if before is not None:
        edge = Notice.objects.filter(uuid=before).order_by()
        at, number = Subquery(edge.values("delivered_at")), Subquery(edge.values("id"))
        # The first condition narrows the index; the second is exact.
        rows = rows.filter(Q(delivered_at__lte=at), Q(delivered_at__lt=at) | Q(id__lt=number))
    return rows


def _row(row: dict[str, Any]) -> InboxRow:
    kind = NoticeKind(row["kind"])
    shown = {name: row[name] for name in _COLUMNS} | {
        "kind": kind,
        "params": row["params"] | {"code": row["subject_code"]},
    }
    return InboxRow(**shown, text=TEXTS[kind], is_personal=row["to_person_id"] is not None)
