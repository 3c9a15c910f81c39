"""The first page of the settings: every part with one line of how it stands."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from bihuan.orgs import queries
from bihuan.orgs.rules import Power
from bihuan.web.kit.doors import DeskRequest, door
from bihuan.web.settings.cards import cards
from bihuan.web.settings.present import today_and_now


@door()
def overview(request: DeskRequest) -> HttpResponseBase:
    """Show the parts this person may open."""
    today, now = today_and_now()
    context = {
        "title": _("Settings"),
        "cards": cards(request.actor, today, now),
        "district": queries.district(),
        "may_change": request.actor.has(Power.CONFIGURE),
    }
    return render(request, "web/settings/overview.html", context)
