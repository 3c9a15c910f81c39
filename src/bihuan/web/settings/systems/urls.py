"""Addresses of the assessment systems."""

from django.urls import path

from bihuan.web.settings.systems import importing, views

urlpatterns = [
    path("", views.listing, name="systems"),
    path("load/", views.load, name="systems_load"),
    path("compare/", views.compare_page, name="systems_compare"),
    path("import/", importing.upload, name="system_import"),
    path("import/confirm/", importing.confirm, name="system_import_confirm"),
    path("<uuid:uuid>/", views.system_page, name="system"),
    path("<uuid:uuid>/excel/", views.excel, name="system_excel"),
    path("<uuid:uuid>/yaml/", views.yaml, name="system_yaml"),
]
