"""Who I am here: the posts I may act in, my language, my password."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bihuan.orgs import errors, queries
from bihuan.orgs.access import person_for
from bihuan.web.kit.answers import gone_to
from bihuan.web.kit.doors import HAT, DeskRequest, door


@door()
def page(request: DeskRequest) -> HttpResponseBase:
    """Show the page about oneself."""
    return render(request, "web/me/me_page.html", _hats(request))


@door(from_any_post=True)
def hats(request: DeskRequest) -> HttpResponseBase:
    """Show the posts one may act in, for the menu."""
    return render(request, "web/me/me_page.html#hats", _hats(request))


@door(methods=("POST",), from_any_post=True)
def wear(request: DeskRequest) -> HttpResponseBase:
    """Act in another post from now on, in this session. Refuses a post that is not one's own today."""
    mine = {str(hat.key): hat for hat in _hats(request)["hats"]}
    chosen = mine.get(request.POST.get("key", ""))
    if chosen is None:
        raise errors.NOT_FOUND()
    request.session[HAT] = str(chosen.key)
    # What is open now may be none of the new post's business.
    return gone_to(request, reverse("home"), said=_("You now act as %(post)s.") % {"post": chosen.label})


def _hats(request: DeskRequest) -> dict[str, list[queries.Hat]]:
    person = person_for(UUID(str(request.actor.uuid)))
    return {"hats": queries.hats(person, timezone.localdate())}
