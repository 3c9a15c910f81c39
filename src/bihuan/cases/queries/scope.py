"""Whose cases somebody sees: every read of this app starts here."""

from uuid import UUID

from django.db.models import Q, QuerySet

from bihuan.cases.models import Case, Part
from bihuan.cases.rules.replay import replay
from bihuan.cases.rules.sight import FOR_INSPECTORS, sees
from bihuan.kernel.call import Actor
from bihuan.ledger.queries import timeline
from bihuan.orgs.rules import SEE_ALL, Power


def visible(actor: Actor) -> QuerySet[Case]:
    """Return the cases the actor may see (see rules.sight); all others look absent."""
    if actor.kind == "system" or actor.has(*SEE_ALL):
        return Case.objects.all()
    mine = Q(reported_by=actor.uuid)
    if actor.has(Power.HANDLE) and actor.unit_uuid:
        mine |= Q(lead_unit__uuid=actor.unit_uuid) | Q(previous_unit__uuid=actor.unit_uuid)
        mine |= Q(pk__in=Part.objects.filter(unit__uuid=actor.unit_uuid).order_by().values("case"))
    if actor.has(Power.INSPECT):
        mine |= Q(state__in=sorted(FOR_INSPECTORS)) | Q(verified_by=actor.uuid)
    return Case.objects.filter(mine)


def saw(actor: Actor, case_uuid: UUID, version: int) -> str:
    """Return the code of a case that the actor could see at an earlier version, "" if not."""
    story = timeline(case_uuid)[:version]
    if len(story) < version or not story:
        return ""
    facts = replay(entry.payload for entry in story)
    code: str = story[0].payload["code"]
    return code if sees(facts, actor, reported_by=UUID(story[0].actor["uuid"])) else ""
