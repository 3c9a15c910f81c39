"""One endpoint for every step a person can take; which may be taken now, GET /cases/{uuid} says."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final
from uuid import UUID

from ninja import Router

from bihuan.api.auth import ApiRequest, call_from
from bihuan.api.describe import JSON_CHANGE, refusing
from bihuan.api.schemas.steps import BODIES, StepBody, StepTaken
from bihuan.cases import commands
from bihuan.cases import errors as no
from bihuan.cases.rules.moves import MOVES, Step
from bihuan.kernel.errors import CALENDAR_MISSING, UNREADABLE_LIMIT, Reason

router = Router(tags=["steps"])
_LIST_FIELDS: Final = ("evidence", "co_units")
_WORDS: Final = (no.REASON_MISSING, no.TOO_LONG)
_FOUND: Final = (no.TEXT_MISSING, no.TOO_LONG)
_SHOWN: Final = (*_FOUND, no.EVIDENCE_UNKNOWN, no.EVIDENCE_SHOWN)

# What each step can be refused with, besides what all steps can.
REFUSALS: Final[dict[Step, tuple[Reason, ...]]] = {
    Step.FILE: (no.NOT_SUPERVISOR, no.CONDITION_UNKNOWN),
    Step.DECLINE: (no.NOT_SUPERVISOR, *_WORDS),
    Step.DISPATCH: (no.NOT_SUPERVISOR_OR_LEADER, no.UNIT_UNKNOWN, no.SAME_UNIT, UNREADABLE_LIMIT, CALENDAR_MISSING),
    Step.ACCEPT: (no.NOT_LEAD_UNIT, no.PERSON_UNKNOWN),
    Step.SEND_BACK: (no.NOT_LEAD_UNIT, *_WORDS),
    Step.ASSIGN: (no.NOT_LEAD_UNIT, no.PERSON_UNKNOWN),
    Step.ASK_EXTENSION: (no.NOT_LEAD_UNIT, no.EXTENSIONS_SPENT, no.OVERDUE_ALREADY, no.ASK_PENDING, *_WORDS),
    Step.GRANT_EXTENSION: (no.NOT_SUPERVISOR, no.NOTHING_ASKED, no.TOO_LONG, CALENDAR_MISSING),
    Step.REFUSE_EXTENSION: (no.NOT_SUPERVISOR, no.NOTHING_ASKED, *_WORDS),
    Step.ASK_SUSPENSION: (no.NOT_LEAD_UNIT, no.SUSPENDED_ONCE, no.ASK_PENDING, no.SUSPENSION_DATE, *_WORDS),
    Step.GRANT_SUSPENSION: (no.NOT_SUPERVISOR, no.NOTHING_ASKED, no.SUSPENSION_DATE, no.TOO_LONG),
    Step.REFUSE_SUSPENSION: (no.NOT_SUPERVISOR, no.NOTHING_ASKED, *_WORDS),
    Step.RESUME: (no.NOT_SUPERVISOR, CALENDAR_MISSING),
    Step.FEED_BACK: (no.NOT_LEAD_UNIT, no.PARTS_OPEN, no.PROOF_MISSING, *_SHOWN),
    Step.VERIFY_PASS: (no.NOT_VERIFIER, no.OWN_WORK, *_SHOWN),
    Step.VERIFY_FAIL: (no.NOT_VERIFIER, no.OWN_WORK, CALENDAR_MISSING, *_SHOWN),
    Step.URGE: (no.NOT_SUPERVISOR_OR_LEADER, no.TOO_LONG),
    Step.ESCALATE: (no.NOT_SUPERVISOR_OR_LEADER, *_WORDS),
    Step.VOID: (no.NOT_SUPERVISOR, *_WORDS),
    Step.OBSERVE: (no.NOT_VERIFIER, no.OWN_WORK, no.OBSERVED_ALREADY, *_SHOWN),
    Step.APPEAL: (no.NOT_LEAD_UNIT, no.APPEAL_CLOSED_ONLY, *_WORDS),
    Step.REVIEW_APPEAL: (no.NOT_SUPERVISOR, no.NOTHING_ASKED, *_WORDS),
    Step.DECIDE_APPEAL: (no.NOT_DISCIPLINE, no.SAME_REVIEWER, no.NOTHING_ASKED, *_WORDS),
    Step.ACCEPT_PART: (no.NOT_PART_UNIT, no.PART_ACCEPTED),
    Step.FEED_BACK_PART: (no.NOT_PART_UNIT, no.PART_NOT_ACCEPTED, *_SHOWN),
    Step.WAIVE_PART: (no.NOT_SUPERVISOR, no.PART_DONE, no.UNIT_UNKNOWN, *_WORDS),
    Step.LINK: (
        no.NOT_SUPERVISOR,
        no.LINKED_ALREADY,
        no.EARLIER_UNKNOWN,
        no.EARLIER_OPEN,
        no.HAS_REBOUNDS,
        *_WORDS,
    ),
    Step.UNLINK: (no.NOT_SUPERVISOR, no.NOT_LINKED, no.HAS_REBOUNDS, *_WORDS),
    Step.CURE: (no.NOT_SUPERVISOR, no.NOTHING_PROPOSED, no.CONDITION_UNKNOWN, no.TEXT_MISSING, *_WORDS),
}


def _endpoint(step: Step, command: Callable[..., commands.Moved]) -> Callable[..., StepTaken]:
    """Return the view of one step; its body is typed for that step."""

    def take(request: ApiRequest, case_uuid: UUID, body: StepBody) -> StepTaken:
        call = call_from(request, body)
        moved = command(call, case_uuid=case_uuid, expected_version=body.expected_version, **_arguments(body))
        return StepTaken(**asdict(moved), request_uuid=body.request_uuid)

    take.__name__ = f"take_{step.value}"
    take.__doc__ = command.__doc__
    take.__annotations__["body"] = BODIES[step]
    return take


def _arguments(body: StepBody) -> dict[str, Any]:
    """Return what the step alone needs; lists as tuples, as the pages send them, so that a repeat is recognised."""
    own = {name: getattr(body, name) for name in type(body).model_fields if name not in StepBody.model_fields}
    return {name: tuple(value) if name in _LIST_FIELDS else value for name, value in own.items()}


def _origins(step: Step) -> str:
    states = ", ".join(f"`{state.value}`" for state in sorted(MOVES[step].origins))
    target = MOVES[step].target
    return f"From {states}{f' to `{target.value}`' if target else '; the state stays'}."


for _step in BODIES:
    _command: Callable[..., commands.Moved] = getattr(commands, _step.value)
    _common = (no.NOT_FOUND, no.STALE, no.WRONG_STATE)
    router.post(
        f"/{{uuid:case_uuid}}/steps/{_step.value}",
        response=StepTaken,
        operation_id=f"step_{_step.value}",
        summary=_step.value.replace("_", " ").capitalize(),
        description=f"{_command.__doc__}\n\n{_origins(_step)}",
        url_name=f"step_{_step.value}",
        openapi_extra=refusing(*JSON_CHANGE, *_common, *REFUSALS[_step]),
    )(_endpoint(_step, _command))
