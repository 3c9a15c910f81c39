"""A street with one system, two elements and two places, as small as it can be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from cast import NOW, Cast, call
from makers import condition

from bihuan.kernel.call import Actor
from bihuan.orgs.models import Unit
from bihuan.places.models import Place
from bihuan.standards.models import Element, PointType, System
from bihuan.visits.commands import Recorded, Seen, record_visit
from bihuan.visits.rules.kinds import Result, Scope


@dataclass(frozen=True)
class Street:
    """clean fails as the class of makers.condition; signs has no class. park is the street's, stop is nobody's."""

    cast: Cast
    system: System
    clean: Element
    signs: Element
    park: Place
    halt: Place


def make_street(cast: Cast) -> Street:
    """Return the street on a database that has only the cast."""
    system = System.objects.create(ref="试验体系", name="试验体系", in_force_on=date(2020, 1, 1), source="test")
    park_type = PointType.objects.create(system=system, code="park", name="公园", position=1)
    kind = condition().case_class
    clean = element(system, park_type, "1-1", "地面干净", case_class=kind, is_required=True)
    signs = element(system, park_type, "1-2", "设有公益广告", is_required=True)
    park = place("D001", "人民公园", unit=cast.street)
    return Street(cast, system, clean, signs, park, place("D002", "公交站", lon=113.56))


def element(system: System, point_type: PointType, code: str, text: str, **more: Any) -> Element:
    """One element of a type."""
    position = Element.objects.count() + 1
    return Element.objects.create(system=system, point_type=point_type, code=code, text=text, position=position, **more)


def place(code: str, name: str, *, unit: Unit | None = None, lon: float = 113.55, lat: float = 34.8) -> Place:
    """One place of the register."""
    return Place.objects.create(
        code=code, name=name, type_code="park", unit=unit, lon_wgs84=lon, lat_wgs84=lat, datum="wgs84"
    )


def seen(what: Element, result: Result = Result.BAD, *, at: datetime = NOW, **more: Any) -> Seen:
    """One observation."""
    more.setdefault("uuid", uuid4())
    more.setdefault("scope", Scope.POINT)
    return Seen(element_uuid=what.uuid, result=result, observed_at=at, **more)


def visit(
    street: Street,
    *observations: Seen,
    who: Actor | None = None,
    where: Place | None = None,
    visit_uuid: UUID | None = None,
    at: datetime = NOW,
    **more: Any,
) -> Recorded:
    """Record a visit to the park by the inspector."""
    said = _said(street, observations, where=where, visit_uuid=visit_uuid, at=at)
    return record_visit(call(who or street.cast.inspector, at), **said | more)


def _said(
    street: Street, observations: Sequence[Seen], *, where: Place | None, visit_uuid: UUID | None, at: datetime
) -> dict[str, Any]:
    return {
        "visit_uuid": visit_uuid or uuid4(),
        "place_uuid": (where or street.park).uuid,
        "started_at": at - timedelta(minutes=5),
        "ended_at": at,
        "observations": list(observations),
    }
