"""What was seen on the visits of a round, as points obtained: the latest valid observation of every element."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from bihuan.standards.rules.assessment import Way
from bihuan.standards.rules.steps import restored
from bihuan.visits.models import Observation, Round
from bihuan.visits.rules.kinds import Result
from bihuan.visits.rules.scoring import NOT_APPLICABLE, Ladder, Rung, Tally, described, observed


@dataclass(frozen=True, slots=True)
class Sight:
    """The latest valid observation of one element at one place."""

    code: str
    text: str
    tally: Tally


Sights = dict[tuple[UUID, str], list[Sight]]


def sights_of(row: Round, drawn: set[UUID]) -> Sights:
    """Return the latest valid observation of every element, by place and scope; one statement."""
    rows = Observation.objects.filter(
        visit__stop__round=row, voided_at__isnull=True, element__system__uuid=row.system_id
    ).select_related("element")
    latest = {
        (each.place_id, each.scope, each.element.code): each
        for each in rows.order_by("observed_at", "id")
        if each.place_id in drawn
    }
    found: defaultdict[tuple[UUID, str], list[Sight]] = defaultdict(list)
    for (place, scope, code), each in sorted(latest.items(), key=lambda item: item[0]):
        found[place, scope].append(Sight(code, each.element.text, _tally(each)))
    return dict(found)


def _tally(seen: Observation) -> Tally:
    element = seen.element
    if seen.result == Result.NOT_APPLICABLE:
        return NOT_APPLICABLE
    is_good = seen.result == Result.GOOD
    if element.way == Way.FREQUENCY:
        return observed(element.points, good=int(is_good), applicable=1)
    steps = restored(element.steps)
    ladder = Ladder(tuple(Rung(step.grade, step.most, Fraction(step.share)) for step in steps))
    return described(element.points, ladder, 0 if is_good else max(1, seen.bad_count))


def total_of(sights: Sequence[Sight]) -> Tally:
    """Return the points of all elements together."""
    return sum((sight.tally for sight in sights), NOT_APPLICABLE)
