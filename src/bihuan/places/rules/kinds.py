"""Kinds of areas."""

from enum import StrEnum

RADIUS_M = 500
"""How far the surroundings of a point reach unless it says otherwise (DOMAIN 2.3)."""


class AreaKind(StrEnum):
    """A grid cell (单元网格), or the area that one unit answers for."""

    CELL = "cell"
    UNIT = "unit"
