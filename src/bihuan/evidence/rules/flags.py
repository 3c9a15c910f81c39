"""Says what is odd about a file as proof; a flag informs, a person decides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bihuan.evidence.rules.facts import FileFacts, FileKind
from bihuan.evidence.rules.likeness import GOOD_QUALITY, SAME_PICTURE_BITS, bits_apart
from bihuan.kernel.geo import Position, distance_m

# Clocks of phones and cameras are a few minutes off.
FUTURE_TOLERANCE: Final = timedelta(minutes=10)


class FlagCode(StrEnum):
    """What may be odd about a file."""

    USED_BEFORE = "used_before"
    TAKEN_BEFORE_CASE = "taken_before_case"
    FAR_AWAY = "far_away"
    NO_CAPTURE_TIME = "no_capture_time"
    NO_POSITION = "no_position"
    TAKEN_IN_FUTURE = "taken_in_future"


@dataclass(frozen=True, slots=True)
class Flag:
    """One odd thing. params: what the reader needs to judge it, as primitives; times are ISO texts.

    used_before: file_uuid, file_name, used_in, is_identical. taken_before_case: captured_at, reported_at, is_certain.
    far_away: metres. taken_in_future: captured_at, received_at, is_certain. The others have none.
    """

    code: FlagCode
    params: Mapping[str, str | int | bool] = field(default_factory=dict)


def flags(
    candidate: FileFacts,
    others: Sequence[FileFacts],
    *,
    case_reported_at: datetime | None,
    case_position: Position | None,
    far_m: float = 200,
) -> tuple[Flag, ...]:
    """Return what is odd about candidate, in the order of FlagCode; a document can only be used before.

    others: files it may be a copy of (queries.lookalikes), used_in filled in; itself and later ones are passed over.
    case_reported_at: given for after-evidence only, which must be younger than the case. case_position: where the
    problem is, if known. far_m: metres beyond which a picture counts as far away, on top of its own accuracy.
    """
    found = [_used_before(candidate, other) for other in others if _is_copy(candidate, other)]
    if candidate.kind is FileKind.PHOTO:
        found += _time_flags(candidate, case_reported_at)
        found += _place_flags(candidate, case_position, far_m)
    order = list(FlagCode)
    return tuple(sorted(found, key=lambda flag: order.index(flag.code)))


def _is_copy(candidate: FileFacts, other: FileFacts) -> bool:
    if other.uuid == candidate.uuid or other.received_at > candidate.received_at:
        return False
    if _is_identical(candidate, other):
        return True
    # Flat pictures (fog, a wall, the dark) all look alike: below this quality PDQ says nothing.
    if min(candidate.pdq_quality, other.pdq_quality) < GOOD_QUALITY:
        return False
    return bits_apart(candidate.pdq, other.pdq) <= SAME_PICTURE_BITS


def _is_identical(candidate: FileFacts, other: FileFacts) -> bool:
    return candidate.sha256_original == other.sha256_original or candidate.sha256_stored == other.sha256_stored


def _used_before(candidate: FileFacts, other: FileFacts) -> Flag:
    params: dict[str, str | int | bool] = {
        "file_uuid": str(other.uuid),
        "file_name": other.name,
        "used_in": other.used_in,
        "is_identical": _is_identical(candidate, other),
    }
    return Flag(FlagCode.USED_BEFORE, params)


def _time_flags(candidate: FileFacts, case_reported_at: datetime | None) -> Iterator[Flag]:
    at = candidate.taken_at
    if at is None:
        yield Flag(FlagCode.NO_CAPTURE_TIME)
        return
    said: dict[str, str | int | bool] = {
        "captured_at": at.isoformat(),
        "is_certain": candidate.captured_at_is_certain,
    }
    if case_reported_at is not None and at < case_reported_at:
        yield Flag(FlagCode.TAKEN_BEFORE_CASE, said | {"reported_at": case_reported_at.isoformat()})
    if at > candidate.received_at + FUTURE_TOLERANCE:
        yield Flag(FlagCode.TAKEN_IN_FUTURE, said | {"received_at": candidate.received_at.isoformat()})


def _place_flags(candidate: FileFacts, case_position: Position | None, far_m: float) -> Iterator[Flag]:
    taken = candidate.taken_where
    if taken is None:
        yield Flag(FlagCode.NO_POSITION)
    elif case_position is not None:
        metres = distance_m(taken, case_position)
        if metres > far_m + (taken.accuracy_m or 0):
            yield Flag(FlagCode.FAR_AWAY, {"metres": round(metres)})
