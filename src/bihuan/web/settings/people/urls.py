"""Addresses of people, terms of office and delegations."""

from django.urls import path

from bihuan.web.settings.people import accounts, terms, views

urlpatterns = [
    path("people/", views.listing, name="people"),
    path("people/new/", views.new, name="person_new"),
    path("people/<uuid:uuid>/", views.page, name="person"),
    path("people/<uuid:uuid>/password/", views.password, name="password"),
    path("people/<uuid:uuid>/change/", accounts.change, name="person_change"),
    path("people/<uuid:uuid>/close/", accounts.close, name="person_close"),
    path("people/<uuid:uuid>/reopen/", accounts.reopen, name="person_reopen"),
    path("people/<uuid:uuid>/second-factor/", accounts.second_factor, name="second_factor"),
    path("people/<uuid:uuid>/take/", terms.person_takes, name="person_takes"),
    path("posts/<uuid:uuid>/take/", terms.post_taken, name="post_taken"),
    path("terms/<uuid:uuid>/leave/", terms.leave, name="leave"),
    path("terms/<uuid:uuid>/delegate/", terms.delegate, name="delegate"),
    path("delegations/", terms.delegations, name="delegations"),
    path("delegations/<uuid:uuid>/end/", terms.end_delegation, name="delegation_end"),
]
