"""Writes of the places app: points, areas, imports of either."""

from bihuan.places.commands.areas import AreaSaved, AreasImported, import_areas, save_area
from bihuan.places.commands.importing import PlacesImported, import_places
from bihuan.places.commands.places import PlaceSaved, restore_place, retire_place, save_place

__all__ = [
    "AreaSaved",
    "AreasImported",
    "PlaceSaved",
    "PlacesImported",
    "import_areas",
    "import_places",
    "restore_place",
    "retire_place",
    "save_area",
    "save_place",
]
