"""Nothing on a page runs or is styled inline, and every page says so to the browser."""

import re
from pathlib import Path

import pytest
from cast import Cast
from django.test import Client
from signing import SignIn

import bihuan.web

TEMPLATES = Path(bihuan.web.__file__).parent / "templates"
SPRITE = Path(bihuan.web.__file__).parent / "static" / "web" / "icons.svg"
INLINE = re.compile(
    r"<style|\sstyle\s*=|\son[a-z]+\s*=|hx-on|hx-vars|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE
)
ICON = re.compile(r'{% icon "([\w-]+)"')


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_has_nothing_inline(path: Path) -> None:
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_uses_icons_of_the_sprite(path: Path) -> None:
    known = set(re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text()))

    assert set(ICON.findall(path.read_text())) <= known


@pytest.mark.parametrize("url", ["/", "/inbox/", "/me/", "/account/login/", "/account/password/", "/nothing/"])
def test_every_page_forbids_what_it_does_not_ship(url: str, cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.handler).get(url)

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_the_sign_in_page_forbids_it_too(client: Client) -> None:
    answer = client.get("/account/login/")

    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_htmx_may_not_evaluate_and_swaps_refusals(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.handler).get("/me/").content.decode()

    assert '"allowEval":false' in page
    assert '"includeIndicatorStyles":false' in page
    assert '"code":"40[3479]|422|429","swap":true' in page
