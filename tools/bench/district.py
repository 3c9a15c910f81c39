"""An invented district of 40 units with one handler each, and 30 classes of the packaged dictionary."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from bihuan.config.management.commands.setup import prepare
from bihuan.kernel.call import Actor, Call, system_actor
from bihuan.kernel.errors import Refusal
from bihuan.kernel.limits import Limit
from bihuan.orgs import commands
from bihuan.orgs.models import Holding, Person, Unit
from bihuan.orgs.queries import hats
from bihuan.orgs.rules import Day, Power
from bihuan.standards.commands import load_packaged
from bihuan.standards.queries import fileable

SETUP = system_actor("benchmark")
UNITS = 40
CLASSES = 30
OFFICE_POSTS = [
    ("supervisor", "督查员", Power.SUPERVISE),
    ("leader", "分管领导", Power.LEAD),
    ("configurer", "系统管理员", Power.CONFIGURE),
    *((f"inspector{number}", f"巡查员{number}", Power.INSPECT) for number in range(1, 9)),
]


@dataclass(frozen=True, slots=True)
class Kind:
    """One class under which cases are filed, with one of its conditions."""

    case_class: UUID
    name: str
    condition: UUID
    limit: Limit


@dataclass(frozen=True, slots=True)
class District:
    """units: in order of size, the biggest first. handlers: one a unit, in the same order. kinds: most used first."""

    units: list[UUID]
    unit_ids: dict[UUID, int]
    handlers: list[Actor]
    inspectors: list[Actor]
    supervisor: Actor
    configurer: Actor
    kinds: list[Kind]


def set_up(at: datetime) -> District:
    """Make the tables and the district, by the same commands as a real one."""
    prepare()
    today = at.date()
    commands.set_district(_call(at), name="基准区（演示）", is_invented=True)
    for year in range(today.year - 3, today.year + 2):
        _year(at, year)
    load_packaged(_call(at))
    units = [commands.save_unit(_call(at), code="01", name="基准区督查室", short_name="督查室").unit_uuid]
    for number in range(1, UNITS):
        name = f"第{number}街道办事处" if number <= 16 else f"第{number}责任单位"
        units.append(commands.save_unit(_call(at), code=f"{number + 1:02}", name=name, short_name=name[:5]).unit_uuid)
    office = {login: _person(at, units[0], login, title, power) for login, title, power in OFFICE_POSTS}
    handlers = [_person(at, unit, f"handler{n}", "经办", Power.HANDLE) for n, unit in enumerate(units[1:], start=1)]
    held = [pair for pair in fileable(today) if pair[1]][:CLASSES]
    return District(
        units=units[1:],
        unit_ids=dict(Unit.objects.values_list("uuid", "pk")),
        handlers=handlers,
        inspectors=[actor for login, actor in office.items() if login.startswith("inspector")],
        supervisor=office["supervisor"],
        configurer=office["configurer"],
        kinds=[Kind(row.uuid, row.name, found[0].uuid, found[0].limit) for row, found in held],
    )


def token(actor: Actor, by: Actor, at: datetime) -> str:
    """Return a fresh access token for one of the district's people."""
    holding = Holding.objects.get(person__uuid=actor.uuid)
    until = at.date() + timedelta(days=30)
    return commands.make_token(Call(by, at), holding_uuid=holding.uuid, label="benchmark", expires_on=until).secret


def _call(at: datetime) -> Call:
    return Call(SETUP, at)


def _year(at: datetime, year: int) -> None:
    try:
        commands.seed_calendar_year(_call(at), year=year)
    except Refusal:
        # Not announced yet: an invented year.
        closed = [Day(date(year, 1, 1), "元旦")]
        commands.save_calendar_year(_call(at), year=year, closed=closed, opened=[], source="benchmark")


def _person(at: datetime, unit: UUID, login: str, title: str, power: Power) -> Actor:
    person = commands.add_person(_call(at), username=login, name=f"{title}（{login}）").person_uuid
    post = commands.save_post(_call(at), unit_uuid=unit, title=f"{title}", powers=[power.value]).post_uuid
    commands.take_post(_call(at), person_uuid=person, post_uuid=post, from_on=date(at.year - 3, 1, 1))
    return hats(Person.objects.get(uuid=person), at.date())[0].actor
