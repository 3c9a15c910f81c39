"""Reads of the places app."""

from bihuan.places.queries.files import Areas, read_areas_file, read_points
from bihuan.places.queries.known import facts_of, known, known_areas
from bihuan.places.queries.lists import (
    ChargeRow,
    Filters,
    PlaceDetail,
    PlacePage,
    PlaceRow,
    Sort,
    cells,
    every_place,
    place_detail,
    place_name,
    places,
    search_initials,
)
from bihuan.places.queries.maps import AreaRow, Cluster, Dot, Seen, area_shapes, areas, counts, extent, seen
from bihuan.places.queries.preview import Preview, preview_areas, preview_places
from bihuan.places.queries.shapes import area_finder, cell_finder

__all__ = [
    "AreaRow",
    "Areas",
    "ChargeRow",
    "Cluster",
    "Dot",
    "Filters",
    "PlaceDetail",
    "PlacePage",
    "PlaceRow",
    "Preview",
    "Seen",
    "Sort",
    "area_finder",
    "area_shapes",
    "areas",
    "cell_finder",
    "cells",
    "counts",
    "every_place",
    "extent",
    "facts_of",
    "known",
    "known_areas",
    "place_detail",
    "place_name",
    "places",
    "preview_areas",
    "preview_places",
    "read_areas_file",
    "read_points",
    "search_initials",
    "seen",
]
