"""What the app consists of, and the version that this makes."""

import gzip
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.templatetags.static import static

from bihuan.field import words

HERE: Final = Path(__file__).parent
OTHERS: Final = (
    "vendor/idb/index.js",
    "vendor/leaflet/leaflet.js",
    "vendor/leaflet/leaflet.css",
    "web/tokens.css",
    "web/js/theme.js",
    "web/icons.svg",
    "web/icon.svg",
)
"""Files that the app shares with the desk or takes from others."""
WORKER: Final = "field/worker.js"


@cache
def names() -> tuple[str, ...]:
    """Return the static files the worker keeps, by name."""
    own = sorted(path.relative_to(HERE / "static").as_posix() for path in (HERE / "static").rglob("*.*"))
    return tuple(name for name in own if name != WORKER) + OTHERS


def url(name: str) -> str:
    """Return the address of a static file."""
    return static(name)


def content(name: str) -> bytes:
    """Return the bytes of a static file."""
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found).read_bytes()


@cache
def version() -> str:
    """Return what changes whenever a file of the app, its page or one of its words does."""
    digest = hashlib.sha256()
    for name in (*names(), WORKER):
        digest.update(name.encode() + content(name))
    template = get_template("field/shell.html").template  # type: ignore[attr-defined]  # Django's own engine
    digest.update(template.source.encode() + json.dumps(words.both(), sort_keys=True).encode())
    return digest.hexdigest()[:16]


def worker(*pages: str) -> str:
    """Return the worker's script with its version and the addresses it keeps."""
    kept = [*pages, *(url(name) for name in names())]
    head = f"const VERSION = {json.dumps(version())};\nconst KEPT = {json.dumps(kept)};\n"
    return head + content(WORKER).decode()


def bundle_bytes() -> dict[str, int]:
    """Return the compressed size of everything the app loads, by name."""
    return {name: len(gzip.compress(content(name), 9)) for name in (*names(), WORKER)}
