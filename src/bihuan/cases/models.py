"""Tables of the loop: the case, its parts, its files, the rules of its clock, the risk of its coming back."""

from decimal import Decimal
from enum import StrEnum
from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bihuan.cases.rules.facts import OPEN, Appeal, Ask, Origin, PartState, Proposal, State
from bihuan.kernel.limits import Unit as LimitUnit


def _one_of(field: str, kind: type[StrEnum]) -> Q:
    return Q(**{f"{field}__in": [member.value for member in kind]})


# Conditions of partial indexes name only what a query says without parameters: SQLite cannot use them otherwise.
_NOT_CLOSED = Q(closed_at__isnull=True)
_OPEN_CLOCK = _NOT_CLOSED & Q(due_at__isnull=False)


class Case(models.Model):
    """One obligation on its way round the loop. The columns named as in rules.facts.Facts are what its entries give.

    Saved only by the commands of this app, together with one ledger entry; version counts its entries.
    next_tick_at: when the clock must look at it again (derived, not in the ledger).
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.CharField(max_length=30, unique=True)
    version = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=20, default=State.REPORTED)

    # What was reported; never changed. place: the point of the register, if it is one.
    place = models.ForeignKey(
        "places.Place",
        to_field="uuid",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    place_text = models.CharField(max_length=200, blank=True)
    lon_wgs84 = models.FloatField(null=True, blank=True)
    lat_wgs84 = models.FloatField(null=True, blank=True)
    accuracy_m = models.FloatField(null=True, blank=True)
    datum = models.CharField(max_length=10, blank=True)
    origin = models.CharField(max_length=20)
    origin_uuid = models.UUIDField(null=True, blank=True)
    origin_text = models.TextField(blank=True)
    origin_note = models.CharField(max_length=300, blank=True)
    happened_at = models.DateTimeField()
    reported_at = models.DateTimeField()
    reported_by = models.UUIDField()
    reporter_name = models.CharField(max_length=60)
    reporter_unit = models.CharField(max_length=120, blank=True)

    # How it was filed and who has it.
    # Without an index of their own: rows they name are never deleted, and Meta.indexes serves the reads.
    case_class = models.ForeignKey(
        "standards.CaseClass",
        to_field="uuid",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    condition = models.ForeignKey(
        "standards.FilingCondition",
        to_field="uuid",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    limit_amount = models.DecimalField(max_digits=14, decimal_places=8, null=True, blank=True)
    limit_unit = models.CharField(max_length=20, null=True, blank=True)  # noqa: DJ001  # null: not filed yet, as in Facts
    filed_at = models.DateTimeField(null=True, blank=True)
    lead_unit = models.ForeignKey(
        "orgs.Unit", to_field="uuid", null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    previous_unit = models.ForeignKey(
        "orgs.Unit", to_field="uuid", null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    handler = models.ForeignKey(
        "orgs.Person",
        to_field="uuid",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    dispatched_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    # The clock.
    clock_started_at = models.DateTimeField(null=True, blank=True)
    yellow_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    suspended_until = models.DateTimeField(null=True, blank=True)
    next_tick_at = models.DateTimeField(null=True, blank=True)
    fired = models.JSONField(default=list)

    # What was asked, counted and decided on the way.
    ask = models.CharField(max_length=20, blank=True, default="")
    ask_reason = models.TextField(blank=True)
    ask_until = models.DateTimeField(null=True, blank=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    suspensions = models.PositiveSmallIntegerField(default=0)
    returns = models.PositiveSmallIntegerField(default=0)
    reworks = models.PositiveSmallIntegerField(default=0)
    false_findings = models.PositiveSmallIntegerField(default=0)
    urges = models.PositiveSmallIntegerField(default=0)
    level = models.PositiveSmallIntegerField(default=0)
    fed_back_at = models.DateTimeField(null=True, blank=True)
    fed_back_by = models.UUIDField(null=True, blank=True)
    verified_by = models.UUIDField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    overdue_at = models.DateTimeField(null=True, blank=True)
    appeal = models.CharField(max_length=20, blank=True, default="")
    appeal_reviewer = models.UUIDField(null=True, blank=True)
    is_exempt = models.BooleanField(default=False)
    observe_at = models.DateTimeField(null=True, blank=True)
    observed_at = models.DateTimeField(null=True, blank=True)
    observe_until = models.DateTimeField(null=True, blank=True)
    came_back = models.BooleanField(default=False)

    # The problem that came back.
    rebound_of = models.ForeignKey(
        "self",
        to_field="uuid",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="rebounds",
    )
    family = models.UUIDField(null=True, blank=True)
    rebound_count = models.PositiveSmallIntegerField(default=0)
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(1))
    link_cut = models.BooleanField(default=False)
    proposal = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        verbose_name = _("case")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=_one_of("state", State), name="cases_case_state"),
            models.CheckConstraint(condition=_one_of("origin", Origin), name="cases_case_origin"),
            models.CheckConstraint(condition=_one_of("ask", Ask), name="cases_case_ask"),
            models.CheckConstraint(condition=_one_of("appeal", Appeal), name="cases_case_appeal"),
            models.CheckConstraint(condition=_one_of("proposal", Proposal), name="cases_case_proposal"),
            models.CheckConstraint(
                condition=Q(limit_unit__isnull=True) | Q(limit_unit__in=[unit.value for unit in LimitUnit]),
                name="cases_case_limit_unit",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["dispatched", "handling", "suspended", "fed_back", "closed"])
                | Q(lead_unit__isnull=False, due_at__isnull=False),
                name="cases_case_dispatched_has_unit_and_clock",
            ),
        ]
        indexes: ClassVar = [
            # the tick: whatever is due now
            models.Index(fields=["next_tick_at"], name="cases_tick", condition=Q(next_tick_at__isnull=False)),
            # a unit's queue by time left, its lists newest first
            models.Index(fields=["lead_unit", "state", "due_at"], name="cases_unit_queue"),
            models.Index(fields=["lead_unit", "state", "-id"], name="cases_unit_newest"),
            # everybody's list by state, by time left or newest first
            models.Index(fields=["state", "due_at"], name="cases_state_due"),
            models.Index(fields=["state", "-id"], name="cases_state_newest"),
            models.Index(fields=["case_class", "-id"], name="cases_class_newest"),
            models.Index(fields=["reported_by", "-id"], name="cases_reporter_newest"),
            # the map, and similar cases nearby
            models.Index(
                fields=["lat_wgs84", "lon_wgs84"], name="cases_position", condition=Q(lat_wgs84__isnull=False)
            ),
            models.Index(fields=["origin_uuid"], name="cases_origin", condition=Q(origin_uuid__isnull=False)),
            # lists by time left: all, what is not closed (which does not grow with the years), one class of that
            models.Index(fields=["due_at", "id"], name="cases_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["due_at", "id"], name="cases_open_due", condition=_OPEN_CLOCK),
            models.Index(fields=["case_class", "due_at", "id"], name="cases_class_due", condition=_OPEN_CLOCK),
            # open cases counted per class from the index alone, and on the map
            models.Index(fields=["case_class", "state"], name="cases_open_class", condition=_NOT_CLOSED),
            models.Index(
                fields=["lat_wgs84", "lon_wgs84"],
                name="cases_open_position",
                condition=_NOT_CLOSED & Q(lat_wgs84__isnull=False),
            ),
            # workbenches: what was raised, what was asked for, appeals, what to look at again, closed lately, fed back since
            models.Index(fields=["level"], name="cases_raised", condition=_NOT_CLOSED),
            models.Index(fields=["state", "ask", "appeal"], name="cases_to_decide"),
            models.Index(
                fields=["observe_at"],
                name="cases_to_observe",
                condition=Q(closed_at__isnull=False, observed_at__isnull=True),
            ),
            models.Index(fields=["-closed_at", "-id"], name="cases_closed", condition=Q(closed_at__isnull=False)),
            models.Index(fields=["fed_back_at"], name="cases_fed_back", condition=Q(fed_back_at__isnull=False)),
            models.Index(
                fields=["lead_unit", "fed_back_at"], name="cases_unit_fed_back", condition=Q(fed_back_at__isnull=False)
            ),
            # the third time back: what is proposed
            models.Index(fields=["proposal"], name="cases_proposed", condition=_NOT_CLOSED),
            # closed cases of a class that may come back
            models.Index(
                fields=["case_class", "lat_wgs84"],
                name="cases_closed_near",
                condition=Q(closed_at__isnull=False, lat_wgs84__isnull=False),
            ),
            # the cases of a point, newest first
            models.Index(fields=["place", "-id"], name="cases_place_newest", condition=Q(place__isnull=False)),
            # relatives, and who had it before
            models.Index(fields=["family"], name="cases_family", condition=Q(family__isnull=False)),
            models.Index(fields=["rebound_of"], name="cases_rebounds", condition=Q(rebound_of__isnull=False)),
            models.Index(fields=["previous_unit"], name="cases_previous", condition=Q(previous_unit__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.code


OPEN_STATES = sorted(state.value for state in OPEN)


class Part(models.Model):
    """The share of one co-handling unit in a case; position keeps the order in which they were named."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parts")
    unit = models.ForeignKey("orgs.Unit", to_field="uuid", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, default=PartState.WAITING)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("part")
        ordering: ClassVar = ["case", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "unit"], name="cases_part_case_unit"),
            models.CheckConstraint(condition=_one_of("state", PartState), name="cases_part_state"),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "state"], name="cases_part_queue")]

    def __str__(self) -> str:
        return f"{self.case} {self.unit}"


