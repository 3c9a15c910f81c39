"""The page of what came back, and its Excel."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from bihuan.orgs.rules import Power
from bihuan.web.cases import rebounds, risk
from bihuan.web.kit.doors import DeskRequest, door
from bihuan.web.kit.sheets import sheet


@door()
def page(request: DeskRequest) -> HttpResponseBase:
    """Show the rebound rates of the cases closed on some days, and the rules behind them."""
    at, today = timezone.now(), timezone.localdate()
    days = rebounds.period(request.GET, today)
    context = rebounds.context(rebounds.rates(request.actor, days, at), days, today)
    context["may_change"] = request.actor.has(Power.CONFIGURE)
    context["may_see_risk"] = request.actor.has(*risk.SEEN_BY)
    return render(request, "web/cases/rebounds.html", context)


@door()
def export(request: DeskRequest) -> HttpResponseBase:
    """Give the same rates as Excel."""
    at = timezone.now()
    days = rebounds.period(request.GET, timezone.localdate())
    rows = rebounds.rows(rebounds.rates(request.actor, days, at))
    return sheet(_("Rebound rate"), rebounds.headings(), rows, note=rebounds.note(days, request.actor.name, at))
