"""Who sees a case, told from its facts; queries.scope says the same to the database."""

from uuid import UUID

from bihuan.cases.rules.facts import Facts, State
from bihuan.kernel.call import Actor
from bihuan.orgs.rules import SEE_ALL, Power

# What an inspector sees of everybody's: it waits to be verified, or to be looked at again.
FOR_INSPECTORS = frozenset({State.FED_BACK, State.CLOSED})


def sees(facts: Facts, actor: Actor, *, reported_by: UUID) -> bool:
    """Tell whether the actor sees a case.

    Supervisors, leaders and discipline see all. Handlers see what their unit leads or co-handles, and what it sent
    back until another unit gets it. Inspectors see what waits to be verified, what is closed (to look again), and what
    they verified. Everybody sees what they reported.
    """
    if actor.kind == "system" or actor.has(*SEE_ALL) or reported_by == actor.uuid:
        return True
    is_ours = actor.unit_uuid in {*facts.handling_units, facts.previous_unit}
    if actor.has(Power.HANDLE) and actor.unit_uuid and is_ours:
        return True
    return actor.has(Power.INSPECT) and (facts.state in FOR_INSPECTORS or facts.verified_by == actor.uuid)
