"""Importing filing conditions from Excel: upload, look at every row, then all of it or nothing."""

from collections.abc import Sequence
from dataclasses import astuple
from datetime import date
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bihuan.kernel.errors import Kind, Refusal
from bihuan.kernel.limits import Unit
from bihuan.orgs.rules import Power
from bihuan.standards import commands, queries
from bihuan.standards.rules.rows import Change, RawRow, ReadRow
from bihuan.standards.rules.terms import Habit
from bihuan.web.errors import PREVIEW_LOST, STATUS
from bihuan.web.kit.answers import blame, gone_to
from bihuan.web.kit.doors import DeskRequest, call_from, door
from bihuan.web.settings.dictionary.forms import ImportForm, habit_of
from bihuan.web.settings.dictionary.present import CHANGES, line
from bihuan.web.settings.dictionary.views import standard_for, trail
from bihuan.web.settings.pages import show

MOST_SHOWN = 1000
KEPT_SECONDS = 24 * 3600


@door(Power.CONFIGURE, methods=("GET", "POST"))
def upload(request: DeskRequest) -> HttpResponseBase:
    """Ask for a workbook; when one was sent, show what importing it would do. Changes nothing."""
    initial = {"standard": request.GET.get("standard", ""), "from_on": timezone.localdate()}
    standards = queries.standards()
    form = ImportForm(request.POST or None, request.FILES or None, standards=standards, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _preview(request, form)
            except Refusal as refusal:
                if refusal.kind is Kind.NOT_FOUND:
                    raise
                blame(form, refusal)
                status = STATUS[refusal.kind]
    context = {"form": form, "standards": standards}
    title = _("Import filing conditions")
    return show(request, "web/settings/dictionary/upload.html", context, title=title, trail=trail(), status=status)


def _preview(request: DeskRequest, form: ImportForm) -> HttpResponseBase:
    said, standard_uuid = form.cleaned_data, form.standard_uuid()
    habit, from_on = habit_of(said), said["from_on"]
    preview = queries.preview_import(said["file"].read(), standard_uuid=standard_uuid, on=from_on, habit=habit)
    shown = _worth_showing(preview.rows)
    context = {
        "standard": standard_for(standard_uuid),
        "file_name": said["file"].name,
        "from_on": from_on,
        "preview": preview,
        "counts": [(CHANGES[change], count) for change, count in preview.counts.items()],
        "changing": preview.counts[Change.ADDED] + preview.counts[Change.REPLACED],
        "lines": [line(row) for row in shown],
        "unshown": len(preview.rows) - len(shown),
        "kept": _kept(request, preview.raw_rows, standard_uuid=standard_uuid, from_on=from_on, habit=habit),
    }
    return show(request, "web/settings/dictionary/preview.html", context, title=_("Preview"), trail=trail())


def _worth_showing(rows: Sequence[ReadRow]) -> list[ReadRow]:
    """Return the rows in order; of a long table those with errors first, then those that change something."""
    if len(rows) <= MOST_SHOWN:
        return list(rows)
    order = (Change.FAULTY, Change.REPLACED, Change.ADDED, Change.SAME)
    return sorted(rows, key=lambda row: (order.index(row.change), row.raw.number))[:MOST_SHOWN]


def _kept(request: DeskRequest, rows: Sequence[RawRow], *, standard_uuid: UUID, from_on: date, habit: Habit) -> str:
    """Return the rows signed for this person, so that what is confirmed is exactly what was looked at."""
    kept = {
        "standard": str(standard_uuid),
        "from_on": from_on.isoformat(),
        "habit": [habit.hours.value, habit.days.value],
        "rows": [astuple(row) for row in rows],
    }
    return signing.dumps(kept, salt=_salt(request), compress=True)


def _salt(request: DeskRequest) -> str:
    return f"settings.import.{request.actor.uuid}"


@door(Power.CONFIGURE, methods=("POST",))
def confirm(request: DeskRequest) -> HttpResponseBase:
    """Import the rows of a preview, all or none."""
    try:
        kept = signing.loads(request.POST.get("kept", ""), salt=_salt(request), max_age=KEPT_SECONDS)
    except signing.BadSignature as fault:
        raise PREVIEW_LOST() from fault
    done = commands.import_conditions(call_from(request), **_arguments(kept))
    said = _("Imported: %(added)s new, %(replaced)s replaced, %(same)s unchanged, %(classes)s classes added.") % {
        "added": done.added,
        "replaced": done.replaced,
        "same": done.same,
        "classes": done.classes_added,
    }
    return gone_to(request, f"{reverse('settings:dictionary')}?standard={done.standard_uuid}", said=said)


def _arguments(kept: dict[str, Any]) -> dict[str, Any]:
    hours, days = kept["habit"]
    return {
        "standard_uuid": UUID(kept["standard"]),
        "from_on": date.fromisoformat(kept["from_on"]),
        "habit": Habit(hours=Unit(hours), days=Unit(days)),
        "rows": [RawRow(*row) for row in kept["rows"]],
    }
