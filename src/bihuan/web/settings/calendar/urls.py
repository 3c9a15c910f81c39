"""Addresses of the calendar."""

from django.urls import path

from bihuan.web.settings.calendar import views

urlpatterns = [
    path("calendar/", views.this_year, name="calendar"),
    path("calendar/hours/", views.hours, name="hours"),
    path("calendar/<int:year>/", views.page, name="calendar_year"),
    path("calendar/<int:year>/change/", views.change, name="calendar_change"),
    path("calendar/<int:year>/load/", views.seed, name="calendar_load"),
    path("district/", views.district, name="district"),
]
