"""Addresses of units and posts."""

from django.urls import path

from bihuan.web.kit import subjects
from bihuan.web.settings.units import views

urlpatterns = [
    path("units/", views.listing, name="units"),
    path("units/new/", views.new, name="unit_new"),
    path("units/<uuid:uuid>/", views.page, name="unit"),
    path("units/<uuid:uuid>/change/", views.change, name="unit_change"),
    path("units/<uuid:uuid>/posts/new/", views.post_new, name="post_new"),
    path("posts/<uuid:uuid>/", views.post_change, name="post_change"),
]
subjects.register("unit", "settings:unit")
