"""A window of a real browser that watches itself: nothing may fail, overflow, or be out of reach of the keyboard."""

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, expect

SCREENS = os.environ.get("BIHUAN_SCREENS", "")
SMALLEST_TARGET = 44
COLOURS = 64
CONTROLS = (
    "a[href], button, select, textarea, summary, [tabindex='0'], "
    "input:not([type=hidden]):not([type=checkbox]):not([type=radio])"
)

# Controls that can be seen; links inside a sentence are words, not targets.
SMALL = """([selector, least]) => [...document.querySelectorAll(selector), ...document.querySelectorAll("input")]
  .map((each) => (each.matches("input[type=checkbox], input[type=radio]") ? each.closest("label") ?? each : each))
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.getBoundingClientRect().height > 1)
  .filter((each) => !each.matches(".visually-hidden, .skip-link, [tabindex='0'], p a:not(.btn), li a:not(.btn):not(.menu-item), h2 a, dd a, .paper a, figcaption a"))
  .filter((each) => each.getBoundingClientRect().height < least)
  .map((each) => `${each.tagName} ${each.className} ${each.textContent.trim().slice(0, 30)} ${Math.round(each.getBoundingClientRect().height)}px`)"""
WIDER = """() => [...document.querySelectorAll("body *")]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => `${each.tagName}.${each.className}`).slice(0, 5)"""
# One radio of a group is in the order of Tab; the arrows reach the others.
REACHABLE = """(selector) => { window.toReach = new Set([...document.querySelectorAll(selector + ", input[type=checkbox]")]
  .filter((each) => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => each.getBoundingClientRect().width > 1)); return window.toReach.size; }"""
REACHED = """() => { const at = document.activeElement; window.toReach.delete(at);
  const style = getComputedStyle(at);
  return at === document.body || style.outlineStyle !== "none" || style.boxShadow !== "none" || at.matches("main, iframe")
    ? "" : `${at.tagName} ${at.className}`; }"""
MISSED = "() => [...window.toReach].map((each) => `${each.tagName} ${each.className} ${each.textContent.trim().slice(0, 30)}`)"


class Window:
    """One person at one screen. faults: what went wrong unasked; a test ends with none."""

    def __init__(self, browser: Browser, url: str, width: int, *, scheme: str = "light") -> None:
        self.url, self.width, self.is_phone = url, width, width < 800
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 844 if self.is_phone else 900},
            has_touch=self.is_phone,
            is_mobile=self.is_phone,
            device_scale_factor=2 if self.is_phone else 1,
            color_scheme="dark" if scheme == "dark" else "light",
            locale="zh-CN",
            accept_downloads=True,
        )
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.refusals = 0
        self._refusing = False
        self.page.on(
            "console",
            lambda line: self._note(f"console: {line.text} {line.location}") if line.type == "error" else None,
        )
        self.page.on("pageerror", lambda error: self._note(f"script: {error}"))
        self.page.on("response", self._answered)
        self.page.on("requestfailed", lambda asked: self._failed(asked.url, asked.failure or ""))

    def _note(self, fault: str) -> None:
        if not self._refusing:
            self.faults.append(fault)

    def _answered(self, response: Response) -> None:
        if response.status < 400:
            return
        if self._refusing and response.status in (403, 404, 409, 422, 429):
            self.refusals += 1
        else:
            self.faults.append(f"{response.status} {response.request.method} {response.url}")

    def _failed(self, url: str, why: str) -> None:
        # A page that is left takes back what it still asked for, and a download is no page.
        if "ERR_ABORTED" not in why:
            self.faults.append(f"failed: {url} {why}")

    @contextmanager
    def refused(self) -> Iterator[None]:
        """Expect a refusal from the server in here; the browser and htmx write each into the console."""
        before, self._refusing = self.refusals, True
        yield
        self.page.wait_for_timeout(50)
        self._refusing = False
        assert self.refusals > before, "the server refused nothing"

    def press(self, target: str | Locator) -> None:
        """Touch on the phone, click at the desk."""
        found = self.page.locator(target) if isinstance(target, str) else target
        found.tap() if self.is_phone else found.click()

    def open(self, path: str) -> None:
        """Go to an address."""
        self.page.goto(self.url + path)

    def act_as(self, name: str) -> None:
        """Become another of the invented people: on the sign-in page, or by the band above every page."""
        if self.page.locator("form[action='/account/login/']").count() == 0:
            self.press(".demo-band summary")
        self.press(self.page.locator("form[action='/demo/become/'] button", has_text=name))
        self.page.wait_for_url("**/workbench/")
        expect(self.page.locator(".top-person")).to_contain_text(name)

    def looks_right(self) -> None:
        """Nothing is wider than the screen; on the phone every control is large enough for a finger."""
        page = self.page
        assert page.evaluate("document.documentElement.scrollWidth") <= self.width, page.evaluate(WIDER)
        if self.is_phone:
            small = page.evaluate(SMALL, [CONTROLS, SMALLEST_TARGET])
            assert small == [], (page.url, small)

    def tabs_through(self) -> None:
        """Press Tab until every control that can be seen has had the focus, visibly."""
        page = self.page
        page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)")
        invisible = set()
        for _press in range(page.evaluate(REACHABLE, CONTROLS) + 40):
            page.keyboard.press("Tab")
            invisible.add(page.evaluate(REACHED))
            if not page.evaluate("window.toReach.size"):
                break
        missed = page.evaluate(MISSED)
        assert missed == [], (page.url, missed)
        assert invisible <= {""}, (page.url, invisible)
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")

    def shot(self, name: str, *, whole: bool = False) -> None:
        """Save what is on the screen when BIHUAN_SCREENS names a directory, in few colours.

        The caret stays: to hide it, the driver would write styles into the page, which our policy forbids.
        """
        if not SCREENS:
            return
        self.page.wait_for_load_state("networkidle")
        taken = Image.open(io.BytesIO(self.page.screenshot(full_page=whole, caret="initial"))).convert("RGB")
        if self.is_phone:
            taken = taken.resize((taken.width * 2 // 3, taken.height * 2 // 3), Image.Resampling.LANCZOS)
        Path(SCREENS).mkdir(parents=True, exist_ok=True)
        few = taken.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(Path(SCREENS) / f"{name}-{self.width}.png", optimize=True)

    def close(self) -> None:
        """Close the window; whatever went wrong in it fails the test."""
        self.context.close()
        assert self.faults == [], self.faults


Opens = Callable[..., Window]
