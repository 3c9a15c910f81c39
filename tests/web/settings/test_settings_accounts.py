"""A person's account: name changed, closed with its consequences in sight, opened again, second factor reset."""

import pytest
from allauth.mfa.models import Authenticator
from cast import Cast, call, person
from django.test import Client
from makers import handling
from settings_pieces import Enter

from bihuan.cases import commands
from bihuan.orgs.models import Holding, Person
from bihuan.orgs.rules import Power

URL = "/settings/people/"


def assigned(cast: Cast) -> str:
    """A case assigned to the handler; return its code."""
    now = handling(cast)
    commands.assign(
        call(cast.handler), case_uuid=now.case_uuid, expected_version=now.version, handler=cast.handler.uuid
    )
    return now.code


def test_a_name_is_changed(cast: Cast, admin: Client) -> None:
    form = admin.get(f"{URL}{cast.handler.uuid}/change/").content.decode()
    answer = admin.post(f"{URL}{cast.handler.uuid}/change/", {"name": "王新", "email": ""})

    assert 'value="甲街道经办"' in form
    assert answer.headers["Location"] == f"{URL}{cast.handler.uuid}/"
    assert Person.objects.get(uuid=cast.handler.uuid).name == "王新"


def test_closing_says_first_what_ends_and_where_open_work_goes(cast: Cast, admin: Client) -> None:
    code = assigned(cast)
    alone = admin.get(f"{URL}{cast.handler.uuid}/close/").content.decode()
    person("新经办", cast.street, "经办", Power.HANDLE)

    page = admin.get(f"{URL}{cast.handler.uuid}/close/").content.decode()

    assert "“甲街道 · 经办”的任职即刻终止" in page
    assert "未结案件 1 件，仍由甲街道办事处承办" in page
    assert "已无其他经办人员" in alone
    assert "转由新经办接续" in page
    assert code not in page  # whoever configures need not see the case


def test_whoever_sees_the_cases_finds_them_listed(cast: Cast, admin: Client) -> None:
    code = assigned(cast)
    post = Holding.objects.get(person__uuid=cast.configurer.uuid).post
    post.powers = [Power.CONFIGURE, Power.SUPERVISE]
    post.save()

    assert code in admin.get(f"{URL}{cast.handler.uuid}/close/").content.decode()


def test_a_closed_account_is_signed_out_at_once_and_can_be_opened_again(
    cast: Cast, admin: Client, enter: Enter
) -> None:
    them = enter(cast.handler)
    assert them.get("/me/").status_code == 200

    admin.post(f"{URL}{cast.handler.uuid}/close/", {"reason": "退休"})
    assert them.get("/me/").headers["Location"].startswith("/account/login/")
    page = admin.get(f"{URL}{cast.handler.uuid}/").content.decode()
    assert "已停用" in page
    assert f"{URL}{cast.handler.uuid}/reopen/" in page

    admin.post(f"{URL}{cast.handler.uuid}/reopen/")
    assert Person.objects.get(uuid=cast.handler.uuid).is_active


def test_ones_own_account_offers_neither(cast: Cast, admin: Client) -> None:
    page = admin.get(f"{URL}{cast.configurer.uuid}/").content.decode()

    assert "/close/" not in page
    refused = admin.post(f"{URL}{cast.configurer.uuid}/close/", {"reason": ""})
    assert (refused.status_code, "不能对本人账号操作" in refused.content.decode()) == (409, True)


def test_a_lost_second_factor_is_reset(cast: Cast, admin: Client) -> None:
    before = admin.get(f"{URL}{cast.handler.uuid}/").content.decode()
    Authenticator.objects.create(user=Person.objects.get(uuid=cast.handler.uuid), type="totp", data={})
    page = admin.get(f"{URL}{cast.handler.uuid}/").content.decode()

    answer = admin.post(f"{URL}{cast.handler.uuid}/second-factor/")

    assert ("/second-factor/" in before, "/second-factor/" in page) == (False, True)
    assert answer.status_code == 302
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("verb", ["change", "close", "reopen", "second-factor"])
def test_others_find_nothing_there(cast: Cast, enter: Enter, verb: str) -> None:
    assert enter(cast.supervisor).get(f"{URL}{cast.handler.uuid}/{verb}/").status_code == 404
