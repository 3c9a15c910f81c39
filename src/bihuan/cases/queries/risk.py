"""How likely closed cases are to come back, and how good that is known to be."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from bihuan.cases.models import RiskModel, RiskScore
from bihuan.cases.queries.scope import visible
from bihuan.cases.rules.facts import State
from bihuan.kernel.call import Actor

MOST_LIKELY = 50


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """The latest model as people read it; see models.RiskModel. quality: see rules.risk.fit."""

    uuid: UUID
    trained_at: datetime
    horizon_days: int
    is_thin: bool
    cases: int
    rebounds: int
    left_out: int
    quality: dict[str, Any] | None
    hash: str


@dataclass(frozen=True, slots=True)
class RiskLine:
    """One closed case under observation and its chance of coming back."""

    uuid: UUID
    code: str
    title: str
    place_text: str
    class_name: str
    unit_name: str
    closed_at: datetime | None
    observe_until: datetime | None
    chance: float


def risk_model() -> RiskFacts | None:
    """Return the latest model, None where nothing was learned yet: one statement."""
    row = RiskModel.objects.defer("parameters").order_by("trained_at", "pk").last()
    if row is None:
        return None
    return RiskFacts(
        uuid=row.uuid,
        trained_at=row.trained_at,
        horizon_days=row.horizon_days,
        is_thin=row.engine == "rates",
        cases=row.cases,
        rebounds=row.rebounds,
        left_out=row.left_out,
        quality=row.quality,
        hash=row.hash,
    )


def likeliest(actor: Actor, at: datetime, *, most: int = MOST_LIKELY) -> list[RiskLine]:
    """Return the visible cases under observation that are most likely to come back: one statement."""
    cases = visible(actor).order_by().values("pk")
    rows = _under_observation(at).filter(case__in=cases).select_related("case__case_class", "case__lead_unit")
    return [
        RiskLine(
            uuid=row.case.uuid,
            code=row.case.code,
            title=row.case.title,
            place_text=row.case.place_text,
            class_name=row.case.case_class.name if row.case.case_class else "",
            unit_name=(row.case.lead_unit.short_name or row.case.lead_unit.name) if row.case.lead_unit else "",
            closed_at=row.case.closed_at,
            observe_until=row.case.observe_until,
            chance=row.chance,
        )
        for row in rows.order_by("-chance", "pk")[:most]
    ]


def risk_of(case_uuid: UUID, at: datetime) -> tuple[float, datetime, int] | None:
    """Return the chance of a case under observation, when the model was learned, its horizon in days: one statement."""
    rows = _under_observation(at).filter(case__uuid=case_uuid)
    return rows.values_list("chance", "model__trained_at", "model__horizon_days").first()


def _under_observation(at: datetime) -> QuerySet[RiskScore]:
    return RiskScore.objects.filter(case__state=State.CLOSED, case__came_back=False, case__observe_until__gt=at)
