"""A day of an inspector: 30 points without a network, the browser closed, a bad network, the server killed."""

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from journeys.books import Books
from PIL import Image, ImageDraw
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from served import Served
from weather import Network

CHROMIUM = Path("/usr/bin/chromium")
DISTRICT = Path(__file__).parents[1] / "journeys" / "field_district.py"
POINTS, PER_POINT, PROBLEMS, BAD = 30, 4, 20, 5
MOST_TAPS, MOST_SECONDS = 5, 20
pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

# The rest of the day by the app's own functions: 29 points and 19 problems, a photo for each thing that is bad.
WORK = """async ([points, perPoint, problems, bad]) => {
  const base = "/static/field/js/";
  const [{ put }, { take }, { state, checklist, placeOf }] = await Promise.all(
    ["outbox.js", "photos.js", "pack.js"].map((name) => import(base + name)));
  const hashes = [];
  const shoot = async (number) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 2000, height: 1500 });
    const pen = canvas.getContext("2d");
    for (let n = 0; n < 60; n += 1) {
      pen.fillStyle = `hsl(${(number * 47 + n * 13) % 360} 60% ${30 + (n % 5) * 10}%)`;
      pen.fillRect((n * 331 + number * 97) % 2000, (n * 173 + number * 59) % 1500, 160 + number * 3, 140);
    }
    const blob = await new Promise((give) => canvas.toBlob(give, "image/jpeg", 0.9));
    const hash = await take(blob, `照片${number}.jpg`);
    hashes.push(hash);
    return hash;
  };
  const at = { lon: 113.5501, lat: 34.8001, accuracy_m: 9 };
  const stops = state.pack.stops.slice(1, 1 + points);
  for (const [number, stop] of stops.entries()) {
    const place = placeOf(stop.place);
    const elements = checklist(place, stop).elements.slice(0, perPoint);
    const moment = new Date().toISOString();
    const photo = number < bad ? await shoot(number) : null;
    const observations = elements.map((element, n) => ({
      uuid: crypto.randomUUID(), element_uuid: element.uuid, result: photo && n === 0 ? "bad" : "good", scope: "point",
      observed_at: moment, bad_count: photo && n === 0 ? 2 : 0, note: "", files: photo && n === 0 ? [photo] : [], ...at, add_to: null,
    }));
    await put({ command: "visit", visit_uuid: crypto.randomUUID(), place_uuid: place.uuid, stop_uuid: stop.uuid,
      started_at: moment, ended_at: moment, ...at, note: "", observations }, { title: place.name, photos: photo ? [photo] : [] });
  }
  for (let number = 0; number < problems; number += 1) {
    const photo = await shoot(100 + number);
    await put({ command: "problem", problem_uuid: crypto.randomUUID(), title: `第${number}处`, text: "", case_class: state.pack.classes[number].uuid,
      place_uuid: null, place_text: "", ...at, files: [photo], add_to: null }, { title: `第${number}处`, photos: [photo] });
  }
  return hashes;
}"""
KEPT = """async () => {
  const { items, photos } = await import("/static/field/js/store.js");
  const { sha256 } = await import("/static/field/js/store.js");
  const kept = await photos();
  return { items: (await items()).map((each) => [each.request_uuid, each.state]),
    photos: Object.fromEntries(await Promise.all(kept.map(async (each) => [each.sha256, await sha256(await each.blob.arrayBuffer())]))) };
}"""


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A picture as a phone's camera makes it, 12 megapixels, with its own time, place and device."""
    image = Image.new("RGB", (4000, 3000), (150, 170, 190))
    pen = ImageDraw.Draw(image)
    for number in range(24):
        pen.ellipse(
            [number * 150, 1500 + number * 50, number * 150 + 260, 1700 + number * 50], fill=(90, 110, number * 9)
        )
    exif = Image.Exif()
    exif[271], exif[272] = "Demo", "Phone 1"
    exif.get_ifd(0x8769).update({36867: "2026:03:21 09:10:11", 36881: "+08:00"})
    exif.get_ifd(0x8825).update({1: "N", 2: (34.0, 48.0, 0.36), 3: "E", 4: (113.0, 33.0, 0.36)})
    path = tmp_path / "现场.jpg"
    image.save(path, exif=exif, quality=90)
    return path


