"""Tables of the evidence app."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class File(models.Model):
    """One upload. The bytes lie on disk under their hash; uploads of the same content share them.

    sha256_original: of the bytes as they came. sha256_stored, width, height, byte_size, media_type: of what is kept.
    sha256_thumbnail, pdq: "" when there is none. captured_at_is_certain: false when the picture named no time zone.
    claimed: what a phone said that made the picture smaller (rules.claims); nobody checked it.
    Never changed after it was written.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    sha256_original = models.CharField(max_length=64)
    sha256_stored = models.CharField(max_length=64)
    sha256_thumbnail = models.CharField(max_length=64, blank=True)
    byte_size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    pdq = models.CharField(max_length=64, blank=True)
    pdq_quality = models.PositiveSmallIntegerField(default=0)
    captured_at = models.DateTimeField(null=True)
    captured_at_is_certain = models.BooleanField(default=False)
    lon_wgs84 = models.FloatField(null=True)
    lat_wgs84 = models.FloatField(null=True)
    accuracy_m = models.FloatField(null=True)
    device = models.CharField(max_length=80, blank=True)
    claimed = models.JSONField(default=dict)
    stored_by_uuid = models.UUIDField()
    stored_by_name = models.CharField(max_length=60)
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("file")
        ordering: ClassVar = ["received_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=["photo", "document"]), name="evidence_file_kind_known"),
            models.CheckConstraint(
                condition=Q(lon_wgs84__isnull=True, lat_wgs84__isnull=True)
                | Q(lon_wgs84__range=(-180, 180), lat_wgs84__range=(-90, 90)),
                name="evidence_file_position_whole",
            ),
        ]
        # For queries.same_content, asked of every file that is attached to something.
        indexes: ClassVar = [models.Index(fields=["sha256_original"], name="evidence_file_original")]

    def __str__(self) -> str:
        return self.name


class FilePiece(models.Model):
    """One of the 16 pieces of a picture's PDQ hash (rules.pieces), so that queries.similar finds it by its key.

    Only pictures of good quality have pieces. The primary key is the index that is searched.
    """

    pk = models.CompositePrimaryKey("key", "file_id")
    key = models.IntegerField()
    file = models.ForeignKey(File, on_delete=models.CASCADE, db_index=False, related_name="pieces")

    class Meta:
        verbose_name = _("piece of a picture's hash")

    def __str__(self) -> str:
        return f"{self.key:05x} of file {self.file_id}"


class FileCheck(models.Model):
    """One round over all stored files, compared with their hashes. on: the day it began, local. after: where to go on.

    checked: contents compared so far. first_fault: of the round, in words for whoever looks after the machine.
    """

    on = models.DateField(unique=True)
    after = models.CharField(max_length=64, blank=True)
    checked = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unreadable = models.PositiveIntegerField(default=0)
    first_fault = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("check of the files")
        ordering: ClassVar = ["on"]

    def __str__(self) -> str:
        return self.on.isoformat()
