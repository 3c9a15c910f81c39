"""Setting up a district: all of it, or nothing, so that it can be tried again."""

import getpass

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from bihuan.orgs import queries
from bihuan.orgs.models import Holding, Person


def _setup(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: password)
    call_command("setup", district="试验区", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_a_refused_password_leaves_nothing_so_that_setup_can_be_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError):
        _setup(monkeypatch, "short")
    assert queries.district() is None

    _setup(monkeypatch, "湖边的柳树-1949")

    first = Person.objects.get(username="admin")
    assert first.check_password("湖边的柳树-1949")
    assert Holding.objects.get(person=first).post.powers == ["supervise", "configure"]


@pytest.mark.django_db(transaction=True)
def test_a_district_is_set_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    _setup(monkeypatch, "湖边的柳树-1949")

    with pytest.raises(CommandError):
        _setup(monkeypatch, "山上的松树-1950")
    assert Person.objects.count() == 1
