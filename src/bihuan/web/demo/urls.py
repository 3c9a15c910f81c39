"""Addresses of the demo's switcher; included in demo mode only."""

from django.urls import path

from bihuan.web.demo import views

app_name = "demo"
urlpatterns = [
    path("people/", views.people, name="people"),
    path("become/", views.become, name="become"),
]
