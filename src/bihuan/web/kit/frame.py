"""What stands around every desk page: rail, person and post, what is unread, the district; asked for only if shown."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from bihuan.notices.queries import unread_count
from bihuan.orgs import queries
from bihuan.web.kit import rail
from bihuan.web.kit.doors import DeskRequest, seat

CASE_LIST = "cases:list"


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one page. search_url: None while there is nothing to search. unread: notices not read yet."""

    person: str
    person_uuid: str
    post: str
    acting_for: str
    district: str
    links: list[rail.Link]
    search_url: str | None
    unread: int

    @property
    def on_phone(self) -> list[rail.Link]:
        """The entries of the bottom bar; all others are behind “more”."""
        return self.links[: rail.ON_PHONE]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates `frame` (None for visitors) and `is_demo`; a part that shows neither costs no query."""
    return {"frame": SimpleLazyObject(lambda: _frame(request)), "is_demo": settings.DEMO}


def _district() -> str:
    district = queries.district()
    return district.name if district else ""


def _frame(request: HttpRequest) -> Frame | None:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    desk: DeskRequest = request if hasattr(request, "actor") else seat(request)  # type: ignore[assignment]
    return Frame(
        person=desk.actor.name,
        person_uuid=str(desk.actor.uuid),
        post=desk.hat.label if desk.hat else "",
        acting_for=desk.actor.acting_for,
        district=(desk.hat.district if desk.hat else "") or _district(),
        links=rail.links(desk.actor, request.path),
        search_url=rail.address(CASE_LIST),
        unread=unread_count(desk.actor),
    )
