"""The list of documents and the desk of one: its text, its drafts, and what is done with many drafts at once."""

from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bihuan.evidence.queries import file_for, path_of
from bihuan.intake import commands, errors, queries
from bihuan.intake.rules.files import MOST_BYTES
from bihuan.kernel.errors import Refusal
from bihuan.orgs.rules import Power
from bihuan.web.intake import present
from bihuan.web.intake.forms import GiveForm, UploadForm
from bihuan.web.kit.answers import blame, gone_to, renewed
from bihuan.web.kit.doors import DeskRequest, call_from, door
from bihuan.web.kit.present import Page
from bihuan.web.kit.sent import page_number

LIST = "web/intake/intake_list.html"
PAGE = "web/intake/intake_page.html"


@door(Power.SUPERVISE, methods=("GET", "POST"))
def listing(request: DeskRequest) -> HttpResponseBase:
    """Show the documents, the newest first, or read the one that was sent."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            return _read(request, form)
        except Refusal as refusal:
            blame(form, refusal)
    number = page_number(request.GET)
    rows, total = queries.documents(number)
    context = {"form": form, "rows": rows, "page": _paging(number, len(rows), total), "most_bytes": MOST_BYTES}
    if request.htmx and request.method == "POST":
        return render(request, f"{LIST}#upload", context, status=422)
    return render(request, LIST, context, status=422 if form.errors else 200)


def _read(request: DeskRequest, form: UploadForm) -> HttpResponse:
    sent = form.cleaned_data["file"]
    answer = commands.read(
        call_from(request),
        content=sent.read(MOST_BYTES + 1),
        file_name=sent.name,
        reference_on=form.cleaned_data["reference_on"],
    )
    found = {"requirements": answer.requirements, "problems": answer.problems, "name": answer.name}
    if answer.is_new:
        said = _("Read: %(requirements)s requirements and %(problems)s problems.") % found
    else:
        said = _("This file was read before as “%(name)s”. Here it is; nothing was added.") % found
    return gone_to(request, reverse("intake:page", args=[answer.document_uuid]), said=said)


def _paging(number: int, shown: int, total: int) -> Page | None:
    if total <= queries.PAGE:
        return None
    first = (number - 1) * queries.PAGE + 1
    last = first + shown - 1
    older = f"?page={number + 1}" if last < total else ""
    return Page(first, last, str(total), f"?page={number - 1}" if number > 1 else "", older)


@door(Power.SUPERVISE)
def page(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Show one document with its drafts; ?show= says which."""
    context = desk_context(request, uuid)
    return render(request, f"{PAGE}#desk" if request.htmx else PAGE, context)


@door(Power.SUPERVISE)
def original(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Give the file as it came."""
    found = queries.document_page(uuid, timezone.now(), viewer=request.actor.uuid)
    if found.file_uuid is None:
        raise Http404
    file = file_for(found.file_uuid)
    answer = FileResponse(path_of(file).open("rb"), as_attachment=True, filename=found.row.name)
    answer["Content-Type"] = file.media_type
    return answer


@door(Power.SUPERVISE, methods=("POST",))
def accept_all(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Accept every open draft."""
    changed = commands.accept_all(call_from(request), document_uuid=uuid)
    count = len(changed.draft_uuids)
    said = ngettext("%(count)s draft accepted.", "%(count)s drafts accepted.", count) % {"count": count}
    return _desk(request, uuid, said=said)


@door(Power.SUPERVISE, methods=("POST",))
def merge(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Merge the drafts that were ticked: draft=UUID:VERSION, several times."""
    ticked = dict(_ticked(value) for value in request.POST.getlist("draft"))
    changed = commands.merge(call_from(request), draft_uuids=tuple(ticked), expected_versions=tuple(ticked.values()))
    return _desk(request, uuid, at=changed.draft_uuids[0], said=_("Merged; Z takes it back."))


@door(Power.SUPERVISE, methods=("POST",))
def give(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Make one unit the lead unit of the drafts that were ticked."""
    ticked = dict(_ticked(value) for value in request.POST.getlist("draft"))
    changed = commands.give(
        call_from(request),
        draft_uuids=tuple(ticked),
        expected_versions=tuple(ticked.values()),
        lead_unit=unit_of(request),
    )
    count = len(changed.draft_uuids)
    said = ngettext("Unit chosen for %(count)s draft.", "Unit chosen for %(count)s drafts.", count) % {"count": count}
    return _desk(request, uuid, said=said)


def unit_of(request: DeskRequest) -> UUID:
    """Return the unit that was sent as lead_unit or raise intake.unit_unknown."""
    try:
        return UUID(request.POST.get("lead_unit", ""))
    except ValueError as fault:
        raise errors.UNIT_UNKNOWN(field="lead_unit") from fault


def _ticked(value: str) -> tuple[UUID, int]:
    uuid, _colon, version = value.partition(":")
    try:
        return UUID(uuid), int(version)
    except ValueError as fault:
        raise errors.NOT_FOUND() from fault


@door(Power.SUPERVISE, methods=("POST",))
def undo(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Take back what this person did last in this document."""
    changed = commands.undo(call_from(request), document_uuid=uuid)
    return _desk(request, uuid, at=next(iter(changed.draft_uuids), None), said=_("Taken back."))


@door(Power.SUPERVISE, methods=("POST",))
def send(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """File and dispatch every accepted draft and give the account of it."""
    account = commands.send_accepted(call_from(request), document_uuid=uuid)
    context = desk_context(request, uuid)
    context["account"] = {
        "sent": account.sent,
        "left": [(left, present.left_words(left)) for left in account.left],
    }
    return renewed(request, f"{PAGE}#desk", context) if request.htmx else render(request, PAGE, context)


def _desk(request: DeskRequest, uuid: UUID, *, said: str, at: UUID | None = None) -> HttpResponse:
    if request.htmx:
        return renewed(request, f"{PAGE}#desk", desk_context(request, uuid) | {"at": at}, said=said)
    return gone_to(request, page_url(uuid, at), said=said)


def page_url(document_uuid: UUID, draft_uuid: UUID | None = None) -> str:
    """Return the address of a document's page, at one of its drafts if there is one."""
    url = reverse("intake:page", args=[document_uuid])
    return f"{url}#d-{draft_uuid}" if draft_uuid else url


def desk_context(request: DeskRequest, uuid: UUID) -> dict[str, Any]:
    """Return what the desk of one document shows now."""
    found = queries.document_page(uuid, timezone.now(), viewer=request.actor.uuid)
    show = show_of(request)
    return {
        "document": found,
        "cards": present.cards(found, queries.offered_units(uuid), show),
        "document_uuid": uuid,
        "tabs": present.tabs(found.standing, show),
        "notes": present.notes(found.notes),
        "standing": found.standing,
        "segments": found.highlights(),
        "show": show,
        "give_form": GiveForm(),
    }


def show_of(request: DeskRequest) -> str:
    """Return which drafts are shown: from the address of this request, or of the page that made it."""
    here = str(request.htmx.current_url or "") if request.htmx and request.method == "POST" else request.get_full_path()
    show = parse_qs(urlsplit(here).query).get("show", [""])[0]
    return show if show in present.SHOWS else ""


def back(draft: queries.DraftView) -> HttpResponse:
    """Go back to the page, at a draft."""
    return redirect(page_url(draft.document_uuid, draft.uuid))
