"""How a desk page is entered: who signed in, in which post, with which powers, at what moment."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.utils import timezone

from bihuan.kernel.call import Actor, Call
from bihuan.orgs import errors, queries
from bihuan.orgs.models import Person
from bihuan.orgs.rules import Power

View = Callable[..., HttpResponseBase]
HAT = "hat"


class DeskRequest(HttpRequest):
    """A request of someone who signed in. hat: None for people who hold no post today."""

    actor: Actor
    hat: queries.Hat | None
    htmx: Any


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use a route. powers: any one is enough; empty: everybody who signed in. The matrix test reads this."""

    powers: frozenset[Power]
    methods: tuple[str, ...]


def door(*powers: Power, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Declare who may use a view and how. Without the power the page looks absent (orgs.not_found, 404)."""
    access = Access(frozenset(powers), methods)

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in (*methods, "HEAD"):
                return HttpResponseNotAllowed(methods)
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            desk = _seat(request)
            if access.powers and not desk.actor.has(*access.powers):
                raise errors.NOT_FOUND()
            return view(desk, *args, **kwargs)

        enter.access = access  # type: ignore[attr-defined]  # read by the access matrix
        return enter

    return wrap


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    answer = redirect_to_login(request.get_full_path())
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": answer.url})
    return answer


def _seat(request: HttpRequest) -> DeskRequest:
    desk = cast(DeskRequest, request)
    person = cast(Person, request.user)
    key = request.session.get(HAT)
    desk.hat = queries.hat(person, UUID(key) if key else None, timezone.localdate())
    desk.actor = desk.hat.actor if desk.hat else queries.nobody(person)
    return desk


def call_from(request: DeskRequest) -> Call:
    """Return the call this request makes; the clock is read here and nowhere below."""
    sent = request.POST.get("request_uuid", "")
    try:
        request_uuid = UUID(sent)
    except ValueError:
        request_uuid = uuid4()
    return Call(actor=request.actor, at=timezone.now(), request_uuid=request_uuid)
