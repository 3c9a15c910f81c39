"""What must be said with each step; nothing else."""

from typing import Final
from uuid import UUID

from pydantic import BaseModel, Field

from bihuan.api.schemas.common import Day, Files, Text, Wish
from bihuan.cases.rules.moves import Step


class StepBody(Wish):
    """What every step carries."""

    expected_version: int = Field(
        ge=0, le=2**31 - 1, description="The version the caller looked at; another one is refused with cases.stale."
    )


class Reasoned(StepBody):
    """A step that needs a reason."""

    text: Text = Field(description="Why; at most 4000 characters.")


class Remarked(StepBody):
    """A step that may carry a remark."""

    text: Text = Field("", description="At most 4000 characters.")


class FileBody(StepBody):
    """File under a condition, which sets class and limit."""

    condition: UUID = Field(description="One of GET /conditions.")


class DispatchBody(StepBody):
    """Dispatch to units; the clock starts."""

    lead_unit: UUID = Field(description="One of GET /units.")
    co_units: list[UUID] = Field([], max_length=50)
    limit: Text = Field("", description="Another limit than the condition's, like 4小时 or 5个工作日; empty keeps it.")


class AcceptBody(StepBody):
    """Accept, and perhaps say who does it."""

    handler: UUID | None = Field(None, description="A person of the lead unit.")


class AssignBody(StepBody):
    """Give it to one person."""

    handler: UUID = Field(description="A person of the lead unit.")


class SuspendBody(Reasoned):
    """Ask to suspend until a day."""

    review_on: Day = Field(description="After today and within one year; the clock runs again on that day.")


class FeedBackBody(StepBody):
    """Say and show what was done."""

    text: Text = Field(description="What was done; at most 4000 characters.")
    evidence: Files = []


class FoundBody(StepBody):
    """Say what was found."""

    text: Text = Field(description="What was found; at most 4000 characters.")
    evidence: Files = []


class VerifyBody(FoundBody):
    """Find that it is fixed."""

    on_site: bool = Field(False, description="Seen there, not only from the evidence.")


class ReworkBody(VerifyBody):
    """Find that it is not fixed."""

    is_false: bool = Field(False, description="It was only made to look fixed (false rectification).")


class ObserveBody(FoundBody):
    """Look again at something closed."""

    came_back: bool = Field(description="True opens a new case linked to this one.")


class ReviewBody(Reasoned):
    """First review of an appeal."""

    supports: bool


class DecideBody(Reasoned):
    """Second review of an appeal."""

    grants: bool = Field(description="True: the missed limit is not counted; the fact stays.")


class WaiveBody(Reasoned):
    """Go on without one co-handling unit."""

    unit: UUID


class LinkBody(Reasoned):
    """Link by hand what came back."""

    earlier_code: Text = Field(description="Number of the closed case whose problem came back, like AJ-2026-00031.")


class CureBody(Reasoned):
    """Order a lasting cure of what keeps coming back."""

    title: Text = Field(description="What is to be done for good; at most 200 characters.")
    condition: UUID = Field(description="One of GET /conditions; it sets class and limit of the cure.")


BODIES: Final[dict[Step, type[StepBody]]] = {
    Step.FILE: FileBody,
    Step.DECLINE: Reasoned,
    Step.DISPATCH: DispatchBody,
    Step.ACCEPT: AcceptBody,
    Step.SEND_BACK: Reasoned,
    Step.ASSIGN: AssignBody,
    Step.ASK_EXTENSION: Reasoned,
    Step.GRANT_EXTENSION: Remarked,
    Step.REFUSE_EXTENSION: Reasoned,
    Step.ASK_SUSPENSION: SuspendBody,
    Step.GRANT_SUSPENSION: Remarked,
    Step.REFUSE_SUSPENSION: Reasoned,
    Step.RESUME: StepBody,
    Step.FEED_BACK: FeedBackBody,
    Step.VERIFY_PASS: VerifyBody,
    Step.VERIFY_FAIL: ReworkBody,
    Step.URGE: Remarked,
    Step.ESCALATE: Reasoned,
    Step.VOID: Reasoned,
    Step.OBSERVE: ObserveBody,
    Step.APPEAL: Reasoned,
    Step.REVIEW_APPEAL: ReviewBody,
    Step.DECIDE_APPEAL: DecideBody,
    Step.ACCEPT_PART: StepBody,
    Step.FEED_BACK_PART: FeedBackBody,
    Step.WAIVE_PART: WaiveBody,
    Step.LINK: LinkBody,
    Step.UNLINK: Reasoned,
    Step.CURE: CureBody,
}


class StepTaken(BaseModel):
    """Where the case stands now."""

    case_uuid: UUID
    code: str
    state: str
    version: int
    entry: int = Field(description="Number of the ledger entry.")
    request_uuid: UUID
