"""Whose cases somebody sees: every read of this app starts here."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from bihuan.cases.models import Case, Part
from bihuan.cases.rules.facts import State
from bihuan.kernel.call import Actor
from bihuan.orgs.rules import SEE_ALL, Power


def visible(actor: Actor) -> QuerySet[Case]:
    """Return the cases the actor may see; all others look absent.

    Supervisors, leaders and discipline see all. Handlers see what their unit leads or co-handles. Inspectors see what
    waits to be verified, what is closed (to look again), and what they verified. Everybody sees what they reported.
    """
    if actor.kind == "system" or actor.has(*SEE_ALL):
        return Case.objects.all()
    mine = Q(reported_by=actor.uuid)
    if actor.has(Power.HANDLE) and actor.unit_uuid:
        mine |= Q(lead_unit__uuid=actor.unit_uuid)
        mine |= Q(Exists(Part.objects.filter(case=OuterRef("pk"), unit__uuid=actor.unit_uuid)))
    if actor.has(Power.INSPECT):
        mine |= Q(state__in=[State.FED_BACK, State.CLOSED]) | Q(verified_by=actor.uuid)
    return Case.objects.filter(mine)
