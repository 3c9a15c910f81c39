"""What happens to a person's account: name changed, closed and opened again, second factor reset."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from bihuan.cases.access import held_by
from bihuan.kernel.call import Call
from bihuan.orgs import commands, queries
from bihuan.orgs.rules import Power
from bihuan.web.kit.answers import gone_to
from bihuan.web.kit.doors import DeskRequest, door
from bihuan.web.settings.pages import FormPage, answer
from bihuan.web.settings.people.forms import ChangeForm, CloseForm
from bihuan.web.settings.people.views import page_of, person_for, person_trail

BOTH = ("GET", "POST")


@door(Power.CONFIGURE, methods=BOTH)
def change(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Give a person another name or e-mail address."""
    row = person_for(uuid)
    form = ChangeForm(request.POST or None, initial={"name": row.name, "email": row.email})

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        commands.change_person(call, person_uuid=uuid, **said)
        return gone_to(request, page_of(uuid), said=_("Saved."))

    page = FormPage(
        title=_("Change name and e-mail"),
        button=_("Save"),
        back=page_of(uuid),
        trail=person_trail(row),
        note=_("The sign-in name stays. What %(name)s did before keeps the name of that time.") % {"name": row.name},
    )
    return answer(request, form, page, act)


@door(Power.CONFIGURE, methods=BOTH)
def close(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Close a person's account; what ends and where open work goes stands above the button."""
    row = person_for(uuid)
    today = timezone.localdate()
    form = CloseForm(request.POST if request.method == "POST" else None)

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        commands.close_person(call, person_uuid=uuid, **said)
        return gone_to(request, page_of(uuid), said=_("The account of %(name)s is closed.") % {"name": row.name})

    held = held_by(request.actor, uuid)
    handlers = _handlers(uuid, today) if held else {}
    page = FormPage(
        title=_("Close the account"),
        button=_("Close the account"),
        back=page_of(uuid),
        trail=person_trail(row),
        note=_("%(name)s can no longer sign in. What they did stays as it is; the account can be opened again.")
        % {"name": row.name},
        template="web/settings/people/close.html",
        extra={
            "row": row,
            "terms": [term for term in row.terms if not term.to_on or term.to_on >= today],
            "work": [(each, handlers.get(each.unit_uuid, [])) for each in held],
        },
    )
    return answer(request, form, page, act)


def _handlers(leaving: UUID, today: date) -> dict[UUID, list[str]]:
    """Return by unit who else handles its cases today."""
    found: dict[UUID, list[str]] = {}
    for post in queries.posts(today):
        if Power.HANDLE in post.powers:
            others = [term.person for term in post.terms if term.is_now and term.person_uuid != leaving]
            found.setdefault(post.unit_uuid, []).extend(others)
    return found


@door(Power.CONFIGURE, methods=BOTH)
def reopen(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Open a closed account again."""
    row = person_for(uuid)

    def act(call: Call, _said: dict[str, Any]) -> HttpResponse:
        commands.reopen_person(call, person_uuid=uuid)
        return gone_to(request, page_of(uuid), said=_("%(name)s can sign in again.") % {"name": row.name})

    page = FormPage(
        title=_("Open the account again"),
        button=_("Open it again"),
        back=page_of(uuid),
        trail=person_trail(row),
        note=_("%(name)s signs in as before. Posts that ended stay ended; give them a post next.") % {"name": row.name},
    )
    return answer(request, _nothing(request), page, act)


@door(Power.CONFIGURE, methods=BOTH)
def second_factor(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Take away a person's second factor after its loss."""
    row = person_for(uuid)

    def act(call: Call, _said: dict[str, Any]) -> HttpResponse:
        commands.reset_second_factor(call, person_uuid=uuid)
        words = _("The second factor of %(name)s is reset. Set a new password too if the phone was stolen.")
        return gone_to(request, page_of(uuid), said=words % {"name": row.name})

    page = FormPage(
        title=_("Reset the second factor"),
        button=_("Reset it"),
        back=page_of(uuid),
        trail=person_trail(row),
        note=_(
            "For a lost phone: make sure it is %(name)s who asks. Their app and recovery codes stop working, and the"
            " password alone is enough until they turn on a second factor again."
        )
        % {"name": row.name},
    )
    return answer(request, _nothing(request), page, act)


def _nothing(request: DeskRequest) -> forms.Form:
    """Return a form without fields: only its button is asked for."""
    return forms.Form(request.POST if request.method == "POST" else None)
