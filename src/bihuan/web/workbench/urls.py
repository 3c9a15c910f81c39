"""Address of the workbench."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from bihuan.web.kit import rail
from bihuan.web.workbench import views

app_name = "workbench"
rail.register(rail.Place.WORKBENCH, label=_("Workbench"), icon="home", url_name="workbench:page")
urlpatterns = [path("", views.workbench, name="page")]
