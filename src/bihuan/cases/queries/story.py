"""What a case's page tells: its files, its timeline, its relatives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from bihuan.cases.models import Case, CaseFile
from bihuan.cases.queries.rows import CaseRow, loaded, merged, row_of, rows_of
from bihuan.cases.queries.scope import visible
from bihuan.cases.rules.facts import Origin
from bihuan.kernel.call import Actor
from bihuan.kernel.geo import Datum, Position, bounding_box, distance_m
from bihuan.ledger.queries import Happening, timeline

SIMILAR_M = 50
SIMILAR_HOURS = 24


@dataclass(frozen=True, slots=True)
class Shown:
    """One file shown in a case. flags: dicts with code and parameters (see evidence.rules.Flag)."""

    uuid: UUID
    name: str
    role: str
    round: int
    is_picture: bool
    width: int
    height: int
    captured_at: datetime | None
    added_by_name: str
    added_at: datetime
    flags: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class CaseStory:
    """Everything a case's page shows beside its row; of its relatives only those that one may see.

    rebound_of and rebounds: the case it came back from and those that came back from it. family: the whole chain, this
    case among it, oldest first; empty where nothing came back. cures: lasting cures ordered for the family.
    """

    row: CaseRow
    text: str
    origin_uuid: UUID | None
    origin_text: str
    origin_note: str
    happened_at: datetime
    reporter_unit: str
    position: Position | None
    files: list[Shown]
    timeline: list[Happening]
    rebound_of: CaseRow | None
    rebounds: list[CaseRow]
    family: list[CaseRow]
    cures: list[CaseRow]


def story_of(actor: Actor, case: Case) -> CaseStory:
    """Return a loaded case with its story: about five statements."""
    row = row_of(case)
    family, cures = _relatives(actor, row)
    return CaseStory(
        row=row,
        text=case.text,
        origin_uuid=case.origin_uuid,
        origin_text=case.origin_text,
        origin_note=case.origin_note,
        happened_at=case.happened_at,
        reporter_unit=case.reporter_unit,
        position=position_of(case),
        files=files_of(case),
        timeline=timeline(case.uuid),
        rebound_of=next((each for each in family if each.uuid == row.facts.rebound_of), None),
        rebounds=[each for each in family if each.facts.rebound_of == row.uuid],
        family=family,
        cures=cures,
    )


def position_of(case: Case) -> Position | None:
    """Return where the case is, if known."""
    if case.lon_wgs84 is None or case.lat_wgs84 is None:
        return None
    return Position(case.lon_wgs84, case.lat_wgs84, Datum.WGS84, case.accuracy_m)


def files_of(case: Case) -> list[Shown]:
    """Return the files shown in a case, in the order they were added: one statement."""
    return [
        Shown(
            uuid=row.file.uuid,
            name=row.file.name,
            role=row.role,
            round=row.round,
            is_picture=row.file.kind == "photo",
            width=row.file.width,
            height=row.file.height,
            captured_at=row.file.captured_at,
            added_by_name=row.added_by_name,
            added_at=row.added_at,
            flags=row.flags,
        )
        for row in CaseFile.objects.filter(case=case).select_related("file").order_by("id")
    ]


def may_see_file(actor: Actor, file_uuid: UUID) -> bool:
    """Tell whether a file is shown in a case the actor may see."""
    return CaseFile.objects.filter(file__uuid=file_uuid, case__in=visible(actor)).exists()


def _relatives(actor: Actor, row: CaseRow) -> tuple[list[CaseRow], list[CaseRow]]:
    """Return the family of a case, oldest first, and the lasting cures ordered for it: one statement.

    Uses cases_family, cases_rebounds and cases_origin. The case a lasting cure was ordered for counts as its family.
    """
    facts = row.facts
    first = facts.family or facts.rebound_of or row.uuid
    chain = Q(uuid__in=[uuid for uuid in (first, facts.rebound_of) if uuid]) | Q(rebound_of=row.uuid)
    chain |= Q(family=first)
    ordered = Case.objects.filter(Q(family=first) | Q(uuid=first)).values("uuid")
    rows = visible(actor).filter(chain | Q(origin=Origin.CURE, origin_uuid__in=ordered))
    found = [each for each in rows_of(loaded(rows).order_by("pk")) if each.uuid != row.uuid]
    cures = [each for each in found if each.origin == Origin.CURE]
    family = [each for each in found if each.origin != Origin.CURE]
    return (sorted([*family, row], key=lambda each: each.id) if family else []), cures


def similar(
    actor: Actor, *, case_class: UUID | None, position: Position, at: datetime, leave_out: Sequence[UUID] = ()
) -> list[tuple[CaseRow, float]]:
    """Return cases of the same class within 50 m, reported in the last 24 hours, nearest first, with metres.

    Source: DOMAIN 1.3 (similar-case hint of a real system). Uses cases_position; class and order are left to Python,
    because SQLite would rather read a whole class than a few metres.
    """
    box = bounding_box(position.lon, position.lat, SIMILAR_M)
    near = visible(actor).filter(
        lat_wgs84__range=(box.south, box.north),
        lon_wgs84__range=(box.west, box.east),
        reported_at__gte=at - timedelta(hours=SIMILAR_HOURS),
        reported_at__lte=at,
    )
    found = []
    some = near.exclude(uuid__in=leave_out).order_by().values("pk")[:500]
    for case in merged(loaded(Case.objects.filter(pk__in=some)).order_by("pk")):
        there = position_of(case)
        metres = distance_m(position, there) if there else SIMILAR_M + 1
        if metres <= SIMILAR_M and case_class in (None, case.case_class_id):
            found.append((row_of(case), metres))
    return sorted(found, key=lambda pair: (pair[1], pair[0].id))
