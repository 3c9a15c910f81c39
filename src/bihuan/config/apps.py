"""Wiring: the commands that set up and serve."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "bihuan.config"
    label = "config"
    verbose_name = "Wiring"
