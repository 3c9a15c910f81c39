"""Importing an edition from Excel or YAML: upload, look at every row, then all of it or nothing."""

from dataclasses import astuple
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.kernel.errors import Refusal
from bihuan.orgs.rules import Power
from bihuan.standards import commands, queries
from bihuan.standards.rules.system_rows import ROW_TYPES, Part, RawSystem
from bihuan.web.errors import PREVIEW_LOST, STATUS
from bihuan.web.kit.answers import blame, gone_to
from bihuan.web.kit.doors import DeskRequest, call_from, door
from bihuan.web.settings.pages import show
from bihuan.web.settings.systems.present import diff_lines, read_parts
from bihuan.web.settings.systems.views import trail

MOST_BYTES = 20 * 1024 * 1024
KEPT_SECONDS = 24 * 3600


class SystemForm(forms.Form):
    """Upload an edition."""

    file = forms.FileField(label=gettext_lazy("Excel workbook or YAML file"))

    def clean_file(self) -> Any:
        """Refuse what is too large to be an edition."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(_("This file is larger than 20 MB. Copy the tables alone into a new workbook."))
        return file


@door(Power.CONFIGURE, methods=("GET", "POST"))
def upload(request: DeskRequest) -> HttpResponseBase:
    """Ask for a file; when one was sent, show what importing it would do. Changes nothing."""
    form = SystemForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _preview(request, form.cleaned_data["file"])
            except Refusal as refusal:
                blame(form, refusal)
                status = STATUS[refusal.kind]
    title = _("Import an assessment system")
    context = {"form": form, "systems": queries.systems()}
    return show(request, "web/settings/systems/upload.html", context, title=title, trail=trail(), status=status)


def _preview(request: DeskRequest, file: Any) -> HttpResponseBase:
    preview = queries.preview_system(file.read())
    context = {
        "file_name": file.name,
        "preview": preview,
        "fault_count": len(preview.faults),
        "parts": read_parts(preview.system, preview.faults),
        "lines": diff_lines(preview.differences),
        "kept": _kept(request, preview.system) if preview.may_be_imported else "",
    }
    return show(request, "web/settings/systems/preview.html", context, title=_("Preview"), trail=trail())


def _kept(request: DeskRequest, system: RawSystem) -> str:
    """Return the rows signed for this person, so that what is confirmed is exactly what was looked at."""
    rows = {part.value: [astuple(row) for row in getattr(system, part)] for part in Part}
    return signing.dumps(rows, salt=_salt(request), compress=True)


def _salt(request: DeskRequest) -> str:
    return f"settings.system_import.{request.actor.uuid}"


@door(Power.CONFIGURE, methods=("POST",))
def confirm(request: DeskRequest) -> HttpResponseBase:
    """Import the edition of a preview, all or nothing."""
    try:
        kept = signing.loads(request.POST.get("kept", ""), salt=_salt(request), max_age=KEPT_SECONDS)
    except signing.BadSignature as fault:
        raise PREVIEW_LOST() from fault
    system = RawSystem(**{part.value: tuple(ROW_TYPES[part](*row) for row in kept[part]) for part in Part})
    done = commands.save_system(call_from(request), system=system)
    said = _("Imported: %(types)s point types, %(clauses)s clauses, %(elements)s elements.") % {
        "types": done.types,
        "clauses": done.clauses,
        "elements": done.elements,
    }
    return gone_to(request, reverse("settings:system", kwargs={"uuid": done.system_uuid}), said=said)
