"""What a phone says of a photo that it made smaller before sending it. Claimed, never measured: nobody can check it."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from bihuan.kernel.geo import Datum, Position


@dataclass(frozen=True, slots=True)
class Claim:
    """Of the original: its hash, size, and the time, degrees and device that its header says, as written there.

    phone_at: ISO text of the phone's clock when the photo was taken; lon, lat, accuracy_m: where the phone was then.
    """

    original_sha256: str = ""
    original_bytes: int = 0
    original_at: str = ""
    original_lon: float | None = None
    original_lat: float | None = None
    device: str = ""
    phone_at: str = ""
    lon: float | None = None
    lat: float | None = None
    accuracy_m: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Return what is kept: only what was said."""
        return {name: value for name, value in asdict(self).items() if value not in (None, "", 0)}


def claimed_at(claimed: dict[str, Any]) -> datetime | None:
    """Return the moment that is claimed, None when none is."""
    try:
        return datetime.fromisoformat(str(claimed.get("phone_at", ""))).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def claimed_position(claimed: dict[str, Any]) -> Position | None:
    """Return where the phone says it was, None when it did not."""
    lon, lat = claimed.get("lon"), claimed.get("lat")
    if lon is None or lat is None:
        return None
    return Position(lon, lat, Datum.WGS84, claimed.get("accuracy_m"))
