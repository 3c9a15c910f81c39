"""Makes the invented district with 30 points, a round for the inspector and what the phone shows beside it."""

import json
import sys

import django

STREETS = ("松林路", "竹园街", "青屏大道", "荷塘巷", "书院路", "南桥街")
KINDS = ("estate", "street", "park", "market", "school", "hospital")
PASSWORD = "phone-journey-2026"
LON, LAT = 113.55, 34.80


def main(count: int, *, wants_more: bool) -> None:
    """Print the inspector's name, the round and how many elements the points' types have."""
    django.setup()

    from django.core.management import call_command
    from django.utils import timezone

    from bihuan.demo import district
    from bihuan.demo.district import DEMO
    from bihuan.kernel.call import Call
    from bihuan.orgs import commands as orgs
    from bihuan.orgs.models import Person
    from bihuan.orgs.rules import Secret
    from bihuan.places.models import Area, Place
    from bihuan.places.rules.kinds import AreaKind
    from bihuan.standards.commands import load_example_system
    from bihuan.standards.models import Element, PointType
    from bihuan.visits.commands import make_round
    from bihuan.visits.rules.kinds import RoundKind

    call_command("setup", verbosity=0)
    now, today = timezone.now(), timezone.localdate()
    made = district.set_up(now, today)
    load_example_system(Call(DEMO, now))
    inspector = Person.objects.get(username="xc1")
    Person.objects.filter(pk=inspector.pk).update(is_demo=False)
    orgs.set_password(Call(DEMO, now), person_uuid=inspector.uuid, new=Secret(PASSWORD))
    types = list(PointType.objects.order_by("position")[:6])
    units = [made.units[code] for code in ("21", "22", "23")]
    places = Place.objects.bulk_create(
        Place(
            code=f"D{number:03d}",
            name=f"{STREETS[number % 6]}{number + 1}号{types[number % len(types)].name}",
            type_code=types[number % len(types)].code,
            address=f"{STREETS[number % 6]}{number + 1}号",
            lon_wgs84=LON + (number % 6) * 0.0022,
            lat_wgs84=LAT + (number // 6) * 0.0018,
            datum="wgs84",
            unit_id=units[number % 3],
            initials="",
        )
        for number in range(count)
    )
    for number, unit in enumerate(units):
        west, east = LON - 0.002 + number * 0.005, LON + 0.003 + number * 0.005
        south, north = LAT - 0.002, LAT + 0.010
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        Area.objects.create(
            kind=AreaKind.UNIT, code=f"Q{number}", name=f"{'甲乙丙'[number]}街道（示例）", unit_id=unit, source="示例",
            shape={"type": "Polygon", "coordinates": [ring]}, west=west, south=south, east=east, north=north,
        )  # fmt: skip
    planner = made.actors["dc1"]
    order = [row.uuid for row in places]
    round_ = make_round(
        Call(planner, now), name="本周日常检查（示例）", kind=RoundKind.PLANNED, place_uuids=order,
        from_on=today, to_on=today, person_uuid=inspector.uuid,
    )  # fmt: skip
    if wants_more:
        _more(made, now)
    elements = Element.objects.filter(point_type__in=types).count()
    print(json.dumps({"round": str(round_.round_uuid), "elements": elements, "login": "xc1", "password": PASSWORD}))  # noqa: T201


def _more(made: object, now: object) -> None:
    """Two cases that were fed back, one of them with pictures, and an open one nearby."""
    import io
    from datetime import timedelta
    from typing import Any, cast

    from PIL import Image, ImageDraw

    from bihuan.cases import commands as cases
    from bihuan.evidence.commands import store
    from bihuan.kernel.call import Actor, Call
    from bihuan.standards.queries import suggest

    actors = cast(Any, made).actors
    hit = next(hit for hit in suggest("暴露垃圾", cast(Any, now).date()) if hit.conditions)

    def picture(who: Actor, *, litter: int) -> object:
        image = Image.new("RGB", (1200, 900), (186, 202, 214))
        pen = ImageDraw.Draw(image)
        pen.rectangle([0, 520, 1200, 900], fill=(150, 150, 146))
        pen.rectangle([120, 160, 480, 520], fill=(206, 178, 150))
        for piece in range(litter):
            x = 560 + piece * 47 % 480
            pen.ellipse([x, 600 + piece * 31 % 200, x + 90, 660 + piece * 31 % 200], fill=(90 + piece * 9, 110, 70))
        stream = io.BytesIO()
        image.save(stream, "JPEG", quality=85)
        return store(Call(who, cast(Any, now)), content=stream.getvalue(), file_name="现场.jpg").uuid

    for number in range(2):
        before = picture(actors["jjd2"], litter=9 + number)
        at = cast(Any, now) - timedelta(hours=30)
        new = cases.report(
            Call(actors["jjd2"], at), title=f"松林路{number + 1}号暴露垃圾",
            place=cases.Place(f"松林路{number + 1}号", LON + 0.001 * number, LAT + 0.0004),
            case_class=hit.row.uuid, evidence=(cast(Any, before),),
        )  # fmt: skip
        step: dict[str, Any] = {"case_uuid": new.case_uuid}
        moved = cases.file(Call(actors["dc1"], at), **step, expected_version=1, condition=hit.conditions[0].uuid)
        lead = cast(Any, made).units["21"]
        moved = cases.dispatch(Call(actors["dc1"], at), **step, expected_version=moved.version, lead_unit=lead)
        moved = cases.accept(Call(actors["jjd"], at), **step, expected_version=moved.version)
        after = picture(actors["jjd"], litter=number)
        cases.feed_back(
            Call(actors["jjd"], cast(Any, now)),
            **step,
            expected_version=moved.version,
            text="已清理",
            evidence=(cast(Any, after),),
        )
    cases.report(
        Call(actors["jjd2"], cast(Any, now)), title="荷塘巷口暴露垃圾", case_class=hit.row.uuid,
        place=cases.Place("荷塘巷口", LON + 0.0002, LAT + 0.0001),
    )  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30, wants_more="more" in sys.argv)
