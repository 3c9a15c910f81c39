"""Address of the jobs page."""

from django.urls import path

from bihuan.web.settings.jobs import views

urlpatterns = [path("jobs/", views.listing, name="jobs")]
