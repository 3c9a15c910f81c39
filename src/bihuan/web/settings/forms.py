"""Fields and controls of the settings forms; they are the kit's."""

from bihuan.web.kit.fields import DayField, LinesField, PickField, PickSelect

__all__ = ["DayField", "LinesField", "PickField", "PickSelect"]
