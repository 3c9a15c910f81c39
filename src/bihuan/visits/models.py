"""Tables of the inspections: rounds with their stops, visits with their observations, what each element is like now."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bihuan.visits.rules.kinds import Result, RoundKind, Scope, StopState


class Round(models.Model):
    """A plan of visits. kind: how its stops were chosen.

    seed: hexadecimal, written to the ledger before the draw; design: sizes and shares the draw was made with, so that
    anybody can redo it. system: the edition of the assessment system that its visits are judged by.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(max_length=12)
    system = models.ForeignKey("standards.System", to_field="uuid", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(_("first day"))
    to_on = models.DateField(_("last day"))
    seed = models.CharField(max_length=64, blank=True)
    design = models.JSONField(default=dict)
    note = models.TextField(_("note"), blank=True)
    made_by_name = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("round")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in RoundKind]), name="visits_round_kind"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="visits_round_dates"),
        ]

    def __str__(self) -> str:
        return self.code


class RoundNumber(models.Model):
    """The latest number given to a round in a year; codes have no gaps."""

    year = models.PositiveIntegerField(primary_key=True)
    latest = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("round number")

    def __str__(self) -> str:
        return f"{self.year} {self.latest}"


class Stop(models.Model):
    """One place that a round visits. case: the closed case that is looked at again. stratum: where it was drawn from.

    chance: with what probability it was drawn; way: "risk" or "random" in a round of re-checks.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="stops")
    position = models.PositiveIntegerField()
    place = models.ForeignKey(
        "places.Place", to_field="uuid", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    case = models.ForeignKey(
        "cases.Case", to_field="uuid", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        "orgs.Person", to_field="uuid", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stratum = models.CharField(max_length=80, blank=True)
    chance = models.FloatField(null=True, blank=True)
    way = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, default=StopState.WAITING)
    reason = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("stop of a round")
        ordering: ClassVar = ["round_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "position"], name="visits_stop_position"),
            models.CheckConstraint(
                condition=Q(place__isnull=False) | Q(case__isnull=False), name="visits_stop_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in StopState]), name="visits_stop_state"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "state"], name="visits_stop_person")]

    def __str__(self) -> str:
        return f"{self.round} {self.position}"


class Visit(models.Model):
    """One person at one place. uuid is made on the phone. Moments as the phone said; received_at as the server did."""

    uuid = models.UUIDField(unique=True, editable=False)
    stop = models.ForeignKey(
        Stop, to_field="uuid", null=True, blank=True, on_delete=models.PROTECT, related_name="visits"
    )
    place = models.ForeignKey("places.Place", to_field="uuid", on_delete=models.PROTECT, related_name="+")
    system = models.ForeignKey("standards.System", to_field="uuid", on_delete=models.PROTECT, related_name="+")
    person_uuid = models.UUIDField()
    person_name = models.CharField(max_length=60)
    unit_name = models.CharField(max_length=120, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    received_at = models.DateTimeField()
    lon_wgs84 = models.FloatField(null=True, blank=True)
    lat_wgs84 = models.FloatField(null=True, blank=True)
    accuracy_m = models.FloatField(null=True, blank=True)
    distance_m = models.FloatField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("visit")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ended_at__gte=F("started_at")), name="visits_visit_moments"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["place", "-ended_at"], name="visits_place_newest"),
            models.Index(fields=["person_uuid", "-id"], name="visits_person_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.ended_at}"


class Observation(models.Model):
    """What was seen of one element on one visit. uuid is made on the phone. Never changed, only made void.

    bad_count: bad instances seen; case: the case that a failed element became, or the open one it was added to.
    """

    uuid = models.UUIDField(unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="observations")
    place = models.ForeignKey(
        "places.Place", to_field="uuid", on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    element = models.ForeignKey("standards.Element", to_field="uuid", on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=10, default=Scope.POINT)
    result = models.CharField(max_length=10)
    bad_count = models.PositiveSmallIntegerField(default=0)
    note = models.TextField(blank=True)
    lon_wgs84 = models.FloatField(null=True, blank=True)
    lat_wgs84 = models.FloatField(null=True, blank=True)
    accuracy_m = models.FloatField(null=True, blank=True)
    observed_at = models.DateTimeField()
    case = models.ForeignKey(
        "cases.Case", to_field="uuid", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("observation")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(result__in=[result.value for result in Result]), name="visits_observation_result"
            ),
            models.CheckConstraint(
                condition=Q(scope__in=[scope.value for scope in Scope]), name="visits_observation_scope"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["place", "element", "scope", "-observed_at"], name="visits_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.result}"


class ObservationFile(models.Model):
    """A picture taken for an observation."""

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey("evidence.File", to_field="uuid", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("picture of an observation")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["observation", "file"], name="visits_observation_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.observation}"


class Problem(models.Model):
    """A problem seen outside any checklist. uuid is made on the phone; case: what it became, or was added to."""

    uuid = models.UUIDField(unique=True, editable=False)
    case = models.ForeignKey("cases.Case", to_field="uuid", on_delete=models.PROTECT, related_name="+")
    person_uuid = models.UUIDField()
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("problem seen")
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.uuid}"


class ElementState(models.Model):
    """What an element of a place is like now: its latest valid observation. Derived; the gap list reads it.

    since: moment of the first of the unbroken run of observations with this result.
    """

    place = models.ForeignKey("places.Place", to_field="uuid", on_delete=models.PROTECT, related_name="+")
    element = models.ForeignKey("standards.Element", to_field="uuid", on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=10)
    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(max_length=10)
    bad_count = models.PositiveSmallIntegerField(default=0)
    observed_at = models.DateTimeField()
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("state of an element")
        ordering: ClassVar = ["place_id", "element_id", "scope"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "element", "scope"], name="visits_state_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["result", "since"], name="visits_state_result"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.element} {self.result}"
