"""Make an observation void: it stays, but nothing follows from it any more."""

from dataclasses import dataclass
from uuid import UUID

from bihuan.cases.rules.words import heard
from bihuan.kernel.call import Call
from bihuan.ledger.commands import command, record
from bihuan.orgs.access import require
from bihuan.orgs.rules import Power
from bihuan.visits import errors, events
from bihuan.visits.access import lock_observation, lock_place, require_inspector
from bihuan.visits.commands.planning import MOST_REASON
from bihuan.visits.commands.states import refresh


@dataclass(frozen=True, slots=True)
class Voided:
    """The answer. case_uuid: the case it had opened or was added to, which stays as it is."""

    observation_uuid: UUID
    case_uuid: UUID | None
    entry: int


@command
def void_observation(call: Call, *, observation_uuid: UUID, reason: str) -> Voided:
    """Make an observation void; the element is again what the latest valid one says. Its case is not touched.

    Whoever saw it may, and the supervision office. Raises orgs.not_allowed, visits.reason_missing, voided_already,
    not_found.
    """
    require_inspector(call.actor)
    row = lock_observation(observation_uuid)
    if row.visit.person_uuid != call.actor.uuid:
        require(call.actor, Power.SUPERVISE)
    why = heard(reason, most=MOST_REASON, field="reason")
    if not why:
        raise errors.REASON_MISSING(field="reason")
    if row.voided_at is not None:
        raise errors.VOIDED_ALREADY()
    place = lock_place(row.place_id)
    row.voided_at, row.void_reason = call.at, why
    row.save(update_fields=["voided_at", "void_reason"])
    refresh(place, [row.element.uuid])
    payload = {"observation": str(row.uuid), "element": str(row.element.uuid), "reason": why}
    entry = record(
        call, name=events.OBSERVATION_VOIDED, subject_kind="visit", subject_uuid=row.visit.uuid, payload=payload
    )
    return Voided(row.uuid, row.case_id, entry.number)
