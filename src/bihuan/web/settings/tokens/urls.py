"""Addresses of access tokens."""

from django.urls import path

from bihuan.web.settings.tokens import views

urlpatterns = [
    path("tokens/", views.listing, name="tokens"),
    path("tokens/new/", views.new, name="token_new"),
    path("tokens/<uuid:uuid>/revoke/", views.revoke, name="token_revoke"),
]
