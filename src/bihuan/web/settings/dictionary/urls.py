"""Addresses of the dictionary."""

from django.urls import path

from bihuan.web.settings.dictionary import changes, importing, views

urlpatterns = [
    path("", views.listing, name="dictionary"),
    path("load/", changes.load, name="dictionary_load"),
    path("reading/", views.reading, name="reading"),
    path("import/", importing.upload, name="import"),
    path("import/confirm/", importing.confirm, name="import_confirm"),
    path("standards/new/", changes.standard_new, name="standard_new"),
    path("standards/<uuid:uuid>/", changes.standard_change, name="standard_change"),
    path("standards/<uuid:uuid>/export/", views.export, name="export"),
    path("classes/new/", changes.class_new, name="class_new"),
    path("classes/<uuid:uuid>/", views.class_page, name="class"),
    path("classes/<uuid:uuid>/change/", changes.class_change, name="class_change"),
    path("classes/<uuid:uuid>/conditions/new/", changes.condition_new, name="condition_new"),
    path("conditions/<uuid:uuid>/replace/", changes.condition_replace, name="condition_replace"),
    path("conditions/<uuid:uuid>/end/", changes.condition_end, name="condition_end"),
]
