"""How the phone's pages are entered: who signed in, in which post they wrote what they send."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.utils import timezone

from bihuan.field import errors
from bihuan.kernel.call import Actor
from bihuan.orgs import errors as orgs_errors
from bihuan.orgs import queries
from bihuan.orgs.models import Person
from bihuan.orgs.rules import Power

View = Callable[..., HttpResponseBase]
# Where the desk keeps the post chosen in this session (web.kit.doors.HAT); a test keeps the two the same.
HAT: Final = "hat"
POWERS: Final = (Power.INSPECT, Power.SUPERVISE, Power.LEAD)


class FieldRequest(HttpRequest):
    """A request of somebody who may inspect, in one post."""

    actor: Actor
    hat: queries.Hat


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use a route; read by the access matrix like the desk's."""

    powers: frozenset[Power]
    methods: tuple[str, ...]
    is_public: bool = False


def door(*, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Let in who may inspect, supervise or lead; strangers are sent to sign in, to all others the page looks absent.

    The header X-Post names the post in which the phone wrote what it sends; without it the session's post counts.
    Raises field.post_gone when it is not the person's today, and field.other_person when X-Person names another.
    """

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in (*methods, *(("HEAD",) if "GET" in methods else ())):
                return HttpResponseNotAllowed(methods)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            answer = view(_seated(request), *args, **kwargs)
            answer.headers.setdefault("Cache-Control", "private, no-store")
            return answer

        enter.access = Access(frozenset(POWERS), methods)  # type: ignore[attr-defined]  # read by the access matrix
        return enter

    return wrap


def open_door(view: View) -> View:
    """Let everybody in: what the browser asks for by itself, which names nobody."""

    @functools.wraps(view)
    def enter(request: HttpRequest) -> HttpResponseBase:
        return view(request) if request.method in ("GET", "HEAD") else HttpResponseNotAllowed(["GET"])

    enter.access = Access(frozenset(), ("GET",), is_public=True)  # type: ignore[attr-defined]  # as above
    return enter


def _seated(request: HttpRequest) -> FieldRequest:
    person, field = cast(Person, request.user), cast(FieldRequest, request)
    if request.headers.get("X-Person", str(person.uuid)) != str(person.uuid):
        raise errors.OTHER_PERSON()
    named = _uuid(request.headers.get("X-Post", ""))
    hat = queries.hat(person, named or _uuid(request.session.get(HAT) or ""), timezone.localdate())
    if hat is None:
        raise errors.NO_POST()
    if named and hat.key != named:
        raise errors.POST_GONE()
    if not hat.actor.has(*POWERS):
        raise orgs_errors.NOT_FOUND()
    field.hat, field.actor = hat, hat.actor
    return field


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
