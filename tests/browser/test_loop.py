"""The whole loop as people do it: a document comes in, one of its sentences becomes a case, and it is fixed and closed.

At the desk (1440 px) the keyboard decides the drafts; on the phone (390 px) a finger does everything.
"""

import io
import re
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook
from PIL import Image, ImageDraw
from playwright.sync_api import expect
from served import Served
from windows import Opens, Window

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
DATA = Path(__file__).with_name("data")
# width → document, the words by which the case is told from others, and what the list is searched for
SCREENS = {1440: ("morning-minutes.txt", "槐荫里九号院"), 390: ("evening-minutes.txt", "桂香胡同口")}
SUPERVISOR, STREET, VERIFIER = "督查员甲", "甲街道经办", "创建办督导甲"


def photo(width: int, *, litter: int) -> dict[str, object]:
    """Return a drawn picture as a phone would send it; no two of them look alike."""
    draws = Random(width * 10 + litter)
    picture = Image.new("RGB", (960, 720), (draws.randrange(120, 180), 190, 225))
    pen = ImageDraw.Draw(picture)
    for _house in range(7):
        left, top, shade = draws.randrange(0, 900), draws.randrange(40, 360), draws.randrange(90, 200)
        pen.rectangle([left, top, left + draws.randrange(90, 260), 440], fill=(shade, shade - 20, shade - 50))
    pen.rectangle([0, 430, 960, 720], fill=(125, 125, 120))
    for _piece in range(litter * 6):
        left, top = draws.randrange(0, 880), draws.randrange(450, 680)
        pen.ellipse([left, top, left + 60, top + 34], fill=(180, draws.randrange(40, 160), 50))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=88)
    return {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": stream.getvalue()}


@pytest.mark.parametrize("width", SCREENS)
def test_a_sentence_becomes_a_case_that_is_fixed_and_closed(demo: Served, opens: Opens, width: int) -> None:
    window, (document, words) = opens(demo, width), SCREENS[width]

    _sign_in(window)
    _read(window, document)
    _decide(window)
    case = _send(window, words)
    _accept(window, case)
    _feed_back_without_a_photo(window, case)
    _feed_back(window, case, "已清理大部分", litter=4)
    _find_it_not_fixed(window, case)
    _feed_back(window, case, "已全部清理，并增设垃圾桶", litter=0)
    _close(window, case)
    _look_at_the_whole_story(window, case, words)
    _find_and_export(window, words)

    assert "The ledger is whole." in demo.bihuan("ledger", "verify")


def _sign_in(window: Window) -> None:
    window.open("/")
    expect(window.page.locator("form[action='/demo/become/'] button").first).to_be_visible()
    window.shot("01-sign-in")
    window.looks_right()
    window.act_as(SUPERVISOR)
    window.looks_right()
    window.tabs_through()
    window.shot("02-workbench")


def _read(window: Window, document: str) -> None:
    if window.is_phone:
        window.press(".bottom-more > summary")
    window.press("a[href='/intake/']:visible")
    window.page.wait_for_url("**/intake/")
    window.looks_right()
    window.tabs_through()
    window.page.set_input_files("#upload input[type=file]", DATA / document)
    window.shot("03-documents")
    window.press("#upload button[type=submit]")
    window.page.wait_for_url(re.compile(r"/intake/[0-9a-f-]{36}/"))
    expect(window.page.locator("#drafts > .draft")).not_to_have_count(0)
    window.looks_right()
    window.tabs_through()
    window.page.reload()
    window.shot("04-drafts")


def _decide(window: Window) -> None:
    """Accept every draft: by Enter at the desk, by the button on the phone."""
    page = window.page
    is_open = page.locator("#drafts > .draft[data-state=open]")
    for _draft in range(0 if window.is_phone else is_open.count()):
        page.keyboard.press("k")
    for _draft in range(is_open.count()):
        left = is_open.count()
        if window.is_phone:
            window.press(is_open.first.locator(".draft-facts"))
            window.press(is_open.first.locator("[data-verb=accept]"))
        else:
            page.keyboard.press("Enter")
        expect(is_open).to_have_count(left - 1)
    window.shot("05-accepted")
    window.looks_right()


def _send(window: Window, words: str) -> str:
    """File and dispatch all; return the address of the case that the sentence became."""
    page = window.page
    if window.is_phone:
        window.press("form[data-verb=send] button")
    else:
        page.keyboard.press("Shift+Enter")
    expect(page.locator("#confirm")).to_be_visible()
    window.shot("06-consequence")
    if window.is_phone:
        window.press("#confirm button[value=yes]")
    else:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    made = page.locator("#account li", has_text=words)
    expect(made).to_have_count(1)
    window.looks_right()
    window.shot("07-dispatched")
    return str(made.locator("a").get_attribute("href"))


def _accept(window: Window, case: str) -> None:
    window.act_as(STREET)
    expect(window.page.locator(f".today a[href='{case}']").first).to_be_visible()
    window.looks_right()
    window.shot("08-street")
    window.press(f".today a.btn[href='{case}accept/']")
    window.page.wait_for_url(f"**{case}accept/")
    window.looks_right()
    window.tabs_through()
    _submit(window)
    expect(window.page.locator("[data-step=feed_back]")).to_be_visible()


def _submit(window: Window) -> None:
    """Send the step's form and wait for the case's page."""
    with window.page.expect_navigation():
        window.press("#step form button[type=submit]")
    expect(window.page.locator("#messages .is-success")).to_be_visible()


def _feed_back_without_a_photo(window: Window, case: str) -> None:
    page = window.page
    window.press("[data-step=feed_back]")
    expect(page.locator("#step textarea")).to_be_focused()
    page.locator("#step textarea").fill("已清理大部分")
    window.tabs_through()
    with window.refused():
        window.press("#step form button[type=submit]")
        expect(page.locator("[role=alert]").first).to_be_in_viewport()
    expect(page.locator("#step textarea")).to_have_value("已清理大部分")
    window.looks_right()
    window.shot("09-refused-in-place")


def _feed_back(window: Window, case: str, text: str, *, litter: int) -> None:
    page = window.page
    if page.locator("#step form").count() == 0:
        window.press("[data-step=feed_back]")
    page.locator("#step textarea").fill(text)
    page.set_input_files("#step input[type=file]", photo(window.width, litter=litter))
    expect(page.locator(".upload-item")).to_have_count(1)
    window.looks_right()
    window.shot("10-feed-back" if litter else "13-feed-back-again")
    _submit(window)


def _find_it_not_fixed(window: Window, case: str) -> None:
    window.act_as(VERIFIER)
    window.shot("11-verifier")
    window.open(case)
    window.press("[data-step=verify_fail]")
    window.page.locator("#step textarea").fill("墙角仍有残留，请继续清理")
    window.page.get_by_label(re.compile("现场|on site")).check()
    window.looks_right()
    window.tabs_through()
    window.shot("12-not-fixed")
    _submit(window)
    window.act_as(STREET)
    window.open(case)


def _close(window: Window, case: str) -> None:
    window.act_as(VERIFIER)
    window.open(case)
    window.press("[data-step=verify_pass]")
    window.page.locator("#step textarea").fill("现场核查，已清理干净")
    window.shot("14-fixed")
    _submit(window)


def _look_at_the_whole_story(window: Window, case: str, words: str) -> None:
    page = window.page
    window.open(case)
    facts = page.locator(".moments > li strong")
    expect(facts).to_have_count(8)
    expect(page.locator(".source-words")).to_contain_text(words)
    expect(page.locator(".picture img")).to_have_count(2)
    for image in page.locator(".picture img").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("(image) => image.naturalWidth") > 0
    window.looks_right()
    window.tabs_through()
    window.shot("15-closed", whole=not window.is_phone)
    page.locator("#story-title").scroll_into_view_if_needed()
    facts.last.scroll_into_view_if_needed()
    window.shot("16-what-happened")


def _find_and_export(window: Window, words: str) -> None:
    page = window.page
    window.open("/cases/")
    window.looks_right()
    window.tabs_through()
    window.shot("17-cases")
    page.locator("form.filters [name=q]").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    expect(page.locator("#rows tbody tr")).to_contain_text(words)
    window.looks_right()
    window.shot("18-found")
    with page.expect_download() as download:
        window.press(".page-actions a[href*='export.xlsx']")
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    rows = [row for row in book.worksheets[0].iter_rows(min_row=2, values_only=True) if row[1]]
    assert [words in str(row[1]) for row in rows] == [True], "the Excel holds exactly what is filtered"
