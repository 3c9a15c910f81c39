"""What was learned about rebounds, written down: the model, and the chance of each case under observation."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from bihuan.cases import errors, events
from bihuan.cases.models import RiskModel, RiskScore
from bihuan.cases.rules.learned import Learned
from bihuan.kernel.call import Call
from bihuan.ledger.commands import command, record
from bihuan.ledger.rules import canonical
from bihuan.orgs.rules import Power

BATCH = 500


@dataclass(frozen=True, slots=True)
class RiskTrained:
    """The model that was kept, and how many cases have a chance by it."""

    model_uuid: UUID
    scored: int


@command
def train_risk(call: Call, *, learned: Learned) -> RiskTrained:
    """Keep a model, and give every case under observation its chance by it. Raises cases.not_supervisor."""
    if call.actor.kind != "system" and not call.actor.has(Power.SUPERVISE):
        raise errors.NOT_SUPERVISOR()
    found = learned.parameters
    quality = found["quality"]
    parameters = {name: value for name, value in found.items() if name != "quality"}
    model = RiskModel(
        trained_at=call.at,
        horizon_days=learned.horizon_days,
        engine=found["engine"],
        cases=found["cases"],
        rebounds=found["rebounds"],
        left_out=learned.left_out,
        quality=quality,
        parameters=parameters,
        hash=hashlib.sha256(canonical(parameters).encode()).hexdigest(),
    )
    model.save(force_insert=True)
    scored = _give(model, learned)
    kept = ("horizon_days", "engine", "cases", "rebounds", "left_out", "quality", "hash")
    record(
        call,
        name=events.RISK_TRAINED,
        subject_kind="risk_model",
        subject_uuid=model.uuid,
        payload={name: getattr(model, name) for name in kept} | {"scored": scored},
    )
    return RiskTrained(model.uuid, scored)


def _give(model: RiskModel, learned: Learned) -> int:
    RiskScore.objects.all().delete()
    scores = [RiskScore(case_id=case, model=model, chance=chance) for case, chance in sorted(learned.chances.items())]
    RiskScore.objects.bulk_create(scores, batch_size=BATCH)
    return len(scores)
