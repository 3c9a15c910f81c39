"""Addresses of the page about oneself."""

from django.urls import path

from bihuan.web.me import views

app_name = "me"
urlpatterns = [
    path("", views.page, name="page"),
    path("hats/", views.hats, name="hats"),
    path("hat/", views.wear, name="wear"),
]
