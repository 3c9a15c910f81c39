"""Table of the notices app."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bihuan.notices.rules import NoticeKind
from bihuan.orgs.models import Person, Unit


class Notice(models.Model):
    """One message to one unit, seen by everyone with a post in it, or to one person.

    params: what the text of its kind needs (rules.TEXTS). delivered_at: when it was put into the inbox. read_at,
    read_by_uuid: the first reader, for a unit the first of its people; both or neither. Never changed otherwise.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    to_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    to_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    kind = models.CharField(max_length=20)
    subject_kind = models.CharField(max_length=40)
    subject_uuid = models.UUIDField()
    subject_code = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    delivered_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_by_uuid = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("notice")
        ordering: ClassVar = ["-delivered_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_unit__isnull=True) ^ Q(to_person__isnull=True), name="notices_notice_one_addressee"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in NoticeKind]), name="notices_notice_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by_uuid__isnull=True)
                | Q(read_at__isnull=False, read_by_uuid__isnull=False),
                name="notices_notice_read_by_somebody",
            ),
        ]
        # The inbox is the newest of a unit's and of a person's notices; the count and the unread list need only those
        # not yet read, which stay few.
        indexes: ClassVar = [
            models.Index(fields=["to_unit", "-delivered_at", "-id"], name="notices_unit"),
            models.Index(fields=["to_person", "-delivered_at", "-id"], name="notices_person"),
            models.Index(
                fields=["to_unit", "-delivered_at", "-id"],
                condition=Q(read_at__isnull=True),
                name="notices_unit_unread",
            ),
            models.Index(
                fields=["to_person", "-delivered_at", "-id"],
                condition=Q(read_at__isnull=True),
                name="notices_person_unread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_code}"
