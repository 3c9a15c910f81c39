"""Assessment systems as everybody who signed in may read them."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bihuan.orgs.rules import Power
from bihuan.standards import commands, queries
from bihuan.standards.rules.system_compare import compare
from bihuan.web.kit.answers import gone_to
from bihuan.web.kit.doors import DeskRequest, call_from, door
from bihuan.web.kit.sheets import XLSX
from bihuan.web.settings.pages import Crumb, show
from bihuan.web.settings.systems.present import diff_lines, tree, type_cards


@door()
def listing(request: DeskRequest) -> HttpResponseBase:
    """Show every edition, the one in force marked."""
    held = queries.system_in_force(timezone.localdate())
    context = {
        "systems": queries.systems(),
        "in_force": held.uuid if held else None,
        "may_change": request.actor.has(Power.CONFIGURE),
    }
    return show(request, "web/settings/systems/list.html", context, title=_("Assessment systems"))


@door(Power.CONFIGURE, methods=("POST",))
def load(request: DeskRequest) -> HttpResponseBase:
    """Add the example that comes with the product."""
    done = commands.load_example_system(call_from(request))
    said = _("The example was there already.") if done.is_same else _("The example was loaded.")
    return gone_to(request, reverse("settings:system", kwargs={"uuid": done.system_uuid}), said=said)


@door()
def system_page(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Show one edition: what it is, its tree, and the elements of every point type."""
    row = queries.system(uuid)
    clauses = queries.clauses_of(uuid)
    context = {
        "row": row,
        "tree": tree(clauses),
        "clause_count": len(clauses),
        "types": type_cards(queries.types_of(uuid), queries.elements_of(uuid)),
        "may_change": request.actor.has(Power.CONFIGURE),
    }
    title = f"{row.name} {row.edition}".strip()
    return show(request, "web/settings/systems/system.html", context, title=title, trail=trail())


@door()
def compare_page(request: DeskRequest) -> HttpResponseBase:
    """Show what differs between the editions ?old= and ?new=; without them the two newest are offered."""
    systems = queries.systems()
    by_uuid = {str(each.row.uuid): each.row for each in systems}
    offered = [str(each.row.uuid) for each in systems[:2]]
    old = by_uuid.get(request.GET.get("old", offered[-1] if offered else ""))
    new = by_uuid.get(request.GET.get("new", offered[0] if offered else ""))
    lines = diff_lines(compare(queries.raw_system(old.uuid), queries.raw_system(new.uuid))) if old and new else []
    context = {"systems": systems, "old": old, "new": new, "lines": lines}
    return show(request, "web/settings/systems/compare.html", context, title=_("Compare two editions"), trail=trail())


@door()
def excel(request: DeskRequest, uuid: UUID) -> HttpResponseBase:  # noqa: ARG001  # doors hand it on
    """Give an edition as a workbook that can be imported again."""
    return _download(uuid, queries.write_xlsx(queries.raw_system(uuid)), "xlsx", XLSX)


@door()
def yaml(request: DeskRequest, uuid: UUID) -> HttpResponseBase:  # noqa: ARG001  # doors hand it on
    """Give an edition as YAML that can be imported again."""
    return _download(uuid, queries.write_yaml(queries.raw_system(uuid)), "yaml", "application/yaml")


def _download(uuid: UUID, content: bytes, ending: str, kind: str) -> HttpResponse:
    row = queries.system(uuid)
    name = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in f"{row.ref}-{row.edition}").strip("-")
    download = HttpResponse(content, content_type=kind)
    download["Content-Disposition"] = f'attachment; filename="system-{name}.{ending}"'
    return download


def trail(*further: Crumb) -> tuple[Crumb, ...]:
    """Return the way to a page of the assessment systems."""
    return (Crumb(_("Assessment systems"), reverse("settings:systems")), *further)
