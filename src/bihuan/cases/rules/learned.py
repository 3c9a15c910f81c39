"""What learning from the closed cases found, before it is written down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Learned:
    """parameters: see rules.risk.Model.to_json. chances: row number of a case → how likely it comes back. left_out: cases nowhere.

    Two learnings a moment apart look alike, so that one request sent twice is the same request.
    """

    horizon_days: int
    parameters: Mapping[str, Any] = field(repr=False)
    chances: Mapping[int, float] = field(repr=False)
    left_out: int = field(repr=False)
