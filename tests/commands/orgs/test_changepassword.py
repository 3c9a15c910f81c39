"""`bihuan changepassword`: the same as on a page, with the ledger and the tokens."""

import getpass
from datetime import timedelta

import pytest
from cast import Cast, call
from django.core.management import CommandError, call_command, get_commands
from django.utils import timezone

from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import make_token
from bihuan.orgs.models import AccessToken, Holding, Person


def _typed(monkeypatch: pytest.MonkeyPatch, *passwords: str) -> None:
    left = iter(passwords)
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(left))


def test_djangos_own_is_out_of_reach() -> None:
    assert get_commands()["changepassword"] == "bihuan.config"


def test_the_ledger_and_the_tokens_learn_of_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    term, now = Holding.objects.get(person__uuid=cast.handler.uuid), timezone.now()
    last = timezone.localdate(now) + timedelta(days=30)
    make_token(call(cast.configurer, now), holding_uuid=term.uuid, label="机", expires_on=last)
    _typed(monkeypatch, "another horse 10", "another horse 10")

    call_command("changepassword", "甲街道经办")

    entry = timeline(cast.handler.uuid)[-1]
    assert (entry.name, len(entry.payload["tokens_revoked"])) == ("orgs.password_set.v1", 1)
    assert AccessToken.objects.get().revoked_at is not None
    assert Person.objects.get(uuid=cast.handler.uuid).check_password("another horse 10")


@pytest.mark.parametrize(
    ("username", "passwords"),
    [
        ("查无此人", ("another horse 10", "another horse 10")),
        ("甲街道经办", ("another horse 10", "another horse 11")),
        ("甲街道经办", ("short", "short")),
    ],
)
def test_refuses(cast: Cast, monkeypatch: pytest.MonkeyPatch, username: str, passwords: tuple[str, ...]) -> None:
    before = Person.objects.get(uuid=cast.handler.uuid).password
    _typed(monkeypatch, *passwords)

    with pytest.raises(CommandError):
        call_command("changepassword", username)

    assert Person.objects.get(uuid=cast.handler.uuid).password == before


def test_nobody_is_made_outside_the_ledger(cast: Cast) -> None:
    before = Person.objects.count()

    with pytest.raises(CommandError, match="bihuan setup --district"):
        call_command("createsuperuser")

    assert Person.objects.count() == before
