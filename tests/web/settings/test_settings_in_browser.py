"""What the scripts of the settings pages promise, in a real browser."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from cast import call, make_cast, person
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from bihuan.orgs.models import Person
from bihuan.orgs.rules import Power
from bihuan.standards.commands import save_class, save_standard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture
def page(live_server: LiveServer) -> Iterator[Page]:
    if not CHROMIUM.exists():
        pytest.skip("no Chromium on this machine")
    cast = make_cast()
    for number in range(12):
        person(f"街道员{number}", cast.street, "经办", Power.HANDLE)
    # All rows are made here: inside the driver the database would open a second connection that nobody closes.
    by = cast.configurer
    standard = save_standard(call(by), ref="甲", name="甲", in_force_on=date(2020, 1, 1), source="甲").standard_uuid
    save_class(call(by), standard_uuid=standard, kind="事项", code="01", name="甲")
    client = Client()
    admin = Person.objects.get(uuid=cast.configurer.uuid)
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(base_url=live_server.url)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        opened = context.new_page()
        faults: list[str] = []
        opened.on("pageerror", lambda error: faults.append(str(error)))
        yield opened
        browser.close()
    assert faults == []


def test_a_long_choice_is_found_by_initials(page: Page) -> None:
    page.goto("/settings/tokens/new/")
    choice = page.locator("#id_holding_uuid")
    everybody = choice.locator("option").count()

    page.locator(".pick-box").fill("hwjb")

    expect(choice.locator("option:checked")).to_contain_text("环卫经办")
    page.locator(".pick-box").fill("")
    expect(choice.locator("option")).to_have_count(everybody)
    expect(choice.locator("option:checked")).to_contain_text("环卫经办")


def test_a_search_that_fits_many_chooses_none(page: Page) -> None:
    page.goto("/settings/tokens/new/")

    page.locator(".pick-box").fill("街道员")

    expect(page.locator("#id_holding_uuid option")).to_have_count(13)
    expect(page.locator("#id_holding_uuid")).to_have_value("")


def test_a_list_is_renewed_while_one_types(page: Page) -> None:
    page.goto("/settings/people/")

    page.locator("#seek").press_sequentially("hwjb")

    expect(page.locator("#rows tbody tr")).to_have_count(1)
    expect(page.locator("#seek")).to_be_focused()
    expect(page).to_have_url(re.compile("find=hwjb"))


def test_a_limit_is_read_while_it_is_typed(page: Page) -> None:
    page.goto("/settings/dictionary/")
    page.click("#rows tbody a")
    page.goto(f"{page.url}conditions/new/")

    page.locator("#id_limit").press_sequentially("3工作日")
    expect(page.locator("#reading .reading-words")).to_contain_text("3")
    page.locator("#id_limit").fill("马上")

    expect(page.locator("#reading .field-error")).to_contain_text("马上")
    expect(page.locator("#id_limit")).to_be_focused()
