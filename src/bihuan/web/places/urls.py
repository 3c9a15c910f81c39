"""Addresses of the register of points."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from bihuan.web.kit import rail, subjects
from bihuan.web.places import importing, importing_areas, maps, views

app_name = "places"
rail.register(rail.Place.PLACES, label=_("Points and inspections"), icon="map-pin", url_name="places:list")
subjects.register("place", "places:page")
urlpatterns = [
    path("", views.listing, name="list"),
    path("export.xlsx", views.export, name="export"),
    path("new/", views.new, name="new"),
    path("import/", importing.upload, name="import"),
    path("import/confirm/", importing.confirm, name="import_confirm"),
    path("map/", maps.page, name="map"),
    path("map/points/", maps.points, name="map_points"),
    path("map/areas/", maps.shapes, name="map_areas"),
    path("areas/", views.areas, name="areas"),
    path("areas/import/", importing_areas.upload, name="areas_import"),
    path("areas/import/confirm/", importing_areas.confirm, name="areas_import_confirm"),
    path("<uuid:uuid>/", views.page, name="page"),
    path("<uuid:uuid>/change/", views.change, name="change"),
    path("<uuid:uuid>/retire/", views.retire, name="retire"),
    path("<uuid:uuid>/restore/", views.restore, name="restore"),
]
