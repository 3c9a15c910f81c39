"""People who may sign in: the list, one person, adding one, the password."""

from typing import Any
from uuid import UUID

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bihuan.kernel.call import Call
from bihuan.kernel.initials import initials
from bihuan.orgs import access, commands, errors, queries
from bihuan.orgs.rules import Power, Secret
from bihuan.web.kit.answers import gone_to
from bihuan.web.kit.doors import DeskRequest, door
from bihuan.web.kit.paging import pages
from bihuan.web.kit.sent import page_number
from bihuan.web.settings.pages import Crumb, FormPage, answer, show, show_list
from bihuan.web.settings.people.forms import OwnPasswordForm, PasswordForm, PersonForm
from bihuan.web.settings.present import stay

BOTH = ("GET", "POST")
ROWS = 50


@door(Power.CONFIGURE)
def listing(request: DeskRequest) -> HttpResponseBase:
    """Show the people that fit ?find=, 50 to a page. ?idle=1: only those who hold no post today."""
    everybody = queries.people(timezone.localdate())
    words = request.GET.get("find", "")[:100].split()
    idle = request.GET.get("idle") == "1"
    found = [row for row in everybody if _fits(row, words) and not (idle and _holds(row))]
    page_count = max(1, -(-len(found) // ROWS))
    page = min(page_number(request.GET), page_count)
    shown = found[(page - 1) * ROWS : page * ROWS]
    context = {
        "people": [(row, [term for term in row.terms if term.is_now]) for row in shown],
        "foot": pages(request.GET, page=page, page_count=page_count, total=len(found)),
        "idle": idle,
    }
    return show_list(request, "web/settings/people/list.html", context, title=_("People"))


def _fits(row: queries.PersonRow, words: list[str]) -> bool:
    labels = [term.label for term in row.terms if term.is_now]
    text = " ".join([row.username, row.name, initials(row.name), *labels]).lower()
    return all(word.lower() in text for word in words)


def _holds(row: queries.PersonRow) -> bool:
    return any(term.is_now for term in row.terms)


@door(Power.CONFIGURE)
def page(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Show one person with every post they held, hold or will hold."""
    today = timezone.localdate()
    row = person_for(uuid)
    stays = [stay(term, today) for term in reversed(row.terms)]
    context = {
        "row": row,
        "stays": stays,
        "today": today,
        "has_second_factor": queries.has_second_factor(uuid),
        "is_me": uuid == request.actor.uuid,
    }
    return show(request, "web/settings/people/person.html", context, title=row.name, trail=trail())


@door(Power.CONFIGURE, methods=BOTH)
def new(request: DeskRequest) -> HttpResponseBase:
    """Add a person."""
    form = PersonForm(request.POST or None)

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        first = said.pop("new")
        done = commands.add_person(call, password=Secret(first) if first else None, **said)
        return gone_to(request, page_of(done.person_uuid), said=_("%(name)s added.") % {"name": said["name"]})

    note = _("A person alone may do nothing; give them a post next.")
    back = reverse("settings:people")
    return answer(request, form, FormPage(_("Add a person"), _("Add"), back, trail=trail(), note=note), act)


@door(Power.CONFIGURE, methods=BOTH)
def password(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Set a person's password; one's own needs the present one."""
    row = person_for(uuid)
    own = uuid == request.actor.uuid
    form = (OwnPasswordForm if own else PasswordForm)(request.POST or None)

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        old = Secret(said["old"]) if own else None
        done = commands.set_password(call, person_uuid=uuid, new=Secret(said["new"]), old=old)
        if own:
            update_session_auth_hash(request, access.person_for(uuid))
        words = _("The password of %(name)s is set.") % {"name": row.name}
        if count := done.tokens_revoked:
            revoked = ngettext("%(count)s access token was revoked.", "%(count)s access tokens were revoked.", count)
            words = f"{words} {revoked % {'count': count}}"
        return gone_to(request, page_of(uuid), said=words)

    page = FormPage(
        title=_("Set the password"),
        button=_("Set the password"),
        back=page_of(uuid),
        trail=person_trail(row),
        note=_("Your other sessions end, and every access token that acts as you is revoked.")
        if own
        else _("%(name)s is signed out everywhere, and every access token that acts as them is revoked.")
        % {"name": row.name},
    )
    return answer(request, form, page, act)


def person_for(uuid: UUID) -> queries.PersonRow:
    """Return one person or raise orgs.not_found."""
    found = next((row for row in queries.people(timezone.localdate()) if row.uuid == uuid), None)
    if found is None:
        raise errors.NOT_FOUND()
    return found


def page_of(uuid: UUID) -> str:
    """Return the address of a person's page."""
    return reverse("settings:person", kwargs={"uuid": uuid})


def trail() -> tuple[Crumb, ...]:
    """Return the way to a page about people."""
    return (Crumb(_("People"), reverse("settings:people")),)


def person_trail(row: queries.PersonRow) -> tuple[Crumb, ...]:
    """Return the way to a page about one person."""
    return (*trail(), Crumb(row.name, page_of(row.uuid)))
