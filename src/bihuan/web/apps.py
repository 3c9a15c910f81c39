"""The desk pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "bihuan.web"
    label = "web"
    verbose_name = "Desk pages"
