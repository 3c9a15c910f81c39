"""Keys for machines that use the API: made, shown once, listed, revoked."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.kernel.call import Call
from bihuan.orgs import commands, queries
from bihuan.orgs.rules import Power
from bihuan.web.kit.answers import gone_to
from bihuan.web.kit.doors import DeskRequest, call_from, door
from bihuan.web.kit.present import Badge
from bihuan.web.settings.pages import Crumb, FormPage, answer, show
from bihuan.web.settings.present import today_and_now
from bihuan.web.settings.tokens.forms import TokenForm

USUAL = timedelta(days=365)


@door(Power.CONFIGURE)
def listing(request: DeskRequest) -> HttpResponseBase:
    """Show every token, the newest first; no secret is kept anywhere."""
    today, _now = today_and_now()
    context = {"rows": [(row, _badge(row, today)) for row in queries.tokens(today)]}
    return show(request, "web/settings/tokens/list.html", context, title=_("Access tokens"))


def _badge(row: queries.TokenRow, today: date) -> Badge:
    if row.revoked_at is not None:
        return Badge(_("revoked"), "ban")
    return Badge(_("expired"), "history") if row.expires_on < today else Badge(_("in use"), "key")


@door(Power.CONFIGURE, methods=("GET", "POST"))
def new(request: DeskRequest) -> HttpResponseBase:
    """Make a token and show its secret this once."""
    today, _now = today_and_now()
    form = TokenForm(request.POST or None, initial={"expires_on": today + USUAL})
    terms = [term for row in queries.people(today) for term in row.terms if term.is_now and row.is_active]
    choices = [(term.holding_uuid, f"{term.person} · {term.label}") for term in terms]
    form.fields["holding_uuid"].offer(choices, blank=_("choose …"))  # type: ignore[attr-defined]  # a PickField

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        made = commands.make_token(call, **said)
        context = {"secret": made.secret, "label": said["label"], "expires_on": said["expires_on"]}
        page = show(request, "web/settings/tokens/made.html", context, title=_("Token made"), trail=_trail())
        page["Cache-Control"] = "no-store"
        return page

    note = _(
        "For another system that reports or reads cases through the API. What it does is marked as done by the"
        " interface. A new password of the person revokes it."
    )
    page = FormPage(_("Make a token"), _("Make the token"), reverse("settings:tokens"), trail=_trail(), note=note)
    return answer(request, form, page, act)


@door(Power.CONFIGURE, methods=("POST",))
def revoke(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Make a token useless at once."""
    commands.revoke_token(call_from(request), token_uuid=uuid)
    return gone_to(request, reverse("settings:tokens"), said=_("Token revoked."))


def _trail() -> tuple[Crumb, ...]:
    return (Crumb(_("Access tokens"), reverse("settings:tokens")),)
