"""What runs by itself, when it last did, and which rules never fired."""

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from bihuan.clockwork import queries
from bihuan.web.kit.doors import DeskRequest, door
from bihuan.web.settings.jobs.present import job, state
from bihuan.web.settings.pages import WATCHERS, show
from bihuan.web.settings.present import today_and_now


@door(*WATCHERS)
def listing(request: DeskRequest) -> HttpResponseBase:
    """Show the heartbeat, every job and every rule."""
    _today, now = today_and_now()
    clock = queries.overview(now)
    context = {
        "clock": clock,
        "state": state(clock, now),
        "jobs": [job(view, now, is_late=clock.is_late) for view in clock.jobs],
    }
    return show(request, "web/settings/jobs/jobs.html", context, title=_("What runs by itself"))
