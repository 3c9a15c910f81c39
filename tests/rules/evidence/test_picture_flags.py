"""Which odd things are said of a file, and which are not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rules.evidence.drawings import file_facts

from bihuan.evidence.rules import FUTURE_TOLERANCE, FileFacts, FileKind, Flag, FlagCode, flags
from bihuan.kernel.geo import Datum, Position

TAKEN = datetime(2026, 3, 23, 1, 30, tzinfo=UTC)
RECEIVED = datetime(2026, 3, 23, 2, 0, tzinfo=UTC)
HERE = Position(113.55, 34.8, Datum.WGS84)
# About 222 m north of HERE.
NEARBY = Position(113.55, 34.802, Datum.WGS84)
PDQ = file_facts(1).pdq


def said(
    candidate: FileFacts, *others: FileFacts, reported_at: datetime | None = None, position: Position | None = HERE
) -> tuple[Flag, ...]:
    return flags(candidate, others, case_reported_at=reported_at, case_position=position)


def codes(*args: Any, **named: Any) -> list[FlagCode]:
    return [flag.code for flag in said(*args, **named)]


def turned(pdq: str, bits: int) -> str:
    return f"{int(pdq, 16) ^ ((1 << bits) - 1):064x}"


def test_nothing_odd_gives_no_flag() -> None:
    assert said(file_facts(1), file_facts(2), reported_at=TAKEN) == ()


@pytest.mark.parametrize("same", ["sha256_original", "sha256_stored"])
def test_same_bytes_were_used_before_whatever_the_quality(same: str) -> None:
    candidate = file_facts(1, pdq="", pdq_quality=0)
    other = file_facts(2, pdq="", pdq_quality=0, used_in="案-7", **{same: getattr(candidate, same)})

    assert said(candidate, other) == (
        Flag(
            FlagCode.USED_BEFORE,
            {"file_uuid": str(other.uuid), "file_name": "2.jpg", "used_in": "案-7", "is_identical": True},
        ),
    )


@pytest.mark.parametrize(("bits", "expected"), [(0, 1), (31, 1), (32, 0)])
def test_pictures_that_look_the_same_up_to_31_bits_were_used_before(bits: int, expected: int) -> None:
    found = said(file_facts(1), file_facts(2, pdq=turned(PDQ, bits)))

    assert [flag.params["is_identical"] for flag in found] == [False] * expected


@pytest.mark.parametrize(("mine", "theirs", "expected"), [(50, 50, 1), (49, 100, 0), (100, 49, 0)])
def test_flat_pictures_do_not_count_as_alike(mine: int, theirs: int, expected: int) -> None:
    found = codes(file_facts(1, pdq_quality=mine), file_facts(2, pdq=PDQ, pdq_quality=theirs))

    assert found == [FlagCode.USED_BEFORE] * expected


def test_the_file_itself_and_later_copies_are_passed_over() -> None:
    candidate = file_facts(1)
    later = file_facts(2, pdq=PDQ, received_at=RECEIVED + timedelta(seconds=1))

    assert said(candidate, candidate, later) == ()
    assert codes(later, candidate) == [FlagCode.USED_BEFORE]


def test_every_earlier_copy_is_named() -> None:
    found = said(file_facts(1), file_facts(2, pdq=PDQ), file_facts(3), file_facts(4, pdq=PDQ))

    assert [flag.params["file_name"] for flag in found] == ["2.jpg", "4.jpg"]


def test_after_picture_older_than_the_case_is_flagged() -> None:
    reported = TAKEN + timedelta(seconds=1)

    assert said(file_facts(1), reported_at=reported) == (
        Flag(
            FlagCode.TAKEN_BEFORE_CASE,
            {"captured_at": TAKEN.isoformat(), "is_certain": True, "reported_at": reported.isoformat()},
        ),
    )


def test_before_picture_may_be_older_than_the_case() -> None:
    assert said(file_facts(1), reported_at=None) == ()


def test_time_ahead_of_ours_by_more_than_the_tolerance_is_flagged() -> None:
    edge = RECEIVED + FUTURE_TOLERANCE

    assert said(file_facts(1, captured_at=edge)) == ()
    (flag,) = said(file_facts(1, captured_at=edge + timedelta(seconds=1), captured_at_is_certain=False))
    assert flag.code is FlagCode.TAKEN_IN_FUTURE
    assert flag.params["is_certain"] is False
    assert flag.params["received_at"] == RECEIVED.isoformat()


def test_picture_without_time_or_position_is_flagged_for_both() -> None:
    bare = file_facts(1, captured_at=None, lon_wgs84=None, lat_wgs84=None)

    assert codes(bare, reported_at=RECEIVED) == [FlagCode.NO_CAPTURE_TIME, FlagCode.NO_POSITION]


def test_half_a_position_is_none() -> None:
    assert codes(file_facts(1, lat_wgs84=None)) == [FlagCode.NO_POSITION]


def test_far_away_says_how_many_metres() -> None:
    (flag,) = said(file_facts(1), position=NEARBY)

    assert flag.code is FlagCode.FAR_AWAY
    assert flag.params["metres"] == 222


def test_far_away_allows_for_the_accuracy_and_the_limit_given() -> None:
    assert said(file_facts(1, accuracy_m=30.0), position=NEARBY) == ()
    assert flags(file_facts(1), [], case_reported_at=None, case_position=NEARBY, far_m=250) == ()


def test_case_without_position_is_never_far_away() -> None:
    assert said(file_facts(1), position=None) == ()


def test_document_can_only_have_been_used_before() -> None:
    bare = {"kind": FileKind.DOCUMENT, "pdq": "", "pdq_quality": 0, "captured_at": None, "lon_wgs84": None}
    candidate = file_facts(1, **bare)
    other = file_facts(2, **bare, sha256_original=candidate.sha256_original)

    assert codes(candidate, file_facts(3, **bare), other) == [FlagCode.USED_BEFORE]


def test_flags_come_in_the_order_of_their_codes() -> None:
    odd = file_facts(1, captured_at=RECEIVED + timedelta(days=1))

    found = codes(odd, file_facts(2, pdq=PDQ), reported_at=RECEIVED + timedelta(days=2), position=NEARBY)

    assert found == [FlagCode.USED_BEFORE, FlagCode.TAKEN_BEFORE_CASE, FlagCode.FAR_AWAY, FlagCode.TAKEN_IN_FUTURE]
