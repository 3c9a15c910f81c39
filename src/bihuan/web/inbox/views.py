"""The inbox: what I and my unit were told, newest first."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext

from bihuan.notices import queries
from bihuan.notices.commands import mark_all_read, mark_read
from bihuan.web.inbox.present import notice
from bihuan.web.kit.answers import gone_to
from bihuan.web.kit.doors import DeskRequest, call_from, door
from bihuan.web.kit.present import with_query
from bihuan.web.kit.sent import uuid_or_none
from bihuan.web.kit.subjects import page_of

ROWS = 50


@door()
def listing(request: DeskRequest) -> HttpResponseBase:
    """Show one page of notices. ?unread=1: those not read yet; ?before=uuid: those older than that one."""
    unread_only = request.GET.get("unread") == "1"
    rows = queries.inbox(
        request.actor, unread_only=unread_only, limit=ROWS + 1, before=uuid_or_none(request.GET.get("before", ""))
    )
    shown = rows[:ROWS]
    context = {
        "notices": [notice(row) for row in shown],
        "unread_only": unread_only,
        "older_url": with_query(request.GET, before=str(shown[-1].uuid)) if len(rows) > ROWS else "",
        "newest_url": with_query(request.GET, before=None) if "before" in request.GET else "",
    }
    return render(request, "web/inbox/inbox_list.html", context)


@door(methods=("POST",))
def open_notice(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Mark one notice as read and go on to what it is about; back to the inbox when that has no page."""
    mark_read(call_from(request), notice_uuid=uuid)
    subject = uuid_or_none(request.POST.get("subject", ""))
    page = page_of(request.POST.get("kind", ""), subject) if subject else ""
    return gone_to(request, page or reverse("inbox:list"))


@door(methods=("POST",))
def read_all(request: DeskRequest) -> HttpResponseBase:
    """Mark everything as read."""
    marked = mark_all_read(call_from(request))
    said = ngettext("%(count)s notice marked as read.", "%(count)s notices marked as read.", marked.count)
    return gone_to(request, reverse("inbox:list"), said=said % {"count": marked.count})
