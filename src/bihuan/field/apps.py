"""The inspector's phone."""

from django.apps import AppConfig


class FieldConfig(AppConfig):
    name = "bihuan.field"
    label = "field"
    verbose_name = "Inspector's phone"
