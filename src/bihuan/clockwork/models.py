"""Which job ran when, which rule fired when, and the heartbeat."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobRow(models.Model):
    """One job. claimed_until: while a process runs it nobody else does; a killed process loses its claim by itself."""

    name = models.CharField(max_length=60, primary_key=True)
    next_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    error_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class RuleRow(models.Model):
    """One rule of a job: when it was last looked at, when it last fired, how often it has."""

    job = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    checked_at = models.DateTimeField()
    fired_at = models.DateTimeField(null=True, blank=True)
    fired_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("rule")
        ordering: ClassVar = ["job", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "name"], name="clockwork_rule_once")]

    def __str__(self) -> str:
        return f"{self.job} {self.name}"


class Heartbeat(models.Model):
    """One row: the last moment at which the clockwork was seen alive."""

    beat_at = models.DateTimeField()

    class Meta:
        verbose_name = _("heartbeat")

    def __str__(self) -> str:
        return str(self.beat_at)
