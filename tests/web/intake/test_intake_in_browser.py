"""A hundred drafts by keyboard: what the scripts of the desk promise, in a real browser."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from cast import make_cast
from commands.intake.desk import make_desk
from django.test import Client
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from bihuan.intake.models import Draft
from bihuan.orgs.models import Holding, Person, Post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHROMIUM = Path("/usr/bin/chromium")
PATIENCE = 20_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def open_desk(browser: Browser, server: LiveServer, *, width: int) -> Page:
    desk = make_desk(make_cast())
    client = Client()
    office = Person.objects.get(uuid=desk.cast.supervisor.uuid)
    client.force_login(office, backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(base_url=server.url, viewport={"width": width, "height": 844})
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}])
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"/intake/{desk.document.uuid}/")
    expect(page.locator("#desk.is-live")).to_be_visible()
    return page


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    expect.set_options(timeout=PATIENCE)
    opened = open_desk(browser, live_server, width=1440)
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    opened.context.close()
    assert faults == []


def press(page: Page, keys: str) -> None:
    """Press keys as fast as they come, waiting for nothing."""
    for key in keys.split():
        page.keyboard.press(key)


def states(page: Page, expected: str) -> None:
    """Expect the drafts to stand so, in the order of the text."""
    found = page.locator("#drafts > .draft")
    expect(found).to_have_class([re.compile(rf"\bis-{state}\b") for state in expected.split()])


def here(page: Page, words: str) -> None:
    expect(page.locator(".draft.is-here")).to_contain_text(words)


def test_enter_accepts_and_goes_on_to_the_next_one_to_decide(page: Page) -> None:
    here(page, "暴露垃圾")

    press(page, "Enter Enter Enter")

    states(page, "accepted accepted accepted dropped open open")
    here(page, "出店经营")
    expect(page.locator("#desk-bar")).to_contain_text("2")


def test_what_cannot_be_sent_is_told_at_once_and_the_keys_go_on(page: Page) -> None:
    press(page, "j j")
    top = page.locator("#drafts").evaluate("list => list.getBoundingClientRect().top")

    press(page, "Enter")

    here(page, "出店经营")
    expect(page.locator(".desk-left")).to_contain_text("1 accepted draft cannot be sent yet")
    expect(page.locator(".draft.is-short")).to_contain_text("巡查")
    assert page.locator("#drafts").evaluate("list => list.getBoundingClientRect().top") == top

    press(page, "k k 1")
    expect(page.locator(".desk-left")).to_be_hidden()
    states(page, "open open accepted dropped open open")


def test_keys_pressed_faster_than_the_server_answers_are_done_in_order(page: Page) -> None:
    press(page, "1 Enter 2 Enter d z z 3 Enter")

    states(page, "accepted accepted open dropped open open")
    expect(page.locator(".draft").nth(1)).to_contain_text("环卫公司")


def test_j_and_k_move_and_the_words_follow(page: Page) -> None:
    press(page, "j j k")

    here(page, "修补")
    expect(page.locator("a.words.is-here")).to_have_text("乙街道要在4月10日前完成道路修补")
    expect(page).to_have_url(re.compile("#d-"))


def test_a_click_in_the_text_finds_the_draft_and_the_other_way_round(page: Page) -> None:
    page.locator("a.words", has_text="加强日常巡查").click()
    here(page, "巡查")

    page.locator(".draft-title", has_text="出店经营").click()

    expect(page.locator("a.words.is-here")).to_have_text("出店经营较多")


def test_another_unit_is_found_by_its_initials(page: Page) -> None:
    press(page, "u")
    page.keyboard.type("hwgs")
    press(page, "Enter Control+Enter")

    states(page, "accepted open open dropped open open")
    expect(page.locator(".draft").first).to_contain_text("环卫公司")
    here(page, "修补")


def test_merge_split_and_undo(page: Page) -> None:
    press(page, "j m")
    expect(page.locator("#drafts > .draft")).to_have_count(5)
    here(page, "；")

    press(page, "s")
    expect(page.locator(".draft-split")).to_be_visible()
    press(page, "Enter")
    expect(page.locator("#drafts > .draft")).to_have_count(6)

    press(page, "z z")
    states(page, "open open open dropped open open")


def test_ticked_drafts_get_one_unit(page: Page) -> None:
    press(page, "Shift+X")
    expect(page.locator("#ticked")).to_contain_text("3")

    press(page, "g")
    page.keyboard.type("甲街道")
    press(page, "Enter Enter")

    expect(page.locator(".draft-missing")).to_have_count(0)


def test_all_accepted_are_sent_after_a_question_and_the_account_is_given(page: Page) -> None:
    press(page, "Shift+A Shift+Enter")
    expect(page.locator("#confirm")).to_be_visible()

    page.locator("#confirm [data-yes]").click()

    expect(page.locator("#account")).to_contain_text("AJ-")
    expect(page.locator("#account a[href^='#d-']")).to_have_count(3)
    states(page, "sent sent accepted dropped accepted accepted")


def test_nothing_is_lost_on_reload(page: Page) -> None:
    press(page, "Enter d")
    states(page, "accepted dropped open dropped open open")
    press(page, "e")
    page.locator("input[name=place]").fill("西溪路 12 号")

    page.reload()

    states(page, "accepted dropped open dropped open open")
    here(page, "巡查")
    press(page, "e")
    expect(page.locator("input[name=place]")).to_have_value("西溪路 12 号")


def test_a_page_of_another_post_does_nothing_and_keeps_what_was_typed(page: Page) -> None:
    office = Person.objects.get(name="督查员")
    mine = Post.objects.get(holdings__person=office)
    other = Post.objects.create(unit=mine.unit, title="值班长", powers=mine.powers)
    second = Holding.objects.create(person=office, post=other, from_on=date(2020, 1, 2))
    press(page, "j e")
    page.locator("input[name=place]").fill("西溪路 12 号")
    page.request.post("/me/hat/", form={"key": str(second.uuid)}, headers=csrf(page))

    press(page, "Control+Enter")

    expect(page.locator("#messages")).to_contain_text("this page was opened as")
    expect(page.locator("input[name=place]")).to_have_value("西溪路 12 号")
    assert not Draft.objects.filter(place_text="西溪路 12 号").exists()


def csrf(page: Page) -> dict[str, str]:
    """Return what lets a request of another window through."""
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    return {"X-CSRFToken": token, "Referer": page.url}


def test_typing_into_a_form_waits_for_no_other_draft(page: Page) -> None:
    held: list[Route] = []
    page.route("**/*", lambda route: held.append(route) if route.request.method == "POST" else route.continue_())
    press(page, "Enter")
    here(page, "修补")
    page.locator(".draft.is-here a[data-key=e]").click()
    field = page.locator(".draft.is-here [name=title]")
    field.fill("")

    press(page, "a b Backspace c")

    expect(field).to_have_value("ac")
    for route in held:
        route.continue_()


def test_keys_that_waited_for_the_form_also_take_letters_away(page: Page) -> None:
    def late(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/*", lambda route: late(route) if "edit" in route.request.url else route.continue_())
    press(page, "Enter")
    here(page, "修补")

    press(page, "e a b Backspace c Delete")

    expect(page.locator(".draft.is-here [name=title]")).to_have_value("ac街道要在4月10日前完成道路修补")


def test_on_the_phone_the_columns_are_tabs(browser: Browser, live_server: LiveServer) -> None:
    phone = open_desk(browser, live_server, width=390)
    expect(phone.locator("#desk-text")).to_be_hidden()

    phone.locator("label[for=side-text]").click()
    expect(phone.locator("#desk-drafts")).to_be_hidden()
    phone.locator("a.words", has_text="加强日常巡查").click()

    expect(phone.locator("#desk-text")).to_be_hidden()
    here(phone, "巡查")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    phone.context.close()
