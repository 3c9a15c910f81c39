"""How a refusal looks on a page: the words, what to do next, and the right status."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from bihuan.kernel.errors import Kind, Refusal, reason
from bihuan.kernel.text import gettext_noop

MOST_SENT: Final = 128 * 1024 * 1024
"""Bytes of one request to a page: a few photos at once, and no more than a disk can take from a visitor."""
PREVIEW_LOST = reason(
    "web.preview_lost",
    gettext_noop("This preview is too old or incomplete, so nothing was imported. Upload the workbook once more."),
    Kind.CONFLICT,
)
STATUS = {Kind.INVALID: 422, Kind.NOT_FOUND: 404, Kind.FORBIDDEN: 403, Kind.CONFLICT: 409, Kind.NOT_NOW: 409}


def words(refusal: Refusal) -> str:
    """Return the refusal in the reader's language."""
    return _(refusal.reason.text) % refusal.params


class RefusalMiddleware:
    """Turns a refusal into a page (plain request) or a message in place (htmx), so that nothing typed is lost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Here, because the next reader of the body is the check of the form's token: it would take all of it.
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and int(said) > MOST_SENT:
            message = _("What you sent is larger than %(most)s MB in all. Send fewer files at once.")
            return _answer(request, message % {"most": MOST_SENT // 1024 // 1024}, code="web.too_large", status=413)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; leave every other exception alone."""
        if not isinstance(exception, Refusal):
            return None
        return refused(request, exception)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return the page or the message for one refusal."""
    status = STATUS[refusal.kind]
    return _answer(request, words(refusal), code=refusal.code, status=status, field=refusal.field)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django calls it so
    """Say that the page is too old to be sent."""
    message = _("This page has been open too long to be sent safely. Go back, reload it and send it again.")
    return _answer(request, message, code="web.csrf", status=403)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django calls it so
    """Say no where a library does so without words."""
    message = _("This is not open to you. Go back, or ask whoever configures the district.")
    return _answer(request, message, code="web.forbidden", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django calls it so
    """Say that there is nothing at this address, or nothing this person may see."""
    message = _("There is nothing at this address, or nothing your post may see. Go back to the workbench.")
    return _answer(request, message, code="web.not_found", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours; a script says so by itself when htmx asked."""
    message = _("Something went wrong on our side. What you sent was not saved; try again in a minute.")
    return render(request, "web/kit/broken.html", {"message": message}, status=500)


def locked_out(request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
    """Say that too many wrong passwords were tried."""
    message = _("Too many wrong passwords. Wait 30 minutes, or ask whoever configures the district.")
    return _answer(request, message, code="web.locked_out", status=429)


def _answer(request: HttpRequest, message: str, *, code: str, status: int, field: str = "") -> HttpResponse:
    context: dict[str, Any] = {"message": message, "code": code, "status": status, "field": field}
    if request.headers.get("HX-Request"):
        answer = render(request, "web/kit/_refusal.html", context, status=status)
        answer["HX-Retarget"], answer["HX-Reswap"] = "#messages", "innerHTML"
        return answer
    template = "web/kit/refusal.html" if request.user.is_authenticated else "web/kit/refusal_bare.html"
    return render(request, template, context, status=status)
