"""What is done with one draft: accept, drop, reopen, choose the unit, edit, split."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from bihuan.intake import commands, queries
from bihuan.intake.queries import DraftView
from bihuan.intake.rules.drafts import DraftState
from bihuan.kernel.errors import Refusal
from bihuan.orgs.rules import Power
from bihuan.web.intake import present
from bihuan.web.intake.forms import DraftForm
from bihuan.web.intake.views import PAGE, back, desk_context, page_url, show_of, unit_of
from bihuan.web.kit import sent
from bihuan.web.kit.answers import blame, gone_to, renewed
from bihuan.web.kit.doors import DeskRequest, call_from, door

CARD = "web/intake/intake_card.html"


@door(Power.SUPERVISE)
def show(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Show one draft as the list does."""
    draft = queries.draft_view(uuid, timezone.now())
    return _card(request, draft) if request.htmx else back(draft)


@door(Power.SUPERVISE, methods=("POST",))
def accept(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Accept one draft."""
    return _decide(request, uuid, commands.accept)


@door(Power.SUPERVISE, methods=("POST",))
def drop(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Drop one draft."""
    return _decide(request, uuid, commands.drop)


@door(Power.SUPERVISE, methods=("POST",))
def reopen(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Take the decision about one draft back."""
    return _decide(request, uuid, commands.reopen)


def _decide(request: DeskRequest, uuid: UUID, command: Callable[..., Any]) -> HttpResponse:
    command(call_from(request), draft_uuid=uuid, expected_version=sent.version(request))
    return _changed(request, uuid)


@door(Power.SUPERVISE, methods=("POST",))
def unit(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Make a unit the lead unit of one draft, without opening its form."""
    commands.edit_draft(
        call_from(request), draft_uuid=uuid, expected_version=sent.version(request), lead_unit=unit_of(request)
    )
    return _changed(request, uuid)


@door(Power.SUPERVISE, methods=("GET", "POST"))
def edit(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Show the form of one draft, or save it; then=accept accepts it too."""
    now = timezone.now()
    draft = queries.draft_view(uuid, now)
    form = DraftForm(request.POST if request.method == "POST" else None, draft=draft, at=now)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, draft, form)
            return _changed(request, uuid)
        except Refusal as refusal:
            blame(form, refusal)
    return _opened(request, draft, status=422 if form.errors else 200, mode="edit", form=form)


def _save(request: DeskRequest, draft: DraftView, form: DraftForm) -> None:
    call = call_from(request)
    commands.edit_draft(call, draft_uuid=draft.uuid, expected_version=sent.version(request), **form.changes())
    if request.POST.get("then") == "accept" and draft.state is not DraftState.ACCEPTED:
        version = queries.draft_view(draft.uuid, call.at).version
        commands.accept(call.part("accept"), draft_uuid=draft.uuid, expected_version=version)


@door(Power.SUPERVISE, methods=("GET", "POST"))
def split(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Show the words of one draft in pieces, or split it after those that were ticked: at=PLACE, several times."""
    if request.method == "GET":
        draft = queries.draft_view(uuid, timezone.now())
        return _opened(request, draft, mode="split", pieces=tuple(queries.draft_pieces(uuid)))
    places = [int(at) for at in request.POST.getlist("at") if at.isdecimal() and len(at) < 9]
    changed = commands.split(
        call_from(request), draft_uuid=uuid, expected_version=sent.version(request), at_offsets=places
    )
    said = _("Split into %(count)s drafts; Z takes it back.") % {"count": len(changed.draft_uuids)}
    if request.htmx:
        context = desk_context(request, changed.document_uuid) | {"at": uuid}
        return renewed(request, f"{PAGE}#desk", context, said=said)
    return gone_to(request, page_url(changed.document_uuid, uuid), said=said)


def _changed(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """Answer with the draft as it stands now and the counts above the list."""
    draft = queries.draft_view(uuid, timezone.now())
    return _card(request, draft, with_bar=True) if request.htmx else back(draft)


def _card(
    request: DeskRequest, draft: DraftView, *, with_bar: bool = False, status: int = 200, **more: Any
) -> HttpResponse:
    card = replace(present.card(draft, queries.offered_units(draft.document_uuid)), **more)
    context: dict[str, Any] = {"card": card}
    if with_bar:
        standing = queries.standing(draft.document_uuid, viewer=request.actor.uuid)
        tabs = present.tabs(standing, show_of(request))
        context |= {"document_uuid": draft.document_uuid, "standing": standing, "tabs": tabs}
    return render(request, CARD, context, status=status)


def _opened(request: DeskRequest, draft: DraftView, *, status: int = 200, **more: Any) -> HttpResponse:
    """Answer with one draft opened: alone for htmx, on the whole page else."""
    if request.htmx:
        return _card(request, draft, status=status, **more)
    context = desk_context(request, draft.document_uuid)
    context["cards"] = [replace(card, **more) if card.draft.uuid == draft.uuid else card for card in context["cards"]]
    return render(request, PAGE, context, status=status)
