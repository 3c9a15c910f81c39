"""What the EXIF directories of a picture are read as."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PIL.TiffImagePlugin import IFDRational
from rules.evidence.drawings import AT_THE_MARKET, TAKEN

from bihuan.evidence.rules import Capture, read_capture
from bihuan.kernel.geo import Datum, Position, distance_m, from_wgs84

SHANGHAI = ZoneInfo("Asia/Shanghai")


def capture(exif: dict[int, object] | None = None, gps: dict[int, object] | None = None, **main: object) -> Capture:
    return read_capture({271: main.get("make"), 272: main.get("model")}, exif or {}, gps or {}, zone=SHANGHAI)


def test_time_with_offset_is_certain() -> None:
    found = capture(TAKEN)

    assert (found.at, found.at_is_certain) == (datetime(2026, 3, 23, 1, 30, tzinfo=UTC), True)


@pytest.mark.parametrize(
    ("offset", "hour"), [("+00:00", 9), ("-05:30", 15), ("+09:00", 0)], ids=["greenwich", "west", "east"]
)
def test_offset_moves_the_time(offset: str, hour: int) -> None:
    found = capture(TAKEN | {36881: offset})

    assert found.at is not None
    assert found.at.hour == hour


@pytest.mark.parametrize("offset", [None, "", "Z", "8", "+8:00", "+08:60", b"\xff"])
def test_time_without_a_readable_offset_is_taken_in_the_district_and_not_certain(offset: object) -> None:
    found = capture(TAKEN | {36881: offset})

    assert (found.at, found.at_is_certain) == (datetime(2026, 3, 23, 1, 30, tzinfo=UTC), False)


@pytest.mark.parametrize("text", ["", "0000:00:00 00:00:00", "    :  :     :  :  ", "2026-03-23 09:30:00", 5, None])
def test_time_that_is_none_is_not_said(text: object) -> None:
    found = capture({36867: text, 36881: "+08:00"})

    assert (found.at, found.at_is_certain) == (None, False)


@pytest.mark.parametrize(("text", "offset"), [("0001:01:01 00:00:00", "+08:00"), ("2026:03:23 09:30:00", "+99:00")])
def test_time_outside_of_any_calendar_is_not_said(text: str, offset: str) -> None:
    assert capture({36867: text, 36881: offset}).at is None


def test_time_as_bytes_with_a_trailing_zero_is_read() -> None:
    assert capture({36867: b"2026:03:23 09:30:00\x00", 36881: "+08:00\x00"}).at_is_certain


def test_position_is_wgs84_with_its_accuracy() -> None:
    assert capture(gps=AT_THE_MARKET).position == Position(113.55, 34.8, Datum.WGS84, 8.0)


def test_position_south_and_west_is_negative() -> None:
    found = capture(gps=AT_THE_MARKET | {1: "s", 3: "W\x00"}).position

    assert found is not None
    assert (found.lon, found.lat) == (-113.55, -34.8)


def test_position_in_a_named_shifted_datum_is_shifted_back() -> None:
    truth = Position(113.55, 34.8, Datum.WGS84)
    shifted = from_wgs84(truth, Datum.GCJ02)
    gps = AT_THE_MARKET | {2: (shifted.lat, 0, 0), 4: (shifted.lon, 0, 0), 18: "GCJ-02"}

    found = capture(gps=gps).position

    assert found is not None
    assert found.datum is Datum.WGS84
    assert distance_m(found, truth) < 0.1


@pytest.mark.parametrize("datum", ["WGS-84", "WGS 84", "wgs84\x00", "CGCS2000", ""])
def test_names_of_the_same_datum_change_nothing(datum: str) -> None:
    found = capture(gps=AT_THE_MARKET | {18: datum}).position

    assert found is not None
    assert (found.lon, found.lat) == (113.55, 34.8)


@pytest.mark.parametrize(
    "wrong",
    [
        {1: ""},
        {1: "X"},
        {2: None},
        {2: (34.0, 48.0)},
        {2: 34.8},
        {2: ("34", "48", "0")},
        {2: (34.0, float("nan"), 0.0)},
        {2: (IFDRational(0, 0), IFDRational(0, 0), IFDRational(0, 0))},
        {2: (91.0, 0.0, 0.0)},
        {4: (181.0, 0.0, 0.0)},
        {2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)},
        {18: "TOKYO"},
        {2: (10**400, 0, 0)},
    ],
)
def test_position_that_is_none_is_not_said(wrong: dict[int, object]) -> None:
    assert capture(gps=AT_THE_MARKET | wrong).position is None


@pytest.mark.parametrize("accuracy", [None, 0, -1, float("inf"), "8"])
def test_accuracy_that_is_none_leaves_the_position(accuracy: object) -> None:
    found = capture(gps=AT_THE_MARKET | {31: accuracy}).position

    assert found == Position(113.55, 34.8, Datum.WGS84)


def test_device_is_make_and_model_in_printable_letters() -> None:
    assert capture(make="HUAWEI\x00", model=" P60 ").device == "HUAWEI P60"
    assert capture(make=7, model=None).device == ""
    assert len(capture(make="x" * 500).device) == 80
