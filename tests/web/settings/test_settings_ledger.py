"""The ledger page: how far it reaches, and its proof on request."""

from pathlib import Path

import pytest
from cast import Cast
from django.conf import settings
from django.test import Client
from django.utils import timezone
from settings_pieces import Book, Count, Enter

from bihuan.kernel.call import Call, system_actor
from bihuan.ledger.commands import add_key, seal
from bihuan.ledger.models import Entry, SigningKey
from bihuan.ledger.queries import standing, witness_path
from bihuan.ledger.rules import Fault
from bihuan.web.settings.ledger import views

URL = "/settings/ledger/"


@pytest.fixture
def sealed(book: Book) -> str:
    """A ledger with a key and one checkpoint; the key's id. The copy outside the database is as new as it."""
    (Path(settings.DATA_DIR) / "keys").mkdir(exist_ok=True)
    witness_path().unlink(missing_ok=True)
    call = Call(actor=system_actor("ledger"), at=timezone.now())
    key_id = add_key(call)
    seal(call)
    return key_id


def test_the_page_says_how_far_it_reaches(sealed: str, admin: Client) -> None:
    now = standing()

    assert (now.entries, now.signed, now.key_id, now.signed_by) == (Entry.objects.count(),) * 2 + (sealed,) * 2
    page = admin.get(URL).content.decode()
    assert sealed in page
    assert now.root in page


def test_entries_since_the_checkpoint_count(sealed: str, cast: Cast, admin: Client) -> None:
    admin.post("/settings/district/", {"name": "新区", "code": ""})

    now = standing()
    assert (now.entries, now.signed) == (now.signed + 1, Entry.objects.count() - 1)


def test_before_set_up_it_says_that_there_is_no_key(admin: Client) -> None:
    assert not SigningKey.objects.exists()

    assert "bihuan ledger add-key" in admin.get(URL).content.decode()


@pytest.mark.parametrize("who", ["supervisor", "discipline", "configurer"])
def test_a_whole_ledger_is_found_whole(sealed: str, cast: Cast, enter: Enter, who: str) -> None:
    page = enter(getattr(cast, who)).post(f"{URL}verify/")

    account = page.context["account"]
    assert (account.is_whole, account.entries, account.checkpoints) == (True, Entry.objects.count(), 1)
    assert 'class="verdict"' in page.content.decode()


def test_an_altered_entry_is_found(sealed: str, admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "bihuan.ledger.rules.ChainCheck.read", lambda self, entry, stored: Fault("changed", entry.number, "<altered>")
    )

    page = admin.post(f"{URL}verify/")

    assert not page.context["account"].is_whole
    assert "&lt;altered&gt;" in page.content.decode()
    assert 'class="verdict"' not in page.content.decode()


def test_a_long_ledger_is_left_to_the_command_line(sealed: str, admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_HERE", 1)

    page = admin.post(f"{URL}verify/")

    assert "account" not in page.context
    assert "ledger/verify/" not in page.content.decode()
    assert "ledger verify" in page.content.decode()


def test_more_entries_ask_no_more(sealed: str, admin: Client, statements: Count) -> None:
    before = statements(admin, URL)
    for number in range(5):
        admin.post("/settings/district/", {"name": f"新区{number}", "code": ""})

    assert statements(admin, URL) == before
