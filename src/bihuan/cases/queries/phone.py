"""What an inspector's phone takes along of the cases: what is open around its points, and what waits to be verified."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, F, Q

from bihuan.cases.models import OPEN_STATES, Case, CaseFile
from bihuan.cases.queries.scope import visible
from bihuan.cases.queries.story import SIMILAR_HOURS, SIMILAR_M
from bihuan.cases.queries.waits import not_own
from bihuan.cases.rules.facts import State
from bihuan.kernel.call import Actor
from bihuan.kernel.geo import Box
from bihuan.orgs.rules import Power

MOST_NEAR: Final = 300
MOST_TO_VERIFY: Final = 60
USUAL_DAYS: Final = 90
__all__ = ["SIMILAR_HOURS", "SIMILAR_M", "NearCase", "ToVerify", "open_near", "to_verify", "usual_classes"]


@dataclass(frozen=True, slots=True)
class NearCase:
    """That there is an open case of a class at a position, and no more: whoever stands there need not see the case."""

    uuid: UUID
    code: str
    class_uuid: UUID | None
    place_uuid: UUID | None
    lon: float
    lat: float
    reported_at: datetime


@dataclass(frozen=True, slots=True)
class ToVerify:
    """One case that was fed back and that the actor may verify. before, after: its pictures, the newest round last."""

    uuid: UUID
    version: int
    code: str
    title: str
    text: str
    class_name: str
    unit_name: str
    place_uuid: UUID | None
    place_text: str
    lon: float | None
    lat: float | None
    fed_back_at: datetime | None
    before: tuple[UUID, ...]
    after: tuple[UUID, ...]


def open_near(box: Box | None, *, at: datetime) -> list[NearCase]:
    """Return the open cases in a box reported in the last 24 hours, newest first; one statement on cases_open_position."""
    if box is None:
        return []
    rows = Case.objects.filter(
        closed_at__isnull=True,
        state__in=OPEN_STATES,
        lat_wgs84__isnull=False,
        lat_wgs84__range=(box.south, box.north),
        lon_wgs84__range=(box.west, box.east),
        reported_at__gte=at - timedelta(hours=SIMILAR_HOURS),
    ).order_by("-pk")
    columns = ("uuid", "code", "case_class_id", "place_id", "lon_wgs84", "lat_wgs84", "reported_at")
    return [NearCase(*row) for row in rows.values_list(*columns)[:MOST_NEAR]]


def to_verify(actor: Actor, *, limit: int = MOST_TO_VERIFY) -> list[ToVerify]:
    """Return what was fed back and the actor may verify, oldest first; two statements."""
    if not actor.has(Power.INSPECT, Power.SUPERVISE):
        return []
    waiting = visible(actor).filter(Q(state=State.FED_BACK) & not_own(actor)).order_by("fed_back_at", "pk")
    rows = list(waiting.select_related("case_class", "lead_unit")[:limit])
    pictures = _pictures([row.pk for row in rows])
    return [
        ToVerify(
            uuid=row.uuid,
            version=row.version,
            code=row.code,
            title=row.title,
            text=row.text,
            class_name=row.case_class.name if row.case_class else "",
            unit_name=(row.lead_unit.short_name or row.lead_unit.name) if row.lead_unit else "",
            place_uuid=row.place_id,
            place_text=row.place_text,
            lon=row.lon_wgs84,
            lat=row.lat_wgs84,
            fed_back_at=row.fed_back_at,
            before=tuple(pictures[row.pk, "before"]),
            after=tuple(pictures[row.pk, "after"]),
        )
        for row in rows
    ]


def _pictures(cases: Sequence[int]) -> dict[tuple[int, str], list[UUID]]:
    found: dict[tuple[int, str], list[UUID]] = defaultdict(list)
    rows = CaseFile.objects.filter(case__in=cases, file__kind="photo", role__in=["before", "after"]).order_by("id")
    for case, role, file in rows.values_list("case_id", "role", "file__uuid"):
        found[case, role].append(file)
    return found


def usual_classes(*, at: datetime, most: int = 12) -> list[UUID]:
    """Return the classes reported most in the last 90 days; one statement."""
    rows = Case.objects.filter(reported_at__gte=at - timedelta(days=USUAL_DAYS), case_class__isnull=False)
    counted = rows.order_by().values(key=F("case_class_id")).annotate(n=Count("pk")).order_by("-n", "key")
    return [row["key"] for row in counted[:most]]
