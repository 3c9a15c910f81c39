"""Who asks: the holder of an access token, or a person signed in to the pages; and what each request becomes."""

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from bihuan.api import errors
from bihuan.api.schemas.common import Wish
from bihuan.cases.errors import IN_FUTURE
from bihuan.kernel.call import Actor, Call
from bihuan.orgs import queries

# Where the pages keep the post chosen in this session (web.kit.doors.HAT); a test keeps the two the same.
HAT: Final = "hat"


class ApiRequest(HttpRequest):
    """A request of somebody known. auth: who they are, set by the library from the class below that knew them."""

    auth: Actor


class Token(HttpBearer):
    """An access token, made in Settings, acts as one person in one post."""

    openapi_description = "An access token made under Settings; it acts as one person in one post until it ends."

    def authenticate(self, request: HttpRequest, token: str) -> Actor:  # noqa: ARG002  # the library calls it so
        """Return who the token stands for; a wrong one is refused even where a session would do."""
        actor = queries.actor_for_token(token, timezone.localdate())
        if actor is None:
            raise errors.NOT_SIGNED_IN()
        return actor


class Session(APIKeyCookie):
    """The sign-in of the pages, for requests that come from our own pages. Changes need the CSRF header."""

    param_name = settings.SESSION_COOKIE_NAME
    openapi_description = "The session of the pages; requests that change something also need the X-CSRFToken header."

    def __init__(self) -> None:
        super().__init__(csrf=False)  # checked below, once it is known that somebody is signed in

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:  # noqa: ARG002  # the session knows
        """Return whoever is signed in, in the post chosen in this session; None for everybody else."""
        is_foreign = request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
        if is_foreign or not request.user.is_authenticated:
            return None
        if check_csrf(request):
            raise errors.CSRF()
        chosen = request.session.get(HAT)
        hat = queries.hat(request.user, UUID(chosen) if chosen else None, timezone.localdate())
        return hat.actor if hat else queries.nobody(request.user)


def call_from(request: ApiRequest, wish: Wish) -> Call:
    """Return the call a request makes; the clock is read here and nowhere below. Raises cases.in_future."""
    at = timezone.now()
    request.request_uuid = wish.request_uuid  # type: ignore[attr-defined]  # refusals give it back
    if wish.happened_at and wish.happened_at > at:
        raise IN_FUTURE(field="happened_at")
    return Call(actor=request.auth, at=at, request_uuid=wish.request_uuid, happened_at=wish.happened_at)
