"""Every page and address of the API whose statements are counted: name → a function that returns a visit."""

from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import urlencode

from cast import Cast
from cast import call as call_of
from django.test import Client
from django.utils import timezone

from bihuan.cases.models import Case
from bihuan.kernel.call import Actor
from bihuan.orgs.commands import make_token
from bihuan.orgs.models import Holding, Person
from bihuan.places.models import Place

Visit = Callable[[], None]
BACKEND = "django.contrib.auth.backends.ModelBackend"


def _desk(actor: Actor, path: str, **headers: str) -> Visit:
    client = Client()
    client.force_login(Person.objects.get(uuid=actor.uuid), backend=BACKEND)
    return lambda: _right(client, path, headers)


def _machine(cast: Cast, path: str) -> Visit:
    holding, year = Holding.objects.get(person__uuid=cast.supervisor.uuid), timezone.localdate().year
    by = call_of(cast.configurer, timezone.now())
    made = make_token(by, holding_uuid=holding.uuid, label="test", expires_on=date(year + 1, 1, 1))
    return lambda: _right(Client(), f"/api/v1{path}", {"authorization": f"Bearer {made.secret}"})


def _right(client: Client, path: str, headers: Mapping[str, str]) -> None:
    assert client.get(path, headers=headers).status_code == 200


def _case(state: str) -> str:
    return str(Case.objects.filter(state=state).order_by("pk").values_list("uuid", flat=True)[0])


def _point() -> str:
    return str(Place.objects.order_by("pk").values_list("uuid", flat=True)[0])


def _filters(cast: Cast, **more: object) -> str:
    return "?" + urlencode({"unit": cast.street.uuid, "state": "handling"} | more)


PATHS: Mapping[str, Callable[[Cast], Visit]] = {
    "page list": lambda cast: _desk(cast.supervisor, f"/cases/{_filters(cast)}"),
    "page list, words": lambda cast: _desk(cast.supervisor, "/cases/?q=垃圾"),
    "page list, a handler's": lambda cast: _desk(cast.handler, "/cases/"),
    "part list": lambda cast: _desk(
        cast.supervisor, f"/cases/{_filters(cast)}", **{"HX-Request": "true", "HX-Target": "rows"}
    ),
    "page case": lambda cast: _desk(cast.supervisor, f"/cases/{_case('closed')}/"),
    "page case, a handler's": lambda cast: _desk(cast.handler, f"/cases/{_case('handling')}/"),
    "page workbench, supervisor": lambda cast: _desk(cast.supervisor, "/workbench/"),
    "page workbench, handler": lambda cast: _desk(cast.handler, "/workbench/"),
    "page workbench, inspector": lambda cast: _desk(cast.inspector, "/workbench/"),
    "page rebounds": lambda cast: _desk(cast.supervisor, "/cases/rebounds/"),
    "page likely to come back": lambda cast: _desk(cast.supervisor, "/cases/risk/"),
    "page report": lambda cast: _desk(cast.inspector, "/cases/new/"),
    "page points": lambda cast: _desk(cast.supervisor, f"/places/?unit={cast.street.uuid}&q=点"),
    "part points": lambda cast: _desk(cast.supervisor, "/places/", **{"HX-Request": "true", "HX-Target": "rows"}),
    "page point": lambda cast: _desk(cast.supervisor, f"/places/{_point()}/"),
    "page map of points": lambda cast: _desk(cast.supervisor, "/places/map/"),
    "map of points, dots": lambda cast: _desk(cast.supervisor, "/places/map/points/?bbox=113,34,114,35&zoom=12"),
    "map of points, of a unit": lambda cast: _desk(
        cast.supervisor, f"/places/map/points/?bbox=113,34,114,35&zoom=12&unit={cast.street.uuid}"
    ),
    "map of points, areas": lambda cast: _desk(cast.supervisor, "/places/map/areas/"),
    "api list": lambda cast: _machine(cast, f"/cases{_filters(cast)}"),
    "api case": lambda cast: _machine(cast, f"/cases/{_case('closed')}"),
    "api map": lambda cast: _machine(cast, "/cases/map?bbox=113.4,34.7,113.7,34.9"),
    "api counts": lambda cast: _machine(cast, "/cases/counts"),
}
