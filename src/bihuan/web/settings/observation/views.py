"""Begin an observation rule; those in force stand on the page of the rebound rate."""

from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.cases import commands, queries
from bihuan.kernel.call import Call
from bihuan.orgs.rules import Power
from bihuan.standards import queries as standards
from bihuan.web.kit.answers import gone_to
from bihuan.web.kit.doors import DeskRequest, door
from bihuan.web.kit.present import plain
from bihuan.web.settings.observation.forms import ObservationForm
from bihuan.web.settings.pages import FormPage, answer
from bihuan.web.settings.present import today_and_now


@door(Power.CONFIGURE, methods=("GET", "POST"))
def new(request: DeskRequest) -> HttpResponseBase:
    """Begin a rule for one class, or for all that have none of their own."""
    today, _now = today_and_now()
    back = reverse("cases:rebounds")
    form = ObservationForm(request.POST or None, classes=_classes(today), today=today, initial=_usual(request))
    page = FormPage(
        title=_("Observation rule"),
        button=_("Save"),
        back=back,
        note=_(
            "The rule of the same class ends on the day this one begins. What is closed already keeps the period it was "
            "closed under; links that were made stay."
        ),
    )

    def act(call: Call, _said: dict[str, Any]) -> HttpResponse:
        commands.save_observation(call, **form.values())
        return gone_to(request, back, said=_("Observation rule saved."))

    return answer(request, form, page, act)


def _classes(today: date) -> list[tuple[str, str]]:
    return [(str(row.uuid), f"{row.code} {row.name}") for row, _held in standards.fileable(today)]


def _usual(request: DeskRequest) -> dict[str, Any]:
    """Begin with the rule of all classes as it is, so that only what differs must be typed."""
    rule = queries.rule_for(None, today_and_now()[0]) if request.method == "GET" else None
    if rule is None:
        return {}
    return {
        "look_days": rule.look_days,
        "period_days": rule.period_days,
        "distance_m": rule.distance_m,
        "multipliers": " ".join(plain(weight) for weight in rule.multipliers),
        "propose_at": rule.propose_at,
    }
