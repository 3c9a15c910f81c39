"""How a settings page is put together: where it stands, its form, its pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.kernel.call import Call
from bihuan.kernel.errors import Kind, Refusal
from bihuan.orgs.rules import Power
from bihuan.web.errors import STATUS
from bihuan.web.kit.answers import blame, shown
from bihuan.web.kit.doors import DeskRequest, call_from

WATCHERS = (Power.CONFIGURE, Power.SUPERVISE, Power.DISCIPLINE)
"""Who may look at what runs by itself and at the ledger."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """One page on the way to this one."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page that is one form. note: what it does, above it. back: where “cancel” leads. extra: for the template."""

    title: str
    button: str
    back: str
    trail: tuple[Crumb, ...] = ()
    note: str = ""
    template: str = "web/settings/form_page.html"
    extra: Mapping[str, object] = field(default_factory=dict)


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    *,
    title: str,
    trail: tuple[Crumb, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """Show a page of the settings under its title. trail: the pages between the overview and this one."""
    return render(request, template, {**context, "title": title, "trail": (_home(), *trail)}, status=status)


def show_list(request: HttpRequest, template: str, context: Mapping[str, object], *, title: str) -> HttpResponse:
    """Show a list under its title, or to htmx only its rows (the partialdef and element called rows)."""
    return shown(request, template, {**context, "title": title, "trail": (_home(),)}, part="rows")


def _home() -> Crumb:
    return Crumb(_("Settings"), reverse("settings:overview"))


def answer(
    request: DeskRequest, form: forms.Form, page: FormPage, act: Callable[[Call, dict[str, Any]], HttpResponse]
) -> HttpResponse:
    """Show the form; when it was sent, act on it, or write what is wrong beside the field with all that was typed.

    act: calls the command with the form's cleaned data and says where to go on. What cannot be seen stays a 404.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return act(call_from(request), form.cleaned_data)
            except Refusal as refusal:
                if refusal.kind is Kind.NOT_FOUND:
                    raise
                blame(form, refusal)
                status = STATUS[refusal.kind]
    context = {**page.extra, "form": form, "page": page}
    return show(request, page.template, context, title=page.title, trail=page.trail, status=status)
