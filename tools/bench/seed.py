"""Fills an empty installation with cases in bulk, ledger and all; `ledger verify` finds it whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from time import perf_counter
from typing import Any

from bench.district import District, Kind
from bench.load import Loader
from bench.stories import Story, Teller, go, look_again, skewed
from bihuan.cases.commands.ticking import clock_rules
from bihuan.cases.rules.facts import State
from bihuan.kernel.clocks import due_at
from bihuan.orgs.queries import calendar

SEED = 20260323
CHUNK = 2000
WEST, SOUTH, WIDE, HIGH = 113.44, 34.71, 0.219, 0.18  # a box of 20 km by 20 km
# What is open does not grow with the years; what has ended does.
OPEN = {
    State.REPORTED: 9,
    State.FILED: 6,
    State.DISPATCHED: 22,
    State.HANDLING: 48,
    State.SUSPENDED: 2,
    State.FED_BACK: 13,
}
ENDED = {State.CLOSED: 93, State.DECLINED: 5, State.VOID: 2}
ROADS = [f"{first}{second}路" for first in "西东南北中" for second in "溪山湖林河桥岭泉"]
NEAR = ["公交站旁", "小学门口", "菜市场南侧", "小区东门", "绿地内", "路口西北角", "桥下", "停车场入口"]
WHAT = ["长期无人处理，群众反映强烈", "影响通行，存在安全隐患", "占用人行道约三米", "雨后积存严重", "夜间尤为突出"]


@dataclass(frozen=True, slots=True)
class Seeded:
    """What was made. seconds: how long it took."""

    cases: int
    entries: int
    seconds: float


def open_share(size: int) -> float:
    """Return which part of the cases is open: half of a young district's, a seventh of an old one's."""
    return 0.5 if size <= 10_000 else 0.15


def stories(district: District, size: int, now: datetime) -> Iterator[Story]:
    """Yield size stories, the oldest report first within each open and ended; always the same for one moment."""
    rng = Random(SEED)
    teller = Teller(district, calendar(), list(clock_rules()), rng)
    before = now - timedelta(days=40)
    spans = {kind: due_at(before, kind.limit, teller.calendar) - before for kind in district.kinds}
    numbers: dict[int, int] = {}
    share = open_share(size)
    for position in range(size):
        is_open = rng.random() < share
        weights = OPEN if is_open else ENDED
        end = rng.choices(list(weights), list(weights.values()))[0]
        kind = district.kinds[skewed(rng, len(district.kinds))]
        if is_open:
            at = now - spans[kind] * rng.uniform(0.02, 2.0)
        else:
            at = now - timedelta(days=730) + timedelta(days=690) * (position / size)
        numbers[at.year] = numbers.get(at.year, 0) + 1
        yield _told(teller, kind, end, at=at, now=now, number=numbers[at.year])


def _told(teller: Teller, kind: Kind, end: State, *, at: datetime, now: datetime, number: int) -> Story:
    rng = teller.rng
    by = rng.choice(teller.district.inspectors)
    report = report_of(rng, kind, code=f"AJ-{at.year}-{number:05d}", at=at)
    story = teller.reported(report, kind=kind, by=by, at=at)
    # What has ended was handled within its limit and a half; what is open has had until now.
    limit = due_at(at, kind.limit, teller.calendar) - at
    until = now if end in OPEN else min(now, at + limit * rng.uniform(0.6, 1.5))
    go(teller, story, kind, end, now=until)
    if end == State.CLOSED:
        look_again(teller, story, now=now)
    return teller.ended(story, now)


def report_of(rng: Random, kind: Kind, *, code: str, at: datetime) -> dict[str, Any]:
    """Return the columns of one report."""
    road, near, what = rng.choice(ROADS), rng.choice(NEAR), rng.choice(WHAT)
    place = f"{road}{rng.randrange(1, 400)}号{near}"
    origin = rng.choices(["desk", "api", "intake"], [70, 15, 15])[0]
    return {
        "code": code,
        "title": f"{place}{kind.name}",
        "text": f"巡查发现{place}存在{kind.name}，{what}。",
        "place_text": place,
        "lon_wgs84": WEST + WIDE * rng.random(),
        "lat_wgs84": SOUTH + HIGH * rng.random(),
        "accuracy_m": 10.0,
        "datum": "wgs84",
        "origin": origin,
        "origin_text": f"{road}沿线要加快整治{kind.name}问题" if origin == "intake" else "",
        "origin_note": "",
        "reported_at": at,
    }


def seed(district: District, size: int, now: datetime) -> Seeded:
    """Fill the database with size cases. Entries are numbered in the order of time within each 2,000 cases."""
    start = perf_counter()
    loader = Loader(district)
    told = stories(district, size, now)
    while some := list(islice(told, CHUNK)):
        loader.load(some)
    loader.finish()
    return Seeded(cases=size, entries=loader.number, seconds=perf_counter() - start)
