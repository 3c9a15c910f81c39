"""The workbench: my queue by time left, what waits for others, what was closed, how my unit stands."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bihuan.cases import queries
from bihuan.cases.queries import OnTime, Waiting
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
MOST = 200
# A queue shows the step waited for and the ways out of it; everything else is on the case's page.
BESIDE: dict[Step, set[Step]] = {
    Step.ACCEPT: {Step.SEND_BACK},
    Step.FILE: {Step.DECLINE},
    Step.VERIFY_PASS: {Step.VERIFY_FAIL},
    Step.GRANT_EXTENSION: {Step.REFUSE_EXTENSION},
    Step.GRANT_SUSPENSION: {Step.REFUSE_SUSPENSION},
}
DECIDED = {Step.GRANT_EXTENSION, Step.GRANT_SUSPENSION, Step.REVIEW_APPEAL, Step.DECIDE_APPEAL}


@door()
def workbench(request: DeskRequest) -> HttpResponseBase:
    """Show what waits for me, least time left first."""
    if request.hat is None:
        return no_post(request)
    actor, at = request.actor, timezone.now()
    calendar = orgs.calendar()
    waiting = queries.queue(actor, at=at, limit=MOST)
    sorts = _sorts(at)
    only = request.GET.get("only", "")
    wanted = [each for each in waiting if sorts[only][1](each)] if only in sorts else waiting
    context = {
        "queue": [(line(each.row, at, calendar), _buttons(each)) for each in wanted[:ROWS]],
        "size": len(wanted) if len(waiting) < MOST else f"{MOST}+",
        "is_cut": len(wanted) > ROWS,
        "shown": ROWS,
        "only": sorts[only][0] if only in sorts else "",
        "figures": _figures(waiting, sorts),
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


Sort = tuple[str, Callable[[Waiting], bool]]


def _sorts(at: datetime) -> dict[str, Sort]:
    """Return the sorts of waiting cases that a number is shown for: key → words and test."""

    def lit(light: Light) -> Callable[[Waiting], bool]:
        return lambda each: not each.row.facts.paused_at and each.row.light(at) == light

    return {
        "late": (_("overdue"), lit(Light.RED)),
        "soon": (_("soon overdue"), lit(Light.YELLOW)),
        "again": (_("to be done again"), lambda each: each.row.facts.reworks > 0 and each.step == Step.FEED_BACK),
        "accept": (_("to be accepted"), lambda each: each.step in (Step.ACCEPT, Step.ACCEPT_PART)),
        "file": (_("to be filed"), lambda each: each.step == Step.FILE),
        "dispatch": (_("to be dispatched"), lambda each: each.step == Step.DISPATCH),
        "verify": (_("to be verified"), lambda each: each.step == Step.VERIFY_PASS),
        "decide": (_("to be decided"), lambda each: each.step in DECIDED),
        "look": (_("to be looked at again"), lambda each: each.step == Step.OBSERVE),
    }


def _figures(waiting: list[Waiting], sorts: dict[str, Sort]) -> list[Figure]:
    """Return today in a few numbers; each opens the cases it counts. A queue that was cut may hold more: 200+."""
    more = "+" if len(waiting) >= MOST else ""
    counts = {key: sum(test(each) for each in waiting) for key, (_words, test) in sorts.items()}
    return [Figure(sorts[key][0], f"{count}{more}", f"?only={key}") for key, count in counts.items() if count]


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
