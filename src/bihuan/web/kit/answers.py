"""How a view answers after a command: go on to a page, or stay and renew a part of it."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from bihuan.kernel.errors import Refusal
from bihuan.web.errors import words


def gone_to(request: HttpRequest, url: str, *, said: str = "") -> HttpResponse:
    """Send the reader on to url, with or without htmx. said: translated words shown on the next page."""
    if said:
        messages.success(request, said)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def shown(request: HttpRequest, template: str, context: dict[str, Any], *, part: str) -> HttpResponse:
    """Show a whole page, or to htmx that renews one part of it that part alone: lists with filters.

    part: name of a partialdef of the same template and id of its element.
    """
    is_part = request.headers.get("HX-Target") == part
    answer = render(request, f"{template}#{part}" if is_part else template, context)
    patch_vary_headers(answer, ["HX-Target"])
    return answer


def renewed(request: HttpRequest, template: str, context: dict[str, Any], *, said: str = "") -> HttpResponse:
    """Answer htmx with a part of the page (template: "web/area/page.html#part") and words in the message region."""
    answer = render(request, template, context)
    if said:
        messages.success(request, said)
    answer.write(render_to_string("web/kit/_messages.html", {"in_place": True}, request))
    return answer


def blame(form: BaseForm, refusal: Refusal) -> None:
    """Write a refusal beside the field at fault, or above the form when it names none of its fields."""
    form.add_error(refusal.field if refusal.field in form.fields else None, words(refusal))
