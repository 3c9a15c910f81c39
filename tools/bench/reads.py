"""What is read: lists, pages, map, counts, workbenches; each through its door and by hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import cycle
from typing import Any
from uuid import UUID

from django.db import connection

from bench.district import District, token
from bench.doors import Desk, Machine, held, shown
from bench.hand import SHOWN, Hand
from bench.load import SQLITE, key
from bench.measure import Figures, repeated
from bench.seed import HIGH, SOUTH, WEST, WIDE
from bihuan.cases.models import Case
from bihuan.kernel.call import Actor

WORD = "绿地"
LINES = shown(b'class="case-code"')


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to read. by_hand: None where another task of the same rows has it."""

    name: str
    door: Callable[[], Any]
    rows: Callable[[Any], int]
    by_hand: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """What it cost through the door and by hand."""

    name: str
    door: Figures
    hand: Figures


def measured(district: District, size: int, at: datetime) -> Iterator[Pair]:
    """Yield every read."""
    for task in _tasks(district, size, at):
        yield Pair(task.name, repeated(task.door, rows=task.rows), repeated(task.by_hand, rows=len))


def _tasks(district: District, size: int, at: datetime) -> Iterator[Task]:
    office, hand = Desk(district.supervisor), Hand()
    machine = Machine(token(district.supervisor, district.configurer, at))
    now = connection.ops.adapt_datetimefield_value(at)
    unit, kind = district.units[0], district.kinds[0].case_class
    for name, query, by_hand in _lists(hand, unit, kind, now):
        yield Task(f"list page, {name}", partial(office.get, f"/cases/?{query}"), LINES, by_hand)
        if name == "unit and state":
            yield Task(f"list API, {name}", lambda: machine.get(_api_list(unit)), held("cases"), by_hand)
    uuids = list(Case.objects.filter(state="closed").order_by("-id").values_list("uuid", flat=True)[:100])
    pages, rows = cycle(uuids), cycle(uuids)
    yield Task(
        "case page", lambda: office.get(f"/cases/{next(pages)}/"), lambda _page: 1, lambda: hand.case(next(rows))
    )
    box = _box(size)
    where = ",".join(f"{degree:.6f}" for degree in box)
    features = held("features")
    yield Task(
        "map JSON, some 1,000", lambda: machine.get(f"/cases/map?bbox={where}"), features, lambda: hand.markers(*box)
    )
    counts = held("counts")
    yield Task("counts per class", lambda: machine.get("/cases/counts"), counts, hand.counts)
    open_counts = "SELECT case_class_id, count(*) FROM cases_case WHERE closed_at IS NULL AND state IN (?,?,?,?,?,?) GROUP BY 1 ORDER BY 2 DESC"
    states = ("reported", "filed", "dispatched", "handling", "suspended", "fed_back")
    yield Task(
        "counts per class, open",
        lambda: machine.get("/cases/counts?state=open"),
        counts,
        lambda: hand.all(open_counts, *states),
    )
    yield from _benches(district, hand, now)


def _lists(hand: Hand, unit: UUID, kind: UUID, now: Any) -> Iterator[tuple[str, str, Callable[[], Any]]]:
    due = "c.due_at, c.id"
    at_unit = "c.lead_unit_id = ? AND c.state = 'handling' AND c.due_at IS NOT NULL"
    yield "unit and state", f"unit={unit}&state=handling", lambda: hand.page(at_unit, key(unit), order=due)
    running = "c.state IN ('dispatched', 'handling', 'suspended', 'fed_back') AND c.paused_at IS NULL"
    red = f"c.closed_at IS NULL AND c.case_class_id = ? AND {running} AND c.due_at <= ?"
    yield "class and light", f"case_class={kind}&light=red", lambda: hand.page(red, key(kind), now, order=due)
    found = "c.id IN (SELECT rowid FROM cases_search WHERE cases_search MATCH ?)"
    found = found if SQLITE else "c.id IN (SELECT case_id FROM cases_search WHERE grams @@ ?::tsquery)"
    word = f'"{WORD}"' if SQLITE else f"'{WORD}'"
    yield "word", f"q={WORD}", lambda: hand.page(found, word)
    both = f"{found} AND c.state = 'closed'"
    yield "word and state", f"q={WORD}&state=closed", lambda: hand.page(both, word)
    yield "no filter", "", lambda: hand.page("c.id > 0")


def _api_list(unit: UUID) -> str:
    return f"/cases?unit={unit}&state=handling&sort=due"


def _box(size: int) -> tuple[float, float, float, float]:
    """Return a box in the middle of the district that holds about 1,000 cases."""
    share = min(1.0, (1000 / size) ** 0.5)
    west, south = WEST + WIDE * (1 - share) / 2, SOUTH + HIGH * (1 - share) / 2
    return west, south, west + WIDE * share, south + HIGH * share


