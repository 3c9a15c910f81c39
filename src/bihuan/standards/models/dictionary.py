"""Tables of the dictionary: standards, case classes, filing conditions with their time limits."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bihuan.kernel.limits import Limit, Unit
from bihuan.standards.rules.terms import ClassKind, Grade, stored_limit


class Standard(models.Model):
    """One edition of one dictionary. Old editions stay, because old cases were filed under them.

    version: raised by every change below it, so that readers know when what they remember is out of date.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    ref = models.CharField(_("reference"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    edition = models.CharField(_("edition"), max_length=30, blank=True)
    in_force_on = models.DateField(_("in force on"))
    ends_on = models.DateField(_("last day in force"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("standard")
        ordering: ClassVar = ["-in_force_on", "ref"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("in_force_on")), name="standards_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class CaseClass(models.Model):
    """One class (小类) of one standard. The key is (standard, kind, code): 部件 and 事项 share code space.

    words: other words people use for it, separated by blanks. initials: pinyin initials of name and words.
    help: how to tell it from the classes it is confused with.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="classes")
    kind = models.CharField(_("kind"), max_length=10)
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=60)
    major_code = models.CharField(_("code of the major class"), max_length=10, blank=True)
    major_name = models.CharField(_("major class"), max_length=60, blank=True)
    words = models.TextField(_("other words"), blank=True)
    initials = models.TextField(blank=True)
    help = models.TextField(_("help"), blank=True)
    is_local_extension = models.BooleanField(_("local extension"), default=False)

    class Meta:
        verbose_name = _("case class")
        ordering: ClassVar = ["standard_id", "kind", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["standard", "kind", "code"], name="standards_class_code"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ClassKind]), name="standards_class_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class FilingCondition(models.Model):
    """One condition under which a case of a class is filed; it carries the time limit. Never changed, only ended.

    limit_text: the limit as written; limit_amount and limit_unit: as read. In force from valid_from up to, but not
    including, valid_to; the two are equal when it was replaced on the day it began.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    case_class = models.ForeignKey(CaseClass, on_delete=models.PROTECT, related_name="conditions")
    text = models.CharField(_("filing condition"), max_length=300)
    limit_text = models.CharField(_("time limit as written"), max_length=60)
    limit_amount = models.DecimalField(max_digits=14, decimal_places=8)
    limit_unit = models.CharField(max_length=20)
    grade = models.CharField(_("grade"), max_length=10, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("no longer in force from"), null=True, blank=True)

    class Meta:
        verbose_name = _("filing condition")
        ordering: ClassVar = ["case_class_id", "valid_from", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case_class", "text"], condition=Q(valid_to__isnull=True), name="standards_condition_open_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="standards_condition_dates_in_order",
            ),
            models.CheckConstraint(condition=Q(limit_amount__gt=0), name="standards_condition_limit"),
            models.CheckConstraint(
                condition=Q(limit_unit__in=[unit.value for unit in Unit]), name="standards_condition_unit"
            ),
            models.CheckConstraint(
                condition=Q(grade__in=["", *(grade.value for grade in Grade)]), name="standards_condition_grade"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.limit_text}"

    @property
    def limit(self) -> Limit:
        """The limit as read."""
        return stored_limit(self.limit_amount, Unit(self.limit_unit))
