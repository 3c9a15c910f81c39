"""Text can be read in both modes: WCAG AA, 4.5 to 1 for text and 3 to 1 for the edges of controls."""

import re
from pathlib import Path

import pytest

import bihuan.web

TOKENS = (Path(bihuan.web.__file__).parent / "static" / "web" / "tokens.css").read_text()
INK = ["ink", "ink-soft"]
PAIRS = [
    *[(ink, ground) for ink in INK for ground in ("surface", "ground", "grey")],
    ("ink", "accent-soft"),
    *[(light, f"{light}-soft") for light in ("green", "yellow", "red")],
    ("red", "surface"),
]


def _colours(mode: str) -> dict[str, str]:
    block = re.search(rf'\[data-bs-theme="{mode}"\] \{{(.*?)\}}', TOKENS, re.DOTALL)
    assert block is not None
    return dict(re.findall(r"--(?:kit|tblr)-([\w-]+): (#\w+);", block[1]))


def _contrast(first: str, second: str) -> float:
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("text, ground", PAIRS)
def test_text_stands_out(mode: str, text: str, ground: str) -> None:
    colours = _colours(mode)

    assert _contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_what_can_be_pressed_stands_out(mode: str) -> None:
    colours = _colours(mode)

    assert _contrast("#fff", colours["accent"]) >= 4.5
    assert _contrast(colours["line-strong"], colours["surface"]) >= 3
    assert _contrast(colours.get("link-color", colours["accent"]), colours["ground"]) >= 4.5
