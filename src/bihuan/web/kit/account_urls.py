"""Signing in and out, the password and the second factor: of allauth only what this product uses."""

from allauth.account import views
from django.urls import URLPattern, URLResolver, include, path

from bihuan.web.kit.adapter import password_change

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/", password_change, name="account_change_password"),
    path("second-factor/", include("allauth.mfa.urls")),
]
