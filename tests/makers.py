"""Plain functions that make the smallest valid thing; no randomness."""

import io
from datetime import date, timedelta
from uuid import UUID

from cast import NOW, Cast, call
from PIL import Image, ImageDraw

from bihuan.cases import commands
from bihuan.cases.commands import Moved, Place, Reported
from bihuan.cases.models import Case
from bihuan.evidence.commands import store
from bihuan.kernel.call import Actor
from bihuan.standards.models import CaseClass, FilingCondition, Standard


def condition(
    *, limit: str = "4小时", amount: int = 4, unit: str = "service_hours", code: str = "06010"
) -> FilingCondition:
    """A filing condition of a small standard, the same for the same limit."""
    standard, _ = Standard.objects.get_or_create(
        ref="试验标准", defaults={"name": "试验标准", "in_force_on": date(2020, 1, 1), "source": "test"}
    )
    row, _ = CaseClass.objects.get_or_create(
        standard=standard, kind="matter", code=code, defaults={"name": "暴露垃圾" if code == "06010" else f"类别{code}"}
    )
    found, _ = FilingCondition.objects.get_or_create(
        case_class=row,
        text=f"条件{limit}",
        defaults={
            "limit_text": limit,
            "limit_amount": amount,
            "limit_unit": unit,
            "valid_from": date(2020, 1, 1),
        },
    )
    return found


def photo(who: Actor, *, shade: int = 120, marks: int = 5) -> UUID:
    """A stored picture of one's own; shade and marks make it differ from others."""
    picture = Image.new("RGB", (640, 480), (shade, 150, 90))
    pen = ImageDraw.Draw(picture)
    for number in range(marks):
        pen.ellipse(
            [number * 60 + shade % 50, 40 * number, number * 60 + 90, 40 * number + 130], fill=(shade, 20 * number, 10)
        )
    stream = io.BytesIO()
    picture.save(stream, "JPEG")
    return store(call(who), content=stream.getvalue(), file_name="现场.jpg").uuid


def reported(cast: Cast, *, title: str = "西溪路12号暴露垃圾", who: Actor | None = None, **more: object) -> Reported:
    """A reported case."""
    place = more.pop("place", Place("西溪路12号", 113.55, 34.8))
    return commands.report(call(who or cast.inspector), title=title, place=place, **more)  # type: ignore[arg-type]


def filed(cast: Cast, **more: object) -> Moved:
    """A filed case."""
    new = reported(cast)
    under = condition(**more)  # type: ignore[arg-type]
    return commands.file(call(cast.supervisor), case_uuid=new.case_uuid, expected_version=1, condition=under.uuid)


def dispatched(cast: Cast, *, co: bool = False, **more: object) -> Moved:
    """A case dispatched to the street, with the company co-handling if co."""
    now = filed(cast, **more)
    return commands.dispatch(
        call(cast.supervisor),
        case_uuid=now.case_uuid,
        expected_version=now.version,
        lead_unit=cast.street.uuid,
        co_units=(cast.company.uuid,) if co else (),
    )


def handling(cast: Cast, *, co: bool = False, **more: object) -> Moved:
    """A case that the street has accepted."""
    now = dispatched(cast, co=co, **more)
    return commands.accept(call(cast.handler), case_uuid=now.case_uuid, expected_version=now.version)


def long_closed(cast: Cast, *, days: int = 60) -> Case:
    """A case elsewhere whose observation of 30 days is over and that held."""
    now = closed(cast, code="06090", limit="8小时", amount=8)
    then = NOW - timedelta(days=days)
    Case.objects.filter(uuid=now.case_uuid).update(
        happened_at=then, reported_at=then, closed_at=then, observe_until=then + timedelta(days=30), lat_wgs84=34.9
    )
    return Case.objects.get(uuid=now.case_uuid)


def back_again(cast: Cast, *, times: int = 1) -> Moved:
    """A case in handling whose problem has come back so many times at the same place, found by the rule."""
    for _ in range(times):
        closed(cast)
    return handling(cast)


def fed_back(cast: Cast, **more: object) -> Moved:
    """A case that the street has fed back with a photo."""
    now = handling(cast, **more)
    return commands.feed_back(
        call(cast.handler),
        case_uuid=now.case_uuid,
        expected_version=now.version,
        text="已清理",
        evidence=(photo(cast.handler),),
    )


def closed(cast: Cast, **more: object) -> Moved:
    """A closed case."""
    now = fed_back(cast, **more)
    return commands.verify_pass(
        call(cast.inspector), case_uuid=now.case_uuid, expected_version=now.version, text="现场已清"
    )
