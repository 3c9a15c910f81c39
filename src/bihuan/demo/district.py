"""The invented district: units, people by role, calendar, dictionary. Nothing here is a real place or person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bihuan.kernel.call import Actor, Call, system_actor
from bihuan.kernel.errors import Refusal
from bihuan.orgs import commands, queries
from bihuan.orgs.queries import hats
from bihuan.orgs.rules import Day, Power
from bihuan.standards.commands import load_example_system, load_packaged

NAME = "青屏区（演示）"
DEMO = system_actor("demo")
P = Power

# code, name, short name, aliases, parent
UNITS = [
    ("01", "青屏区委区政府", "区领导", ["区委、区政府"], ""),
    ("02", "青屏区委区政府督查室", "区督查室", ["督查室"], "01"),
    ("03", "青屏区文明城市创建办公室", "区创建办", ["创建办", "创文办", "区创文办"], "01"),
    ("04", "青屏区纪委监委", "区纪委监委", ["纪委监委"], "01"),
    ("10", "青屏区城市管理局", "区城管局", ["区城市管理局", "城市管理局", "城管局"], "01"),
    ("11", "青屏区住房和城乡建设局", "区住建局", ["区住房和城乡建设局", "住建局"], "01"),
    ("12", "青屏区自然资源局", "区自然资源局", ["自然资源局"], "01"),
    ("13", "青屏区市场监督管理局", "区市场监管局", ["市场监管局"], "01"),
    ("21", "甲街道办事处", "甲街道", ["甲办事处"], "01"),
    ("22", "乙街道办事处", "乙街道", ["乙办事处"], "01"),
    ("23", "丙街道办事处", "丙街道", ["丙办事处"], "01"),
    ("211", "甲街道松林社区", "松林社区", [], "21"),
    ("31", "青屏环境卫生服务有限公司", "环卫公司", ["青屏环卫公司"], "10"),
    ("32", "青屏园区运营中心", "园区中心", ["园区运营中心", "各园区"], "01"),
]
# sign-in name, name (a role), unit, post, powers
PEOPLE = [
    ("dc1", "督查员甲", "02", "督查员", [P.SUPERVISE]),
    ("cw1", "创建办督导甲", "03", "督导员", [P.SUPERVISE, P.INSPECT]),
    ("xc1", "巡查员甲", "03", "巡查员", [P.INSPECT]),
    ("ld1", "分管区领导", "01", "分管领导", [P.LEAD]),
    ("jw1", "纪检干部甲", "04", "监督检查干部", [P.DISCIPLINE]),
    ("gl1", "系统管理员", "02", "系统管理", [P.CONFIGURE]),
    ("jjd", "甲街道经办", "21", "经办", [P.HANDLE]),
    ("jjd2", "甲街道网格员", "21", "网格员", [P.HANDLE]),
    ("yjd", "乙街道经办", "22", "经办", [P.HANDLE]),
    ("bjd", "丙街道经办", "23", "经办", [P.HANDLE]),
    ("cgj", "城管局经办", "10", "经办", [P.HANDLE]),
    ("zjj", "住建局经办", "11", "经办", [P.HANDLE]),
    ("hwgs", "环卫公司调度", "31", "调度员", [P.HANDLE]),
    ("cjb", "创建办经办", "03", "经办", [P.HANDLE]),
    ("yqzx", "园区中心经办", "32", "经办", [P.HANDLE]),
]


@dataclass(frozen=True, slots=True)
class District:
    """units: by code. actors: by sign-in name."""

    units: dict[str, UUID]
    actors: dict[str, Actor]


def exists() -> bool:
    """Tell whether a district was set up in this data directory."""
    return queries.district() is not None


def set_up(at: datetime, today: date) -> District:
    """Make the district; every row by the same commands a district would use, so the ledger has it all."""
    call = _calls(at)
    commands.set_district(next(call), name=NAME, is_invented=True)
    for year in (today.year - 1, today.year, today.year + 1):
        _year(next(call), year)
    load_packaged(next(call))
    load_example_system(next(call))
    units = _units(call)
    for username, name, unit, title, powers in PEOPLE:
        person = commands.add_person(next(call), username=username, name=name, is_demo=True).person_uuid
        post = commands.save_post(next(call), unit_uuid=units[unit], title=title, powers=[p.value for p in powers])
        commands.take_post(next(call), person_uuid=person, post_uuid=post.post_uuid, from_on=date(today.year - 1, 1, 1))
    return District(units, actors(today))


def actors(today: date) -> dict[str, Actor]:
    """Return the invented people as actors, by sign-in name."""
    return {person.username: hats(person, today)[0].actor for person, _post in queries.demo_people(today)}


def handler_of(actors: Mapping[str, Actor], unit: UUID) -> str | None:
    """Return the sign-in name of somebody who handles for a unit."""
    return next((login for login, who in actors.items() if who.unit_uuid == unit and who.has(P.HANDLE)), None)


class _calls:
    """One call after the other, each with its own request."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __next__(self) -> Call:
        return Call(actor=DEMO, at=self.at)


def _year(call: Call, year: int) -> None:
    try:
        commands.seed_calendar_year(call, year=year)
    except Refusal:
        # Not announced when this was released: an invented year that says so, to be replaced by the district.
        new_year = Day(date(year, 1, 1), "元旦")
        source = "演示：仅含元旦，正式安排公布后请在“工作日历”中替换"
        closed = [new_year] if new_year.on.weekday() < 5 else []
        commands.save_calendar_year(Call(call.actor, call.at), year=year, closed=closed, opened=[], source=source)


def _units(call: _calls) -> dict[str, UUID]:
    units: dict[str, UUID] = {}
    for code, name, short_name, aliases, parent in UNITS:
        saved = commands.save_unit(
            next(call),
            code=code,
            name=name,
            short_name=short_name,
            aliases=aliases,
            parent_uuid=units.get(parent),
        )
        units[code] = saved.unit_uuid
    return units