class Phone:
    """One installation of the app on one phone: a browser profile that outlives the browser."""

    def __init__(self, driver: Any, profile: Path, url: str) -> None:
        self.driver, self.profile, self.url = driver, profile, url
        self.context: BrowserContext
        self.page: Page
        self.faults: list[str] = []

    def open(self) -> Page:
        """Open the browser; what was on the phone is still there."""
        self.context = self.driver.chromium.launch_persistent_context(
            str(self.profile),
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=zh-CN"],
            env=os.environ | {"LANGUAGE": "zh_CN"},
            viewport={"width": 390, "height": 844},
            has_touch=True,
            is_mobile=True,
            device_scale_factor=2,
            locale="zh-CN",
            geolocation={"longitude": 113.5501, "latitude": 34.8001, "accuracy": 9},
            permissions=["geolocation"],
        )
        self.page = self.context.pages[0]
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        return self.page

    def sign_in(self, town: dict[str, Any]) -> None:
        """Sign in on the desk's page and come back to the app."""
        self.page.fill("input[name=login]", town["login"])
        self.page.fill("input[name=password]", town["password"])
        self.page.tap("form[action='/account/login/'] button[type=submit]")
        self.page.wait_for_url("**/field/**")
        self.page.wait_for_selector(".progress")

    def count(self, name: str) -> int:
        """Return a number of the line at the bottom: waiting, sent, refused."""
        return int(self.page.locator(".counts").get_attribute(f"data-{name}") or 0)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    installation = Served(tmp_path / "server")
    installation.data.mkdir()
    yield installation
    installation.stop()


@pytest.fixture
def network(served: Served) -> Iterator[Network]:
    way = Network(served.port)
    yield way
    way.close()


@pytest.fixture
def phone(tmp_path: Path, network: Network) -> Iterator[Phone]:
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"there is no browser at {CHROMIUM}, and CI may skip nothing")
        pytest.skip(f"there is no browser at {CHROMIUM}")
    with sync_playwright() as driver:
        one = Phone(driver, tmp_path / "profile", network.url)
        one.open()
        yield one
        one.context.close()


def test_a_day_without_a_network_is_sent_exactly_once(
    served: Served, network: Network, phone: Phone, picture: Path
) -> None:
    town = served.script(DISTRICT, str(POINTS))
    served.start()
    page = phone.page
    page.goto(f"{phone.url}/field/")
    phone.sign_in(town)
    page.evaluate("navigator.serviceWorker.ready")

    network.weather.is_cut = True
    phone.context.set_offline(True)
    page.reload()
    expect(page.locator(".line").first).to_be_visible()
    _check_a_point(page)
    _report_a_problem(page, picture)
    page.evaluate(WORK, [POINTS - 1, PER_POINT, PROBLEMS - 1, BAD])
    expect(page.locator(".counts")).to_have_attribute("data-waiting", str(POINTS + PROBLEMS))
    kept = page.evaluate(KEPT)
    assert len(kept["photos"]) == PROBLEMS + BAD
    assert all(sha256 == again for sha256, again in kept["photos"].items())
    phone.context.close()

    page = phone.open()
    page.goto(f"{phone.url}/field/#/outbox")
    expect(page.locator(".counts")).to_have_attribute("data-waiting", str(POINTS + PROBLEMS))
    network.weather.is_cut, network.weather.share = False, 0.3
    page.reload()
    # Closing the browser ended the sign-in: the app says so, keeps everything and goes on afterwards.
    _until(lambda: page.locator(".band a.btn").count() == 1, page)
    page.tap(".band a.btn")
    phone.sign_in(town)
    second = phone.context.new_page()
    second.goto(f"{phone.url}/field/#/outbox")
    _until(lambda: phone.count("sent") >= 10, page)
    served.kill()
    page.wait_for_timeout(1500)
    served.start()
    _until(lambda: phone.count("sent") == POINTS + PROBLEMS, page)

    assert phone.count("waiting") == phone.count("refused") == 0
    assert min(network.weather.dropped.values()) > 0
    _compare(Books(served.data, ""), kept)
    assert phone.faults == []
    served.stop()
    assert "The ledger is whole." in served.bihuan("ledger", "verify")