def _benches(district: District, hand: Hand, now: Any) -> Iterator[Task]:
    people = {"handler": district.handlers[0], "supervisor": district.supervisor, "inspector": district.inspectors[0]}
    for name, actor in people.items():
        desk = Desk(actor)
        by_hand = _bench(hand, actor, now, mine=MINE[name], seen=SEEN[name])
        yield Task(f"workbench, {name}", partial(desk.get, "/workbench/"), shown(b'class="today-what"'), by_hand)
        if name != "supervisor":
            rows = _page(hand, actor, SEEN[name])
            yield Task(f"list page, {name}'s", partial(desk.get, "/cases/"), LINES, rows)


MINE = {
    "handler": "c.state IN ('dispatched', 'handling') AND (c.lead_unit_id = :unit OR c.id IN (SELECT t.case_id FROM"
    " cases_part t WHERE t.unit_id = :unit AND t.state IN ('waiting', 'accepted')))",
    "supervisor": "c.state IN ('reported', 'filed') OR (c.state = 'handling' AND c.ask > '')"
    " OR (c.state = 'closed' AND c.ask = '' AND c.appeal = 'asked')",
    "inspector": "(c.state = 'fed_back' AND c.fed_back_by <> :person)"
    " OR (c.state = 'closed' AND c.closed_at IS NOT NULL AND c.observe_at <= :now AND c.observed_at IS NULL)",
}
# What the figures of a workbench are counted by, without the rules of co-handling.
# coalesce: SQLite would otherwise read a whole index for the order of its states.
KINDS = (
    "coalesce(c.state, ''), c.reworks > 0, CASE WHEN c.paused_at IS NOT NULL OR c.due_at IS NULL THEN ''"
    " WHEN coalesce(c.fed_back_at, :now) >= c.due_at THEN 'red'"
    " WHEN coalesce(c.fed_back_at, :now) > c.yellow_at THEN 'yellow' ELSE 'green' END"
)
SEEN = {
    "handler": "(c.reported_by = :person OR c.lead_unit_id = :unit OR c.id IN"
    " (SELECT t.case_id FROM cases_part t WHERE t.unit_id = :unit))",
    "supervisor": "c.id > 0",
    "inspector": "(c.reported_by = :person OR c.state IN ('fed_back', 'closed') OR c.verified_by = :person)",
}


def _bench(hand: Hand, actor: Actor, now: Any, *, mine: str, seen: str) -> Callable[[], Any]:
    def read() -> list[Any]:
        order = "ORDER BY (c.due_at IS NULL), c.due_at, c.id"
        first = f"SELECT c.id FROM cases_case c WHERE {mine} {order} LIMIT 51"
        rows = _named(hand, f"SELECT {{}} WHERE c.id IN ({first}) {order}", actor, now)
        hand.parts([row[0] for row in rows])
        _named(hand, f"SELECT {KINDS}, count(*) FROM cases_case c WHERE {mine} GROUP BY 1, 2, 3", actor, now)
        held_by_others = (
            "c.reported_by = :person AND c.state IN ('reported','filed','dispatched','handling','suspended','fed_back')"
        )
        others = _named(hand, f"SELECT {{}} WHERE {held_by_others} ORDER BY c.id DESC LIMIT 10", actor, now)
        hand.parts([row[0] for row in others])
        closed = f"SELECT {{}} WHERE c.closed_at IS NOT NULL AND {seen} ORDER BY c.closed_at DESC, c.id DESC LIMIT 10"
        hand.parts([row[0] for row in _named(hand, closed, actor, now)])
        return rows

    return read


def _page(hand: Hand, actor: Actor, seen: str) -> Callable[[], Any]:
    def read() -> list[Any]:
        rows = _named(hand, f"SELECT {{}} WHERE {seen} ORDER BY c.id DESC LIMIT 51", actor, None)
        hand.parts([row[0] for row in rows])
        _named(
            hand, f"SELECT count(*) FROM (SELECT 1 FROM cases_case c WHERE {seen} LIMIT 1001) AS counted", actor, None
        )
        return rows

    return read


def _named(hand: Hand, sql: str, actor: Actor, now: Any) -> list[Any]:
    values = {":unit": key(actor.unit_uuid), ":person": key(actor.uuid), ":now": now}
    sql, params = sql.format(SHOWN), []
    while spots := {name: sql.find(name) for name in values if name in sql}:
        name = min(spots, key=spots.__getitem__)
        sql = sql.replace(name, "?", 1)
        params.append(values[name])
    return hand.all(sql, *params)
