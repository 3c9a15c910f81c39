"""What becomes of a photo: upright, small, without metadata, found again when re-encoded."""

import io
import struct
import warnings
import zlib
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pillow_heif
import pytest
from PIL import Image, ImageDraw, ImageEnhance
from rules.evidence.drawings import AT_THE_MARKET, TAKEN, encoded, notes, scene

from bihuan.evidence import errors
from bihuan.evidence.rules import GOOD_QUALITY, SAME_PICTURE_BITS, Capture, Content, bits_apart, read_picture
from bihuan.kernel.errors import Reason, Refusal

SHANGHAI = ZoneInfo("Asia/Shanghai")
STREET = scene(1, (600, 450))


def read(content: bytes) -> Content:
    return read_picture(content, name="现场.jpg", zone=SHANGHAI)


def shown(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def refusal(content: bytes) -> Reason:
    with pytest.raises(Refusal) as refused:
        read(content)
    return refused.value.reason


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_each_format_becomes_a_jpeg_with_its_facts(kind: str) -> None:
    exif = notes(exif=TAKEN, gps=AT_THE_MARKET, make="HUAWEI", model="P60")

    found = read(encoded(STREET, kind, exif=exif))

    assert shown(found.body).format == shown(found.thumbnail).format == "JPEG"
    assert (found.width, found.height) == shown(found.body).size == (600, 450)
    assert shown(found.thumbnail).size == (320, 240)
    assert found.capture.at_is_certain
    assert found.capture.position is not None
    assert found.capture.device == "HUAWEI P60"


def test_large_picture_is_made_smaller_and_small_one_is_not_enlarged() -> None:
    large, small = read(encoded(scene(2, (2500, 2000)))), read(encoded(scene(2, (200, 100))))

    assert (large.width, large.height) == (2048, 1638)
    assert (small.width, small.height) == shown(small.thumbnail).size == (200, 100)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_picture_is_turned_upright(orientation: int) -> None:
    undo = [None, None, 0, 3, 1, 5, 2, 6, 4][orientation]
    lying = STREET if undo is None else STREET.transpose(Image.Transpose(undo))

    found = read(encoded(lying, exif=notes(orientation=orientation)))

    assert (found.width, found.height) == (600, 450)
    assert bits_apart(found.pdq, read(encoded(STREET)).pdq) <= SAME_PICTURE_BITS


def test_nothing_of_the_metadata_is_kept() -> None:
    exif = notes(exif=TAKEN, gps=AT_THE_MARKET, make="HUAWEI", orientation=3)

    found = read(encoded(STREET, exif=exif, comment=b"secret", icc_profile=b"profile", xmp=b"<x/>", dpi=(72, 72)))

    for body in (found.body, found.thumbnail):
        assert not shown(body).getexif()
        assert set(shown(body).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not any(word in body for word in (b"secret", b"HUAWEI", b"profile", b"<x/>", b"Exif"))


@pytest.mark.parametrize(
    "same",
    [
        lambda: encoded(STREET, quality=50),
        lambda: encoded(STREET, "PNG"),
        lambda: encoded(STREET, "WEBP", quality=60),
        lambda: encoded(STREET.resize((300, 225)), quality=70),
        lambda: encoded(STREET.resize((500, 380))),
        lambda: encoded(ImageEnhance.Brightness(STREET).enhance(1.15)),
    ],
    ids=["quality", "png", "webp", "half", "stretched", "brighter"],
)
def test_same_picture_changed_a_little_is_alike(same: Any) -> None:
    first, second = read(encoded(STREET)), read(same())

    assert min(first.pdq_quality, second.pdq_quality) >= GOOD_QUALITY
    assert bits_apart(first.pdq, second.pdq) <= SAME_PICTURE_BITS


def test_different_scenes_are_not_alike() -> None:
    hashes = [read(encoded(scene(number, (400, 300)))).pdq for number in range(12)]

    apart = [bits_apart(one, other) for place, one in enumerate(hashes) for other in hashes[:place]]
    assert min(apart) > SAME_PICTURE_BITS


def test_flat_and_tiny_pictures_have_no_say_in_likeness() -> None:
    assert read(encoded(Image.new("RGB", (400, 300), "grey"))).pdq_quality < GOOD_QUALITY
    assert (read(encoded(Image.new("RGB", (1, 1)))).pdq, read(encoded(scene(1, (400, 63)))).pdq) == ("", "")


@pytest.mark.parametrize(
    ("mode", "kind"), [("L", "JPEG"), ("CMYK", "JPEG"), ("P", "PNG"), ("1", "PNG"), ("LA", "PNG"), ("I;16", "PNG")]
)
def test_every_colour_mode_keeps_what_it_shows(mode: str, kind: str) -> None:
    if mode == "I;16":
        wide = STREET.convert("L").convert("I").point(lambda value: value * 256)
        content = encoded(wide.convert("I;16"), kind)
    else:
        content = encoded(STREET.convert(mode), kind)

    assert bits_apart(read(content).pdq, read(encoded(STREET)).pdq) <= SAME_PICTURE_BITS


def test_transparent_parts_become_white() -> None:
    glass = Image.new("RGBA", (100, 100), (255, 0, 0, 0))
    ImageDraw.Draw(glass).rectangle((0, 0, 49, 99), fill=(0, 0, 255, 255))

    kept = shown(read(encoded(glass, "PNG")).body)

    assert kept.getpixel((90, 50)) == (255, 255, 255)
    assert kept.getpixel((10, 50)) == pytest.approx((0, 0, 255), abs=4)


def test_preview_inside_a_heic_is_not_taken_for_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.evidence.rules.pictures.STORED_SIDE", 200)
    plain, with_preview = io.BytesIO(), io.BytesIO()
    pillow_heif.from_pillow(scene(3, (900, 900))).save(plain)
    pillow_heif.from_pillow(scene(3, (900, 900))).save(with_preview, thumbnails=[450])

    assert len(with_preview.getvalue()) > len(plain.getvalue())
    assert read(with_preview.getvalue()).body == read(plain.getvalue()).body


def test_damaged_notes_leave_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(self: Image.Image) -> None:
        raise SyntaxError("not a TIFF file")

    content = encoded(STREET, exif=notes(exif=TAKEN))
    monkeypatch.setattr("bihuan.evidence.rules.pictures.read_capture", lambda *_args, zone: damaged(STREET))

    assert read(content).capture == Capture()


@pytest.mark.parametrize(
    "content",
    [b"hello", b"\xff\xd8\xff", b"%PDF-1.7", b"<svg/>", encoded(STREET, "GIF"), encoded(STREET, "TIFF"), bytes(99)],
    ids=["text", "head", "pdf", "svg", "gif", "tiff", "zeros"],
)
def test_what_is_not_a_photo_is_refused(content: bytes) -> None:
    assert refusal(content) is errors.NOT_A_PICTURE


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_picture_that_stops_half_way_is_refused(kind: str) -> None:
    content = encoded(STREET, kind)

    assert refusal(content[: len(content) // 2]) in (errors.BROKEN_PICTURE, errors.NOT_A_PICTURE)


def bomb(side: int) -> bytes:
    """Return a few bytes that claim to be a square picture of many pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1_000_000))), (b"IEND", b"")]
    parts = [
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("side", [8001, 12_000, 60_000])
@pytest.mark.parametrize("strict", [True, False], ids=["warnings-are-errors", "warnings-are-not"])
def test_picture_bomb_is_refused_by_its_header(side: int, strict: bool) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error" if strict else "ignore")

        assert refusal(bomb(side)) is errors.TOO_MANY_PIXELS


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_damaged_pictures_are_read_or_refused_and_never_a_fault(kind: str) -> None:
    whole = encoded(scene(1, (160, 120)), kind, exif=notes(exif=TAKEN, gps=AT_THE_MARKET))
    choose = Random(7)
    outcomes: set[object] = set()

    for _ in range(60):
        content = bytearray(whole)
        for _ in range(choose.randint(1, 6)):
            content[choose.randrange(min(len(content), 700))] = choose.randrange(256)
        try:
            outcomes.add(bool(read(bytes(content)).body))
        except Refusal as refused:
            outcomes.add(refused.code)

    assert outcomes & {"evidence.broken_picture", "evidence.not_a_picture"}
