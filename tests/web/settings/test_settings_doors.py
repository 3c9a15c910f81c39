"""Who may open which page of the settings; what one may not see looks absent."""

from uuid import UUID

import pytest
from cast import Cast, call
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from settings_pieces import Book, Enter

from bihuan.orgs.commands import delegate, make_token
from bihuan.orgs.models import Post
from bihuan.standards.commands import load_example_system
from bihuan.web.settings.urls import urlpatterns

EVERYBODY = [
    *("overview", "dictionary", "class", "export", "units", "unit", "calendar", "calendar_year"),
    *("systems", "systems_compare", "system", "system_excel", "system_yaml"),
]
WATCHERS = ["jobs", "ledger"]
CONFIGURERS = [
    *("reading", "import", "standard_new", "standard_change", "class_new", "class_change", "condition_new"),
    *("condition_replace", "condition_end", "unit_new", "unit_change", "post_new", "post_change"),
    *("people", "person_new", "person", "password", "person_takes", "post_taken", "leave", "delegate", "delegations"),
    *("person_change", "person_close", "person_reopen", "second_factor"),
    *("calendar_change", "hours", "district", "tokens", "token_new", "system_import", "observation_new"),
]
OF_SOMETHING = [
    *("class", "class_change", "condition_new", "condition_replace", "condition_end", "standard_change", "export"),
    *("system", "system_excel", "system_yaml"),
    *("unit", "unit_change", "post_new", "post_change", "post_taken"),
    *("person", "password", "person_takes", "leave", "delegate"),
    *("person_change", "person_close", "person_reopen", "second_factor"),
]
POSTED = [
    *("dictionary_load", "import_confirm", "calendar_load", "delegation_end", "token_revoke"),
    *("systems_load", "system_import_confirm"),
]


@pytest.fixture
def address(cast: Cast, book: Book, term: UUID) -> dict[str, str]:
    """Where each page is, by its name."""
    today = timezone.localdate()
    by = call(cast.configurer, at=timezone.now())
    deputy = {"deputy_uuid": cast.outsider.uuid, "from_on": today, "to_on": today}
    delegation = delegate(by, holding_uuid=term, **deputy).delegation_uuid
    token = make_token(call(cast.configurer, at=timezone.now()), holding_uuid=term, label="甲", expires_on=today)
    system = load_example_system(call(cast.configurer)).system_uuid
    post = Post.objects.filter(unit=cast.street).get().uuid
    subjects: dict[str, UUID] = {
        **dict.fromkeys(("class", "class_change", "condition_new"), book.litter),
        **dict.fromkeys(("export", "standard_change"), book.standard),
        **dict.fromkeys(("condition_replace", "condition_end"), book.condition),
        **dict.fromkeys(("unit", "unit_change", "post_new"), cast.street.uuid),
        **dict.fromkeys(("post_change", "post_taken"), post),
        **dict.fromkeys(("person", "password", "person_takes"), cast.handler.uuid),
        **dict.fromkeys(("person_change", "person_close", "person_reopen", "second_factor"), cast.handler.uuid),
        **dict.fromkeys(("leave", "delegate"), term),
        **dict.fromkeys(("system", "system_excel", "system_yaml"), system),
        "delegation_end": delegation,
        "token_revoke": token.token_uuid,
    }
    years = {name: {"year": 2026} for name in ("calendar_year", "calendar_change", "calendar_load")}
    names = [*EVERYBODY, *WATCHERS, *CONFIGURERS, *POSTED, "ledger_verify"]
    kwargs = {name: years.get(name) or ({"uuid": subjects[name]} if name in subjects else {}) for name in names}
    return {name: reverse(f"settings:{name}", kwargs=kwargs[name]) for name in names}


@pytest.mark.parametrize("name", [*EVERYBODY, *WATCHERS, *CONFIGURERS])
def test_whoever_configures_may_open_it(address: dict[str, str], admin: Client, name: str) -> None:
    assert admin.get(address[name]).status_code == 200


@pytest.mark.parametrize("name", EVERYBODY)
def test_everybody_who_signed_in_may_read_it(address: dict[str, str], cast: Cast, enter: Enter, name: str) -> None:
    assert enter(cast.handler).get(address[name]).status_code == 200


@pytest.mark.parametrize("name", [*WATCHERS, *CONFIGURERS])
def test_it_looks_absent_to_others(address: dict[str, str], cast: Cast, enter: Enter, name: str) -> None:
    assert enter(cast.handler).get(address[name]).status_code == 404


@pytest.mark.parametrize("name", [*POSTED, "ledger_verify"])
def test_it_cannot_be_sent_by_others(address: dict[str, str], cast: Cast, enter: Enter, name: str) -> None:
    assert enter(cast.handler).post(address[name]).status_code == 404


@pytest.mark.parametrize("name", [*POSTED, "ledger_verify"])
def test_it_is_only_sent_never_opened(address: dict[str, str], admin: Client, name: str) -> None:
    assert admin.get(address[name]).status_code == 405


@pytest.mark.parametrize("name", WATCHERS)
def test_supervision_and_discipline_watch(address: dict[str, str], cast: Cast, enter: Enter, name: str) -> None:
    assert enter(cast.supervisor).get(address[name]).status_code == 200
    assert enter(cast.discipline).get(address[name]).status_code == 200


@pytest.mark.parametrize("name", CONFIGURERS)
def test_nobody_else_changes_anything(address: dict[str, str], cast: Cast, enter: Enter, name: str) -> None:
    assert enter(cast.supervisor).post(address[name]).status_code in (404, 405)


@pytest.mark.parametrize("name", [*EVERYBODY, *WATCHERS, *CONFIGURERS])
def test_visitors_are_sent_to_sign_in(address: dict[str, str], client: Client, name: str) -> None:
    assert "login" in client.get(address[name]).headers["Location"]


def test_every_page_stands_in_these_lists() -> None:
    inner = [route for entry in urlpatterns for route in getattr(entry, "url_patterns", [entry])]

    assert {route.name for route in inner} == {*EVERYBODY, *WATCHERS, *CONFIGURERS, *POSTED, "ledger_verify"}


@pytest.mark.parametrize("name", OF_SOMETHING)
def test_what_is_not_there_is_not_found(admin: Client, name: str) -> None:
    url = reverse(f"settings:{name}", kwargs={"uuid": UUID(int=5)})

    assert admin.get(url).status_code == 404
    assert admin.post(url).status_code in (404, 405)
