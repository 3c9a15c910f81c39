"""What the scripts promise, in a real browser: asked first, sent once, nothing lost, focus kept."""

import re
from collections.abc import Iterator
from pathlib import Path

import gallery as kit_gallery
import pytest
from cast import make_cast
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer
from signing import BACKEND

from bihuan.orgs.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SWAPPED = "#swapped textarea"
PLAIN = "#plain textarea"


@pytest.fixture
def page(gallery: None, live_server: LiveServer) -> Iterator[Page]:
    if not CHROMIUM.exists():
        pytest.skip("no Chromium on this machine")
    make_cast()
    client = Client()
    client.force_login(Person.objects.get(username="甲街道经办"), backend=BACKEND)
    kit_gallery.RECEIVED.clear()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        context = browser.new_context(color_scheme="dark")
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        opened = context.new_page()
        faults: list[str] = []
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
        opened.goto(f"{live_server.url}/gallery/")
        yield opened
        browser.close()
    assert faults == []


def test_dark_mode_follows_the_system(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")


def test_a_part_is_renewed_and_the_focus_stays(page: Page) -> None:
    page.fill(SWAPPED, "完成")
    page.click("#swap")

    expect(page.locator("#part")).to_have_text("完成")
    expect(page.locator("#messages")).to_contain_text("已反馈。")
    expect(page.locator("#swap")).to_be_focused()


def test_a_form_that_stays_asks_under_a_new_request(page: Page) -> None:
    for text in ("一", "二"):
        page.fill(SWAPPED, text)
        page.click("#swap")
        expect(page.locator("#part")).to_have_text(text)

    first, second = kit_gallery.RECEIVED
    assert first != second
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", second)


def test_two_presses_send_once_and_a_line_shows_the_wait(page: Page) -> None:
    page.fill(SWAPPED, "slow")
    page.click("#swap", click_count=2, delay=20)

    expect(page.locator("#progress")).to_be_visible()
    expect(page.locator("#part")).to_have_text("slow")
    expect(page.locator("#progress")).to_be_hidden()
    assert len(kit_gallery.RECEIVED) == 1


def test_a_refusal_keeps_the_text_and_goes_to_the_field(page: Page) -> None:
    page.fill(SWAPPED, "refuse")
    page.click("#swap")

    expect(page.locator("#messages [role=alert]")).to_be_visible()
    expect(page.locator(SWAPPED)).to_have_value("refuse")
    expect(page.locator(SWAPPED)).to_have_attribute("aria-invalid", "true")
    expect(page.locator(SWAPPED)).to_be_focused()


def test_what_was_typed_survives_a_reload(page: Page) -> None:
    page.fill(SWAPPED, "写到一半")
    page.reload()

    expect(page.locator(SWAPPED)).to_have_value("写到一半")
    expect(page.locator(".restored")).to_be_visible()


def test_a_page_left_after_signing_out_is_not_shown_again(page: Page) -> None:
    page.click(".top .menu > summary")
    page.click("form[data-behaviour=sign-out] button")
    page.wait_for_url("**/account/login/**")
    page.go_back()

    expect(page.locator(".rail")).to_have_count(0)


def test_what_was_sent_is_forgotten(page: Page) -> None:
    page.fill(SWAPPED, "完成")
    page.click("#swap")
    expect(page.locator("#part")).to_have_text("完成")
    page.reload()

    expect(page.locator(SWAPPED)).to_have_value("")


def test_what_was_sent_is_forgotten_where_the_answer_leads_to_another_page(page: Page) -> None:
    page.fill(SWAPPED, "leave")
    with page.expect_navigation():
        page.click("#swap")

    expect(page.locator(SWAPPED)).to_have_value("")


def test_a_consequence_is_asked_before(page: Page) -> None:
    page.fill(PLAIN, "完成")
    page.click("#send")
    expect(page.locator("#confirm")).to_contain_text("案件将作废。")
    page.click("#confirm button[value=no]")
    assert kit_gallery.RECEIVED == []

    page.click("#send")
    page.click("#confirm button[value=yes]")

    expect(page.locator("#messages")).to_contain_text("已反馈。")
    expect(page.locator(PLAIN)).to_have_value("")


def test_a_refusal_on_a_page_of_its_own_loses_nothing(page: Page) -> None:
    page.fill(PLAIN, "refuse")
    page.click("#send")
    page.click("#confirm button[value=yes]")
    expect(page.locator(".refusal")).to_be_visible()
    page.click("[data-behaviour=back]")

    expect(page.locator(PLAIN)).to_have_value("refuse")


def test_signing_out_forgets_what_was_typed(page: Page) -> None:
    page.fill(SWAPPED, "写到一半")
    page.click(".top .menu > summary")
    page.click("form[data-behaviour=sign-out] button")
    page.wait_for_url("**/account/login/**")

    assert "写到一半" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_a_silent_server_is_said(page: Page) -> None:
    page.context.set_offline(True)
    page.fill(SWAPPED, "完成")
    page.click("#swap")

    expect(page.locator("#messages [role=alert]")).to_be_visible()
    expect(page.locator(SWAPPED)).to_have_value("完成")


def test_the_menu_shows_my_posts_and_closes(page: Page) -> None:
    page.click(".top .menu > summary")
    expect(page.locator(".menu-sheet")).to_contain_text("甲街道 · 经办")
    page.keyboard.press("Escape")

    expect(page.locator(".menu-sheet")).to_be_hidden()


def test_a_question_mark_shows_the_keys(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("#keys")).to_be_hidden()


def test_keys_do_nothing_while_typing(page: Page) -> None:
    page.locator(SWAPPED).press_sequentially("?/")

    expect(page.locator("#keys")).to_be_hidden()
    expect(page.locator(SWAPPED)).to_have_value("?/")


def test_a_file_is_previewed_and_can_be_taken_out(page: Page) -> None:
    small = {"name": "small.png", "mimeType": "image/png", "buffer": b"x" * 10}
    large = {"name": "large.png", "mimeType": "image/png", "buffer": b"x" * 2000}
    page.set_input_files("#upload-photos", [small, large])
    expect(page.locator(".upload-item")).to_have_count(2)
    expect(page.locator(".upload-item.is-refused")).to_contain_text("large.png")

    page.click(".upload-item.is-refused button")

    expect(page.locator(".upload-item")).to_have_count(1)


@pytest.mark.parametrize("width", [360, 390, 1440])
def test_nothing_is_wider_than_the_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= width
