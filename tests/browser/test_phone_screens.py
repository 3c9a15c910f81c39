"""Every screen of the phone: fits, can be reached by a finger, and is renewed for the inspector's guide."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from served import Served
from test_phone import DISTRICT, picture  # noqa: F401  # a fixture
from windows import Opens, Window

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, dict[str, Any]]]:
    served = Served(tmp_path_factory.mktemp("town"))
    told = served.script(DISTRICT, "12", "more")
    served.start()
    yield served, told
    served.stop()


def entered(opens: Opens, town: tuple[Served, dict[str, Any]], **how: str) -> Window:
    served, told = town
    window = opens(served, 390, **how)
    window.context.grant_permissions(["geolocation"])
    window.context.set_geolocation({"longitude": 113.5501, "latitude": 34.8001, "accuracy": 8})
    window.open("/field/")
    window.page.fill("input[name=login]", told["login"])
    window.page.fill("input[name=password]", told["password"])
    window.press("form[action='/account/login/'] button[type=submit]")
    expect(window.page.locator(".progress")).to_be_visible()
    return window


def test_every_screen_fits(opens: Opens, town: tuple[Served, dict[str, Any]], picture: Path) -> None:  # noqa: F811
    window = entered(opens, town)
    page = window.page
    window.looks_right()
    window.shot("phone-1-today")

    window.press(page.locator(".line").first)
    page.locator(".choice.is-bad").first.tap()
    page.locator(".choice.is-good").nth(1).tap()
    expect(page.locator(".choice[aria-pressed=true]")).to_have_count(2)
    window.looks_right()
    window.shot("phone-2-point")

    window.press(".top-back")
    window.press("a[href='#/problem/new']")
    page.locator(".frame input").set_input_files(picture)
    expect(page.locator(".frame img")).to_be_visible()
    page.fill("input[type=search]", "bllj")
    window.press(page.locator(".chip", has_text="暴露垃圾").last)
    page.fill("input[type=search]", "")
    expect(page.locator(".near")).to_be_visible()
    window.looks_right()
    window.shot("phone-3-problem")
    window.press("[data-save]")
    expect(page.locator(".counts")).to_have_attribute("data-sent", "1")

    for name in ("map", "outbox", "phone"):
        window.press(f".tab[href='#/{name}']")
        expect(page.locator(".tab[aria-current=page]")).to_have_attribute("href", f"#/{name}")
        page.wait_for_timeout(500)
        window.looks_right()
        window.shot(f"phone-4-{name}")

    window.press(".tab[href='#/today']")
    window.press(page.locator("a.line[href^='#/verify/']").first)
    expect(page.locator("figure img")).to_have_count(2)
    window.looks_right()
    window.shot("phone-5-verify")


def test_the_app_speaks_english_without_asking_the_server(opens: Opens, town: tuple[Served, dict[str, Any]]) -> None:
    window = entered(opens, town)
    window.press(".tab[href='#/phone']")
    window.press("button[lang=en]")
    window.press(".tab[href='#/today']")

    expect(window.page.locator("h1")).to_have_text("Today")
    window.looks_right()
    window.shot("phone-6-english")


def test_what_is_refused_stays_with_its_reason_and_goes_with_one(
    opens: Opens, town: tuple[Served, dict[str, Any]]
) -> None:
    """A case that somebody else has verified meanwhile: a conflict, kept until the inspector deletes it."""
    window = entered(opens, town)
    page = window.page
    page.evaluate(
        """async () => {
          const { put } = await import("/static/field/js/outbox.js");
          const { state } = await import("/static/field/js/pack.js");
          const [check] = state.pack.checks;
          await put({ command: "verify", case_uuid: check.uuid, expected_version: 1, finding: "pass", text: "已看", files: [] },
            { title: check.title, photos: [] });
        }"""
    )
    with window.refused():
        expect(page.locator(".counts")).to_have_attribute("data-refused", "1")
    window.press(".tab[href='#/outbox']")
    expect(page.locator(".item[data-state=conflict] .bad-words")).to_be_visible()
    window.looks_right()
    window.shot("phone-7-refused")
    page.get_by_role("button", name="删除").tap()
    page.fill("dialog input", "已由他人核查")
    page.locator("dialog button[value=ok]").tap()
    expect(page.locator(".item[data-state=deleted]")).to_contain_text("已由他人核查")
    expect(page.locator(".counts")).to_have_attribute("data-refused", "0")
