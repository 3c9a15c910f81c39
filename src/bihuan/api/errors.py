"""How the API says no: one shape for every endpoint, in the caller's language, with a code that never changes."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from ninja.errors import HttpError, ValidationError

from bihuan.kernel.errors import Kind, Reason, Refusal, reason
from bihuan.kernel.text import gettext_noop

logger = logging.getLogger(__name__)
PREFIX: Final = "/api/"
MOST_BYTES: Final = 64 * 1024 * 1024

NOT_SIGNED_IN = reason(
    "api.not_signed_in",
    gettext_noop(
        "Send a valid access token as “Authorization: Bearer TOKEN”, or sign in. Tokens are made in Settings."
    ),
    Kind.FORBIDDEN,
)
CSRF = reason(
    "api.csrf",
    gettext_noop("A change by a signed-in browser needs the X-CSRFToken header. Reload the page, or use a token."),
    Kind.FORBIDDEN,
)
NO_SUCH_ADDRESS = reason(
    "api.no_such_address",
    gettext_noop("There is nothing at this address. The addresses are listed in /api/v1/openapi.json."),
    Kind.NOT_FOUND,
)
NO_SUCH_METHOD = reason(
    "api.no_such_method",
    gettext_noop("This address does not know that method. See the Allow header for those it does."),
)
INVALID = reason("api.invalid", gettext_noop("Something that was sent cannot be used. See “fields” for what and why."))
UNREADABLE = reason(
    "api.unreadable", gettext_noop("What was sent cannot be read. Send what /api/v1/openapi.json describes.")
)
NOT_JSON = reason("api.not_json", gettext_noop("Send the body as JSON with “Content-Type: application/json”."))
TOO_LARGE = reason("api.too_large", gettext_noop("The request is too large. Send less, or in several requests."))
BROKEN = reason(
    "api.broken",
    gettext_noop("Something went wrong on our side. Nothing was saved; send the same request again in a minute."),
    Kind.NOT_NOW,
)

_STATUS: Final = {Kind.INVALID: 422, Kind.NOT_FOUND: 404, Kind.FORBIDDEN: 403, Kind.CONFLICT: 409, Kind.NOT_NOW: 409}
# What HTTP has a number of its own for.
_OWN_STATUS: Final = {
    NOT_SIGNED_IN.code: 401,
    NO_SUCH_METHOD.code: 405,
    UNREADABLE.code: 400,
    NOT_JSON.code: 415,
    TOO_LARGE.code: 413,
    BROKEN.code: 500,
}
_BY_STATUS: Final[Mapping[int, Reason]] = {
    401: NOT_SIGNED_IN,
    403: CSRF,
    404: NO_SUCH_ADDRESS,
    405: NO_SUCH_METHOD,
    413: TOO_LARGE,
    415: NOT_JSON,
}
_FIELD_WORDS: Final[Mapping[str, str]] = {
    "missing": gettext_noop("This is needed."),
    "extra_forbidden": gettext_noop("There is no such field."),
    "enum": gettext_noop("Choose one of the listed values."),
    "literal_error": gettext_noop("Choose one of the listed values."),
    "uuid_parsing": gettext_noop("This is not a UUID."),
    "uuid_type": gettext_noop("This is not a UUID."),
    "string_too_long": gettext_noop("This is too long."),
    "too_long": gettext_noop("This is too long."),
    "timezone_aware": gettext_noop("A time needs its zone, like 2026-03-23T10:00:00+08:00."),
}
_OTHER_FIELD: Final = gettext_noop("This cannot be read as what /api/v1/openapi.json describes.")


def status_of(why: Reason) -> int:
    """Return the HTTP status under which a reason is answered."""
    return _OWN_STATUS.get(why.code, _STATUS[why.kind])


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return the one shape for a refusal."""
    message = _(refusal.reason.text) % refusal.params
    fields = {refusal.field: message} if refusal.field else {}
    return _answer(request, refusal.reason, message=message, params=refusal.params, fields=fields)


def invalid(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """Return the one shape for values of the wrong type; fields: place.lon → words."""
    fields: dict[str, str] = {}
    for each in fault.errors:
        fields.setdefault(_field(each["loc"]), _(_FIELD_WORDS.get(each["type"], _OTHER_FIELD)))
    return _answer(request, INVALID, message=_(INVALID.text), params={}, fields=fields)


def _field(place: Sequence[str | int]) -> str:
    """Return the name of a field as the caller wrote it: without our own parameter's name and the arms of unions."""
    parts = [str(part) for part in place[1:]]
    return ".".join(part for part in parts if part not in ("body", "query", "form") and "[" not in part) or "body"


def http_error(request: HttpRequest, fault: HttpError) -> HttpResponse:
    """Return the one shape for what the library refuses by status: an unreadable body, a missing sign-in."""
    cause = fault.__cause__
    if isinstance(cause, Refusal):
        return refused(request, cause)
    return refused(request, by_status(fault.status_code)())


def by_status(status: int) -> Reason:
    """Return the reason that fits an HTTP status which came without words of ours."""
    return _BY_STATUS.get(status, BROKEN if status >= 500 else UNREADABLE)


def _answer(
    request: HttpRequest, why: Reason, *, message: str, params: Mapping[str, object], fields: Mapping[str, str]
) -> HttpResponse:
    body = {
        "code": why.code,
        "message": message,
        "params": {name: _plain(value) for name, value in params.items()},
        "fields": dict(fields),
        "request_uuid": str(request_uuid(request)),
    }
    answer = JsonResponse(body, status=status_of(why), json_dumps_params={"ensure_ascii": False})
    answer.is_refusal = True  # type: ignore[attr-defined]  # the middleware leaves it as it is
    if answer.status_code == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def _plain(value: object) -> Any:
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def request_uuid(request: HttpRequest) -> UUID:
    """Return the request_uuid the caller sent, or one made for this request so that the log can be searched for it."""
    known: UUID | None = getattr(request, "request_uuid", None)
    if known is None:
        known = request.request_uuid = uuid4()  # type: ignore[attr-defined]
    return known


def remember(request: HttpRequest, sent: object) -> None:
    """Keep the request_uuid that was sent, if it is one, so that a refusal can give it back."""
    try:
        request.request_uuid = UUID(str(sent))  # type: ignore[attr-defined]
    except ValueError:
        return


class ApiErrors:
    """Middleware: whatever leaves /api/ with an error has the one shape, also what no endpoint has seen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        if _size(request) > MOST_BYTES:
            return self._in_words(request, TOO_LARGE)
        answer = self.get_response(request)
        if answer.status_code < 400 or getattr(answer, "is_refusal", False):
            return answer
        shaped = self._in_words(request, by_status(answer.status_code))
        if answer.has_header("Allow"):
            shaped["Allow"] = answer["Allow"]
        if shaped.status_code >= 500:
            logger.error("request %s to %s broke", request_uuid(request), request.path)
        return shaped

    def _in_words(self, request: HttpRequest, why: Reason) -> HttpResponse:
        with override(get_language_from_request(request)):
            return refused(request, why())


def _size(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdecimal() else 0