class CaseFile(models.Model):
    """One file shown as evidence in a case. role: before, after, document. flags: what looked odd when it was added.

    round: how many reworks there had been, so that each feedback keeps its own pictures.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey("evidence.File", to_field="uuid", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10)
    round = models.PositiveSmallIntegerField(default=0)
    unit = models.UUIDField(null=True, blank=True)
    added_by = models.UUIDField()
    added_by_name = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    flags = models.JSONField(default=list)

    class Meta:
        verbose_name = _("case file")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "file"], name="cases_casefile_once"),
            models.CheckConstraint(condition=Q(role__in=["before", "after", "document"]), name="cases_casefile_role"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.role}"


class CaseNumber(models.Model):
    """The latest number given in a year; case codes have no gaps."""

    year = models.PositiveIntegerField(primary_key=True)
    latest = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("case number")

    def __str__(self) -> str:
        return f"{self.year} {self.latest}"


class EscalationRule(models.Model):
    """Data, not code: after how many further original limits an overdue case is raised a level, and on what ground."""

    name = models.SlugField(max_length=40, unique=True)
    limits_after = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("escalation rule")
        ordering: ClassVar = ["limits_after", "name"]

    def __str__(self) -> str:
        return self.name


class ObservationRule(models.Model):
    """Data, not code: how long a closed case is observed, what counts as its rebound, and what a rebound weighs.

    case_class: null is the rule of every class without one of its own. look_days: after closing, the clock asks to look
    again. period_days: until then a fresh failure is a rebound. multipliers: weight of the first, second … rebound as
    text; the last goes on. propose_at: from which rebound on a lasting cure is proposed. In force from valid_from up to,
    but not including, valid_to. Never changed, only ended.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    case_class = models.ForeignKey(
        "standards.CaseClass", to_field="uuid", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    look_days = models.PositiveSmallIntegerField()
    period_days = models.PositiveSmallIntegerField()
    distance_m = models.PositiveSmallIntegerField(default=50)
    multipliers = models.JSONField()
    propose_at = models.PositiveSmallIntegerField(default=3)
    source = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("observation rule")
        ordering: ClassVar = ["valid_from", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="cases_observation_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(period_days__gte=models.F("look_days"), look_days__gte=1, distance_m__lte=1000),
                name="cases_observation_sensible",
            ),
            models.CheckConstraint(condition=Q(propose_at__gte=1), name="cases_observation_proposes"),
        ]

    def __str__(self) -> str:
        return f"{self.case_class or '*'} {self.valid_from}"


