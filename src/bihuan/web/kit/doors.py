"""How a desk page is entered: who signed in, in which post, with which powers, at what moment."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone

from bihuan.kernel.call import Actor, Call
from bihuan.orgs import errors, queries
from bihuan.orgs.models import Person
from bihuan.orgs.rules import Power

View = Callable[..., HttpResponseBase]
HAT = "hat"
ACTING_AS = "acting_as"
"""Name of the form field and, as X-Acting-As, of htmx's header that say which post a page was made for."""


class DeskRequest(HttpRequest):
    """A request of someone who signed in. hat: None for people who hold no post today."""

    actor: Actor
    hat: queries.Hat | None
    htmx: Any


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use a route. powers: any one is enough; empty: everybody who signed in. The matrix test reads this.

    is_public: visitors who did not sign in may use it too.
    """

    powers: frozenset[Power]
    methods: tuple[str, ...]
    is_public: bool = False


def door(*powers: Power, methods: tuple[str, ...] = ("GET",), from_any_post: bool = False) -> Callable[[View], View]:
    """Declare who may use a view and how. Without the power the page looks absent (orgs.not_found, 404).

    What a page of another post asks for is refused (orgs.post_changed), and so is what somebody with several posts
    sends without naming one (orgs.post_unnamed), unless from_any_post: to change the post.
    """
    access = Access(frozenset(powers), methods)

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in _answered(methods):
                return HttpResponseNotAllowed(methods)
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            desk = seat(request)
            if access.powers and desk.hat is None:
                return no_post(desk)
            if not from_any_post:
                _require_same_post(desk)
            if access.powers and not desk.actor.has(*access.powers):
                raise errors.NOT_FOUND()
            return _unkept(view(desk, *args, **kwargs))

        enter.access = access  # type: ignore[attr-defined]  # read by the access matrix
        return enter

    return wrap


def _answered(methods: tuple[str, ...]) -> tuple[str, ...]:
    """HEAD asks what GET would answer; a view that only changes things must not run on it, as it carries no token."""
    return (*methods, "HEAD") if "GET" in methods else methods


def _unkept(answer: HttpResponseBase) -> HttpResponseBase:
    """Keep pages out of the browser's store: on a shared computer, “back” must show nothing after signing out."""
    answer.headers.setdefault("Cache-Control", "private, no-store")
    return answer


def open_door(*, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Declare that visitors who did not sign in may use a view too."""

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in _answered(methods):
                return HttpResponseNotAllowed(methods)
            return view(request, *args, **kwargs)

        enter.access = Access(frozenset(), methods, is_public=True)  # type: ignore[attr-defined]  # as above
        return enter

    return wrap


def no_post(request: DeskRequest) -> HttpResponse:
    """Say to someone who holds no post today whom to ask for one."""
    keepers = queries.people_with(Power.CONFIGURE, timezone.localdate())
    return render(request, "web/kit/no_post.html", {"keepers": keepers}, status=403)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    answer = redirect_to_login(request.get_full_path())
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": answer.url})
    return answer


def seat(request: HttpRequest) -> DeskRequest:
    """Return the request with actor and hat of whoever signed in; the hat is the one chosen in this session."""
    desk = cast(DeskRequest, request)
    person = cast(Person, request.user)
    key = request.session.get(HAT)
    desk.hat = queries.hat(person, UUID(key) if key else None, timezone.localdate())
    desk.actor = desk.hat.actor if desk.hat else queries.nobody(person)
    return desk


def _require_same_post(request: DeskRequest) -> None:
    """Raise a refusal when the page that asks was made for another post than the one acted in now.

    Only htmx leaves the page standing with what was typed, so only it is told so. What is sent without saying for which
    post is let through where there is but one.
    """
    is_htmx, sends = bool(request.headers.get("HX-Request")), request.method == "POST"
    said = [request.headers.get("X-Acting-As", "") if is_htmx else ""]
    said += request.POST.getlist(ACTING_AS) if sends else []
    carried, now = [key for key in said if key], request.hat
    if now is None or (not carried and not sends):
        return
    then = next((key for key in carried if key != str(now.key)), None)
    if carried and then is None:
        return
    mine = {str(hat.key): hat.label for hat in queries.hats(cast(Person, request.user), timezone.localdate())}
    if then is None:
        if len(mine) > 1:
            raise errors.POST_UNNAMED()
        return
    if then in mine:
        raise (errors.POST_CHANGED_HERE if is_htmx else errors.POST_CHANGED)(now=now.label, then=mine[then])
    raise (errors.POST_GONE_HERE if is_htmx else errors.POST_GONE)(now=now.label)


def call_from(request: DeskRequest) -> Call:
    """Return the call this request makes; the clock is read here and nowhere below."""
    sent = request.POST.get("request_uuid", "")
    try:
        request_uuid = UUID(sent)
    except ValueError:
        request_uuid = uuid4()
    return Call(actor=request.actor, at=timezone.now(), request_uuid=request_uuid)
