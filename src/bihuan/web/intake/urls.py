"""Addresses of intake."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from bihuan.orgs.rules import Power
from bihuan.web.intake import cards, views
from bihuan.web.kit import rail, subjects

app_name = "intake"
rail.register(
    rail.Place.INTAKE,
    Power.SUPERVISE,
    label=pgettext_lazy("rail", "Documents"),
    icon="file-import",
    url_name="intake:list",
)
subjects.register("document", "intake:page")
urlpatterns = [
    path("", views.listing, name="list"),
    path("<uuid:uuid>/", views.page, name="page"),
    path("<uuid:uuid>/original/", views.original, name="original"),
    path("<uuid:uuid>/accept-all/", views.accept_all, name="accept_all"),
    path("<uuid:uuid>/give/", views.give, name="give"),
    path("<uuid:uuid>/merge/", views.merge, name="merge"),
    path("<uuid:uuid>/undo/", views.undo, name="undo"),
    path("<uuid:uuid>/send/", views.send, name="send"),
    path("drafts/<uuid:uuid>/", cards.show, name="draft"),
    path("drafts/<uuid:uuid>/accept/", cards.accept, name="accept"),
    path("drafts/<uuid:uuid>/drop/", cards.drop, name="drop"),
    path("drafts/<uuid:uuid>/reopen/", cards.reopen, name="reopen"),
    path("drafts/<uuid:uuid>/unit/", cards.unit, name="unit"),
    path("drafts/<uuid:uuid>/edit/", cards.edit, name="edit"),
    path("drafts/<uuid:uuid>/split/", cards.split, name="split"),
]
