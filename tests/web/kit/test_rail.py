"""The rail shows what one may open, in the order of the work."""

import pytest
from cast import Cast
from django.test import RequestFactory
from signing import SignIn

from bihuan.orgs.rules import Power
from bihuan.web.kit import rail
from bihuan.web.kit.rail import Place


@pytest.fixture(autouse=True)
def _own_rail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rail, "_ENTRIES", {})
    rail.register(Place.SETTINGS, Power.CONFIGURE, label="设置", icon="settings", url_name="me:page")
    rail.register(Place.CASES, label="案件", icon="folders", url_name="inbox:list")
    rail.register(Place.SCORES, label="考核", icon="chart-bar", url_name="scores:not_built")


def test_the_rail_shows_only_what_one_may_open(cast: Cast) -> None:
    handler = [link.label for link in rail.links(cast.handler, "/")]
    configurer = [link.label for link in rail.links(cast.configurer, "/")]

    assert handler == ["案件"]
    assert configurer == ["案件", "设置"]


def test_the_rail_leaves_out_what_is_not_installed(cast: Cast) -> None:
    assert "考核" not in [link.label for link in rail.links(cast.configurer, "/")]


def test_the_rail_marks_where_one_is(cast: Cast) -> None:
    links = rail.links(cast.configurer, "/me/hats/")

    assert [(link.label, link.is_here) for link in links] == [("案件", False), ("设置", True)]


def test_two_areas_cannot_take_one_place() -> None:
    with pytest.raises(ValueError, match="CASES on the rail is taken"):
        rail.register(Place.CASES, label="别的", icon="x", url_name="me:page")


def test_a_page_carries_the_rail(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.handler).get("/inbox/").content.decode()

    assert '<a class="rail-link" href="/inbox/" aria-current="page">' in page
    assert "设置</span>" not in page


def test_the_first_page_is_the_first_entry(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.handler).get("/").headers["Location"] == "/inbox/"


def test_an_address_that_is_the_root_is_left_only_by_itself(cast: Cast, rf: RequestFactory) -> None:
    rail.register(Place.WORKBENCH, label="工作台", icon="home", url_name="home")

    assert [link.is_here for link in rail.links(cast.handler, "/inbox/")] == [False, True]
