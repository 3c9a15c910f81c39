"""The lasting cure of what keeps coming back (治本): a case of its own, linked to the family."""

from uuid import UUID

from bihuan.cases.commands.apply import Moved, step
from bihuan.cases.commands.desk import file
from bihuan.cases.commands.reporting import Place, report
from bihuan.cases.models import Case
from bihuan.cases.rules import rebounds
from bihuan.cases.rules.decisions import Decision
from bihuan.cases.rules.facts import Facts, Origin
from bihuan.kernel.call import Call
from bihuan.kernel.geo import Datum
from bihuan.ledger.commands import command


@command
def cure(call: Call, *, case_uuid: UUID, expected_version: int, title: str, text: str, condition: UUID) -> Moved:
    """Order a lasting cure where one is proposed: report its case at the same place and file it, ready to dispatch.

    condition: the filing condition of the cure, which sets its own class and time limit. Raises
    cases.nothing_proposed, cases.condition_unknown, cases.text_missing, cases.too_long.
    """

    def decide(case: Case, facts: Facts) -> Decision:
        decision = rebounds.cure(facts, call, text=text)
        new = report(
            call.part("cure"),
            title=title,
            text=text,
            place=Place(case.place_text, case.lon_wgs84, case.lat_wgs84, Datum.WGS84, case.accuracy_m, case.place_id),
            origin=Origin.CURE,
            origin_uuid=case.uuid,
            origin_note=case.code,
        )
        file(call.part("cure, filed"), case_uuid=new.case_uuid, expected_version=new.version, condition=condition)
        return Decision(decision.event, decision.changes, decision.details | {"cure": str(new.case_uuid)})

    return step(call, case_uuid=case_uuid, expected_version=expected_version, decide=decide)
