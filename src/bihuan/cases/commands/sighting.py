"""Note on an open case that the same problem was seen again, instead of opening a second case."""

from collections.abc import Sequence
from uuid import UUID

from bihuan.cases import access
from bihuan.cases.commands.apply import Moved, finish
from bihuan.cases.commands.evidence import attach
from bihuan.cases.models import CaseFile
from bihuan.cases.rules import decisions
from bihuan.cases.rules.decisions import Decision
from bihuan.kernel.call import Call
from bihuan.ledger.commands import command


@command
def add_sighting(
    call: Call, *, case_uuid: UUID, text: str = "", note: str = "", evidence: Sequence[UUID] = ()
) -> Moved:
    """Add what was seen to an open case; note: where it was seen from, such as the code of a round.

    For apps that found out that it is the same problem: whoever saw it need not see the whole case. A file that the
    case shows already is not shown twice. Raises cases.not_found, not_verifier, wrong_state, evidence_unknown.
    """
    case, facts = access.lock_any(case_uuid)
    decision = decisions.sighted(facts, call, text=text, note=note)
    shown = set(CaseFile.objects.filter(case=case, file__uuid__in=evidence).values_list("file__uuid", flat=True))
    files = [uuid for uuid in evidence if uuid not in shown]
    kept = attach(call, case=case, facts=facts, files=files, role="before")
    details = decision.details | {"evidence": kept}
    return finish(call, case=case, before=facts, decision=Decision(decision.event, decision.changes, details))
