"""Cases on the map, as GeoJSON."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from bihuan.cases.queries import Marker
from bihuan.cases.rules.facts import State


class Point(BaseModel):
    """GeoJSON point, WGS84."""

    type: Literal["Point"] = "Point"
    coordinates: tuple[float, float] = Field(description="Longitude, latitude.")


class FeatureProperties(BaseModel):
    """What the map shows of one case."""

    uuid: UUID
    code: str
    title: str
    state: State


class Feature(BaseModel):
    """One case on the map."""

    type: Literal["Feature"] = "Feature"
    geometry: Point
    properties: FeatureProperties


class FeatureCollection(BaseModel):
    """GeoJSON (RFC 7946), newest first. is_complete: false when there may be more than limit in the box."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    limit: int
    is_complete: bool
    features: list[Feature]


def feature(marker: Marker) -> Feature:
    """Return one marker as it is sent."""
    return Feature(
        geometry=Point(coordinates=(marker.lon, marker.lat)),
        properties=FeatureProperties(uuid=marker.uuid, code=marker.code, title=marker.title, state=State(marker.state)),
    )
