"""Every route, every operation and every command against everybody: what matrix.py says, and nothing else."""

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import pytest
from architecture import matrix
from architecture.wishes import WISHES
from cast import Cast, call, make_cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver
from makers import handling, photo, reported

import bihuan
from bihuan.api.schemas.steps import BODIES
from bihuan.api.urls import api  # with its routes
from bihuan.cases.rules.moves import Step
from bihuan.kernel.call import Actor, system_actor
from bihuan.kernel.errors import Kind, Refusal
from bihuan.ledger.commands.once import COMMANDS
from bihuan.orgs.models import Person
from bihuan.orgs.queries import nobody
from bihuan.orgs.rules import Power
from bihuan.web.demo import urls as demo
from bihuan.web.kit.doors import Access

BACKEND = "django.contrib.auth.backends.ModelBackend"
ABSENT = UUID("00000000-0000-4000-8000-0000000000ff")
ARGUMENTS: dict[str, Any] = {"uuid": ABSENT, "file_uuid": ABSENT, "step": "file", "year": 2026}
ROLES = {
    "supervise": "supervisor",
    "handle": "handler",
    "elsewhere": "other_handler",
    "cohandle": "company_handler",
    "inspect": "inspector",
    "lead": "leader",
    "discipline": "discipline",
    "configure": "configurer",
    "powerless": "outsider",
}
WEB, LIBRARY, API = (matrix.read(table) for table in (matrix.WEB, matrix.LIBRARY, matrix.API))
WHO_MAY = {name: who for name, (who, _methods) in matrix.read(matrix.COMMANDS).items()}


@dataclass(frozen=True)
class Route:
    """One address: its name with namespaces, and its view."""

    name: str
    view: Any
    arguments: dict[str, Any]


