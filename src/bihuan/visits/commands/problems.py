"""Report a problem seen outside any checklist."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from bihuan.cases.commands.reporting import MOST_TITLE
from bihuan.cases.rules.words import heard
from bihuan.kernel.call import Call
from bihuan.kernel.geo import Datum
from bihuan.ledger.commands import command, record
from bihuan.places.models import Place
from bihuan.visits import errors, events
from bihuan.visits.access import lock_place, require_reporter
from bihuan.visits.commands.found import Found, Sight, become_case, position, position_of, require_files, states_of
from bihuan.visits.models import Problem


@command
def report_problem(
    call: Call,
    *,
    problem_uuid: UUID,
    title: str,
    text: str = "",
    case_class: UUID | None = None,
    place_uuid: UUID | None = None,
    lon: float | None = None,
    lat: float | None = None,
    datum: Datum = Datum.WGS84,
    accuracy_m: float | None = None,
    place_text: str = "",
    files: Sequence[UUID] = (),
    add_to: UUID | None = None,
) -> Found:
    """Report a problem, or add it to an open case nearby; the unit of the place or of the area around gets it.

    A problem that is here already answers with its case, whatever request it comes with. Raises orgs.not_allowed,
    visits.problem_taken, title_missing, file_unknown, case_too_far, position_odd, not_found, cases.class_unknown.
    """
    require_reporter(call.actor)
    earlier = Problem.objects.select_related("case").filter(uuid=problem_uuid).first()
    if earlier is not None:
        return _again(call, earlier)
    title = heard(title, most=MOST_TITLE, field="title")
    if not title:
        raise errors.TITLE_MISSING(field="title")
    require_files(call, files)
    place = lock_place(place_uuid) if place_uuid else None
    sight = Sight(
        uuid=problem_uuid,
        title=title,
        text=heard(text),
        note="",
        place=place,
        place_text=place_text or _name(place),
        here=position(lon, lat, datum, accuracy_m) or position_of(place),
        case_class=case_class,
        files=tuple(dict.fromkeys(files)),
        seen_at=min(call.moment, call.at),
        origin_uuid=problem_uuid,
        add_to=add_to,
    )
    found = become_case(call, sight)
    Problem.objects.create(uuid=problem_uuid, case_id=found.case_uuid, person_uuid=call.actor.uuid, received_at=call.at)
    record(
        replace(call, happened_at=sight.seen_at),
        name=events.PROBLEM_REPORTED,
        subject_kind="problem",
        subject_uuid=problem_uuid,
        payload={
            "title": title,
            "place": str(place_uuid or ""),
            "case": str(found.case_uuid),
            "code": found.code,
            "files": [str(file) for file in sight.files],
        },
    )
    return states_of([found])[0]


def _again(call: Call, earlier: Problem) -> Found:
    if earlier.person_uuid != call.actor.uuid:
        raise errors.PROBLEM_TAKEN()
    return Found(earlier.uuid, earlier.case.uuid, earlier.case.code, earlier.case.state)


def _name(place: Place | None) -> str:
    return (place.address or place.name) if place else ""
