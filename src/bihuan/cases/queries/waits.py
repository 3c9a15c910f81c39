"""What cases wait for from somebody, told to the database; rules.moves and rules.clock say the same of facts."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Case as CaseWhen
from django.db.models import CharField, Exists, F, OuterRef, Q, Value, When

from bihuan.cases.models import OPEN_STATES, Part
from bihuan.cases.rules.facts import Appeal, Ask, PartState, Proposal, State
from bihuan.cases.rules.moves import Step
from bihuan.kernel.call import Actor
from bihuan.kernel.clocks import Light
from bihuan.orgs.rules import Power

# The step a person is waited for, most pressing first; what else may be done stands on the case's page.
WAITED_FOR: Final = (
    Step.ACCEPT,
    Step.ACCEPT_PART,
    Step.FEED_BACK_PART,
    Step.GRANT_EXTENSION,
    Step.GRANT_SUSPENSION,
    Step.REVIEW_APPEAL,
    Step.DECIDE_APPEAL,
    Step.CURE,
    Step.FILE,
    Step.DISPATCH,
    Step.VERIFY_PASS,
    Step.FEED_BACK,
    Step.OBSERVE,
)
_DONE: Final = (PartState.FED_BACK, PartState.WAIVED)


def step_for(actor: Actor) -> CaseWhen:
    """Return the first step of WAITED_FOR that moves.may allows the actor in a case, "" if none."""
    open_to = _open_to(actor)
    whens = [When(open_to[step], then=Value(step.value)) for step in WAITED_FOR if step in open_to]
    return CaseWhen(*whens, default=Value(""), output_field=CharField())


def light_at(at: datetime) -> CaseWhen:
    """Return the light of a running clock as clock.light tells it, "" where the clock stands or no light is lit.

    Only for cases that are neither void nor declined: those have no light.
    """
    back = Q(fed_back_at__isnull=True)
    red = Q(back, due_at__lte=at) | Q(fed_back_at__gte=F("due_at"))
    yellow = Q(back, yellow_at__lt=at) | Q(fed_back_at__gt=F("yellow_at"))
    return CaseWhen(
        When(Q(paused_at__isnull=False) | Q(due_at__isnull=True) | Q(yellow_at__isnull=True), then=Value("")),
        When(red, then=Value(Light.RED.value)),
        When(yellow, then=Value(Light.YELLOW.value)),
        default=Value(Light.GREEN.value),
        output_field=CharField(),
    )


def _open_to(actor: Actor) -> dict[Step, Q]:
    """Return what must hold for each step of WAITED_FOR that the actor's powers allow at all."""
    found: dict[Step, Q] = {}
    if actor.has(Power.HANDLE) and actor.unit_uuid:
        found |= _of_unit(actor.unit_uuid)
    if actor.has(Power.SUPERVISE):
        found[Step.GRANT_EXTENSION] = Q(state=State.HANDLING, ask=Ask.EXTENSION)
        found[Step.GRANT_SUSPENSION] = Q(state=State.HANDLING, ask=Ask.SUSPENSION)
        found[Step.REVIEW_APPEAL] = Q(state=State.CLOSED, appeal=Appeal.ASKED)
        found[Step.FILE] = Q(state=State.REPORTED)
        found[Step.CURE] = Q(proposal=Proposal.OPEN, state__in=OPEN_STATES)
    if actor.has(Power.SUPERVISE, Power.LEAD):
        found[Step.DISPATCH] = Q(state=State.FILED)
    if actor.has(Power.DISCIPLINE):
        found[Step.DECIDE_APPEAL] = Q(state=State.CLOSED, appeal=Appeal.SUPPORTED) & ~Q(appeal_reviewer=actor.uuid)
    if actor.has(Power.INSPECT, Power.SUPERVISE):
        found[Step.VERIFY_PASS] = Q(state=State.FED_BACK) & not_own(actor)
        found[Step.OBSERVE] = Q(state=State.CLOSED, came_back=False) & not_own(actor)
    return found


def _of_unit(unit: UUID) -> dict[Step, Q]:
    at_work, ours = Q(state__in=[State.DISPATCHED, State.HANDLING]), Q(lead_unit__uuid=unit)
    still = Part.objects.filter(case=OuterRef("pk")).exclude(state__in=_DONE)
    return {
        Step.ACCEPT: Q(state=State.DISPATCHED) & ours,
        Step.ACCEPT_PART: at_work & _part_of(unit, PartState.WAITING),
        Step.FEED_BACK_PART: at_work & _part_of(unit, PartState.ACCEPTED),
        Step.FEED_BACK: Q(state=State.HANDLING) & ours & ~Q(Exists(still)),
    }


def not_own(actor: Actor) -> Q:
    """Return that the actor has had no hand in a case, as moves tells it of who may verify."""
    others = ~Q(fed_back_by=actor.uuid)
    if actor.unit_uuid:
        others &= ~Q(lead_unit__uuid=actor.unit_uuid) & ~_part_of(actor.unit_uuid, *PartState)
    return others


def _part_of(unit: UUID, *states: PartState) -> Q:
    """Return that a unit has a part in one of those states. Read once for all cases: a unit has few parts."""
    parts = Part.objects.filter(unit__uuid=unit, state__in=states)
    return Q(pk__in=parts.order_by().values("case"))
