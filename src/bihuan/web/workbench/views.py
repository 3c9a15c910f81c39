"""The workbench: my queue by time left, what waits for others, what was closed, how my unit stands."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bihuan.cases import queries
from bihuan.cases.queries import Kind, OnTime, Waiting
from bihuan.cases.rules.moves import Answer, Step
from bihuan.kernel.call import Actor
from bihuan.kernel.clocks import Light
from bihuan.orgs import queries as orgs
from bihuan.orgs.rules import Power
from bihuan.web.cases.present import line
from bihuan.web.cases.steps import Button, buttons
from bihuan.web.kit.doors import DeskRequest, door, no_post
from bihuan.web.kit.present import Figure

ROWS = 50
# A queue shows the step waited for and the ways out of it; everything else is on the case's page.
BESIDE: dict[Step, set[Step]] = {
    Step.ACCEPT: {Step.SEND_BACK},
    Step.FILE: {Step.DECLINE},
    Step.VERIFY_PASS: {Step.VERIFY_FAIL},
    Step.GRANT_EXTENSION: {Step.REFUSE_EXTENSION},
    Step.GRANT_SUSPENSION: {Step.REFUSE_SUSPENSION},
    Step.CURE: {Step.ESCALATE, Step.FILE, Step.DISPATCH},
}
DECIDED = {Step.GRANT_EXTENSION, Step.GRANT_SUSPENSION, Step.REVIEW_APPEAL, Step.DECIDE_APPEAL}


@door()
def workbench(request: DeskRequest) -> HttpResponseBase:
    """Show what waits for me, least time left first."""
    if request.hat is None:
        return no_post(request)
    actor, at = request.actor, timezone.now()
    calendar = orgs.calendar()
    sorts, only = _sorts(), request.GET.get("only", "")
    is_wanted = sorts[only][1] if only in sorts else None
    today = queries.today(actor, at=at, only=is_wanted, limit=ROWS)
    size = sum(n for kind, n in today.kinds.items() if is_wanted is None or is_wanted(kind))
    context = {
        "may_inspect": actor.has(Power.INSPECT, Power.SUPERVISE, Power.LEAD),
        "queue": [(line(each.row, at, calendar), _buttons(each)) for each in today.rows],
        "size": size,
        "is_cut": size > ROWS,
        "shown": ROWS,
        "only": sorts[only][0] if only in sorts else "",
        "figures": _figures(today.kinds, sorts),
        "others": [line(row, at, calendar) for row in queries.waiting_for_others(actor)],
        "closed": [line(row, at, calendar) for row in queries.closed_lately(actor)],
        "on_time": _on_time(actor, at),
    }
    return render(request, "web/workbench/workbench_page.html", context)


def _buttons(waiting: Waiting) -> list[Button]:
    if waiting.step is None:
        return []
    wanted = {waiting.step} | BESIDE.get(waiting.step, set())
    return buttons([answer for answer in waiting.steps if _is_shown(answer, wanted)])


def _is_shown(answer: Answer, wanted: set[Step]) -> bool:
    return answer.may and answer.step in wanted


Sort = tuple[str, Callable[[Kind], bool]]


def _sorts() -> dict[str, Sort]:
    """Return the sorts of waiting cases that a number is shown for: key → words and test."""
    return {
        "late": (_("overdue"), lambda kind: kind.light == Light.RED),
        "soon": (_("soon overdue"), lambda kind: kind.light == Light.YELLOW),
        "again": (_("to be done again"), lambda kind: kind.is_reworked and kind.step == Step.FEED_BACK),
        "accept": (_("to be accepted"), lambda kind: kind.step in (Step.ACCEPT, Step.ACCEPT_PART)),
        "file": (_("to be filed"), lambda kind: kind.step == Step.FILE),
        "dispatch": (_("to be dispatched"), lambda kind: kind.step == Step.DISPATCH),
        "verify": (_("to be verified"), lambda kind: kind.step == Step.VERIFY_PASS),
        "decide": (_("to be decided"), lambda kind: kind.step in DECIDED),
        "cure": (_("lasting cure proposed"), lambda kind: kind.step == Step.CURE),
        "look": (_("to be looked at again"), lambda kind: kind.step == Step.OBSERVE),
    }


def _figures(kinds: Mapping[Kind, int], sorts: dict[str, Sort]) -> list[Figure]:
    """Return today in a few numbers; each opens exactly the cases it counts."""
    counts = {key: sum(n for kind, n in kinds.items() if test(kind)) for key, (_words, test) in sorts.items()}
    return [Figure(sorts[key][0], str(count), f"?only={key}") for key, count in counts.items() if count]


def _on_time(actor: Actor, at: datetime) -> dict[str, Any] | None:
    monday = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    monday -= timedelta(days=monday.weekday())
    figure: OnTime = queries.on_time(actor, since=monday)
    if not figure.fed_back:
        return None
    unit = f"&unit={actor.unit_uuid}" if actor.has(Power.HANDLE) else ""
    return {
        "percent": f"{figure.in_time / figure.fed_back:.0%}".replace("%", " %"),
        "in_time": figure.in_time,
        "fed_back": figure.fed_back,
        "url": f"{reverse('cases:list')}?fed_back_since={monday.date()}&exempt=no{unit}",
    }
