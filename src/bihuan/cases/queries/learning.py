"""Learn from the district's own closed cases. Imported only where something is learned: it brings numpy along."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from math import cos, floor, radians
from typing import NamedTuple
from uuid import UUID

import numpy as np
from django.utils import timezone

from bihuan.cases.models import Case
from bihuan.cases.queries.rebounds import rules
from bihuan.cases.rules.facts import Origin, State
from bihuan.cases.rules.learned import Learned
from bihuan.cases.rules.risk import fit, panel
from bihuan.cases.rules.risk.rebounds import NEVER, waits

MOST_CASES = 200_000
"""The newest so many cases are looked at, so that a night's learning takes seconds."""
CELL_M = 50.0
_METRES_PER_DEGREE = 111_195.0


class _Row(NamedTuple):
    pk: int
    place: UUID | None
    case_class: UUID | None
    happened_at: datetime
    closed_at: datetime | None
    lon_wgs84: float | None
    lat_wgs84: float | None
    observe_until: datetime | None
    came_back: bool

    @property
    def where(self) -> str:
        """The point of the register, else a cell of CELL_M; "" if nowhere."""
        if self.place:
            return str(self.place)
        if self.lon_wgs84 is None or self.lat_wgs84 is None:
            return ""
        shrink = cos(radians(floor(self.lat_wgs84)))
        row = floor(self.lat_wgs84 * _METRES_PER_DEGREE / CELL_M)
        return f"{row} {floor(self.lon_wgs84 * _METRES_PER_DEGREE * shrink / CELL_M)}"


def learn(at: datetime) -> Learned | None:
    """Return what the cases known at a moment tell; three statements.

    None where no observation rule is in force, or where no case was closed so long ago that one knows how it ended.
    """
    horizon = _horizon(timezone.localdate(at))
    if horizon is None or not Case.objects.filter(closed_at__lt=at - timedelta(days=horizon)).exists():
        return None
    rows = _rows(at)
    kept = [row for row in rows if row.where]
    history = panel(
        place=[row.where for row in kept],
        item=[str(row.case_class or "") for row in kept],
        opened=[_seconds(row.happened_at) for row in kept],
        closed=[_closed(row) for row in kept],
        lat=[float("nan") if row.lat_wgs84 is None else row.lat_wgs84 for row in kept],
        lon=[float("nan") if row.lon_wgs84 is None else row.lon_wgs84 for row in kept],
    )
    model = fit(history, horizon=horizon, until=_seconds(at) + 1)
    if not model.cases:
        return None
    # Where something was opened since, there is nothing left to foretell.
    asked = np.array([_is_observed(row, at) for row in kept], dtype=bool) & (waits(history) == NEVER)
    cases = [kept[number].pk for number in np.flatnonzero(asked)]
    chances = [float(each) for each in model.scores(history, asked)] if cases else []
    return Learned(
        horizon_days=horizon,
        parameters=model.to_json(),
        chances=dict(zip(cases, chances, strict=True)),
        left_out=len(rows) - len(kept),
    )


def _horizon(on: date) -> int | None:
    """Return the days that the rule of all classes observes; without one, the most that any rule does."""
    in_force = [row for row in rules(on) if row.valid_from <= on]
    of_all = [row for row in in_force if row.class_uuid is None] or in_force
    return max((row.rule.period_days for row in of_all), default=None)


def _rows(at: datetime) -> Sequence[_Row]:
    """Return the newest cases known at a moment; what was not filed, made void or is a lasting cure tells nothing."""
    known = Case.objects.filter(reported_at__lte=at).exclude(state__in=[State.DECLINED, State.VOID])
    rows = known.exclude(origin=Origin.CURE).order_by("-pk").values_list(*_Row._fields)[:MOST_CASES]
    found = [_Row(*row) for row in rows]
    return [row._replace(closed_at=None) if row.closed_at and row.closed_at > at else row for row in found]


def _is_observed(row: _Row, at: datetime) -> bool:
    return bool(row.closed_at and row.observe_until and row.observe_until > at and not row.came_back)


def _closed(row: _Row) -> int | None:
    return None if row.closed_at is None else max(_seconds(row.closed_at), _seconds(row.happened_at))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
