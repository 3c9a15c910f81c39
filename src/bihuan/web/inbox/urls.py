"""Addresses of the inbox."""

from django.urls import path

from bihuan.web.inbox import views

app_name = "inbox"
urlpatterns = [
    path("", views.listing, name="list"),
    path("read/", views.read_all, name="read_all"),
    path("<uuid:uuid>/", views.open_notice, name="open"),
]
