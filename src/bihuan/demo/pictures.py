"""Drawn pictures for the demo: plainly no photographs, with time and place as a phone would write them."""

import io
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 900


def street(*, seed: int, view: int, dirty: bool, at: datetime, zone: ZoneInfo, lon: float, lat: float) -> bytes:
    """Return a JPEG of a drawn street corner; the same seed gives the same corner, dirty or clean.

    view: where the photographer stands; the same view of the same corner is the same picture.
    """
    corner, litter = Random(seed), Random(seed * 31 + 7)
    picture = Image.new("RGB", (WIDTH, HEIGHT), (196 - corner.randrange(30), 214, 230))
    pen = ImageDraw.Draw(picture)
    _houses(pen, corner)
    pen.rectangle([0, 560, WIDTH, HEIGHT], fill=(128, 128, 132))
    pen.rectangle([0, 540, WIDTH, 580], fill=(170, 168, 160))
    for left in range(corner.randrange(60), WIDTH, 180):
        pen.rectangle([left, 720, left + 90, 732], fill=(235, 235, 230))
    bin_at = 120 + corner.randrange(800)
    pen.rectangle([bin_at, 440, bin_at + 90, 560], fill=(40, 110 + corner.randrange(60), 70))
    pen.rectangle([bin_at - 6, 424, bin_at + 96, 446], fill=(30, 80, 50))
    if dirty:
        _litter(pen, litter, bin_at)
    stand = Random(view * 101 + seed)
    left, top = stand.randrange(0, 260), stand.randrange(0, 160)
    picture = picture.crop((left, top, left + 900, top + 675)).resize((WIDTH, HEIGHT))
    return _jpeg(picture, at=at, zone=zone, lon=lon, lat=lat)


def _houses(pen: ImageDraw.ImageDraw, corner: Random) -> None:
    left = 0
    while left < WIDTH:
        width, top = corner.randrange(140, 280), corner.randrange(120, 320)
        shade = corner.randrange(120, 200)
        pen.rectangle([left, top, left + width, 545], fill=(shade, shade - 20, shade - 40))
        for y in range(top + 30, 500, 70):
            for x in range(left + 24, left + width - 40, 60):
                pen.rectangle([x, y, x + 28, y + 40], fill=(90, 110, 130))
        left += width


def _litter(pen: ImageDraw.ImageDraw, litter: Random, near: int) -> None:
    for _ in range(60):
        x, y = near + litter.randrange(-160, 260), litter.randrange(540, 700)
        size = litter.randrange(14, 46)
        colour = litter.choice([(200, 60, 50), (230, 220, 200), (60, 70, 160), (240, 180, 60), (90, 90, 90)])
        pen.ellipse([x, y, x + size, y + size * 2 // 3], fill=colour)


def _jpeg(picture: Image.Image, *, at: datetime, zone: ZoneInfo, lon: float, lat: float) -> bytes:
    local = at.astimezone(zone)
    offset = local.strftime("%z")
    exif = Image.Exif()
    exif[271], exif[272] = "Bihuan demo", "drawn"
    exif.get_ifd(0x8769).update({36867: local.strftime("%Y:%m:%d %H:%M:%S"), 36881: f"{offset[:3]}:{offset[3:]}"})
    exif.get_ifd(0x8825).update({1: "N", 2: _degrees(lat), 3: "E", 4: _degrees(lon)})
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=82, exif=exif)
    return stream.getvalue()


def _degrees(value: float) -> tuple[float, float, float]:
    degrees, rest = divmod(value, 1)
    minutes, rest = divmod(rest * 60, 1)
    return degrees, minutes, round(rest * 60, 3)
