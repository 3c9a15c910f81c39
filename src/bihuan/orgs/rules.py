"""Powers, and who may see what belongs to a unit."""

from datetime import date, time
from enum import StrEnum

from bihuan.orgs import errors


class Power(StrEnum):
    """What a post may do. Held by the post, never by the person."""

    SUPERVISE = "supervise"  # 督查: file, dispatch, decide on extensions, void
    HANDLE = "handle"  # 承办: accept, return, feed back for the post's unit
    INSPECT = "inspect"  # 巡查、核查: report, verify
    LEAD = "lead"  # 领导: see all, dispatch on the spot, escalate
    DISCIPLINE = "discipline"  # 纪检: see all, judge appeals
    CONFIGURE = "configure"  # 管理: units, people, dictionary, calendar


SEE_ALL = frozenset({Power.SUPERVISE, Power.LEAD, Power.DISCIPLINE})


def is_held(on: date, *, from_on: date, to_on: date | None) -> bool:
    """Tell whether a post held from from_on to to_on (both inclusive; None: still) is held on that day."""
    return from_on <= on and (to_on is None or on <= to_on)


def parse_segments(text: str) -> tuple[tuple[time, time], ...]:
    """Return service hours written like "08:00-12:00,14:00-18:00"; raises orgs.unreadable_hours."""
    segments = []
    for part in text.replace("，", ",").replace("：", ":").replace("—", "-").split(","):
        start, _dash, end = part.strip().partition("-")
        try:
            segments.append((time.fromisoformat(start.strip()), time.fromisoformat(end.strip())))
        except ValueError as fault:
            raise errors.UNREADABLE_HOURS(text=text, field="service_hours") from fault
    in_order = all(start < end for start, end in segments)
    apart = all(first[1] <= second[0] for first, second in zip(segments, segments[1:], strict=False))
    if not (in_order and apart):
        raise errors.UNREADABLE_HOURS(text=text, field="service_hours")
    return tuple(segments)
