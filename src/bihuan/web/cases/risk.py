"""How likely closed cases are to come back, in words and numbers."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from bihuan.cases import queries
from bihuan.cases.queries import RiskFacts
from bihuan.cases.rules.facts import Facts, State
from bihuan.kernel.call import Actor
from bihuan.orgs.rules import Power

SEEN_BY: Final = (Power.SUPERVISE, Power.INSPECT, Power.LEAD)


@dataclass(frozen=True, slots=True)
class OfCase:
    """The chance of one case, within how many days, by the model of which day."""

    chance: str
    days: int
    day: date


@dataclass(frozen=True, slots=True)
class Way:
    """One way to order cases by risk, and how well it did. is_ours: the model, not one of the plain ways."""

    name: str
    auc: str
    top20: str
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """Cases of about one stated chance: how many, what was stated, what came."""

    count: int
    stated: str
    came: str


@dataclass(frozen=True, slots=True)
class Quality:
    """How well the model of before a day did on the cases closed from that day on. ece: in percentage points."""

    split: date
    learned: int
    judged: int
    base_rate: str
    ece: str
    ways: list[Way]
    steps: list[Step]
    is_thin: bool


def line_of(actor: Actor, facts: Facts, case_uuid: UUID, at: datetime) -> OfCase | None:
    """Return the chance of a closed case for those who order and do the work; one statement for a closed case."""
    if facts.state != State.CLOSED or facts.came_back or not actor.has(*SEEN_BY):
        return None
    found = queries.risk_of(case_uuid, at)
    return found and OfCase(percent(found[0]), found[2], timezone.localdate(found[1]))


def context(actor: Actor, at: datetime) -> dict[str, Any]:
    """Return the context of web/cases/risk.html; two statements."""
    model = queries.risk_model()
    lines = queries.likeliest(actor, at)
    return {
        "model": model,
        "quality": _quality(model) if model else None,
        "thin": _("Data is thin, so each chance is the rate of the class, pulled towards the mean."),
        "lines": [(line, percent(line.chance)) for line in lines],
        "most": queries.MOST_LIKELY if len(lines) == queries.MOST_LIKELY else 0,
    }


def percent(share: float | None, places: int = 0) -> str:
    """Return a share as office texts write it; what is above nothing is never shown as nothing."""
    if share is None:
        return "—"
    words = f"{share:.{places}%}".replace("%", " %")
    return _("below 1 %") if places == 0 and 0 < share < 0.005 else words


def _quality(model: RiskFacts) -> Quality | None:
    found = model.quality
    if found is None:
        return None
    plain = found["baselines"]
    return Quality(
        split=datetime.fromtimestamp(found["split"], UTC).date(),
        learned=found["n_train"],
        judged=found["n_test"],
        base_rate=percent(found["base_rate"], 1),
        ece=f"{found['ece'] * 100:.1f}",
        ways=[
            _way(_("this model"), found, is_ours=True),
            _way(_("rate of the class"), plain["class_rate"]),
            _way(_("earlier cases at the place"), plain["prior_count"]),
        ],
        steps=[Step(count, percent(stated, 1), percent(came, 1)) for count, stated, came in found["bins"]],
        is_thin=found["engine"] == "rates",
    )


def _way(name: str, found: dict[str, Any], *, is_ours: bool = False) -> Way:
    auc = "—" if found["auc"] is None else f"{found['auc']:.2f}"
    return Way(name, auc, percent(found["top20"]), is_ours)
