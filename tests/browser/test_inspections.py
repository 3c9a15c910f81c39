"""The desk pages of points and inspections: each fits its screen, can be reached by keyboard, and is renewed for the docs."""

import pytest
from playwright.sync_api import expect
from served import Served
from windows import Opens

pytestmark = pytest.mark.browser
SUPERVISOR = "督查员甲"
PAGES = {
    "30-points": "/places/",
    "31-rounds": "/places/visits/",
    "32-round-new": "/places/visits/new/",
    "33-gaps": "/places/visits/gaps/",
    "34-rebounds": "/cases/rebounds/",
    "35-risk": "/cases/risk/",
    "36-systems": "/settings/systems/",
}


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_fits_and_can_be_reached(opens: Opens, demo: Served, width: int) -> None:
    window = opens(demo, width)
    window.open("/")
    window.act_as(SUPERVISOR)

    for name, path in PAGES.items():
        window.open(path)
        window.looks_right()
        window.tabs_through()
        window.shot(name)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_round_leads_to_its_visits_and_a_visit_to_its_cases(opens: Opens, demo: Served, width: int) -> None:
    window = opens(demo, width)
    window.open("/")
    window.act_as(SUPERVISOR)

    window.open("/places/visits/")
    window.press(window.page.locator("main a[href*='/visits/rounds/']").last)
    window.page.wait_for_url("**/visits/rounds/**")
    window.looks_right()
    window.shot("37-round")
    window.press(window.page.locator("main a[href*='/visits/visits/']").first)
    window.page.wait_for_url("**/visits/visits/**")
    window.looks_right()
    window.shot("38-visit")
    window.press(window.page.locator("main a[href*='/cases/']").first)
    window.page.wait_for_url("**/cases/**")

    expect(window.page.locator("main")).to_contain_text("检查发现")