def test_an_update_loses_no_draft_and_leaves_no_old_version(
    served: Served, network: Network, phone: Phone, picture: Path
) -> None:
    town = served.script(DISTRICT, "3")
    served.start()
    page = phone.page
    page.goto(f"{phone.url}/field/")
    phone.sign_in(town)
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    page.tap("a[href='#/problem/new']")
    page.locator(".frame input").set_input_files(picture)
    expect(page.locator(".frame img")).to_be_visible()
    before = page.evaluate("caches.keys()")

    network.weather.release = "next-"
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    page.get_by_role("button", name="立即更新").tap()
    _until(lambda: _names(page) not in ([], before), page)

    assert [name.startswith("field-next-") for name in _names(page)] == [True]
    expect(page.locator(".frame img")).to_be_visible()


def _names(page: Page) -> list[str]:
    """Return the versions on the phone; none while the page is being loaded anew."""
    try:
        found: list[str] = page.evaluate("caches.keys()")
    except PlaywrightError:
        return []
    return found if len(found) == 1 else []


def _check_a_point(page: Page) -> None:
    """Look at four elements of the first point by hand and keep what was seen."""
    page.tap(".line")
    for number in range(PER_POINT):
        page.locator(".element").nth(number).locator(".choice.is-good").tap()
    expect(page.locator(".choice[aria-pressed=true]")).to_have_count(PER_POINT)
    page.tap("[data-save]")
    expect(page.locator(".counts")).to_have_attribute("data-waiting", "1")


def _report_a_problem(page: Page, picture: Path) -> None:
    """Report one by hand: at most five taps and twenty seconds."""
    start, taps = time.monotonic(), 0

    def tap(target: str) -> None:
        nonlocal taps
        taps += 1
        page.locator(target).first.tap()

    tap("a[href='#/problem/new']")
    with page.expect_file_chooser() as chosen:
        tap("label.frame")
    chosen.value.set_files(picture)
    expect(page.locator(".frame img")).to_be_visible()
    tap(".chip")
    expect(page.locator(".chip[aria-pressed=true]")).to_have_count(1)
    tap("[data-save]")
    expect(page.locator(".counts")).to_have_attribute("data-waiting", "2")
    assert taps <= MOST_TAPS
    assert time.monotonic() - start < MOST_SECONDS


def _until(holds: Any, page: Page, *, seconds: float = 75) -> None:
    """Wait for what the app does by itself."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(page.evaluate(KEPT))
        page.wait_for_timeout(100)


def _compare(books: Books, kept: dict[str, Any]) -> None:
    """Everything is there once, and every photo is what the phone had, byte for byte."""
    counts = {name: books.count(name) for name in ("cases_case", "visits_visit", "visits_observation", "evidence_file")}
    assert counts == {
        "cases_case": PROBLEMS + BAD,
        "visits_visit": POINTS,
        "visits_observation": POINTS * PER_POINT,
        "evidence_file": PROBLEMS + BAD,
    }
    files = books.files().values()
    assert sorted(original for original, _stored, _small in files) == sorted(kept["photos"])
    for _original, stored, small in files:
        for sha256 in (stored, small):
            assert hashlib.sha256(books.bytes_of(sha256)).hexdigest() == sha256
    entries = books.entries()
    assert [len(entries[request]) for request in entries].count(1) == len(entries)
    shown = books.rows("SELECT case_id, count(*) FROM cases_casefile GROUP BY case_id")
    assert [count for _case, count in shown] == [1] * (PROBLEMS + BAD)
    with sqlite3.connect(books.data / "bihuan.sqlite3") as file:
        (claimed,) = file.execute("SELECT claimed FROM evidence_file WHERE claimed LIKE '%Phone 1%'").fetchone()
    assert "2026:03:21 09:10:11+08:00" in claimed
