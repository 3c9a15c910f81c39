"""What makes a fresh failure the rebound of a closed case, what it weighs, and what the facts of both become."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from bihuan.cases import errors, events
from bihuan.cases.rules.decisions import Decision, gate
from bihuan.cases.rules.facts import Facts, Proposal
from bihuan.cases.rules.moves import Step
from bihuan.cases.rules.words import said
from bihuan.kernel.call import Call

LONGEST_DAYS = 730
MOST_METRES = 1000
MOST_MULTIPLIERS = 9
MOST_WEIGHT = 99
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Observation:
    """The observation rule of a class on a day. multipliers: weight of the first, second … rebound; the last goes on."""

    uuid: UUID
    look_days: int
    period_days: int
    distance_m: int
    multipliers: tuple[Decimal, ...]
    propose_at: int

    def weight(self, times_back: int) -> Decimal:
        """Return what a case counts for when its problem has come back so many times."""
        if times_back < 1 or not self.multipliers:
            return ONE
        return self.multipliers[min(times_back, len(self.multipliers)) - 1]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A closed case that a fresh failure may come back from. metres: between the two, None when one has no position."""

    id: int
    closed_at: datetime
    metres: float | None
    is_same_place: bool = False

    def order(self) -> tuple[float, bool, float, int]:
        """Return by what the case is chosen, least first: closed last, at the same point, nearest, newest."""
        return (-self.closed_at.timestamp(), not self.is_same_place, self.metres or 0, -self.id)


def chosen(earlier: Iterable[Earlier], rule: Observation) -> Earlier | None:
    """Return the case a fresh failure comes back from: at the same point or within the distance, the one closed last.

    Closed last first, because a problem that has come back before goes on counting from its latest case.
    """
    near = [case for case in earlier if case.is_same_place or _is_near(case.metres, rule.distance_m)]
    return min(near, key=Earlier.order, default=None)


def _is_near(metres: float | None, distance_m: int) -> bool:
    return metres is not None and metres <= distance_m


def rebound_from(earlier_uuid: UUID, earlier: Facts, rule: Observation | None) -> dict[str, Any]:
    """Return the facts of a case whose problem is that of an earlier one again. Without a rule it weighs the same."""
    times = earlier.times_back + 1
    is_proposed = rule is not None and times >= rule.propose_at
    return {
        "rebound_of": earlier_uuid,
        "family": earlier.family or earlier.rebound_of or earlier_uuid,
        "rebound_count": times,
        "weight": rule.weight(times) if rule else ONE,
        "proposal": Proposal.OPEN if is_proposed else Proposal.NONE,
    }


def came_back(facts: Facts, call: Call, *, rebound: UUID, metres: float | None) -> Decision:
    """Record in the earlier case that its problem came back. It is no step of a person: it follows from another."""
    changes = {"came_back": True, "observed_at": facts.observed_at or call.at}
    return Decision(events.CAME_BACK, changes, {"rebound": str(rebound), **_distance(metres)})


def still_fixed(facts: Facts, *, rebound: UUID) -> Decision:
    """Take back in the earlier case that its problem came back: nothing that is linked says so any more."""
    changes = {"came_back": False, "observed_at": None} if facts.came_back else {}
    return Decision(events.STILL_FIXED, changes, {"rebound": str(rebound)})


def details(changes: dict[str, Any], metres: float | None) -> dict[str, Any]:
    """Return what an entry keeps of how a link was found. rule: found by the rule, not named by a person."""
    return {"link": {"by": "rule", "earlier": str(changes["rebound_of"]), **_distance(metres)}}


def _distance(metres: float | None) -> dict[str, int]:
    return {} if metres is None else {"metres": round(metres)}


def link(
    facts: Facts, call: Call, *, earlier_uuid: UUID, earlier: Facts, rule: Observation | None, text: str
) -> Decision:
    """Link by hand what the rule did not find."""
    changes = gate(Step.LINK, facts, call) | rebound_from(earlier_uuid, earlier, rule) | {"link_cut": False}
    if facts.proposal == Proposal.ANSWERED:
        del changes["proposal"]
    return Decision(events.LINKED, changes, {"text": said(text), "link": {"by": "hand", "earlier": str(earlier_uuid)}})


def unlink(facts: Facts, call: Call, *, text: str) -> Decision:
    """Cut a wrong link; the rule does not make it again. That it was linked stays in the ledger."""
    changes = gate(Step.UNLINK, facts, call)
    changes |= {"rebound_of": None, "family": None, "rebound_count": 0, "weight": ONE, "link_cut": True}
    if facts.proposal == Proposal.OPEN:
        changes["proposal"] = Proposal.NONE
    return Decision(events.UNLINKED, changes, {"text": said(text), "link": {"was": str(facts.rebound_of)}})


def cure(facts: Facts, call: Call, *, text: str) -> Decision:
    """Answer the proposal with a lasting cure; the command reports and files its case."""
    changes = gate(Step.CURE, facts, call) | {"proposal": Proposal.ANSWERED}
    return Decision(events.CURE_ORDERED, changes, {"text": said(text)})


def read_multipliers(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the weights as they are kept. Raises cases.multipliers_odd."""
    try:
        numbers = [Decimal(text).quantize(Decimal("0.01")).normalize() for text in texts]
    except InvalidOperation as fault:
        raise errors.MULTIPLIERS_ODD(field="multipliers") from fault
    are_weights = all(number.is_finite() and 0 <= number <= MOST_WEIGHT for number in numbers)
    if not 1 <= len(numbers) <= MOST_MULTIPLIERS or not are_weights:
        raise errors.MULTIPLIERS_ODD(field="multipliers")
    return tuple(f"{number:f}" for number in numbers)


def check(*, look_days: int, period_days: int, distance_m: int, propose_at: int) -> None:
    """Raise cases.days_odd, distance_odd or propose_odd unless the numbers make an observation rule."""
    if not 1 <= look_days <= period_days <= LONGEST_DAYS:
        raise errors.DAYS_ODD(field="period_days")
    if not 0 <= distance_m <= MOST_METRES:
        raise errors.DISTANCE_ODD(field="distance_m")
    if not 1 <= propose_at <= MOST_WEIGHT:
        raise errors.PROPOSE_ODD(field="propose_at")
