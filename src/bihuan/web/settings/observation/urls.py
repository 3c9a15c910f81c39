"""Addresses of the observation rules."""

from django.urls import path

from bihuan.web.settings.observation import views

urlpatterns = [
    path("", views.new, name="observation_new"),
]
