"""Cases as they grow: every step is decided by the rules of the loop, so that their entries replay to their rows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from bench.district import District, Kind
from bihuan.cases import events
from bihuan.cases.rules import clock, decisions
from bihuan.cases.rules.clock import OVERDUE, ClockRule
from bihuan.cases.rules.decisions import Decision
from bihuan.cases.rules.facts import Facts, PartState, State
from bihuan.cases.rules.replay import evolve, to_payload
from bihuan.cases.rules.ticking import tick
from bihuan.kernel.calendars import Calendar
from bihuan.kernel.call import Actor, Call, system_actor

CLOCK = system_actor("clock")


@dataclass(frozen=True, slots=True)
class Step:
    """One entry without its number. command: what answered the request, for its receipt."""

    name: str
    command: str
    actor: Actor
    at: datetime
    request: UUID
    payload: dict[str, Any]


@dataclass(slots=True)
class Story:
    """One case. report: the columns that never change. notices: (uuid, unit, at). shown: files fed back with."""

    uuid: UUID
    report: dict[str, Any]
    facts: Facts
    next_tick_at: datetime | None = None
    steps: list[Step] = field(default_factory=list)
    notices: list[tuple[UUID, UUID, datetime]] = field(default_factory=list)
    shown: list[dict[str, Any]] = field(default_factory=list)


class Teller:
    """Tells stories. The same seed and moment give the same ones."""

    def __init__(self, district: District, calendar: Calendar, rules: list[ClockRule], rng: Random) -> None:
        self.district, self.calendar, self.rules, self.rng = district, calendar, rules, rng
        self.handlers = {actor.unit_uuid: actor for actor in district.handlers}

    def uuid(self) -> UUID:
        """Return the next uuid, of version 4."""
        return UUID(int=self.rng.getrandbits(128), version=4)

    def reported(self, report: dict[str, Any], *, kind: Kind, by: Actor, at: datetime) -> Story:
        """Begin with a report. report: its columns."""
        story = Story(self.uuid(), report, Facts(version=0))
        payload = {"code": report["code"], "report": _told(report), "origin_uuid": "", "rebound_of": "", "evidence": []}
        told = Decision(events.REPORTED, {"case_class": kind.case_class}, payload)
        self._add(story, told, by=by, at=at, command="report")
        return story

    def step(self, story: Story, verb: str, *, by: Actor, at: datetime, **more: Any) -> None:
        """Take one step by decisions.verb; the clock fires before whatever was due until then."""
        self.wind(story, at)
        decision = getattr(decisions, verb)(story.facts, Call(by, at), **more)
        if verb == "feed_back":
            decision = self._with_file(story, decision)
        if verb == "dispatch":
            decision = self._with_notices(story, decision, at)
        self._add(story, decision, by=by, at=at, command=verb)

    def wind(self, story: Story, until: datetime) -> None:
        """Let the clock do what it did up to a moment, each firing some seconds after it was due."""
        while (look := clock.next_look(story.facts)) and look <= until:
            due = clock.schedule(story.facts, self.rules, self.calendar)
            if not due or due[0].moment > until:
                break
            # What was missed while the clock stood is due before the latest step; its entry still comes after it.
            at = max(min(due[0].moment + timedelta(seconds=5), until), story.steps[-1].at)
            decision = tick(story.facts, Call(CLOCK, at), rules=self.rules, calendar=self.calendar).decision
            if decision is None:
                break
            self._add(story, decision, by=CLOCK, at=at, command="tick")

    def ended(self, story: Story, now: datetime) -> Story:
        """Return the story as it stands now, with the moment at which the clock looks at it again."""
        self.wind(story, now)
        story.next_tick_at = clock.next_look(story.facts)
        if OVERDUE in story.facts.fired and story.next_tick_at:
            due = clock.schedule(story.facts, self.rules, self.calendar)
            story.next_tick_at = due[0].moment if due else None
        return story

    def _add(self, story: Story, decision: Decision, *, by: Actor, at: datetime, command: str) -> None:
        payload = decision.details | {"set": to_payload(decision.changes)}
        story.facts = evolve(story.facts, decision.changes)
        story.steps.append(Step(decision.event, f"cases.{command}", by, at, self.uuid(), payload))

    def _with_file(self, story: Story, decision: Decision) -> Decision:
        sha256 = f"{self.rng.getrandbits(256):064x}"
        shown = {"file": str(self.uuid()), "sha256": sha256, "role": "after", "flags": []}
        story.shown.append(shown | {"round": story.facts.reworks, "at": decision.changes["fed_back_at"]})
        return Decision(decision.event, decision.changes, decision.details | {"evidence": [shown]})

    def _with_notices(self, story: Story, decision: Decision, at: datetime) -> Decision:
        units = [decision.changes["lead_unit"], *(part.unit for part in decision.changes["parts"])]
        sent = [(self.uuid(), unit, at) for unit in units]
        story.notices += sent
        proof = [{"notice": str(uuid), "unit": str(unit), "person": ""} for uuid, unit, _at in sent]
        return Decision(decision.event, decision.changes, decision.details | {"delivered": proof})


def _told(report: dict[str, Any]) -> dict[str, Any]:
    left_out = ("code", "reported_at")
    return {name: value for name, value in report.items() if name not in left_out}


def go(teller: Teller, story: Story, kind: Kind, end: State, *, now: datetime) -> None:
    """Take a reported story on to the state in which it stands now."""
    rng, at = teller.rng, story.steps[0].at
    room = now - at

    def later(low: float, high: float) -> datetime:
        nonlocal at, room
        at += room * rng.uniform(low, high)
        room = now - at
        return at

    office = teller.district.supervisor
    if end == State.REPORTED:
        return
    if end == State.DECLINED:
        teller.step(story, "decline", by=office, at=later(0.01, 0.1), text="不在管理范围内")
        return
    filed = {"condition": kind.condition, "case_class": kind.case_class, "limit": kind.limit}
    teller.step(story, "file", by=office, at=later(0.001, 0.01), **filed)
    if end == State.FILED:
        return
    lead, parts = _units(teller)
    sent = {"lead_unit": lead, "co_units": parts, "calendar": teller.calendar, "limit": None}
    teller.step(story, "dispatch", by=office, at=later(0.001, 0.01), **sent)
    if end == State.VOID:
        teller.step(story, "void", by=office, at=later(0.1, 0.5), text="重复上报")
    if end in (State.DISPATCHED, State.VOID):
        return
    handler = teller.handlers[lead]
    teller.step(story, "accept", by=handler, at=later(0.001, 0.02), handler=None)
    for part in parts:
        teller.step(story, "accept_part", by=teller.handlers[part], at=later(0.001, 0.01))
    _after_accepting(teller, story, end, later=later)


def _after_accepting(teller: Teller, story: Story, end: State, *, later: Callable[[float, float], datetime]) -> None:
    rng, handler = teller.rng, teller.handlers[story.facts.lead_unit]
    if end == State.SUSPENDED:
        at = later(0.1, 0.3)
        review = (at + timedelta(days=120)).date()
        words = {"text": "涉及施工，需延后处置", "review_on": review, "calendar": teller.calendar}
        teller.step(story, "ask_suspension", by=handler, at=at, **words)
        teller.step(story, "grant_suspension", by=teller.district.supervisor, at=later(0.1, 0.3), text="同意")
    if end in (State.HANDLING, State.SUSPENDED):
        return
    _parts_in(teller, story, later=later)
    teller.step(story, "feed_back", by=handler, at=later(0.1, 0.4), text="已安排人员处置完毕", has_proof=True)
    if rng.random() < 0.1:
        again = {"on_site": True, "is_false": rng.random() < 0.2, "calendar": teller.calendar}
        teller.step(story, "verify_fail", by=_inspector(teller), at=later(0.05, 0.2), text="现场仍有残留", **again)
        _parts_in(teller, story, later=later)
        teller.step(story, "feed_back", by=handler, at=later(0.1, 0.4), text="已重新处置", has_proof=True)
    if end == State.CLOSED:
        closing = {"on_site": True, "observe_days": 7, "period_days": 30}
        teller.step(story, "verify_pass", by=_inspector(teller), at=later(0.1, 0.5), text="现场已清理", **closing)


def look_again(teller: Teller, story: Story, *, now: datetime) -> None:
    """Let an inspector look at what was closed, as happens to nearly all within two days of the day set for it."""
    at = (story.facts.observe_at or now) + timedelta(days=2) * teller.rng.random()
    if at < now and teller.rng.random() < 0.96:
        teller.step(story, "observe", by=_inspector(teller), at=at, text="未反弹", came_back=False)


def _parts_in(teller: Teller, story: Story, *, later: Callable[[float, float], datetime]) -> None:
    for part in story.facts.parts:
        if part.state == PartState.ACCEPTED:
            teller.step(story, "feed_back_part", by=teller.handlers[part.unit], at=later(0.01, 0.05), text="已配合完成")


def _inspector(teller: Teller) -> Actor:
    return teller.rng.choice(teller.district.inspectors)


def _units(teller: Teller) -> tuple[UUID, tuple[UUID, ...]]:
    units = teller.district.units
    lead = units[skewed(teller.rng, len(units))]
    if teller.rng.random() >= 0.12:
        return lead, ()
    others = [unit for unit in teller.rng.sample(units, 3) if unit != lead]
    return lead, tuple(others[: teller.rng.choice((1, 1, 2))])


def skewed(rng: Random, count: int) -> int:
    """Return an index below count; the first one a quarter of the time, as the busiest street of a district."""
    return 0 if rng.random() < 0.25 else rng.randrange(count)
