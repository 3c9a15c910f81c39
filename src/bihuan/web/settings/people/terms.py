"""Who takes up and leaves which post, and who stands in for whom."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bihuan.kernel.call import Call
from bihuan.orgs import access, commands, queries
from bihuan.orgs.rules import Power
from bihuan.web.kit.answers import gone_to
from bihuan.web.kit.doors import DeskRequest, call_from, door
from bihuan.web.settings.pages import FormPage, answer, show
from bihuan.web.settings.people.forms import DelegateForm, LeaveForm, TakeForm
from bihuan.web.settings.people.views import page_of, person_for, person_trail, trail
from bihuan.web.settings.present import power_words

BOTH = ("GET", "POST")


@door(Power.CONFIGURE, methods=BOTH)
def person_takes(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Give a post to one person."""
    row = person_for(uuid)
    return _take(request, {"person_uuid": row.uuid}, back=page_of(uuid))


@door(Power.CONFIGURE, methods=BOTH)
def post_taken(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Give one post to a person."""
    post = access.post_for(uuid)
    return _take(request, {"post_uuid": post.uuid}, back=reverse("settings:unit", kwargs={"uuid": post.unit.uuid}))


def _take(request: DeskRequest, given: dict[str, UUID], *, back: str) -> HttpResponseBase:
    today = timezone.localdate()
    form = TakeForm(request.POST or None, initial={"from_on": today, **given})
    fields: dict[str, Any] = form.fields
    fields["person_uuid"].offer(_people(queries.people(today)), blank=_("choose …"))
    chairs = [(row.uuid, _chair(row)) for row in queries.posts(today) if row.is_active]
    fields["post_uuid"].offer(chairs, blank=_("choose …"))

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        commands.take_post(call, **said)
        return gone_to(request, back, said=_("Post taken up."))

    return answer(request, form, FormPage(_("Give a post"), _("Give the post"), back, trail=trail()), act)


def _people(rows: Iterable[queries.PersonRow]) -> list[tuple[UUID, str]]:
    return [(row.uuid, f"{row.name} ({row.username})") for row in rows if row.is_active]


def _chair(row: queries.PostRow) -> str:
    return f"{row.unit} · {row.title} ({power_words(row.powers) or _('no powers')})"


@door(Power.CONFIGURE, methods=BOTH)
def leave(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """End a term of office."""
    holding = access.holding_for(uuid)
    row = person_for(holding.person.uuid)
    form = LeaveForm(request.POST or None, initial={"to_on": timezone.localdate()})

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        commands.leave_post(call, holding_uuid=uuid, to_on=said["to_on"])
        return gone_to(request, page_of(row.uuid), said=_("Term ended."))

    note = _("%(name)s leaves %(post)s. Whoever stands in for them there, and tokens for it, end with the term.")
    page = FormPage(
        title=_("Leave the post"),
        button=_("End the term"),
        back=page_of(row.uuid),
        trail=person_trail(row),
        note=note % {"name": row.name, "post": queries.post_label(holding.post)},
    )
    return answer(request, form, page, act)


@door(Power.CONFIGURE, methods=BOTH)
def delegate(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Let somebody stand in for the holder of a post."""
    today = timezone.localdate()
    holding = access.holding_for(uuid)
    row = person_for(holding.person.uuid)
    form = DelegateForm(request.POST or None, initial={"from_on": max(today, holding.from_on)})
    others = [person for person in queries.people(today) if person.uuid != row.uuid]
    form.fields["deputy_uuid"].offer(_people(others), blank=_("choose …"))  # type: ignore[attr-defined]  # a PickField

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        commands.delegate(call, holding_uuid=uuid, **said)
        return gone_to(request, reverse("settings:delegations"), said=_("Delegation saved."))

    note = _("In these days the other person may act in %(post)s as well; everything they do shows for whom.")
    page = FormPage(
        title=_("Have somebody stand in for %(name)s") % {"name": row.name},
        button=_("Delegate"),
        back=page_of(row.uuid),
        trail=person_trail(row),
        note=note % {"post": queries.post_label(holding.post)},
    )
    return answer(request, form, page, act)


@door(Power.CONFIGURE)
def delegations(request: DeskRequest) -> HttpResponseBase:
    """Show who stands in for whom, the latest first."""
    today = timezone.localdate()
    rows = [(row, row.ended_at is None and row.to_on >= today) for row in queries.delegations(today)]
    context = {"rows": rows, "today": today}
    return show(request, "web/settings/people/delegations.html", context, title=_("Delegations"), trail=trail())


@door(Power.CONFIGURE, methods=("POST",))
def end_delegation(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Take a delegation back."""
    commands.end_delegation(call_from(request), delegation_uuid=uuid)
    return gone_to(request, reverse("settings:delegations"), said=_("Delegation ended."))
