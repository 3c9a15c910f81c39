"""Sign-in as this product wants it: nobody signs up by themselves, guesses are counted, changes are recorded."""

from collections.abc import Mapping
from typing import Any

from allauth.account import views
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from bihuan.kernel.call import Call
from bihuan.orgs import errors
from bihuan.orgs.commands import set_password
from bihuan.orgs.models import Person
from bihuan.orgs.rules import Secret
from bihuan.web.kit.doors import seat


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """People are added by whoever configures the district."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth calls it so
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave wrong passwords to axes; the limit of allauth is for second factors, which axes does not see."""

    def set_password(self, user: Person, password: str) -> None:
        """Set one's own password as everybody else's is set: by the command, so that the ledger knows."""
        request = context.request
        call = Call(actor=seat(request).actor, at=timezone.now())
        old = Secret(request.POST.get("oldpassword", ""))
        set_password(call, person_uuid=user.uuid, new=Secret(password), old=old)
        user.refresh_from_db(fields=["password"])


def counted_name(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """Return the name under which axes counts wrong passwords: sign-in takes any case, so all cases count as one."""
    name = (credentials or {}).get("username") or request.POST.get("login") or ""
    return name.strip().lower()


def password_change(request: HttpRequest) -> HttpResponseBase:
    """Change one's password; to somebody who has none, as in the demo, the page looks absent."""
    if request.user.is_authenticated and not request.user.has_usable_password():
        raise errors.NOT_FOUND()
    answer: HttpResponseBase = views.password_change(request)
    return answer
