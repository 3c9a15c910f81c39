"""Acting as one of the invented people of the demo without a password."""

from uuid import UUID

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from bihuan.orgs import errors, queries
from bihuan.web.kit.answers import gone_to
from bihuan.web.kit.doors import open_door

BACKEND = "django.contrib.auth.backends.ModelBackend"


@open_door()
def people(request: HttpRequest) -> HttpResponseBase:
    """Show the invented people, for the menu of the band."""
    return render(request, "web/demo/demo_people.html", {"people": queries.demo_people(timezone.localdate())})


@open_door(methods=("POST",))
def become(request: HttpRequest) -> HttpResponseBase:
    """Sign in as one of the invented people; anybody else looks absent."""
    invented = {person.uuid: person for person, _post in queries.demo_people(timezone.localdate())}
    try:
        person = invented[UUID(request.POST.get("person", ""))]
    except (ValueError, KeyError):
        raise errors.NOT_FOUND() from None
    login(request, person, backend=BACKEND)
    return gone_to(request, reverse("home"))
