"""Turns the bytes of a photo into what is kept: upright, small enough, without what others need not know."""

import io
import struct
import zlib
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
import pdqhash
from PIL import ExifTags, Image, ImageOps
from pillow_heif import register_heif_opener

from bihuan.evidence import errors
from bihuan.evidence.rules.capture import read_capture
from bihuan.evidence.rules.facts import PICTURE_TYPE, Capture, Content, FileKind

MOST_PIXELS: Final = 64_000_000
STORED_SIDE: Final = 2048
LIKENESS_SIDE: Final = 1024
THUMBNAIL_SIDE: Final = 320
QUALITY: Final = 85
# Below this PDQ, which looks at 64 × 64 averages, has nothing to average.
LEAST_LIKENESS_SIDE: Final = 64
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "HEIF")
# What the decoders raise on malformed input.
_MALFORMED: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    RuntimeError,
    struct.error,
    zlib.error,
)

register_heif_opener()
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def read_picture(content: bytes, *, name: str, zone: ZoneInfo) -> Content:
    """Return a JPEG of at most 2048 pixels a side without metadata, its thumbnail, and what the metadata said.

    Decodes the whole picture. zone: taken for a capture time without offset. Raises evidence.not_a_picture,
    evidence.broken_picture, and evidence.too_many_pixels before anything is decoded.
    """
    source = _open(content, name)
    try:
        upright, capture = _decode(source, zone)
    except _MALFORMED as fault:
        raise errors.BROKEN_PICTURE(name=name, field="file") from fault
    pdq, quality = _likeness(upright)
    return Content(
        kind=FileKind.PHOTO,
        media_type=PICTURE_TYPE,
        body=_jpeg(upright),
        thumbnail=_jpeg(_at_most(upright, THUMBNAIL_SIDE)),
        width=upright.width,
        height=upright.height,
        pdq=pdq,
        pdq_quality=quality,
        capture=capture,
    )


def _open(content: bytes, name: str) -> Image.Image:
    """Read the header only; the number of pixels is checked on it."""
    try:
        source = Image.open(io.BytesIO(content), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise errors.TOO_MANY_PIXELS(name=name, most=MOST_PIXELS // 1_000_000, field="file") from fault
    except _MALFORMED as fault:
        raise errors.NOT_A_PICTURE(name=name, field="file") from fault
    if source.width * source.height > MOST_PIXELS:
        raise errors.TOO_MANY_PIXELS(name=name, most=MOST_PIXELS // 1_000_000, field="file")
    return source


def _decode(source: Image.Image, zone: ZoneInfo) -> tuple[Image.Image, Capture]:
    if source.format in ("JPEG", "MPO"):
        source.draft("RGB", (STORED_SIDE, STORED_SIDE))
    # Decoded before it is made smaller: Pillow would otherwise take the preview inside a HEIC, which need not show
    # the same thing.
    source.load()
    capture = _capture(source, zone)
    source.thumbnail((STORED_SIDE, STORED_SIDE), Image.Resampling.LANCZOS)
    return _plain(ImageOps.exif_transpose(source)), capture


def _capture(source: Image.Image, zone: ZoneInfo) -> Capture:
    try:
        exif = source.getexif()
        return read_capture(exif, exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo), zone=zone)
    except _MALFORMED:
        # A damaged note on the picture does not make the picture worthless.
        return Capture()


def _plain(source: Image.Image) -> Image.Image:
    """Return the picture in RGB on white, with nothing attached to it."""
    if source.mode.startswith("I"):
        # 16 bits of grey; RGB would cut them off at 255.
        source = source.convert("I").point(lambda value: value / 256).convert("L")
    plain = Image.new("RGB", source.size, "white")
    if source.has_transparency_data:
        layered = source.convert("RGBA")
        plain.paste(layered, mask=layered.getchannel("A"))
    else:
        plain.paste(source.convert("RGB"))
    return plain


def _at_most(picture: Image.Image, side: int) -> Image.Image:
    smaller = picture.copy()
    smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
    return smaller


def _jpeg(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=QUALITY)
    return stream.getvalue()


def _likeness(picture: Image.Image) -> tuple[str, int]:
    """Return the PDQ hash as 64 hex digits and its quality, 0 to 100."""
    if min(picture.size) < LEAST_LIKENESS_SIDE:
        return "", 0
    bits, quality = pdqhash.compute(np.asarray(_at_most(picture, LIKENESS_SIDE)))
    return np.packbits(bits.astype(np.uint8)).tobytes().hex(), int(quality)
