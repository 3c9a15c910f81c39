"""Tables of the ledger. They have no foreign keys: the ledger knows nobody."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.ledger.rules import Sealed


class Entry(models.Model):
    """One fact that happened. Never changed, never deleted: triggers refuse both.

    number: increasing, with gaps where a transaction was rolled back. subject_number: 1, 2, 3 … without gaps for each
    subject. payload and actor are stored as the exact texts that were hashed.
    """

    number = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40)
    subject_uuid = models.UUIDField()
    subject_number = models.PositiveIntegerField()
    actor = models.TextField()
    actor_uuid = models.UUIDField()
    happened_at = models.CharField(max_length=40)
    recorded_at = models.CharField(max_length=40)
    request_uuid = models.UUIDField()
    payload = models.TextField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("ledger entry")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject_uuid", "subject_number"], name="ledger_entry_subject_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def sealed(self) -> Sealed:
        """Return what the hash covers."""
        return Sealed(
            number=self.number,
            name=self.name,
            subject_kind=self.subject_kind,
            subject_uuid=self.subject_uuid,
            subject_number=self.subject_number,
            actor=self.actor,
            happened_at=self.happened_at,
            recorded_at=self.recorded_at,
            request_uuid=self.request_uuid,
            payload=self.payload,
            previous_hash=self.previous_hash,
        )


class Receipt(models.Model):
    """The answer given to one request, so that the same request sent again gets the same answer."""

    request_uuid = models.UUIDField(primary_key=True)
    command = models.CharField(max_length=80)
    actor_uuid = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    result = models.TextField()
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("receipt")

    def __str__(self) -> str:
        return f"{self.command} {self.request_uuid}"


class SigningKey(models.Model):
    """The public half of a key that signs checkpoints; the private half is in the data directory's keys folder."""

    key_id = models.CharField(max_length=16, primary_key=True)
    public_key = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("signing key")

    def __str__(self) -> str:
        return self.key_id


class Checkpoint(models.Model):
    """A signed Merkle root (RFC 6962) over the hashes of all entries up to last_number, in number order.

    peaks: the frontier of the tree as hex texts, so that the next checkpoint reads only what is new.
    """

    tree_size = models.BigIntegerField(unique=True)
    last_number = models.BigIntegerField()
    root = models.CharField(max_length=64)
    peaks = models.JSONField()
    made_at = models.CharField(max_length=40)
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)

    class Meta:
        verbose_name = _("checkpoint")
        ordering: ClassVar = ["tree_size"]

    def __str__(self) -> str:
        return f"{self.tree_size} {self.root[:12]}"


class Mark(models.Model):
    """How far one follower has read the ledger."""

    name = models.CharField(max_length=80, primary_key=True)
    last_number = models.BigIntegerField(default=0)
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("follower's mark")

    def __str__(self) -> str:
        return f"{self.name} at {self.last_number}"
