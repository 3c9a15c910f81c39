"""A case printed is paper one would hand on: title, district and date, page numbers, proof; no buttons."""

import subprocess
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect
from served import Served
from windows import SCREENS, Opens

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
BUTTONS = ("打印", "退出", "更多操作", "切换演示人员", "工作台", "上报问题")


def test_a_printed_case_is_a_document(demo: Served, opens: Opens, tmp_path: Path) -> None:
    window = opens(demo, 1440)
    window.open("/")
    window.act_as("督查员甲")
    window.open("/cases/?q=西溪路12号暴露垃圾成堆&state=closed")
    window.press("#rows .case-what a")
    expect(window.page.locator(".moments")).to_be_visible()
    title = window.page.locator("h1").inner_text()
    for image in window.page.locator(".picture img").all():
        image.scroll_into_view_if_needed()

    paper = tmp_path / "case.pdf"
    window.page.pdf(path=paper, prefer_css_page_size=True, print_background=False)
    words = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True).stdout
    pages = words.rstrip("\f").split("\f")

    assert "".join(title.split()) in "".join(pages[0].split())
    assert "青屏区（演示）" in pages[0]
    feet = ["".join(page.strip().splitlines()[-1].split()) for page in pages]
    assert feet == [f"{number}/{len(pages)}" for number in range(1, len(pages) + 1)]
    assert [word for word in BUTTONS if word in words.split()] == []
    assert "现场核查已清理干净" in words
    assert "今天" not in words
    _keep(paper, tmp_path)


def _keep(paper: Path, folder: Path) -> None:
    """Save the first two pages beside the other pictures of screens."""
    if not SCREENS:
        return
    subprocess.run(["pdftoppm", "-r", "70", "-l", "2", "-png", paper, folder / "page"], check=True)
    for number, page in enumerate(sorted(folder.glob("page*.png")), start=1):
        few = Image.open(page).convert("RGB").quantize(64, dither=Image.Dither.NONE)
        few.save(Path(SCREENS) / f"19-printed-{number}.png", optimize=True)
