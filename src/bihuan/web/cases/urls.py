"""Addresses of the cases."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from bihuan.web.cases import rebound_views, risk_views, views
from bihuan.web.kit import rail, subjects

app_name = "cases"
rail.register(rail.Place.CASES, label=_("Cases"), icon="folders", url_name="cases:list")
subjects.register("case", "cases:page")
urlpatterns = [
    path("", views.listing, name="list"),
    path("export.xlsx", views.export, name="export"),
    path("rebounds/", rebound_views.page, name="rebounds"),
    path("rebounds/export.xlsx", rebound_views.export, name="rebounds_export"),
    path("risk/", risk_views.page, name="risk"),
    path("new/", views.new, name="new"),
    path("files/<uuid:file_uuid>/", views.file, name="file"),
    path("files/<uuid:file_uuid>/small/", views.thumbnail, name="thumbnail"),
    path("<uuid:uuid>/", views.page, name="page"),
    path("<uuid:uuid>/<slug:step>/", views.step, name="step"),
]
