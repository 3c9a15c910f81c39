"""Signing in and out, the language, the password and the second factor, all in the frame."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from cast import Cast, call
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings
from signing import PASSWORD, SignIn

from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import close_person, reopen_person
from bihuan.orgs.models import Person


@pytest.fixture
def person(cast: Cast) -> Person:
    found = Person.objects.get(uuid=cast.handler.uuid)
    found.set_password(PASSWORD)
    found.save()
    return found


def _confirm(client: Client) -> str:
    """Enter the password once more, as changes to signing in ask for; return the page that asks."""
    page = client.get("/account/reauthenticate/").content.decode()
    client.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/me/"})
    return page


def test_a_visitor_is_sent_to_sign_in_and_comes_back(client: Client, person: Person) -> None:
    assert client.get("/me/").headers["Location"] == "/account/login/?next=/me/"

    client.post("/account/login/", {"login": "甲街道经办", "password": PASSWORD, "next": "/me/"})

    assert client.get("/me/").status_code == 200


def test_htmx_of_a_visitor_goes_to_sign_in_as_a_whole(client: Client, person: Person) -> None:
    answer = client.get("/me/hats/", headers={"HX-Request": "true"})

    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/account/login/")


def test_a_wrong_password_is_said_beside_the_form(client: Client, person: Person) -> None:
    answer = client.post("/account/login/", {"login": "甲街道经办", "password": "wrong"})

    assert answer.status_code == 200
    assert "message is-error" in answer.content.decode()


def test_nobody_signs_up(client: Client) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert client.get("/account/signup/").status_code == 404


def test_signing_out_needs_a_press(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.handler)

    assert client.get("/account/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session


def test_the_password_can_be_changed(client: Client, person: Person) -> None:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    new = "another horse 10"

    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    person.refresh_from_db()
    assert person.check_password(new)


def test_the_language_is_switched_and_stays(client: Client) -> None:
    chinese = client.get("/account/login/").content.decode()
    answer = client.post("/language/", {"language": "en", "next": "/account/login/"})
    english = client.get(answer.headers["Location"]).content.decode()

    assert '<html lang="zh-hans"' in chinese
    assert '<html lang="en"' in english
    assert "Sign in" in english


def test_a_language_switch_does_not_leave_the_house(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/"


def test_a_second_factor_can_be_turned_on_and_is_asked_for(client: Client, person: Person) -> None:
    client.post("/account/login/", {"login": "甲街道经办", "password": PASSWORD})
    asked = _confirm(client)
    page = client.get("/account/second-factor/totp/activate/")
    secret = page.context["form"].secret
    counter = next(iter(yield_hotp_counters_from_time()))
    client.post("/account/second-factor/totp/activate/", {"code": f"{hotp_value(secret, counter):06d}"})

    assert 'class="rail"' in asked
    assert Authenticator.objects.filter(user=person, type="totp").exists()
    again = Client().post("/account/login/", {"login": "甲街道经办", "password": PASSWORD})
    assert again.headers["Location"].startswith("/account/second-factor/authenticate/")


@pytest.mark.parametrize("url", ["", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/"])
def test_pages_of_the_second_factor_stand_in_the_frame(client: Client, person: Person, url: str) -> None:
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    client.post("/account/login/", {"login": "甲街道经办", "password": PASSWORD})
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    asked = client.get("/account/second-factor/authenticate/")
    client.post("/account/second-factor/authenticate/", {"code": code})
    _confirm(client)

    page = client.get(f"/account/second-factor/{url}").content.decode()

    assert "bare-card" in asked.content.decode()
    assert 'class="rail"' in page


def _try(name: str, password: str) -> int:
    return Client().post("/account/login/", {"login": name, "password": password}).status_code


def test_too_many_wrong_passwords_shut_the_name_however_it_is_written(db: None) -> None:
    Person.objects.create_user("Zhang.San", PASSWORD, name="经办")

    tries = [
        _try(name, "wrong") for name in ("zhang.san", "Zhang.San", "ZHANG.SAN", "zhang.San", " zhang.san ", "zHANG.san")
    ]

    assert tries == [200, 200, 200, 200, 200, 429]
    assert _try("Zhang.San", PASSWORD) == 429


def test_signing_in_begins_the_count_anew(db: None) -> None:
    Person.objects.create_user("Zhang.San", PASSWORD, name="经办")
    for _round in range(2):
        assert [_try("zhang.san", "wrong") for _time in range(5)] == [200] * 5
        assert _try("Zhang.San", PASSWORD) == 302


def test_a_second_factor_cannot_be_guessed_for_long(client: Client, person: Person) -> None:
    cache.clear()
    TOTP.activate(person, generate_totp_secret())
    good = RecoveryCodes.activate(person).get_unused_codes()[0]
    client.post("/account/login/", {"login": "甲街道经办", "password": PASSWORD})

    for number in range(6):
        client.post("/account/second-factor/authenticate/", {"code": f"{number:06d}"})
    client.post("/account/second-factor/authenticate/", {"code": good})

    assert "_auth_user_id" not in client.session
    cache.clear()


def test_ones_own_change_of_password_stands_in_the_ledger(client: Client, person: Person) -> None:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    new = "another horse 10"

    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    (entry,) = timeline(person.uuid)
    assert (entry.name, entry.payload) == (
        "orgs.password_set.v1",
        {"by_themselves": True, "tokens_revoked": []},
    )
    assert client.get("/me/").status_code == 200


@pytest.mark.parametrize("is_used_meanwhile", [True, False])
def test_a_session_of_before_the_closing_does_not_come_back(
    cast: Cast, sign_in: SignIn, is_used_meanwhile: bool
) -> None:
    client = sign_in(cast.handler)
    assert client.get("/me/").status_code == 200

    close_person(call(cast.configurer), person_uuid=cast.handler.uuid, reason="手机失窃")
    if is_used_meanwhile:
        assert client.get("/me/").status_code == 302
    reopen_person(call(cast.configurer), person_uuid=cast.handler.uuid)

    assert client.get("/me/").status_code == 302
    assert sign_in(cast.handler).get("/me/").status_code == 200


def test_raising_the_keys_of_the_installation_keeps_sessions_of_any_epoch(settings: Settings) -> None:
    settings.SECRET_KEY_FALLBACKS = ["earlier"]

    fallbacks = [list(Person(password="x", epoch=n).get_session_auth_fallback_hash()) for n in (0, 1)]

    assert fallbacks[1] == [f"{known}.1" for known in fallbacks[0]]


def test_without_a_password_there_is_none_to_change(client: Client, person: Person) -> None:
    person.set_unusable_password()
    person.save()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/account/password/").status_code == 404
    assert "/account/password/" not in client.get("/me/").content.decode()
