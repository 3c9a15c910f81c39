"""The evidence app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "bihuan.evidence"
    label = "evidence"
    verbose_name = "Evidence"
