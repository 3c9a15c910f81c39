"""A new district: setting it up, signing in, locking out, two languages, the dark; empty pages and crowded ones."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from served import Served
from windows import Opens, Window

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
PASSWORD = "清水河畔第九号院落 9"
WIDTHS = (1440, 390)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A district that was just set up, with nobody but the first person."""
    served = Served(tmp_path_factory.mktemp("fresh"))
    refused = served.bihuan("setup", "--district", "试验区", typed="short\n", fails=True)
    assert "Traceback" not in refused
    served.bihuan("setup", "--district", "试验区", typed=f"{PASSWORD}\n")
    served.start()
    yield served
    served.stop()


def _sign_in(window: Window, password: str, name: str = "admin") -> None:
    window.page.fill("input[name=login]", name)
    window.page.fill("input[name=password]", password)
    with window.page.expect_navigation():
        window.press("form[action='/account/login/'] button[type=submit]")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_new_district_teaches_what_belongs_where(fresh: Served, opens: Opens, width: int) -> None:
    window = opens(fresh, width)
    window.open("/")
    window.looks_right()
    window.tabs_through()
    _sign_in(window, PASSWORD)

    for name, path in (
        ("workbench", "/workbench/"),
        ("cases", "/cases/"),
        ("documents", "/intake/"),
        ("inbox", "/inbox/"),
    ):
        window.open(path)
        expect(window.page.locator(".empty-here").first).to_be_visible()
        window.looks_right()
        window.tabs_through()
        window.shot(f"20-empty-{name}")


def test_six_wrong_passwords_lock_the_door_in_words(fresh: Served, opens: Opens) -> None:
    window = opens(fresh, 390)
    window.open("/account/login/")
    for _try in range(5):
        _sign_in(window, "wrong", name="nobody")
        expect(window.page.locator(".message.is-error")).to_be_visible()
    with window.refused():
        _sign_in(window, "wrong", name="nobody")
    expect(window.page.locator("main")).to_contain_text("30")
    window.looks_right()
    window.shot("21-locked-out")


def test_the_language_stays_after_signing_in(fresh: Served, opens: Opens) -> None:
    window = opens(fresh, 1440)
    window.open("/account/login/")
    window.press(".language button[value=en]")
    expect(window.page.locator("html")).to_have_attribute("lang", "en")
    _sign_in(window, PASSWORD)

    expect(window.page.locator("html")).to_have_attribute("lang", "en")
    expect(window.page.locator("h1")).to_have_text("Workbench")
    window.shot("22-english")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_dark_follows_the_system(demo: Served, opens: Opens, width: int) -> None:
    window = opens(demo, width, scheme="dark")
    window.open("/")
    window.act_as("督查员甲")
    window.open("/cases/?q=西溪路12号暴露垃圾成堆&state=closed")
    window.press("#rows .case-what a")
    expect(window.page.locator(".moments")).to_be_visible()
    window.looks_right()
    window.shot("23-dark")


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Ten thousand cases, long titles, a unit with a long name."""
    served = Served(tmp_path_factory.mktemp("crowded"))
    served.bihuan("setup", "--district", "试验区", typed=f"{PASSWORD}\n")
    served.script(Path(__file__).with_name("crowd.py"))
    served.start()
    yield served
    served.stop()


@pytest.mark.parametrize("width", WIDTHS)
def test_ten_thousand_cases_and_long_names_stay_readable(crowded: Served, opens: Opens, width: int) -> None:
    window = opens(crowded, width)
    window.open("/")
    _sign_in(window, PASSWORD)
    window.looks_right()
    expect(window.page.locator(".today-head")).to_contain_text("9990")
    window.shot("24-crowded-workbench")

    begun = time.monotonic()
    window.open("/cases/")
    expect(window.page.locator("#rows tbody tr")).to_have_count(50)
    assert time.monotonic() - begun < 5
    window.looks_right()
    window.shot("25-crowded-list")
    window.press(".paging a[rel=next]")
    expect(window.page.locator(".paging")).to_contain_text("51")
    expect(window.page.locator("#rows tbody tr")).to_have_count(50)
    window.open("/cases/")
    window.press("#rows tbody tr:first-child .case-what a")
    expect(window.page.locator(".moments")).to_be_attached()
    window.looks_right()
    window.shot("26-long-names")
