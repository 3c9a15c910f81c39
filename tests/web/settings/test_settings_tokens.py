"""Access tokens: made and shown once, listed, revoked."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from cast import Cast, call
from django.test import Client
from django.utils import timezone
from settings_pieces import Count

from bihuan.orgs.commands import make_token
from bihuan.orgs.models import AccessToken
from bihuan.orgs.queries import actor_for_token

URL = "/settings/tokens/"


def _typed(term: UUID, **changes: str) -> dict[str, str]:
    last = timezone.localdate() + timedelta(days=30)
    said = {
        "label": "平台对接",
        "holding_uuid": str(term),
        "expires_on": last.isoformat(),
        "request_uuid": str(uuid4()),
    }
    return said | changes


def test_a_token_is_made_and_its_secret_shown_once(cast: Cast, admin: Client, term: UUID) -> None:
    said = _typed(term)

    page = admin.post(f"{URL}new/", said)

    actor = actor_for_token(page.context["secret"], timezone.localdate())
    assert actor is not None
    assert actor.uuid == cast.handler.uuid
    assert page.context["secret"] in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    again = admin.post(f"{URL}new/", said)
    assert again.context["secret"] == ""
    assert AccessToken.objects.count() == 1


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"label": " "}, "label"),
        ({"holding_uuid": ""}, "holding_uuid"),
        ({"holding_uuid": str(UUID(int=9))}, "holding_uuid"),
        ({"expires_on": "2020-01-01"}, "expires_on"),
        ({"expires_on": "2099-01-01"}, "expires_on"),
    ],
)
def test_a_fault_stands_beside_its_field(
    cast: Cast, admin: Client, term: UUID, changes: dict[str, str], field: str
) -> None:
    answer = admin.post(f"{URL}new/", _typed(term, **changes))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not AccessToken.objects.exists()


def test_the_list_shows_no_secret(cast: Cast, admin: Client, term: UUID) -> None:
    secret = admin.post(f"{URL}new/", _typed(term)).context["secret"]

    page = admin.get(URL)
    ((row, badge),) = page.context["rows"]
    assert (row.label, row.person, badge.icon) == ("平台对接", "甲街道经办", "key")
    assert secret not in page.content.decode()


def test_a_revoked_token_opens_nothing(cast: Cast, admin: Client, term: UUID) -> None:
    secret = admin.post(f"{URL}new/", _typed(term)).context["secret"]
    url = f"{URL}{AccessToken.objects.get().uuid}/revoke/"

    assert admin.post(url).headers["Location"] == URL
    assert actor_for_token(secret, timezone.localdate()) is None
    assert admin.post(url).status_code == 409
    assert admin.get(URL).context["rows"][0][1].icon == "ban"


def test_an_expired_token_says_so(cast: Cast, admin: Client, term: UUID) -> None:
    admin.post(f"{URL}new/", _typed(term))
    AccessToken.objects.update(expires_on=timezone.localdate() - timedelta(days=1))

    page = admin.get(URL)
    assert page.context["rows"][0][1].icon == "history"
    assert "/revoke/" not in page.content.decode()


def test_no_token_teaches(admin: Client) -> None:
    assert "empty-here" in admin.get(URL).content.decode()


def test_a_token_that_is_not_there_cannot_be_revoked(admin: Client) -> None:
    assert admin.post(f"{URL}{UUID(int=4)}/revoke/").status_code == 404


def test_more_tokens_ask_no_more(cast: Cast, admin: Client, term: UUID, statements: Count) -> None:
    last = timezone.localdate()
    admin.post(f"{URL}new/", _typed(term))
    before = statements(admin, URL)
    for number in range(6):
        by = call(cast.configurer, at=timezone.now())
        make_token(by, holding_uuid=term, label=f"第{number}个", expires_on=last)

    assert statements(admin, URL) == before
