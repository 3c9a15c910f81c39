"""Tables of the assessment systems: editions, their tree of clauses, point types and the elements each must have."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bihuan.standards.models.dictionary import CaseClass
from bihuan.standards.rules.assessment import Level, Way


class System(models.Model):
    """One edition of one assessment system (测评体系). Old editions stay: old observations were made under them.

    is_example: invented by us to show how a system is written; no district is assessed by it.
    version: raised by every change below it.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    ref = models.CharField(_("reference"), max_length=60)
    name = models.CharField(_("name"), max_length=120)
    edition = models.CharField(_("edition"), max_length=30, blank=True)
    in_force_on = models.DateField(_("in force on"))
    ends_on = models.DateField(_("last day in force"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    note = models.TextField(_("note"), blank=True)
    is_example = models.BooleanField(_("example"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("assessment system")
        ordering: ClassVar = ["-in_force_on", "ref"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ref", "edition"], name="standards_system_edition"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("in_force_on")), name="standards_system_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.edition}".strip()


class PointType(models.Model):
    """A kind of point (点位类型) in one edition. code is the same in every edition; places name their type by it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="point_types")
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=60)
    note = models.TextField(_("note"), blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("point type")
        ordering: ClassVar = ["system_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["system", "code"], name="standards_point_type_code"),
        ]

    def __str__(self) -> str:
        return self.name


class Clause(models.Model):
    """One node of a system's tree: a project, a content or a standard (测评项目, 测评内容, 测评标准).

    points: what the node is worth when the system says so; else the sum of what is below it. method: how it is
    assessed (on the spot, from papers, by questionnaire), in the system's words.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="clauses")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    level = models.CharField(max_length=10)
    code = models.CharField(_("code"), max_length=30)
    text = models.TextField(_("text"))
    method = models.CharField(_("method"), max_length=60, blank=True)
    points = models.DecimalField(_("points"), max_digits=8, decimal_places=3, null=True, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("clause")
        ordering: ClassVar = ["system_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["system", "code"], name="standards_clause_code"),
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in Level]), name="standards_clause_level"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Element(models.Model):
    """One element (要素) that a point of a type must have: what the inspector looks at.

    way: by state (grade from the count of bad instances) or by frequency (good observations of all).
    steps: for way "state", [{"grade": "A", "most": 0, "share": "1"}, …] by rising count; the last step's most is null.
    is_required: the point must have it at all (点位要素); else it is a matter of state only.
    is_around: also looked at in the surroundings of the point. case_class: what a failed element is reported as.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="elements")
    point_type = models.ForeignKey(PointType, on_delete=models.PROTECT, related_name="elements")
    clause = models.ForeignKey(Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="elements")
    code = models.CharField(_("code"), max_length=30)
    text = models.CharField(_("element"), max_length=200)
    help = models.TextField(_("how to look"), blank=True)
    way = models.CharField(max_length=10, default=Way.STATE)
    points = models.DecimalField(_("points"), max_digits=8, decimal_places=3, default=1)
    steps = models.JSONField(default=list)
    is_required = models.BooleanField(_("required"), default=False)
    is_around = models.BooleanField(_("also in the surroundings"), default=False)
    case_class = models.ForeignKey(
        CaseClass, to_field="uuid", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("element")
        ordering: ClassVar = ["point_type_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["system", "code"], name="standards_element_code"),
            models.CheckConstraint(condition=Q(way__in=[way.value for way in Way]), name="standards_element_way"),
            models.CheckConstraint(condition=Q(points__gte=0), name="standards_element_points"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"
