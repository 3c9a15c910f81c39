"""Tables of the register: points and sites, who answers for them, areas on the map."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bihuan.places.rules.kinds import RADIUS_M, AreaKind


class Area(models.Model):
    """A polygon on the map: a grid cell, or the area a unit answers for.

    shape: GeoJSON Polygon or MultiPolygon in WGS84. west … north: its bounds in degrees.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10)
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    unit = models.ForeignKey(
        "orgs.Unit", to_field="uuid", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    shape = models.JSONField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("area")
        ordering: ClassVar = ["kind", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "code"], name="places_area_code"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in AreaKind]), name="places_area_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A point (点位) that is inspected. type_code: its point type, by the code that every edition of a system shares.

    lon_wgs84, lat_wgs84: degrees; datum: what they were given in; accuracy_m: metres, if known.
    radius_m: how far its surroundings reach. unit: who answers for it first; charges name all.
    tile_x, tile_y: the deepest square of the map it lies in (rules.tiles).
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    type_code = models.CharField(_("point type"), max_length=20)
    address = models.CharField(_("address"), max_length=200, blank=True)
    lon_wgs84 = models.FloatField(null=True, blank=True)
    lat_wgs84 = models.FloatField(null=True, blank=True)
    accuracy_m = models.FloatField(null=True, blank=True)
    datum = models.CharField(max_length=10, blank=True)
    tile_x = models.PositiveIntegerField(null=True, blank=True)
    tile_y = models.PositiveIntegerField(null=True, blank=True)
    radius_m = models.PositiveIntegerField(_("surroundings in metres"), default=RADIUS_M)
    cell = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="places")
    unit = models.ForeignKey(
        "orgs.Unit",
        to_field="uuid",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    initials = models.CharField(max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("point")
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(lon_wgs84__isnull=True, lat_wgs84__isnull=True)
                | Q(lon_wgs84__gte=-180, lon_wgs84__lte=180, lat_wgs84__gte=-90, lat_wgs84__lte=90),
                name="places_place_position",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["type_code", "code"], name="places_type"),
            models.Index(fields=["unit", "code"], name="places_unit"),
            models.Index(fields=["lat_wgs84", "lon_wgs84"], name="places_position", condition=Q(is_active=True)),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Charge(models.Model):
    """One unit, or one person of it, who answers for a place; position keeps the order, the first is the lead."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="charges")
    unit = models.ForeignKey("orgs.Unit", to_field="uuid", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "orgs.Person", to_field="uuid", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("charge of a point")
        ordering: ClassVar = ["place_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "unit", "person"], name="places_charge_once"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.unit}"


class PlaceFile(models.Model):
    """A picture of a place as it should look."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("evidence.File", to_field="uuid", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("picture of a point")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["place", "file"], name="places_file_once")]

    def __str__(self) -> str:
        return f"{self.place}"


class TileCount(models.Model):
    """How many points in use lie in one square of the map, and the sums of their degrees; squares without are left out.

    type_code: of that point type alone; empty: of all.
    """

    type_code = models.CharField(max_length=20, blank=True)
    level = models.PositiveSmallIntegerField()
    x = models.PositiveIntegerField()
    y = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    lon_sum = models.FloatField()
    lat_sum = models.FloatField()

    class Meta:
        verbose_name = _("counted square")
        ordering: ClassVar = ["type_code", "level", "x", "y"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["type_code", "level", "x", "y"], name="places_tile_once")
        ]

    def __str__(self) -> str:
        return f"{self.level}/{self.x}/{self.y}"
