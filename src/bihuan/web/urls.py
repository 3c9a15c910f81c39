"""Addresses of the desk pages: one line per area."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from bihuan.web.home import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("workbench/", include("bihuan.web.workbench.urls")),
    path("cases/", include("bihuan.web.cases.urls")),
    path("places/visits/", include("bihuan.web.visits.urls")),
    path("places/", include("bihuan.web.places.urls")),
    path("intake/", include("bihuan.web.intake.urls")),
    path("inbox/", include("bihuan.web.inbox.urls")),
    path("me/", include("bihuan.web.me.urls")),
    path("settings/", include("bihuan.web.settings.urls")),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("bihuan.web.demo.urls")))
