"""The dictionary as everybody who signed in may read it."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bihuan.kernel.errors import Refusal
from bihuan.orgs.rules import Power
from bihuan.standards import errors, queries
from bihuan.standards.rules.terms import Habit, read_limit
from bihuan.web.errors import words
from bihuan.web.kit.doors import DeskRequest, door
from bihuan.web.kit.paging import pages
from bihuan.web.kit.sent import page_number
from bihuan.web.kit.sheets import XLSX
from bihuan.web.settings.dictionary.forms import HabitForm, habit_of
from bihuan.web.settings.dictionary.present import KINDS, condition, reading_words
from bihuan.web.settings.pages import Crumb, show, show_list


@door()
def listing(request: DeskRequest) -> HttpResponseBase:
    """Show the classes that fit ?standard=, ?kind= and ?find=, 50 to a page."""
    standards = queries.standards()
    chosen = next((row for row in standards if str(row.uuid) == request.GET.get("standard")), None)
    found = queries.classes(
        timezone.localdate(),
        standard_uuid=chosen.uuid if chosen else None,
        kind=request.GET.get("kind", "") if request.GET.get("kind") in KINDS else "",
        search=request.GET.get("find", "")[:100],
        page=page_number(request.GET),
    )
    context = {
        "standards": standards,
        "chosen": chosen,
        "kinds": KINDS,
        "found": found,
        "foot": pages(request.GET, page=found.page, page_count=found.page_count, total=found.total),
        "may_change": request.actor.has(Power.CONFIGURE),
    }
    return show_list(request, "web/settings/dictionary/list.html", context, title=_("Dictionary"))


@door()
def class_page(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Show one class with its conditions, those in force and all the others."""
    today = timezone.localdate()
    detail = queries.class_detail(uuid, today)
    context = {
        "row": detail.row,
        "kind": KINDS[detail.row.kind],
        "conditions": [condition(row, today) for row in detail.conditions],
        "others": [condition(row, today) for row in detail.others],
        "may_change": request.actor.has(Power.CONFIGURE),
    }
    template = "web/settings/dictionary/class.html"
    return show(request, template, context, title=f"{detail.row.code} {detail.row.name}", trail=trail())


@door()
def export(request: DeskRequest, uuid: UUID) -> HttpResponseBase:  # noqa: ARG001  # doors hand it on
    """Give the conditions of one standard as a workbook that can be imported again."""
    content = queries.export_xlsx(uuid)
    download = HttpResponse(content, content_type=XLSX)
    download["Content-Disposition"] = f'attachment; filename="conditions-{timezone.localdate()}.xlsx"'
    return download


@door(Power.CONFIGURE)
def reading(request: DeskRequest) -> HttpResponseBase:
    """Say in words how a limit is read, while it is being typed."""
    form = HabitForm(request.GET)
    text = request.GET.get("limit", "").strip()
    if not text or not form.is_valid():
        return HttpResponse("")
    context = understood(text, habit_of(form.cleaned_data))
    return render(request, "web/settings/dictionary/reading.html", context)


def understood(text: str, habit: Habit) -> dict[str, str]:
    """Return how a limit is read as `said`, or why it cannot be as `fault`."""
    try:
        return {"said": reading_words(read_limit(text, habit=habit))}
    except Refusal as refusal:
        return {"fault": words(refusal)}


def standard_for(uuid: UUID) -> queries.StandardRow:
    """Return one standard or raise standards.not_found."""
    found = next((row for row in queries.standards() if row.uuid == uuid), None)
    if found is None:
        raise errors.NOT_FOUND()
    return found


def trail(*further: Crumb) -> tuple[Crumb, ...]:
    """Return the way to a page of the dictionary."""
    return (Crumb(_("Dictionary"), reverse("settings:dictionary")), *further)
