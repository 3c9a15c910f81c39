"""Tables of the intake app: documents, the drafts read from them, and what was changed about drafts."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bihuan.intake.rules.drafts import DraftKind, DraftState
from bihuan.intake.rules.files.facts import FileKind
from bihuan.intake.rules.results import Force


class Document(models.Model):
    """One document that was read, known by the hash of its bytes. Never changed after it was read.

    text: with line breaks as \\n; every span counts its characters. notes: [{"text": msgid, "params": {…}}], what the
    reader of the text should know. read_by: the actor as the ledger keeps it. reference_on: the day from which years
    left out were told. reading: all that was found, projects included, as Reading.as_json gives it. named_units: uuids
    of the units its drafts named when it was read, as texts, the most frequent first.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("file name"), max_length=120)
    kind = models.CharField(max_length=10)
    text = models.TextField()
    notes = models.JSONField(default=list)
    read_by = models.JSONField()
    read_at = models.DateTimeField()
    reference_on = models.DateField()
    reading = models.JSONField()
    named_units = models.JSONField(default=list)
    file = models.ForeignKey(
        "evidence.File", to_field="uuid", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("document")
        ordering: ClassVar = ["-read_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in FileKind]), name="intake_document_kind"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-read_at", "-id"], name="intake_newest")]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """One draft case. Its words stay tied to their places in the document, whatever is done with it.

    position: where its first words stand, which is also its place in the list. spans: [[start, end], …] in order.
    source_text: the exact words at those places. quote: the sentence around them. units_text: units as written.
    limit_text: a limit that a person wrote or that is counted from dispatch; else deadline_on gives it, else the
    filing condition. co_units: uuids of units, as texts. sent_request: the request that made the case.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="drafts")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    spans = models.JSONField()
    source_text = models.TextField()
    quote = models.TextField()
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("explanation"), blank=True)
    speaker = models.CharField(_("said by"), max_length=200, blank=True)
    units_text = models.CharField(max_length=300, blank=True)
    force = models.CharField(max_length=10)
    deadline_text = models.CharField(max_length=60, blank=True)
    deadline_on = models.DateField(_("by"), null=True, blank=True)
    state = models.CharField(max_length=10, default=DraftState.OPEN)
    lead_unit = models.ForeignKey(
        "orgs.Unit", to_field="uuid", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    co_units = models.JSONField(default=list)
    condition = models.ForeignKey(
        "standards.FilingCondition", to_field="uuid", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    limit_text = models.CharField(_("time limit"), max_length=60, blank=True)
    place_text = models.CharField(_("place"), max_length=200, blank=True)
    article = models.CharField(max_length=60, blank=True)
    case_uuid = models.UUIDField(null=True, blank=True)
    case_code = models.CharField(max_length=30, blank=True)
    sent_request = models.UUIDField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("draft")
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in DraftKind]), name="intake_draft_kind"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in DraftState]), name="intake_draft_state"
            ),
            models.CheckConstraint(condition=Q(force__in=[force.value for force in Force]), name="intake_draft_force"),
            models.CheckConstraint(
                condition=Q(state="sent", case_uuid__isnull=False) | (~Q(state="sent") & Q(case_uuid__isnull=True)),
                name="intake_draft_sent_has_case",
            ),
        ]
        indexes: ClassVar = [
            # the drafts of a document in the order of the text, and their counts by state
            models.Index(fields=["document", "position"], name="intake_draft_order"),
            models.Index(fields=["document", "state"], name="intake_draft_counts"),
            # the sentence a case came from
            models.Index(fields=["case_uuid"], name="intake_draft_case", condition=Q(case_uuid__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title


class Change(models.Model):
    """One thing a person did to drafts, so that it can be undone.

    before, after: {draft uuid: the fields that changed}; a draft that a split added is merged back by its before.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="changes")
    person_uuid = models.UUIDField()
    event = models.CharField(max_length=80)
    before = models.JSONField()
    after = models.JSONField()
    is_undone = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("change to drafts")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            # what a person did last and has not undone
            models.Index(
                fields=["document", "person_uuid", "-id"], name="intake_change_undo", condition=Q(is_undone=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.changed_at}"
