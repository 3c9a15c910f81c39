"""Inspections of the invented district: one planned round, one drawn by lot, with what they found."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from bihuan.demo import pictures
from bihuan.evidence.commands import store
from bihuan.kernel.call import Actor, Call
from bihuan.kernel.geo import Datum
from bihuan.places.queries import Filters, PlaceRow, places
from bihuan.standards.queries import ElementRow, elements_of, system_in_force
from bihuan.visits import commands
from bihuan.visits.commands import Seen
from bihuan.visits.queries import StopRow, round_page
from bihuan.visits.rules.kinds import Result, RoundKind

NOTE = "演示数据"
WALK = ("main_street", "square_park", "farm_market", "public_toilet", "estate")


def set_up(actors: Mapping[str, Actor], *, now: datetime, zone: ZoneInfo) -> None:
    """Make both rounds and go through a part of each. actors: by sign-in name."""
    local = now.astimezone(zone)
    office, inspector, other = actors["cw1"], actors["xc1"], actors["cw1"]
    known = {row.uuid: row for row in _register()}
    from_on, to_on = local.date() - timedelta(days=2), local.date() + timedelta(days=4)
    walk = [next(row for row in known.values() if row.type_code == kind and row.lon) for kind in WALK]
    planned = commands.make_round(
        Call(office, now - timedelta(days=2)),
        name="西溪片区日常巡查",
        kind=RoundKind.PLANNED,
        place_uuids=[row.uuid for row in walk],
        person_uuid=inspector.uuid,
        note=NOTE,
        from_on=from_on,
        to_on=to_on,
    )
    drawn = commands.commit_seed(
        Call(office, now - timedelta(hours=30)),
        name="本周双随机抽查",
        kind=RoundKind.DRAWN,
        count=8,
        note=NOTE,
        from_on=from_on,
        to_on=to_on,
    )
    commands.draw_round(
        Call(office, now - timedelta(hours=29)), round_uuid=drawn.round_uuid, expected_version=drawn.version
    )
    for made, stops in ((planned, 4), (drawn, 3)):
        for number, stop in enumerate(round_page(office, made.round_uuid).stops[:stops]):
            at = now - timedelta(hours=26 if made is planned else 5) + timedelta(minutes=25 * number)
            who = inspector if stop.person_uuid == inspector.uuid else other
            _visit(who, stop, known[_place(stop)], at=at, zone=zone)
    last = round_page(office, planned.round_uuid).stops[-1]
    skipped = Call(inspector, now - timedelta(hours=24))
    commands.skip_stop(skipped, stop_uuid=last.uuid, reason="围挡施工，无法进入")


def _register() -> list[PlaceRow]:
    first = places(Filters())
    more = [row for number in range(2, first.page_count + 1) for row in places(Filters(), page=number).rows]
    return [*first.rows, *more]


def _place(stop: StopRow) -> UUID:
    if stop.place_uuid is None:
        raise ValueError("a stop of the demo is a point")
    return stop.place_uuid


def _visit(who: Actor, stop: StopRow, place: PlaceRow, *, at: datetime, zone: ZoneInfo) -> None:
    system = system_in_force(at.astimezone(zone).date())
    elements = elements_of(system.uuid, place.type_code) if system else []
    seen = [_seen(who, place, element, number, at=at, zone=zone) for number, element in enumerate(elements)]
    commands.record_visit(
        Call(who, at),
        visit_uuid=uuid5(NAMESPACE_URL, f"demo/visit/{stop.uuid}"),
        place_uuid=place.uuid,
        stop_uuid=stop.uuid,
        started_at=at - timedelta(minutes=12),
        ended_at=at,
        lon=place.lon,
        lat=place.lat,
        datum=Datum.WGS84,
        accuracy_m=8.0,
        observations=seen,
    )


def _seen(who: Actor, place: PlaceRow, element: ElementRow, number: int, *, at: datetime, zone: ZoneInfo) -> Seen:
    uuid = uuid5(NAMESPACE_URL, f"demo/seen/{place.uuid}/{element.code}/{at.isoformat()}")
    is_bad = (number + len(place.name)) % 6 == 2 or (element.is_required and len(place.name) == 3)
    files: Sequence[UUID] = ()
    moment = at - timedelta(minutes=10) + timedelta(seconds=30 * number)
    if is_bad and place.lon is not None and place.lat is not None:
        content = pictures.street(
            seed=700 + number, view=len(place.code), dirty=True, at=moment, zone=zone, lon=place.lon, lat=place.lat
        )
        files = (store(Call(who, at), content=content, file_name="现场.jpg").uuid,)
    return Seen(
        uuid=uuid,
        element_uuid=element.uuid,
        result=Result.BAD if is_bad else Result.GOOD,
        observed_at=moment,
        bad_count=1 + number % 2 if is_bad else 0,
        note="现场未见，请补齐" if is_bad else "",
        files=tuple(files),
    )
