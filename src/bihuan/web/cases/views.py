"""The pages of the loop: list, Excel, report, one case, one step, files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bihuan.cases import access, commands, queries
from bihuan.cases.commands import Place
from bihuan.cases.errors import WRONG_STATE
from bihuan.cases.rules.facts import Origin
from bihuan.cases.rules.moves import Step, may
from bihuan.evidence import queries as files
from bihuan.kernel.errors import Refusal
from bihuan.kernel.geo import Datum
from bihuan.orgs import queries as orgs
from bihuan.web.cases import choices, tables
from bihuan.web.cases.filters import FilterForm, also, asked
from bihuan.web.cases.forms import FORMS, ReportForm, StepForm
from bihuan.web.cases.pages import case_context
from bihuan.web.cases.steps import VERBS
from bihuan.web.cases.uploads import keep
from bihuan.web.errors import STATUS, words
from bihuan.web.kit.answers import blame, gone_to, shown
from bihuan.web.kit.choices import units
from bihuan.web.kit.doors import DeskRequest, call_from, door
from bihuan.web.kit.present import with_query
from bihuan.web.kit.sent import version
from bihuan.web.kit.sheets import sheet


@door()
def listing(request: DeskRequest) -> HttpResponseBase:
    """Show the list that the address asks for."""
    at, wanted = timezone.now(), asked(request.GET)
    form = FilterForm(request.GET, units=units, classes=choices.classes)
    context = {
        "form": form,
        "listing": tables.listing(request.actor, request.GET, wanted, at=at, calendar=orgs.calendar()),
        "is_filtered": any(value for name, value in request.GET.items() if name not in ("sort", "cursor", "from")),
        "also": also(wanted.filters),
        "export_url": reverse("cases:export") + with_query(request.GET, cursor=None, **{"from": None}),
        "sort": wanted.sort.value,
    }
    return shown(request, "web/cases/case_list.html", context, part="rows")


@door()
def export(request: DeskRequest) -> HttpResponseBase:
    """Give exactly what is filtered as Excel."""
    at, wanted = timezone.now(), asked(request.GET)
    rows = tables.rows(request.actor, wanted, at=at, calendar=orgs.calendar())
    note = _("Exported %(at)s by %(name)s; at most %(most)s rows.") % {
        "at": timezone.localtime(at).strftime("%Y-%m-%d %H:%M"),
        "name": request.actor.name,
        "most": tables.MOST_EXPORTED,
    }
    return sheet(_("Cases"), tables.headings(), rows, note=note)


@door(methods=("GET", "POST"))
def new(request: DeskRequest) -> HttpResponseBase:
    """Report a problem at the desk."""
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _report(request, form.cleaned_data)
        except Refusal as refusal:
            blame(form, refusal)
            return render(request, "web/cases/case_new.html", {"form": form}, status=STATUS[refusal.kind])
    return render(request, "web/cases/case_new.html", {"form": form}, status=422 if form.errors else 200)


def _report(request: DeskRequest, said: dict[str, Any]) -> HttpResponse:
    call = call_from(request)
    place = Place(said["place"], said["lon"], said["lat"], Datum(said["datum"] or Datum.WGS84))
    shown = keep(call, request.FILES.getlist("evidence"))
    reported = commands.report(
        call, title=said["title"], text=said["text"], place=place, origin=Origin.DESK, evidence=shown
    )
    url = reverse("cases:page", kwargs={"uuid": reported.case_uuid})
    return gone_to(request, url, said=_("Reported as %(code)s.") % {"code": reported.code})


@door()
def page(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Show one case."""
    case = access.case_for(request.actor, uuid)
    return render(request, "web/cases/case_page.html", case_context(request.actor, case, timezone.now()))


@door(methods=("GET", "POST"))
def step(request: DeskRequest, uuid: UUID, step: str) -> HttpResponseBase:
    """Show the form of one step, or take the step."""
    case = access.case_for(request.actor, uuid)
    if step not in set(Step) or Step(step) not in VERBS:
        raise WRONG_STATE()
    wanted, at = Step(step), timezone.now()
    facts = queries.row_of(case).facts
    options = choices.options(request.actor, case, facts, at)
    if request.method == "POST":
        form = FORMS[wanted](request.POST, options=options)
        if form.is_valid():
            return _take(request, uuid, wanted, form)
    else:
        answer = may(wanted, facts, request.actor, at)
        if answer.why_not == WRONG_STATE and not request.htmx:
            # Most often the browser's "back" after the step was taken: show where the case stands now.
            messages.warning(request, words(WRONG_STATE()))
            return redirect("cases:page", uuid=uuid)
        if answer.why_not:
            raise answer.why_not()
        form = FORMS[wanted](options=options)
    context = case_context(request.actor, case, at) | {
        "form": form,
        "step": wanted.value,
        "verb": VERBS[wanted],
        "version": request.POST.get("version") or case.version,
    }
    template = "web/cases/case_page.html" + ("#step" if request.htmx else "")
    return render(request, template, context, status=422 if form.errors else 200)


def _take(request: DeskRequest, uuid: UUID, wanted: Step, form: StepForm) -> HttpResponse:
    verb, call = VERBS[wanted], call_from(request)
    arguments = form.values()
    if form.has_files:
        arguments["evidence"] = keep(call, request.FILES.getlist("evidence"))
    moved = verb.command(call, case_uuid=uuid, expected_version=version(request), **arguments)
    return gone_to(request, reverse("cases:page", kwargs={"uuid": uuid}), said=f"{moved.code} {verb.said}")


@door()
def file(request: DeskRequest, file_uuid: UUID) -> HttpResponseBase:
    """Give one file of a case the person may see."""
    return _send(request, file_uuid, is_small=False)


@door()
def thumbnail(request: DeskRequest, file_uuid: UUID) -> HttpResponseBase:
    """Give the small copy of one picture."""
    return _send(request, file_uuid, is_small=True)


def _send(request: DeskRequest, file_uuid: UUID, *, is_small: bool) -> HttpResponseBase:
    found = access.file_for(request.actor, file_uuid)
    is_picture = found.kind == "photo"
    path = files.path_of(found, thumbnail=is_small)
    answer = FileResponse(path.open("rb"), as_attachment=not is_picture, filename=found.name)
    answer["Content-Type"] = "image/jpeg" if is_picture else found.media_type
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
