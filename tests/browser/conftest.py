"""A real browser before the real server. Where CI runs, a missing browser is a failure and not a reason to skip."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from served import Served
from windows import Opens, Window

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=zh-CN"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for one module: two drivers open at once in a process get in each other's way."""
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"there is no browser at {CHROMIUM}, and CI may skip nothing")
        pytest.skip(f"there is no browser at {CHROMIUM}")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=str(CHROMIUM), args=SWITCHES, env=os.environ | {"LANGUAGE": "zh_CN"}
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo's district behind the real server, made once."""
    served = Served(tmp_path_factory.mktemp("demo"), is_demo=True)
    served.bihuan("demo", "--no-serve")
    served.start()
    yield served
    served.stop()


@pytest.fixture
def opens(browser: Browser) -> Iterator[Opens]:
    """Return how a window is opened; all are closed after the test, and none may have seen a fault."""
    windows: list[Window] = []

    def open_window(served: Served, width: int, **how: str) -> Window:
        windows.append(Window(browser, served.url, width, **how))
        return windows[-1]

    yield open_window
    for window in windows:
        window.close()
