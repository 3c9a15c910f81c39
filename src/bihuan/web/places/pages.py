"""What the pages of the register are made of."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bihuan.kernel.call import Actor, Call
from bihuan.kernel.errors import Kind, Refusal
from bihuan.places.access import KEEPERS
from bihuan.web.errors import STATUS
from bihuan.web.kit.answers import blame
from bihuan.web.kit.doors import DeskRequest, call_from


def may_keep(actor: Actor) -> bool:
    """Tell whether somebody keeps the register."""
    return actor.has(*KEEPERS)


def answer(
    request: DeskRequest,
    form: forms.Form,
    template: str,
    context: Mapping[str, object],
    act: Callable[[Call, dict[str, Any]], HttpResponse],
) -> HttpResponse:
    """Show the form; when it was sent, act on it, or write what is wrong beside the field with all that was typed."""
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
    return show(request, template, {**context, "form": form}, status=status)


def show(request: HttpRequest, template: str, context: Mapping[str, object], *, status: int = 200) -> HttpResponse:
    """Show a page of the register."""
    return render(request, template, dict(context), status=status)
