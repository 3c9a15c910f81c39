"""The map in a real browser, with and without WebGL, under the policy that every page has."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import call, make_cast
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer
from register_makers import point, square

from bihuan.orgs.models import Person
from bihuan.places.commands import save_area

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHROMIUM = Path("/usr/bin/chromium")
DRAWING = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
BLIND = ["--no-sandbox", "--disable-gpu", "--disable-3d-apis"]


@pytest.fixture
def address(live_server: LiveServer) -> tuple[str, str]:
    """The server and the session of somebody who may look; all rows are made before the driver runs."""
    if not CHROMIUM.exists():
        pytest.skip("no Chromium on this machine")
    cast = make_cast()
    save_area(call(cast.configurer), kind="cell", code="G1", name="第一网格", shape=square(113.5, 34.7))
    point(cast)
    client = Client()
    person = Person.objects.get(uuid=cast.inspector.uuid)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return live_server.url, client.cookies["sessionid"].value


def opened(browser: Browser, address: tuple[str, str], faults: list[str]) -> Page:
    context = browser.new_context(base_url=address[0])
    context.add_cookies([{"name": "sessionid", "value": address[1], "url": address[0]}])
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    return page


@pytest.fixture(params=[DRAWING, BLIND], ids=["drawing", "blind"])
def page(request: pytest.FixtureRequest, address: tuple[str, str]) -> Iterator[Page]:
    faults: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=request.param)
        yield opened(browser, address, faults)
        browser.close()
    assert faults == []


def test_the_map_is_drawn_or_says_that_it_cannot_be(page: Page, request: pytest.FixtureRequest) -> None:
    page.goto("/places/map/")

    if "drawing" in request.node.callspec.id:
        expect(page.locator(".map[data-ready]")).to_be_visible(timeout=30_000)
        expect(page.locator(".map-said")).to_contain_text("1")
        expect(page.locator(".map-absent")).to_be_hidden()
    else:
        expect(page.locator(".map-absent")).to_be_visible()
        expect(page.locator(".map")).to_be_hidden()
    expect(page.locator("table").get_by_text("第一网格")).to_be_visible()
