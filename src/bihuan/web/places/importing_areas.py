"""Importing areas from GeoJSON: upload, look at every polygon, then all of it or nothing."""

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.kernel.errors import Refusal
from bihuan.kernel.geo import Datum
from bihuan.places import commands, queries
from bihuan.places.access import KEEPERS
from bihuan.places.rules.kinds import AreaKind
from bihuan.places.rules.rows import Change
from bihuan.places.rules.table import RawArea
from bihuan.web.errors import STATUS
from bihuan.web.kit.answers import blame, gone_to
from bihuan.web.kit.doors import DeskRequest, call_from, door
from bihuan.web.places.forms import AreaImportForm
from bihuan.web.places.keeping import MOST_SHOWN, keep, signed, unsigned
from bihuan.web.places.pages import show
from bihuan.web.places.present import CHANGES, area_line


@door(*KEEPERS, methods=("GET", "POST"))
def upload(request: DeskRequest) -> HttpResponseBase:
    """Ask for a file; when one was sent, show what importing it would do. Changes nothing."""
    form = AreaImportForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _preview(request, form)
            except Refusal as refusal:
                blame(form, refusal)
                status = STATUS[refusal.kind]
    return show(request, "web/places/areas_upload.html", {"form": form}, status=status)


def _preview(request: DeskRequest, form: AreaImportForm) -> HttpResponse:
    said = form.cleaned_data
    content = said["file"].read()
    file = queries.read_areas_file(content)
    rows, counts = queries.preview_areas(file.rows, kind=AreaKind(said["kind"]), datum=Datum(said["datum"]))
    shown = sorted(rows, key=lambda row: (row.change is not Change.FAULTY, row.raw.number))[:MOST_SHOWN]
    kept = keep(file.rows, said["file"], content, file.unknown)
    context = {
        "file_name": said["file"].name,
        "counts": [(CHANGES[change], count) for change, count in counts.items()],
        "changing": counts[Change.ADDED] + counts[Change.CHANGED],
        "preview": {"is_clean": not counts[Change.FAULTY]},
        "lines": [area_line(row) for row in shown],
        "unshown": len(rows) - len(shown),
        "unknown": file.unknown,
        "kept": signed(request, kept, kind=said["kind"], datum=said["datum"]),
        "import_url": reverse("places:areas_import"),
        "confirm_url": reverse("places:areas_import_confirm"),
    }
    return show(request, "web/places/import_preview.html", context)


@door(*KEEPERS, methods=("POST",))
def confirm(request: DeskRequest) -> HttpResponseBase:
    """Import the polygons of a preview, all or none."""
    kept, more = unsigned(request)
    done = commands.import_areas(
        call_from(request),
        kind=more["kind"],
        rows=tuple(RawArea(*row) for row in kept.rows),
        datum=Datum(more["datum"]),
        file_name=kept.name,
        file_sha256=kept.sha256,
    )
    said = _("Imported: %(added)s new, %(changed)s changed; %(moved)s points lie in another cell now.") % {
        "added": done.added,
        "changed": done.changed,
        "moved": done.moved,
    }
    return gone_to(request, reverse("places:areas"), said=said)