class RiskModel(models.Model):
    """What one learning found: how likely a closed case is to come back within horizon_days. Never changed.

    engine: logistic, or rates where data is thin. cases, rebounds: what it was learned from, observation over. left_out:
    cases that are nowhere. quality: figures of a rehearsal on the district's own past, null where there was too little.
    parameters: rules.risk.Model.to_json without its quality; hash is theirs and stands in the ledger.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    trained_at = models.DateTimeField(db_index=True)
    horizon_days = models.PositiveSmallIntegerField()
    engine = models.CharField(max_length=10)
    cases = models.PositiveIntegerField()
    rebounds = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    quality = models.JSONField(null=True)
    parameters = models.JSONField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("risk model")
        ordering: ClassVar = ["trained_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(engine__in=["logistic", "rates"]), name="cases_riskmodel_engine")
        ]

    def __str__(self) -> str:
        return f"{self.trained_at} {self.engine}"


class RiskScore(models.Model):
    """How likely a case under observation comes back, by the latest model. Derived: made anew at each learning.

    Beside the case and not in it, so that replaying the ledger gives the case's row.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="risk")
    model = models.ForeignKey(RiskModel, on_delete=models.CASCADE, related_name="scores")
    chance = models.FloatField()

    class Meta:
        verbose_name = _("risk score")
        ordering: ClassVar = ["-chance", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(chance__gte=0, chance__lte=1), name="cases_riskscore_chance")
        ]
        indexes: ClassVar = [models.Index(fields=["-chance", "id"], name="cases_riskscore_highest")]

    def __str__(self) -> str:
        return f"{self.case} {self.chance:.3f}"


class FilingRule(models.Model):
    """Data, not code: what comes in this way is filed and dispatched at once to the unit that answers for the place.

    case_class: for this class only; empty: for every class without a rule of its own. condition: the filing condition
    to use; empty: the only one in force, and with several the case waits for the supervision office.
    """

    name = models.SlugField(max_length=40, unique=True)
    origin = models.CharField(max_length=20)
    case_class = models.ForeignKey(
        "standards.CaseClass", to_field="uuid", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    condition = models.ForeignKey(
        "standards.FilingCondition", to_field="uuid", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("filing rule")
        ordering: ClassVar = ["origin", "name"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=_one_of("origin", Origin), name="cases_filing_rule_origin"),
            models.UniqueConstraint(
                fields=["origin", "case_class"], condition=Q(is_active=True), name="cases_filing_rule_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
