"""Keep what each element is like now in step with what was seen. The only place that writes ElementState."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from bihuan.places.models import Place
from bihuan.visits.models import ElementState, Observation
from bihuan.visits.rules.states import Sight, now_of


def refresh(place: Place, elements: Iterable[UUID]) -> None:
    """Work out the states of some elements (by uuid) of a locked place anew, from all their valid observations."""
    wanted = set(elements)
    rows = Observation.objects.filter(place=place, element__uuid__in=wanted, voided_at__isnull=True)
    seen: dict[tuple[UUID, str], list[Sight]] = defaultdict(list)
    for element, scope, pk, result, bad_count, observed_at in rows.values_list(
        "element__uuid", "scope", "pk", "result", "bad_count", "observed_at"
    ):
        seen[element, scope].append(Sight(pk, result, bad_count, observed_at))
    found = [
        ElementState(
            place=place,
            element_id=element,
            scope=scope,
            observation_id=now.latest.number,
            result=now.latest.result,
            bad_count=now.latest.bad_count,
            observed_at=now.latest.observed_at,
            since=now.since,
        )
        for (element, scope), sights in seen.items()
        if (now := now_of(sights)) is not None
    ]
    ElementState.objects.bulk_create(
        found,
        update_conflicts=True,
        unique_fields=["place", "element", "scope"],
        update_fields=["observation", "result", "bad_count", "observed_at", "since"],
    )
    kept = {(state.element_id, state.scope) for state in found}
    gone = [
        state.pk
        for state in ElementState.objects.filter(place=place, element__uuid__in=wanted)
        if (state.element_id, state.scope) not in kept
    ]
    if gone:
        ElementState.objects.filter(pk__in=gone).delete()
