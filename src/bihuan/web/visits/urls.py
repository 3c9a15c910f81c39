"""Addresses of the inspections."""

from django.urls import path

from bihuan.web.kit import subjects
from bihuan.web.visits import gaps, making, scores, views

app_name = "visits"
subjects.register("round", "visits:round")
subjects.register("visit", "visits:visit")
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", making.new, name="new"),
    path("rounds/<uuid:uuid>/", views.page, name="round"),
    path("rounds/<uuid:uuid>/draw/", making.draw, name="draw"),
    path("rounds/<uuid:uuid>/close/", making.close, name="close"),
    path("rounds/<uuid:uuid>/redraw/", views.redraw, name="redraw"),
    path("rounds/<uuid:uuid>/scores/", scores.page, name="scores"),
    path("stops/<uuid:uuid>/skip/", making.skip, name="skip"),
    path("visits/<uuid:uuid>/", views.visit, name="visit"),
    path("observations/<uuid:uuid>/void/", making.void, name="void"),
    path("points/<uuid:uuid>/", gaps.place, name="place"),
    path("pictures/<uuid:file_uuid>/", views.picture, name="picture"),
    path("pictures/<uuid:file_uuid>/small/", views.thumbnail, name="thumbnail"),
    path("gaps/", gaps.listing, name="gaps"),
    path("gaps.xlsx", gaps.export, name="gaps_export"),
]
