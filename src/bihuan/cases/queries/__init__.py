"""Reads of the loop."""

from bihuan.cases.queries.facts import facts_of, replay_all
from bihuan.cases.queries.lists import (
    COUNT_UP_TO,
    Filters,
    Marker,
    Page,
    Sort,
    counts_by_class,
    counts_by_state,
    every,
    filtered,
    markers,
    page,
)
from bihuan.cases.queries.queue import (
    Kind,
    OnTime,
    Today,
    Waiting,
    closed_lately,
    on_time,
    queue,
    queue_kinds,
    today,
    waiting_for_others,
)
from bihuan.cases.queries.rebounds import Rate, Rates, RuleRow, rates, rule_for, rules
from bihuan.cases.queries.risk import MOST_LIKELY, RiskFacts, RiskLine, likeliest, risk_model, risk_of
from bihuan.cases.queries.rows import CaseRow, row_of
from bihuan.cases.queries.scope import visible
from bihuan.cases.queries.story import CaseStory, Shown, may_see_file, similar

__all__ = [
    "COUNT_UP_TO",
    "MOST_LIKELY",
    "CaseRow",
    "CaseStory",
    "Filters",
    "Kind",
    "Marker",
    "OnTime",
    "Page",
    "Rate",
    "Rates",
    "RiskFacts",
    "RiskLine",
    "RuleRow",
    "Shown",
    "Sort",
    "Today",
    "Waiting",
    "closed_lately",
    "counts_by_class",
    "counts_by_state",
    "every",
    "facts_of",
    "filtered",
    "likeliest",
    "markers",
    "may_see_file",
    "on_time",
    "page",
    "queue",
    "queue_kinds",
    "rates",
    "replay_all",
    "risk_model",
    "risk_of",
    "row_of",
    "rule_for",
    "rules",
    "similar",
    "today",
    "visible",
    "waiting_for_others",
]
