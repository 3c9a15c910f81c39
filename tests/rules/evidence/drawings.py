"""Drawn pictures and files for the tests of evidence: the same number gives the same scene."""

import io
import zipfile
from datetime import UTC, datetime
from random import Random
from typing import Any
from uuid import UUID

from PIL import Image, ImageDraw

from bihuan.evidence.rules import FileFacts, FileKind

TAKEN = {36867: "2026:03:23 09:30:00", 36881: "+08:00"}
AT_THE_MARKET = {1: "N", 2: (34.0, 48.0, 0.0), 3: "E", 4: (113.0, 33.0, 0.0), 31: 8.0}


def scene(number: int, size: tuple[int, int] = (1200, 900)) -> Image.Image:
    """Draw a street: sky, houses with windows, a road, a few bins and puddles."""
    choose = Random(number)
    width, height = size
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(picture)
    left = 0
    while left < width:
        wide, high = choose.randint(width // 12, width // 5), choose.randint(height // 5, height * 3 // 5)
        top = height * 3 // 4 - high
        colour = tuple(choose.randint(30, 220) for _ in range(3))
        draw.rectangle((left, top, left + wide, height * 3 // 4), fill=colour)
        for _ in range(8):
            x, y = left + choose.randint(0, wide), top + choose.randint(0, high)
            draw.rectangle((x, y, x + width // 50, y + height // 40), fill=(240, 230, choose.randint(80, 200)))
        left += wide
    for _ in range(9):
        x, y = choose.randint(0, width), choose.randint(height * 3 // 4, height)
        shade = choose.randint(0, 255)
        draw.ellipse((x, y, x + width // 9, y + height // 12), fill=(shade, shade, 120))
    return picture


def encoded(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """Return the picture as a file; options go to Pillow."""
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def notes(*, exif: dict[int, Any] | None = None, gps: dict[int, Any] | None = None, **main: Any) -> Image.Exif:
    """Return EXIF with these directories; main: orientation, make, model."""
    found = Image.Exif()
    for name, tag in (("orientation", 274), ("make", 271), ("model", 272)):
        if name in main:
            found[tag] = main[name]
    found.get_ifd(34665).update(exif or {})
    found.get_ifd(34853).update(gps or {})
    return found


def archive(*names: str) -> bytes:
    """Return a ZIP file with empty parts of these names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name in names:
            packed.writestr(name, "")
    return stream.getvalue()


def file_facts(number: int, **changed: Any) -> FileFacts:
    """Return the facts of a photo that shows nothing odd; number makes its uuid and hashes differ from others'."""
    fields: dict[str, Any] = {
        "uuid": UUID(int=number),
        "kind": FileKind.PHOTO,
        "name": f"{number}.jpg",
        "media_type": "image/jpeg",
        "sha256_original": f"{number:064x}",
        "sha256_stored": f"{number + 1000:064x}",
        "sha256_thumbnail": "",
        "byte_size": 1,
        "width": 1,
        "height": 1,
        "pdq": f"{Random(number).getrandbits(256):064x}",
        "pdq_quality": 100,
        "captured_at": datetime(2026, 3, 23, 1, 30, tzinfo=UTC),
        "captured_at_is_certain": True,
        "lon_wgs84": 113.55,
        "lat_wgs84": 34.8,
        "accuracy_m": None,
        "device": "",
        "stored_by_uuid": UUID(int=9),
        "stored_by_name": "甲街道经办",
        "received_at": datetime(2026, 3, 23, 2, 0, tzinfo=UTC),
    }
    return FileFacts(**fields | changed)
