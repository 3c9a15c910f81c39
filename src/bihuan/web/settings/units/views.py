"""The units of the district with their posts: read by everybody, changed by whoever configures."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bihuan.kernel.call import Call
from bihuan.orgs import access, commands, errors, queries
from bihuan.orgs.rules import Power
from bihuan.web.kit.answers import gone_to
from bihuan.web.kit.doors import DeskRequest, door
from bihuan.web.settings.pages import Crumb, FormPage, answer, show, show_list
from bihuan.web.settings.units.forms import PostForm, UnitForm
from bihuan.web.settings.units.present import chair, fits, tree

BOTH = ("GET", "POST")


@door()
def listing(request: DeskRequest) -> HttpResponseBase:
    """Show the tree of units with posts and holders. ?find=: only the units that fit."""
    today = timezone.localdate()
    branches = tree(queries.unit_tree(), queries.posts(today), today)
    words = request.GET.get("find", "")[:100].split()
    context = {
        "branches": [branch for branch in branches if fits(branch, words)] if words else branches,
        "total": len(branches),
        "is_filtered": bool(words),
        "may_change": request.actor.has(Power.CONFIGURE),
    }
    return show_list(request, "web/settings/units/list.html", context, title=_("Units"))


@door()
def page(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Show one unit: its names, its place, its posts and who held them when."""
    today = timezone.localdate()
    units = queries.unit_tree()
    unit = _unit(units, uuid)
    context = {
        "unit": unit,
        "parent": next((row for row in units if row.uuid == unit.parent_uuid), None),
        "below": [row for row in units if row.parent_uuid == uuid],
        "chairs": [chair(row, today) for row in queries.posts(today) if row.unit_uuid == uuid],
        "may_change": request.actor.has(Power.CONFIGURE),
    }
    return show(request, "web/settings/units/unit.html", context, title=unit.name, trail=_trail())


@door(Power.CONFIGURE, methods=BOTH)
def new(request: DeskRequest) -> HttpResponseBase:
    """Add a unit. ?under=: offered as the one above it."""
    return _save(request, None)


@door(Power.CONFIGURE, methods=BOTH)
def change(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Change a unit."""
    return _save(request, uuid)


def _save(request: DeskRequest, uuid: UUID | None) -> HttpResponseBase:
    units = queries.unit_tree()
    unit = _unit(units, uuid) if uuid else None
    fields = UnitForm.base_fields
    start: dict[str, Any] = {"is_active": True, "parent_uuid": request.GET.get("under", "")}
    form = UnitForm(request.POST or None, initial={name: getattr(unit, name) for name in fields} if unit else start)
    above = [(row.uuid, f"{row.code} {row.name}") for row in units if row.uuid != uuid]
    form.fields["parent_uuid"].offer(above, blank=_("no other unit"))  # type: ignore[attr-defined]  # a PickField

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        done = commands.save_unit(call, unit_uuid=uuid, **said)
        return gone_to(request, _page_of(done.unit_uuid), said=_("%(name)s saved.") % {"name": said["name"]})

    page = FormPage(
        title=_("Change %(name)s") % {"name": unit.name} if unit else _("Add a unit"),
        button=_("Save"),
        back=_page_of(uuid) if uuid else reverse("settings:units"),
        trail=_trail(),
    )
    return answer(request, form, page, act)


@door(Power.CONFIGURE, methods=BOTH)
def post_new(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Add a post to a unit."""
    return _save_post(request, _unit(queries.unit_tree(), uuid), None)


@door(Power.CONFIGURE, methods=BOTH)
def post_change(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Change a post: title, powers, whether it is in use."""
    post = access.post_for(uuid)
    row = next(row for row in queries.posts(timezone.localdate()) if row.uuid == post.uuid)
    return _save_post(request, _unit(queries.unit_tree(), row.unit_uuid), row)


def _save_post(request: DeskRequest, unit: queries.UnitRow, row: queries.PostRow | None) -> HttpResponseBase:
    names = PostForm.base_fields
    initial = {name: getattr(row, name) for name in names} if row else {"is_active": True}
    form = PostForm(request.POST or None, initial=initial)

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        commands.save_post(call, unit_uuid=unit.uuid, post_uuid=row.uuid if row else None, **said)
        return gone_to(request, _page_of(unit.uuid), said=_("%(name)s saved.") % {"name": said["title"]})

    page = FormPage(
        title=_("Change the post %(title)s") % {"title": row.title} if row else _("Add a post"),
        button=_("Save"),
        back=_page_of(unit.uuid),
        trail=(*_trail(), Crumb(unit.name, _page_of(unit.uuid))),
    )
    return answer(request, form, page, act)


def _unit(units: list[queries.UnitRow], uuid: UUID) -> queries.UnitRow:
    found = next((row for row in units if row.uuid == uuid), None)
    if found is None:
        raise errors.NOT_FOUND()
    return found


def _page_of(uuid: UUID) -> str:
    return reverse("settings:unit", kwargs={"uuid": uuid})


def _trail() -> tuple[Crumb, ...]:
    return (Crumb(_("Units"), reverse("settings:units")),)
