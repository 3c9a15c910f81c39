"""What the rules know of a case: its states and one frozen set of facts."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from bihuan.kernel.limits import Limit
from bihuan.kernel.limits import Unit as LimitUnit
from bihuan.standards.rules.terms import stored_limit


class State(StrEnum):
    """Where a case stands. The seven stages of GB/T 30428 end at closed; declined and void end it early."""

    REPORTED = "reported"
    DECLINED = "declined"
    FILED = "filed"
    DISPATCHED = "dispatched"
    HANDLING = "handling"
    SUSPENDED = "suspended"
    FED_BACK = "fed_back"
    CLOSED = "closed"
    VOID = "void"


OPEN = frozenset(set(State) - {State.DECLINED, State.CLOSED, State.VOID})
# Where the clock runs; in every other state it stands or was never started.
RUNNING = frozenset({State.DISPATCHED, State.HANDLING})
WITH_UNIT = frozenset({State.DISPATCHED, State.HANDLING, State.SUSPENDED, State.FED_BACK})


class Ask(StrEnum):
    """What the lead unit has asked for and nobody has decided yet."""

    NONE = ""
    EXTENSION = "extension"
    SUSPENSION = "suspension"


class Appeal(StrEnum):
    """How far an appeal against a missed limit has come: asked, reviewed by the supervisor, decided by discipline."""

    NONE = ""
    ASKED = "asked"
    SUPPORTED = "supported"
    GRANTED = "granted"
    REFUSED = "refused"


class Proposal(StrEnum):
    """What the rule proposes to the supervision office when a problem keeps coming back, and whether it was taken up."""

    NONE = ""
    OPEN = "open"
    ANSWERED = "answered"


class PartState(StrEnum):
    """Where one co-handling unit's part stands."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    FED_BACK = "fed_back"
    WAIVED = "waived"


class Origin(StrEnum):
    """How the problem was found. Other apps' origins are added with those apps."""

    DESK = "desk"
    INTAKE = "intake"
    API = "api"
    REBOUND = "rebound"
    VISIT = "visit"
    CURE = "cure"


@dataclass(frozen=True, slots=True)
class Part:
    """The share of one co-handling unit."""

    unit: UUID
    state: PartState = PartState.WAITING


@dataclass(frozen=True, slots=True)
class Facts:
    """One case as the rules see it; replaying its ledger entries gives exactly this.

    Moments are aware. paused_at: since when the clock stands (sent back or suspended). previous_unit: the lead unit
    before the case was sent back. fired: names of the clock rules that have fired.
    is_exempt: an accepted appeal; overdue_at stays all the same. observe_until: end of the observation period.
    rebound_of: the closed case whose problem this is again; family: the first case of that chain; rebound_count: how
    many times the problem has come back by now; weight: what the case counts for. link_cut: a person found the link wrong.
    """

    state: State = State.REPORTED
    version: int = 1
    case_class: UUID | None = None
    condition: UUID | None = None
    limit_amount: Decimal | None = None
    limit_unit: LimitUnit | None = None
    filed_at: datetime | None = None
    lead_unit: UUID | None = None
    previous_unit: UUID | None = None
    parts: tuple[Part, ...] = ()
    handler: UUID | None = None
    dispatched_at: datetime | None = None
    accepted_at: datetime | None = None
    clock_started_at: datetime | None = None
    yellow_at: datetime | None = None
    due_at: datetime | None = None
    paused_at: datetime | None = None
    suspended_until: datetime | None = None
    fired: tuple[str, ...] = ()
    ask: Ask = Ask.NONE
    ask_reason: str = ""
    ask_until: datetime | None = None
    extensions: int = 0
    suspensions: int = 0
    returns: int = 0
    reworks: int = 0
    false_findings: int = 0
    urges: int = 0
    level: int = 0
    fed_back_at: datetime | None = None
    fed_back_by: UUID | None = None
    verified_by: UUID | None = None
    closed_at: datetime | None = None
    overdue_at: datetime | None = None
    appeal: Appeal = Appeal.NONE
    appeal_reviewer: UUID | None = None
    is_exempt: bool = False
    observe_at: datetime | None = None
    observed_at: datetime | None = None
    observe_until: datetime | None = None
    came_back: bool = False
    rebound_of: UUID | None = None
    family: UUID | None = None
    rebound_count: int = 0
    weight: Decimal = Decimal(1)
    link_cut: bool = False
    proposal: Proposal = Proposal.NONE

    @property
    def limit(self) -> Limit | None:
        """The time limit it was filed under."""
        if self.limit_amount is None or self.limit_unit is None:
            return None
        return stored_limit(self.limit_amount, self.limit_unit)

    @property
    def handling_units(self) -> frozenset[UUID]:
        """The lead unit and every co-handling unit."""
        return frozenset({part.unit for part in self.parts} | ({self.lead_unit} if self.lead_unit else set()))

    @property
    def times_back(self) -> int:
        """How many times the problem has come back by now; links made before they were counted count once."""
        return self.rebound_count or int(self.rebound_of is not None)

    def part_of(self, unit: UUID | None) -> Part | None:
        """Return the part of that unit, if it has one."""
        return next((part for part in self.parts if part.unit == unit), None)
