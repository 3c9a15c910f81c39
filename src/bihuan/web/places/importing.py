"""Importing points: upload, look at every row, say what the degrees refer to, then all of it or nothing."""

from collections.abc import Sequence

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bihuan.kernel.errors import Refusal
from bihuan.kernel.geo import Datum
from bihuan.orgs import queries as orgs
from bihuan.places import commands, queries
from bihuan.places.access import KEEPERS
from bihuan.places.rules.rows import Change, RawRow, ReadRow
from bihuan.standards.queries import type_names
from bihuan.web.errors import STATUS
from bihuan.web.kit.answers import blame, gone_to
from bihuan.web.kit.doors import DeskRequest, call_from, door
from bihuan.web.places.forms import ImportForm, datum_of
from bihuan.web.places.keeping import MOST_SHOWN, Kept, keep, signed, unsigned
from bihuan.web.places.pages import show
from bihuan.web.places.present import CHANGES, fitting, line


@door(*KEEPERS, methods=("GET", "POST"))
def upload(request: DeskRequest) -> HttpResponseBase:
    """Ask for a file; when one was sent, or another datum chosen for it, show what importing it would do."""
    if "kept" in request.POST:
        kept, _more = unsigned(request)
        return _preview(request, kept, datum_of(request.POST.get("datum", "")))
    form = ImportForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            file = form.cleaned_data["file"]
            content = file.read()
            try:
                sheet = queries.read_points(content)
                kept = keep(sheet.rows, file, content, sheet.unknown)
                return _preview(request, kept, datum_of(form.cleaned_data["datum"]))
            except Refusal as refusal:
                blame(form, refusal)
                status = STATUS[refusal.kind]
    types = type_names()
    return show(request, "web/places/import_upload.html", {"form": form, "types": types}, status=status)


def _preview(request: DeskRequest, kept: Kept, datum: Datum | None) -> HttpResponse:
    rows = [RawRow(*row) for row in kept.rows]
    preview = queries.preview_places(rows, datum=datum, on=timezone.localdate())
    shown = worth_showing(preview.rows, {number for number in preview.hints})
    types = type_names()
    names = {unit.uuid: unit.short_name or unit.name for unit in orgs.active_units()}
    unsaid = any(fault.code == "places.datum_unsaid" for row in preview.rows for fault in row.faults)
    context = {
        "file_name": kept.name,
        "preview": preview,
        "counts": [(CHANGES[change], count) for change, count in preview.counts.items()],
        "odd": len(preview.hints),
        "changing": preview.counts[Change.ADDED] + preview.counts[Change.CHANGED],
        "lines": [line(row, preview.hints.get(row.raw.number, ()), types, names) for row in shown],
        "unshown": len(preview.rows) - len(shown),
        "fittings": fitting(preview.fits, preview.likeliest, datum),
        "is_unsaid": unsaid,
        "is_doubtful": datum is not None and preview.likeliest is not None and preview.likeliest is not datum,
        "unknown": kept.unknown,
        "kept": signed(request, kept, datum=datum.value if datum else ""),
        "import_url": reverse("places:import"),
        "confirm_url": reverse("places:import_confirm"),
    }
    return show(request, "web/places/import_preview.html", context)


def worth_showing(rows: Sequence[ReadRow], odd: set[int]) -> list[ReadRow]:
    """Return the rows in order; of a long table those with errors first, then odd ones, then those that change."""
    if len(rows) <= MOST_SHOWN:
        return list(rows)
    order = (Change.FAULTY, Change.CHANGED, Change.ADDED, Change.SAME)

    def weight(row: ReadRow) -> tuple[bool, bool, int, int]:
        number = row.raw.number
        return row.change is not Change.FAULTY, number not in odd, order.index(row.change), number

    return sorted(rows, key=weight)[:MOST_SHOWN]


@door(*KEEPERS, methods=("POST",))
def confirm(request: DeskRequest) -> HttpResponseBase:
    """Import the rows of a preview, all or none."""
    kept, more = unsigned(request)
    done = commands.import_places(
        call_from(request),
        rows=tuple(RawRow(*row) for row in kept.rows),
        datum=datum_of(more["datum"]),
        file_name=kept.name,
        file_sha256=kept.sha256,
    )
    said = _("Imported: %(added)s new, %(changed)s changed, %(same)s unchanged.") % {
        "added": done.added,
        "changed": done.changed,
        "same": done.same,
    }
    return gone_to(request, reverse("places:list"), said=said)
