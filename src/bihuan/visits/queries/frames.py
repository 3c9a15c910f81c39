"""From what a draw is made: places, people who inspect, closed cases with their risk."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from bihuan.cases.models import Case
from bihuan.cases.rules.facts import State
from bihuan.orgs.models import Holding
from bihuan.orgs.queries.who import held_on
from bihuan.orgs.rules import Power
from bihuan.places.models import Place as PlaceRow
from bihuan.visits.rules.draw import Closed, Person, Place

PRIOR = 20
"""How many closed cases of a class weigh as much as all classes together when its rate of return is told."""


def places_to_draw(*, types: Sequence[str] = (), units: Sequence[UUID] = (), most: int | None = None) -> list[Place]:
    """Return the places in use that fit, by code, at most so many. The area of a place is the unit that answers first."""
    rows = PlaceRow.objects.filter(is_active=True)
    rows = rows.filter(type_code__in=types) if types else rows
    rows = rows.filter(unit__uuid__in=units) if units else rows
    found = rows.order_by("code").values_list("uuid", "code", "type_code", "unit__code")[:most]
    return [Place(uuid, code, kind, unit or "", frozenset([unit] if unit else [])) for uuid, code, kind, unit in found]


def find_places(words: Sequence[str]) -> tuple[list[UUID], list[str]]:
    """Return the places in use that are called so, by code or whole name, in order, and the words that name none.

    A name that several places have names none of them. One statement.
    """
    rows = PlaceRow.objects.filter(Q(code__in=words) | Q(name__in=words), is_active=True)
    codes: dict[str, UUID] = {}
    names: dict[str, list[UUID]] = {}
    for uuid, code, name in rows.values_list("uuid", "code", "name"):
        codes[code] = uuid
        names.setdefault(name, []).append(uuid)
    single = {name: uuids[0] for name, uuids in names.items() if len(uuids) == 1}
    known = single | codes
    return [known[word] for word in words if word in known], [word for word in words if word not in known]


def inspectors(on: date) -> list[tuple[Person, str]]:
    """Return everybody whose own post inspects that day, each once by sign-in name, with their name; one statement."""
    held = Holding.objects.filter(held_on(on), post__is_active=True, person__is_active=True)
    rows = held.order_by("person__username", "id").values_list(
        "person__uuid", "person__username", "person__name", "post__unit__code", "post__powers"
    )
    found: dict[UUID, tuple[Person, str]] = {}
    for uuid, code, name, unit, powers in rows:
        if Power.INSPECT in powers:
            found.setdefault(uuid, (Person(uuid, code, unit), name))
    return list(found.values())


def cases_to_recheck(at: datetime, *, days: int, units: Sequence[UUID] = (), most: int | None = None) -> list[Closed]:
    """Return the cases closed in the last days that nobody has looked at again, by code, each with its risk.

    The risk is the chance that was learned for the case; without one, the share of the class's cases that came back,
    drawn towards the share of all. Two statements.
    """
    rows = Case.objects.filter(
        state=State.CLOSED, closed_at__gt=at - timedelta(days=days), observed_at__isnull=True, came_back=False
    )
    rows = rows.filter(lead_unit__uuid__in=units) if units else rows
    found = list(rows.order_by("code").values_list("uuid", "code", "case_class_id", "risk__chance")[:most])
    rates = _rates()
    return [Closed(uuid, code, rates[kind] if chance is None else chance) for uuid, code, kind, chance in found]


def _rates() -> "_Rates":
    back = Q(came_back=True) | Q(rebounds__isnull=False)
    rows = Case.objects.filter(closed_at__isnull=False).order_by().values("case_class_id")
    counted = rows.annotate(closed=Count("pk", distinct=True), returned=Count("pk", filter=back, distinct=True))
    closed, returned = Counter[object](), Counter[object]()
    for row in counted:
        closed[row["case_class_id"]] += row["closed"]
        returned[row["case_class_id"]] += row["returned"]
    return _Rates(closed, returned)


class _Rates:
    def __init__(self, closed: Counter[object], returned: Counter[object]) -> None:
        self._closed, self._returned = closed, returned
        total = sum(closed.values())
        self._overall = sum(returned.values()) / total if total else 0.0

    def __getitem__(self, kind: object) -> float:
        rate = (self._returned[kind] + PRIOR * self._overall) / (self._closed[kind] + PRIOR)
        return round(rate, 6)
