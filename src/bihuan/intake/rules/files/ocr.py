"""Reads the picture of a page, where the `ocr` extra (rapidocr) is installed."""

import functools
import importlib
from importlib.util import find_spec
from typing import Any

_DOTS_PER_INCH = 200
_POINTS_PER_INCH = 72
_LARGEST_SIDE = 5000


def is_there() -> bool:
    """Tell whether the extra is installed."""
    return find_spec("rapidocr") is not None


@functools.cache
def _engine() -> Any:
    return importlib.import_module("rapidocr").RapidOCR()


def text_of(page: Any) -> str:
    """Return the lines that are seen on a PDF page, from top to bottom."""
    longest = max(page.get_size()) or 1.0
    scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, _LARGEST_SIDE / longest)
    picture = page.render(scale=scale).to_numpy()
    return "\n".join(_engine()(picture).txts or ())
