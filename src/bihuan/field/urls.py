"""Addresses of the phone's app. The worker lies at /field/sw.js because it may only look after what is below it."""

from django.urls import path

from bihuan.field import views

app_name = "field"
urlpatterns = [
    path("", views.shell, name="shell"),
    path("sw.js", views.worker, name="worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("pack.json", views.pack, name="pack"),
    path("files", views.files, name="files"),
    path("files/<uuid:file_uuid>", views.picture, name="picture"),
    path("send", views.send, name="send"),
]
