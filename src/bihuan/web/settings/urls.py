"""Addresses of the settings."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from bihuan.web.kit import rail
from bihuan.web.settings import views

app_name = "settings"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("dictionary/", include("bihuan.web.settings.dictionary.urls")),
    path("systems/", include("bihuan.web.settings.systems.urls")),
    path("", include("bihuan.web.settings.units.urls")),
    path("", include("bihuan.web.settings.people.urls")),
    path("", include("bihuan.web.settings.calendar.urls")),
    path("observation/", include("bihuan.web.settings.observation.urls")),
    path("", include("bihuan.web.settings.jobs.urls")),
    path("", include("bihuan.web.settings.ledger.urls")),
    path("", include("bihuan.web.settings.tokens.urls")),
]
rail.register(rail.Place.SETTINGS, label=_("Settings"), icon="settings", url_name="settings:overview")
