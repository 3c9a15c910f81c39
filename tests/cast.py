"""The named cast: role names, one post each, in a small invented district."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from bihuan.kernel.call import Actor, Call
from bihuan.orgs.models import CalendarYear, District, Holding, Person, Post, Unit
from bihuan.orgs.queries import hats
from bihuan.orgs.rules import Power

# A Monday, 10:00 in Shanghai.
NOW = datetime(2026, 3, 23, 2, 0, tzinfo=UTC)
YEAR = {
    "closed": [{"on": "2026-04-06", "name": "清明节"}, {"on": "2026-05-01", "name": "劳动节"}],
    "opened": [{"on": "2026-05-09", "name": "劳动节调休"}],
    "source": "test",
}


@dataclass(frozen=True)
class Cast:
    """Who is there. office supervises; street and company handle; each person has exactly one post."""

    office: Unit
    street: Unit
    other_street: Unit
    company: Unit
    supervisor: Actor
    handler: Actor
    other_handler: Actor
    company_handler: Actor
    inspector: Actor
    leader: Actor
    discipline: Actor
    configurer: Actor
    outsider: Actor


def person(name: str, unit: Unit, title: str, *powers: Power) -> Actor:
    """Add one person in one post (sign-in name and name are the same) and return them as an actor."""
    who = Person.objects.create(username=name, name=name)
    post, _ = Post.objects.get_or_create(unit=unit, title=title, defaults={"powers": [power.value for power in powers]})
    Holding.objects.create(person=who, post=post, from_on=date(2020, 1, 1))
    return hats(who, date(2026, 3, 23))[0].actor


def make_cast() -> Cast:
    """Return the cast on an empty database."""
    District.objects.create(name="试验区", is_invented=True)
    CalendarYear.objects.bulk_create([CalendarYear(year=year, **YEAR) for year in (2025, 2026, 2027)])
    office = Unit.objects.create(code="01", name="区督查室", short_name="督查室")
    street = Unit.objects.create(code="02", name="甲街道办事处", short_name="甲街道", aliases=["甲街道", "甲办事处"])
    other = Unit.objects.create(code="03", name="乙街道办事处", short_name="乙街道")
    company = Unit.objects.create(code="04", name="环卫公司", short_name="环卫公司")
    return Cast(
        office=office,
        street=street,
        other_street=other,
        company=company,
        supervisor=person("督查员", office, "督查员", Power.SUPERVISE),
        handler=person("甲街道经办", street, "经办", Power.HANDLE),
        other_handler=person("乙街道经办", other, "经办", Power.HANDLE),
        company_handler=person("环卫经办", company, "经办", Power.HANDLE),
        inspector=person("巡查员", office, "巡查员", Power.INSPECT),
        leader=person("分管领导", office, "分管领导", Power.LEAD),
        discipline=person("纪检员", office, "纪检员", Power.DISCIPLINE),
        configurer=person("管理员", office, "管理员", Power.CONFIGURE),
        outsider=person("无权者", other, "见习"),
    )


def call(actor: Actor, at: datetime = NOW, **fields: object) -> Call:
    """Return a call by actor at that moment with a fresh request_uuid."""
    return Call(actor=actor, at=at, **fields)  # type: ignore[arg-type]
