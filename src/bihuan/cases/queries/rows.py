"""Cases as people read them: frozen rows for lists, queues, the map and the case page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable

from bihuan.cases.models import Case
from bihuan.cases.queries.facts import LoadedPart, facts_of
from bihuan.cases.rules.clock import light
from bihuan.cases.rules.facts import Facts
from bihuan.kernel.clocks import Light

LOADED_PARTS: Final = "loaded_parts"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list. facts: what the rules know, so that a page can ask what may be done."""

    id: int
    uuid: UUID
    code: str
    title: str
    place_text: str
    class_name: str
    unit_name: str
    handler_name: str
    origin: str
    reporter_name: str
    reported_at: datetime
    facts: Facts

    def light(self, at: datetime) -> Light | None:
        """Return the light at a moment."""
        return light(self.facts, at)


def loaded(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return cases with all that a row shows, in one statement: a case comes once for each of its parts.

    merged() makes them one again. Not to be cut to a number of rows, which would cut through parts: see loaded_first.
    """
    part = {f"part_{name}": F(f"parts__{name}") for name in LoadedPart._fields}
    return cases.select_related("case_class", "lead_unit", "handler").annotate(**part)


def loaded_first(cases: QuerySet[Case], *order: str | Combinable, limit: int) -> QuerySet[Case]:
    """Return the first cases of an order, loaded; sorts narrow rows and reads wide ones only of those it returns.

    order: it must end with the primary key, so that the rows of one case stand together.
    """
    first = cases.order_by(*order).values("pk")[:limit]
    return loaded(Case.objects.filter(pk__in=first)).order_by(*order)


def merged(rows: Iterable[Case]) -> Iterator[Case]:
    """Yield each loaded case once, with its parts; the rows of one case stand together."""
    for _pk, same in groupby(rows, key=lambda row: row.pk):
        case, *others = same
        parts = [_part(each) for each in (case, *others)]
        setattr(case, LOADED_PARTS, sorted(part for part in parts if part.unit_id is not None))
        yield case


def _part(row: Case) -> LoadedPart:
    return LoadedPart(*(getattr(row, f"part_{name}") for name in LoadedPart._fields))


def rows_of(cases: Iterable[Case]) -> list[CaseRow]:
    """Return loaded cases as rows, each once."""
    return [row_of(case) for case in merged(cases)]


def row_of(case: Case) -> CaseRow:
    """Return a loaded and merged case as a row."""
    unit = case.lead_unit
    return CaseRow(
        id=case.pk,
        uuid=case.uuid,
        code=case.code,
        title=case.title,
        place_text=case.place_text,
        class_name=case.case_class.name if case.case_class else "",
        unit_name=(unit.short_name or unit.name) if unit else "",
        handler_name=case.handler.name if case.handler else "",
        origin=case.origin,
        reporter_name=case.reporter_name,
        reported_at=case.reported_at,
        facts=facts_of(case, getattr(case, LOADED_PARTS)),
    )
