"""The notices app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "bihuan.notices"
    label = "notices"
    verbose_name = "Notices"