@cache
def routes() -> tuple[Route, ...]:
    return tuple(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[Any], space: str) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "api":
                yield from _walk(pattern.url_patterns, space + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif isinstance(pattern, URLPattern):
            names = pattern.pattern.converters
            yield Route(space + (pattern.name or ""), pattern.callback, {name: ARGUMENTS[name] for name in names})


def _addresses(only: dict[str, Any]) -> dict[str, Route]:
    return {route.name: route for route in routes() if route.name in only}


def load_commands() -> None:
    """Import every module of commands, so that each has registered itself."""
    for module in pkgutil.walk_packages(bihuan.__path__, "bihuan."):
        if ".commands" in module.name and ".management" not in module.name:
            importlib.import_module(module.name)


load_commands()


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def everybody(cast: Cast) -> dict[str, Actor]:
    """Return one actor for each role."""
    postless = nobody(Person.objects.create(username="无岗者", name="无岗者"))
    resident = Actor("public", uuid4(), "居民")
    return {role: getattr(cast, name) for role, name in ROLES.items()} | {"postless": postless, "resident": resident}


def signed_in(actor: Actor) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(Person.objects.get(uuid=actor.uuid), backend=BACKEND)
    return client


# The table is complete


def test_every_route_has_a_line() -> None:
    assert {route.name for route in routes()} == WEB.keys() | LIBRARY.keys()


def test_every_operation_has_a_line() -> None:
    assert {operation.operation_id for operation in operations()} == API.keys()


def test_every_command_has_a_line_and_a_wish() -> None:
    assert COMMANDS.keys() == WHO_MAY.keys() == WISHES.keys()


def operations() -> Iterator[Any]:
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            yield from view.operations


# Pages


@pytest.mark.parametrize("name", WEB)
def test_a_route_declares_what_the_table_says(name: str) -> None:
    who, methods = WEB[name]
    declared: Access = _addresses(WEB)[name].view.access

    powers = who if who - {"known", "open"} else frozenset()
    assert (declared.powers, set(declared.methods), declared.is_public) == (powers, set(methods), "open" in who)


def _ask(client: Client, route: Route, method: str, **more: Any) -> HttpResponse:
    ask = getattr(client, method.lower())
    return ask(reverse(route.name, kwargs=route.arguments), **more)  # type: ignore[no-any-return]


SMALL = {"headers": {"hx-request": "true"}}  # refusals without the frame around them: a quarter of the time


@pytest.mark.parametrize("name", [name for name, (who, _methods) in WEB.items() if who != {"open"}])
def test_a_stranger_is_sent_to_sign_in(db: None, name: str) -> None:
    route = _addresses(WEB)[name]

    for method in WEB[name][1]:
        answer = _ask(Client(), route, method)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("name", [name for name, (who, _methods) in LIBRARY.items() if who == {"known"}])
def test_a_stranger_does_not_get_into_the_pages_of_libraries(db: None, name: str) -> None:
    answer = _ask(Client(), _addresses(LIBRARY)[name], "GET")

    assert answer.status_code in (302, 404)
    assert answer.status_code == 404 or reverse("account_login") in answer["Location"]


def test_a_page_looks_absent_to_whoever_lacks_the_power(cast: Cast) -> None:
    """Everybody who signed in and may not: the same answer as for an address that does not exist."""
    people = {role: actor for role, actor in everybody(cast).items() if role != "resident"}
    wrong = []
    for role, actor in people.items():
        client = signed_in(actor)
        for name, (who, methods) in WEB.items():
            if not who & {"known", "open", *actor.powers}:
                expected = 403 if role == "postless" else 404
                found = {_ask(client, _addresses(WEB)[name], method, **SMALL).status_code for method in methods}
                wrong += [(role, name, found)] if found != {expected} else []
    assert wrong == []


def test_a_page_opens_for_whoever_may(cast: Cast) -> None:
    people = {role: actor for role, actor in everybody(cast).items() if role != "resident"}
    wrong = []
    for role, actor in people.items():
        client = signed_in(actor)
        for name, (who, methods) in WEB.items():
            route = _addresses(WEB)[name]
            if who & {"known", *actor.powers} and "GET" in methods:
                status = _ask(client, route, "GET").status_code
                wrong += [(role, name, status)] if status not in _fine(role, route) else []
    assert wrong == []


def _fine(role: str, route: Route) -> set[int]:
    """Return how a page that is open answers when asked about nothing that exists."""
    if role == "postless" and route.name in matrix.NEEDS_A_POST.split():
        return {403}
    return {302} if route.name == "home" else {404, 200} if route.arguments else {200}


def test_the_demo_pages_declare_what_the_table_says() -> None:
    """They are served only with BIHUAN_DEMO=1, for invented people."""
    declared = {f"demo:{each.name}": each.callback.access for each in demo.urlpatterns}
    expected = matrix.read(matrix.DEMO)

    assert {name: (access.is_public, access.methods) for name, access in declared.items()} == {
        name: ("open" in who, methods) for name, (who, methods) in expected.items()
    }


# The API


def _address(operation: Any) -> str:
    for router in api._get_bound_routers():
        for path, view in router.path_operations.items():
            if operation in view.operations:
                return "/api/v1" + router.prefix + re.sub(r"{[^}]*}", str(ABSENT), path)
    raise LookupError(operation.operation_id)


def _try(client: Client, operation: Any) -> HttpResponse:
    """Ask with what passes as a request, about something that does not exist."""
    form = {"request_uuid": str(uuid4()), "file": SimpleUploadedFile("a.txt", "会议要求清理垃圾。".encode())}
    if operation.methods == ["GET"]:
        return client.get(_address(operation), {"bbox": "0,0,1,1"})
    if operation.operation_id in ("store_file", "read_document"):
        return client.post(
            _address(operation), form | {"purpose": "document"} if "files" in _address(operation) else form
        )
    return client.post(_address(operation), {"request_uuid": str(uuid4())}, content_type="application/json")


def _named(name: str) -> Any:
    return next(each for each in operations() if each.operation_id == name)


@pytest.mark.parametrize("name", API)
def test_an_operation_asks_who_it_is_unless_it_is_open(db: None, name: str) -> None:
    answer = _try(Client(), _named(name))

    assert (answer.status_code != 401) == (API[name][0] == {"open"})


def test_an_operation_opens_for_whoever_the_table_says(cast: Cast) -> None:
    people = {role: actor for role, actor in everybody(cast).items() if role != "resident"}
    wrong = []
    for role, actor in people.items():
        client = signed_in(actor)
        for name, (who, _methods) in API.items():
            answer = _try(client, _named(name))
            code = json.loads(answer.content).get("code", "") if answer.status_code >= 400 else ""
            is_shut = code == "orgs.not_allowed"
            if answer.status_code >= 500 or is_shut == bool(who & {"known", "open", *actor.powers}):
                wrong.append((role, name, answer.status_code, code))
    assert wrong == []


# What one may not see answers as what does not exist


def _seen(answer: HttpResponse) -> tuple[int, str, str]:
    if answer["Content-Type"].startswith("application/json"):
        told = json.loads(answer.content)
        return answer.status_code, told["code"], told["message"]
    return answer.status_code, answer.context["code"], answer.context["message"]


def test_a_case_of_others_answers_on_every_page_as_one_that_does_not_exist(cast: Cast) -> None:
    case, client, wrong = handling(cast), signed_in(cast.other_handler), []
    for name in ("cases:page", "cases:step"):
        arguments = _addresses(WEB)[name].arguments
        for method in WEB[name][1]:
            ask = getattr(client, method.lower())
            unseen = _seen(ask(reverse(name, kwargs=arguments | {"uuid": case.case_uuid})))
            absent = _seen(ask(reverse(name, kwargs=arguments)))
            wrong += [(name, unseen, absent)] if unseen != absent or unseen[0] != 404 else []
    assert wrong == []


def test_a_file_of_others_answers_as_one_that_does_not_exist(cast: Cast) -> None:
    shown = photo(cast.inspector)
    reported(cast, evidence=(shown,))
    client, wrong = signed_in(cast.other_handler), []
    for pattern in ("/cases/files/{}/", "/cases/files/{}/small/", "/api/v1/files/{}"):
        unseen, absent = (_seen(client.get(pattern.format(uuid))) for uuid in (shown, ABSENT))
        wrong += [(pattern, unseen, absent)] if unseen != absent or unseen[0] != 404 else []
    assert wrong == []


def test_a_case_of_others_answers_in_every_operation_as_one_that_does_not_exist(cast: Cast) -> None:
    case, client, wrong = handling(cast), signed_in(cast.other_handler), []
    for operation in operations():
        address = _address(operation)
        if str(ABSENT) in address and ("/cases/" in address or "/ledger/" in address):
            ask = getattr(client, operation.methods[0].lower())
            body = _words_for(operation.operation_id)
            unseen, absent = (
                _seen(ask(address.replace(str(ABSENT), str(uuid)), body, content_type="application/json"))
                for uuid in (case.case_uuid, ABSENT)
            )
            wrong += [(address, unseen, absent)] if unseen != absent or unseen[0] != 404 else []
    assert wrong == []


def _words_for(operation_id: str) -> dict[str, Any]:
    """Return a body that passes as one of that step, and nothing for a read."""
    if not operation_id.startswith("step_"):
        return {}
    fields = BODIES[Step(operation_id.removeprefix("step_"))].model_fields
    known: dict[str, Any] = {"expected_version": 1, "review_on": "2026-06-01", "text": "x"}
    known |= dict.fromkeys(("came_back", "supports", "grants"), True)
    return {name: known.get(name, str(uuid4())) for name, field in fields.items() if field.is_required()}


# Commands


class Undo(Exception):
    """Ends a try without a trace."""


def outcome(name: str, actor: Actor, said: Any) -> str:
    """Return "done", or the kind of refusal, of one command tried and undone."""
    try:
        with transaction.atomic():
            COMMANDS[name](call(actor), **said(actor))
            raise Undo
    except Undo:
        return "done"
    except Refusal as refusal:
        return refusal.kind.value


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_is_done_for_whom_the_table_says_and_refused_to_all_others(cast: Cast, name: str) -> None:
    people, said = everybody(cast), WISHES[name](cast)

    found = {role: outcome(name, actor, said) for role, actor in people.items()}

    refusals = {Kind.FORBIDDEN.value, Kind.NOT_FOUND.value}
    assert {role for role, end in found.items() if end == "done"} == WHO_MAY[name]
    assert {end for end in found.values() if end != "done"} <= refusals
    if name.startswith("cases."):
        is_done = outcome(name, system_actor("clock"), said) == "done"
        assert is_done == (name in matrix.CLOCK.split())


def test_every_power_is_tried() -> None:
    assert {power.value for power in Power} <= ROLES.keys()
