"""The visits app."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "bihuan.visits"
    label = "visits"
    verbose_name = "Visits"
