"""The workbench: what waits for me, why, and what waits for others."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet

from bihuan.cases.models import OPEN_STATES, Case, Part
from bihuan.cases.queries.rows import CaseRow, loaded_first, rows_of
from bihuan.cases.queries.scope import visible
from bihuan.cases.queries.waits import WAITED_FOR, light_at, not_own, step_for
from bihuan.cases.rules.facts import Appeal, PartState, Proposal, State
from bihuan.cases.rules.moves import Answer, Step, answers
from bihuan.kernel.call import Actor
from bihuan.kernel.clocks import Light
from bihuan.orgs.rules import Power


@dataclass(frozen=True, slots=True)
class Kind:
    """What a queue is counted by. step: None: nothing to do but look. light: of a running clock only."""

    step: Step | None
    light: Light | None
    is_reworked: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """One case in somebody's queue. step: what they are waited for; steps: all they may do now."""

    row: CaseRow
    step: Step | None
    steps: list[Answer]

    def kind(self, at: datetime) -> Kind:
        """Return what it is counted as at a moment."""
        facts = self.row.facts
        return Kind(self.step, None if facts.paused_at else self.row.light(at), facts.reworks > 0)


@dataclass(frozen=True, slots=True)
class Today:
    """The first cases of a queue, and how many of each kind wait in all of it, shown or not."""

    rows: list[Waiting]
    kinds: Mapping[Kind, int]


def today(actor: Actor, *, at: datetime, only: Callable[[Kind], bool] | None = None, limit: int = 50) -> Today:
    """Return the first cases of the actor's queue, of some kinds only if only is given: one statement.

    Two when more wait than limit: the database then counts what is not loaded; and three with only.
    """
    found = queue(actor, at=at, limit=limit + 1)
    if len(found) <= limit:
        kinds: Mapping[Kind, int] = Counter(each.kind(at) for each in found)
        return Today([each for each in found if only is None or only(each.kind(at))], kinds)
    kinds = queue_kinds(actor, at=at)
    if only is None:
        return Today(found[:limit], kinds)
    return Today(queue(actor, at=at, kinds=[kind for kind in kinds if only(kind)], limit=limit), kinds)


def queue_kinds(actor: Actor, *, at: datetime) -> dict[Kind, int]:
    """Return how many cases of each kind wait for the actor, however many there are: one statement."""
    cases = _mine(actor, at)
    if cases is None:
        return {}
    counted = _with_kind(cases, actor, at).order_by().values_list(*_KIND).annotate(n=Count("*"))
    return {
        Kind(Step(step) if step else None, Light(light) if light else None, is_reworked): n
        for step, light, is_reworked, n in counted
    }


def queue(actor: Actor, *, at: datetime, kinds: Collection[Kind] | None = None, limit: int = 50) -> list[Waiting]:
    """Return what waits for the actor, least time left first, cases without a clock after: one statement.

    kinds: only these, told to the database in the same words by which queue_kinds counts them.
    """
    cases = _mine(actor, at)
    if cases is None or (kinds is not None and not kinds):
        return []
    if kinds is not None:
        cases = _with_kind(cases, actor, at).filter(reduce(or_, map(_is_kind, kinds)))
    ordered = loaded_first(cases, F("due_at").asc(nulls_last=True), "pk", limit=limit)
    return [_waiting(row, actor, at) for row in rows_of(ordered)]


_KIND: Final = ("kind_step", "kind_light", "kind_is_reworked")


def _with_kind(cases: QuerySet[Case], actor: Actor, at: datetime) -> QuerySet[Case]:
    reworked = ExpressionWrapper(Q(reworks__gt=0), output_field=BooleanField())
    return cases.annotate(kind_step=step_for(actor), kind_light=light_at(at), kind_is_reworked=reworked)


def _is_kind(kind: Kind) -> Q:
    step, light = kind.step.value if kind.step else "", kind.light.value if kind.light else ""
    return Q(**dict(zip(_KIND, (step, light, kind.is_reworked), strict=True)))


def _waiting(row: CaseRow, actor: Actor, at: datetime) -> Waiting:
    steps = answers(row.facts, actor, at)
    may = {answer.step for answer in steps if answer.may}
    return Waiting(row, next((step for step in WAITED_FOR if step in may), None), steps)


def _mine(actor: Actor, at: datetime) -> QuerySet[Case] | None:
    mine = Q()
    # Closed cases ask for nothing: naming that lets the index cases_to_decide find the appeals among them.
    appealed = Q(state=State.CLOSED, ask="")
    if actor.has(Power.SUPERVISE):
        mine |= Q(state__in=[State.REPORTED, State.FILED]) | Q(state=State.HANDLING, ask__gt="")
        mine |= appealed & Q(appeal=Appeal.ASKED)
        mine |= Q(proposal=Proposal.OPEN, state__in=OPEN_STATES, closed_at__isnull=True)
    if actor.has(Power.HANDLE) and actor.unit_uuid:
        mine |= Q(lead_unit__uuid=actor.unit_uuid, state__in=[State.DISPATCHED, State.HANDLING])
        waiting = Part.objects.filter(unit__uuid=actor.unit_uuid, state__in=[PartState.WAITING, PartState.ACCEPTED])
        mine |= Q(pk__in=waiting.order_by().values("case"), state__in=[State.DISPATCHED, State.HANDLING])
    if actor.has(Power.INSPECT):
        again = Q(
            state=State.CLOSED, closed_at__isnull=False, observe_at__lte=at, observed_at__isnull=True, came_back=False
        )
        mine |= (Q(state=State.FED_BACK) | again) & not_own(actor)
    if actor.has(Power.DISCIPLINE):
        mine |= appealed & Q(appeal=Appeal.SUPPORTED)
    if actor.has(Power.LEAD):
        mine |= Q(level__gt=0, state__in=OPEN_STATES, closed_at__isnull=True)
    return visible(actor).filter(mine) if mine else None


def waiting_for_others(actor: Actor, *, limit: int = 10) -> list[CaseRow]:
    """Return open cases that the actor reported, or their unit fed back, and that others hold now, newest first."""
    mine = Q(reported_by=actor.uuid, state__in=OPEN_STATES)
    if actor.has(Power.HANDLE) and actor.unit_uuid:
        mine |= Q(lead_unit__uuid=actor.unit_uuid, state__in=[State.FED_BACK, State.SUSPENDED])
    return rows_of(loaded_first(visible(actor).filter(mine), "-pk", limit=limit))


def closed_lately(actor: Actor, *, limit: int = 10) -> list[CaseRow]:
    """Return what was closed last among what the actor sees. Uses cases_closed: what is closed stays closed."""
    rows = visible(actor).filter(closed_at__isnull=False)
    return rows_of(loaded_first(rows, "-closed_at", "-pk", limit=limit))


@dataclass(frozen=True, slots=True)
class OnTime:
    """How many of a unit's cases fed back since a moment were in time. Exempt ones are left out of both."""

    in_time: int
    fed_back: int


def on_time(actor: Actor, *, since: datetime) -> OnTime:
    """Return the figure of the actor's unit (of all visible cases for those who see all): one statement."""
    rows = visible(actor).filter(fed_back_at__gte=since, is_exempt=False)
    if actor.has(Power.HANDLE) and actor.unit_uuid:
        rows = rows.filter(lead_unit__uuid=actor.unit_uuid)
    missed = list(rows.order_by().values_list("overdue_at", flat=True))
    return OnTime(in_time=sum(moment is None for moment in missed), fed_back=len(missed))
