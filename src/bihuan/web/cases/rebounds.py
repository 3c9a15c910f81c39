"""The rebound rate in numbers that open the cases behind them: on the page and in its Excel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.cases import queries
from bihuan.cases.queries import Rate, Rates, RuleRow
from bihuan.kernel.call import Actor
from bihuan.web.cases.filters import day_or_none
from bihuan.web.cases.tables import zone
from bihuan.web.kit.present import plain
from bihuan.web.kit.sheets import Value

USUAL = timedelta(days=90)
FEW = 10
"""Below this many observed cases a rate is marked as resting on few."""


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class PeriodForm(forms.Form):
    """The days on which the cases were closed."""

    since = forms.DateField(label=gettext_lazy("Closed from"), widget=_day())
    until = forms.DateField(label=gettext_lazy("Closed until"), widget=_day())


@dataclass(frozen=True, slots=True)
class RateLine:
    """One rate. back_url and observed_url open exactly the cases that are counted."""

    name: str
    back: int
    back_url: str
    observed: int
    observed_url: str
    share: str
    is_few: bool


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One observation rule in words."""

    name: str
    look_days: int
    period_days: int
    distance_m: int
    weights: str
    propose_at: int
    valid_from: date
    source: str


def period(query: QueryDict, today: date) -> tuple[date, date]:
    """Return the first and last day that the address asks for; usually the last 90 days."""
    until = day_or_none(query.get("until", "")) or today
    return day_or_none(query.get("since", "")) or until - USUAL, until


def rates(actor: Actor, days: tuple[date, date], at: datetime) -> Rates:
    """Return the rates of the cases closed on these days."""
    since, until = (datetime.combine(day, time(0), zone()) for day in (days[0], days[1] + timedelta(days=1)))
    return queries.rates(actor, since=since, until=until, at=at)


def context(found: Rates, days: tuple[date, date], today: date) -> dict[str, Any]:
    """Return the context of web/cases/rebounds.html."""
    return {
        "total": _line("", found.total, days),
        "tables": [
            (_("By lead unit"), _lines(found.units, "unit", days)),
            (_("By class"), _lines(found.classes, "case_class", days)),
            (_("Points where something came back"), _lines(found.places, "place", days)),
        ],
        "form": PeriodForm(initial={"since": days[0], "until": days[1]}),
        "definition": definition(),
        "rules": [rule_line(row) for row in queries.rules(today)],
        "few": FEW,
        "export_url": f"{reverse('cases:rebounds_export')}?{urlencode({'since': days[0], 'until': days[1]})}",
    }


def definition() -> str:
    """Return in words what the rebound rate is."""
    return _(
        "Rebound rate: of the cases closed on these days that came back before now or whose observation period is over, "
        "the share that came back. Cases still under observation are not counted yet. A case came back when a fresh "
        "failure of its class at the same point or within the distance of the rule was linked to it, or when somebody "
        "looked again and found so. What came back counts at once and what stays fixed only later, so the latest days "
        "look worse than they will."
    )


def rule_line(row: RuleRow) -> RuleLine:
    """Return an observation rule as a table shows it."""
    return RuleLine(
        name=row.class_name or _("all classes without a rule of their own"),
        look_days=row.rule.look_days,
        period_days=row.rule.period_days,
        distance_m=row.rule.distance_m,
        weights="、".join(f"×{plain(weight)}" for weight in row.rule.multipliers),
        propose_at=row.rule.propose_at,
        valid_from=row.valid_from,
        source=row.source,
    )


def _lines(rows: Sequence[tuple[UUID | None, str, Rate]], name: str, days: tuple[date, date]) -> list[RateLine]:
    return [_line(words, rate, days, **{name: str(uuid)}) for uuid, words, rate in rows]


def _line(words: str, rate: Rate, days: tuple[date, date], **more: str) -> RateLine:
    def url(rebound: str) -> str:
        asked = {"rebound": rebound, "closed_since": days[0], "closed_until": days[1], **more}
        return f"{reverse('cases:list')}?{urlencode(asked)}"

    share = "—" if rate.share is None else f"{rate.share:.1%}".replace("%", " %")
    return RateLine(words, rate.back, url("back"), rate.observed, url("observed"), share, rate.observed < FEW)


def headings() -> list[tuple[str, int]]:
    """Return the headings of the Excel, with widths."""
    return [
        (_("By"), 12),
        (_("Name"), 32),
        (_("Came back"), 12),
        (_("Observed"), 12),
        (_("Rebound rate"), 12),
        (_("Note"), 16),
    ]


def rows(found: Rates) -> Iterator[list[Value]]:
    """Yield the rows of the Excel: the whole, then units, classes, points."""
    yield [_("all"), "", *_numbers(found.total)]
    kinds = ((_("Lead unit"), found.units), (_("Class"), found.classes), (_("Point"), found.places))
    for kind, lines in kinds:
        for _uuid, name, rate in lines:
            yield [kind, name, *_numbers(rate)]


def _numbers(rate: Rate) -> list[Value]:
    share = None if rate.share is None else round(rate.share, 4)
    return [rate.back, rate.observed, share, _("few cases") if rate.observed < FEW else ""]


def note(days: tuple[date, date], name: str, at: datetime) -> str:
    """Return the line below the Excel: when, by whom, which days, what the rate is."""
    head = _("Closed from %(since)s until %(until)s; exported %(at)s by %(name)s.") % {
        "since": days[0],
        "until": days[1],
        "at": timezone.localtime(at).strftime("%Y-%m-%d %H:%M"),
        "name": name,
    }
    return f"{head} {definition()}"
