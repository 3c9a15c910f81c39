"""Addresses of the ledger page."""

from django.urls import path

from bihuan.web.settings.ledger import views

urlpatterns = [
    path("ledger/", views.page, name="ledger"),
    path("ledger/verify/", views.verify, name="ledger_verify"),
]
