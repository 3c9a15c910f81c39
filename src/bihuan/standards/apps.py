"""The standards app."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "bihuan.standards"
    label = "standards"
    verbose_name = "Standards"
