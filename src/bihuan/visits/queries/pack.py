"""What an inspector's phone takes along for a day: stops, points, checklists, areas; a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from bihuan.kernel.call import Actor
from bihuan.kernel.geo import Box, bounding_box
from bihuan.places.models import Area, Place
from bihuan.standards.models import Element
from bihuan.standards.queries import system_in_force
from bihuan.visits.models import ElementState, Stop
from bihuan.visits.rules.outline import outlines

MOST_STOPS: Final = 300
MOST_PLACES: Final = 600
MOST_AREAS: Final = 200
AROUND_M: Final = 500


@dataclass(frozen=True, slots=True)
class DayPack:
    """Plain values, ready for JSON. box: around all points of the day."""

    stops: list[dict[str, Any]]
    places: list[dict[str, Any]]
    types: dict[str, Any]
    system: dict[str, Any] | None
    areas: list[dict[str, Any]]
    box: Box | None = field(default=None)


def day_pack(actor: Actor, *, on: date) -> DayPack:
    """Return the actor's stops of the rounds open that day and what is needed there; six statements.

    A stop without a person is for everybody. Points around those of the stops come too; without a stop, the first of
    the register, so that whoever has no round can still check a point.
    """
    stops = _stops(actor, on)
    in_force = system_in_force(on)
    places = _places(stops)
    box = _box((row.lon_wgs84, row.lat_wgs84) for row in places)
    systems = {stop.round.system_id for stop in stops} | ({in_force.uuid} if in_force else set())
    states = _states([row.pk for row in places])
    return DayPack(
        stops=[_stop(stop) for stop in stops],
        places=[_place(row, states.get(row.pk, {})) for row in places],
        types=_types(systems, {row.type_code for row in places}),
        system={"uuid": str(in_force.uuid), "name": in_force.name, "is_example": in_force.is_example}
        if in_force
        else None,
        areas=_areas(box),
        box=box,
    )


def _stops(actor: Actor, on: date) -> list[Stop]:
    rows = Stop.objects.filter(
        Q(person=None) | Q(person__uuid=actor.uuid),
        round__closed_at__isnull=True,
        round__from_on__lte=on,
        round__to_on__gte=on,
    ).select_related("round", "case", "place")
    return list(rows.order_by("round__to_on", "round_id", "position")[:MOST_STOPS])


def _places(stops: Sequence[Stop]) -> list[Place]:
    named = {stop.place_id or (stop.case.place_id if stop.case else None) for stop in stops} - {None}
    box = _box((stop.place.lon_wgs84, stop.place.lat_wgs84) for stop in stops if stop.place)
    wanted = Q(uuid__in=named)
    if box:
        wanted |= Q(is_active=True, lat_wgs84__range=(box.south, box.north), lon_wgs84__range=(box.west, box.east))
    elif not named:
        wanted = Q(is_active=True)
    rows = list(Place.objects.filter(wanted).select_related("unit").order_by("code")[:MOST_PLACES])
    return sorted(rows, key=lambda row: (row.uuid not in named, row.code))


def _box(points: Iterable[tuple[float | None, float | None]]) -> Box | None:
    known = [(lon, lat) for lon, lat in points if lon is not None and lat is not None]
    if not known:
        return None
    boxes = [bounding_box(lon, lat, AROUND_M) for lon, lat in known]
    return Box(
        min(box.west for box in boxes),
        min(box.south for box in boxes),
        max(box.east for box in boxes),
        max(box.north for box in boxes),
    )


def _stop(stop: Stop) -> dict[str, Any]:
    case = stop.case
    return {
        "uuid": str(stop.uuid),
        "round": stop.round.code,
        "round_name": stop.round.name,
        "kind": stop.round.kind,
        "system": str(stop.round.system_id),
        "position": stop.position,
        "place": str(stop.place_id or (case.place_id if case else "") or ""),
        "state": stop.state,
        "case": {
            "uuid": str(case.uuid),
            "code": case.code,
            "title": case.title,
            "class": str(case.case_class_id or ""),
            "place_text": case.place_text,
            "lon": case.lon_wgs84,
            "lat": case.lat_wgs84,
        }
        if case
        else None,
    }


def _place(row: Place, states: dict[str, str]) -> dict[str, Any]:
    return {
        "uuid": str(row.uuid),
        "code": row.code,
        "name": row.name,
        "type": row.type_code,
        "address": row.address,
        "lon": row.lon_wgs84,
        "lat": row.lat_wgs84,
        "radius_m": row.radius_m,
        "unit": (row.unit.short_name or row.unit.name) if row.unit else "",
        "initials": row.initials,
        "states": states,
    }


def _states(places: Sequence[int]) -> dict[int, dict[str, str]]:
    """Return what each element was like last, for those that were not good."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = ElementState.objects.filter(place__pk__in=places, result="bad").values_list(
        "place__pk", "element__uuid", "scope", "since"
    )
    for place, element, scope, since in rows:
        found[place][f"{element}/{scope}"] = _day(since)
    return found


def _day(moment: datetime) -> str:
    return moment.date().isoformat()


def _types(systems: set[UUID], codes: set[str]) -> dict[str, Any]:
    rows = Element.objects.filter(system__uuid__in=systems, point_type__code__in=codes)
    found: dict[str, Any] = {}
    for row in rows.select_related("system", "point_type").order_by("point_type_id", "position"):
        kind = found.setdefault(
            f"{row.system.uuid}/{row.point_type.code}", {"name": row.point_type.name, "elements": []}
        )
        kind["elements"].append(
            {
                "uuid": str(row.uuid),
                "code": row.code,
                "text": row.text,
                "help": row.help,
                "way": row.way,
                "is_required": row.is_required,
                "is_around": row.is_around,
                "class": str(row.case_class_id or ""),
            }
        )
    return found


def _areas(box: Box | None) -> list[dict[str, Any]]:
    if box is None:
        return []
    rows = Area.objects.filter(
        is_active=True, west__lte=box.east, east__gte=box.west, south__lte=box.north, north__gte=box.south
    )
    return [
        {
            "name": row.name,
            "kind": row.kind,
            "unit": (row.unit.short_name or row.unit.name) if row.unit else "",
            "rings": outlines(row.shape),
        }
        for row in rows.select_related("unit").order_by("kind", "code")[:MOST_AREAS]
    ]
