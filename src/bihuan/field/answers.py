"""What the phone is answered: done, refused, conflict, or again later; always with the request it belongs to."""

import functools
from collections.abc import Callable
from typing import Any, Final

from django.http import HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from bihuan.kernel.errors import Kind, Refusal

STATUS: Final = {Kind.INVALID: 422, Kind.NOT_FOUND: 404, Kind.FORBIDDEN: 403, Kind.CONFLICT: 409, Kind.NOT_NOW: 409}
# Gone by itself: the phone keeps it, tries again, and nobody has to look at it.
PASSING: Final = frozenset({"ledger.busy", "field.photo_missing", "field.photo_altered", "field.other_person"})
View = Callable[..., HttpResponseBase]


def done(request_uuid: str, **told: Any) -> JsonResponse:
    """Say that it is safely kept."""
    return JsonResponse({"request_uuid": request_uuid, "kind": "done", **told})


def refused(request_uuid: str, refusal: Refusal) -> JsonResponse:
    """Say no in the reader's language. kind: refused; conflict: somebody else was faster; again: try by yourself."""
    kind = "conflict" if refusal.kind is Kind.CONFLICT else "refused"
    is_passing = refusal.code in PASSING or refusal.code.endswith(".in_future")
    told = {
        "request_uuid": request_uuid,
        "kind": "again" if is_passing else kind,
        "code": refusal.code,
        "words": _(refusal.reason.text) % refusal.params,
        "field": refusal.field,
    }
    return JsonResponse(told, status=STATUS[refusal.kind])


def in_json(view: View) -> View:
    """Answer every refusal of a view in JSON, those of its door too. X-Request names the request it belongs to."""

    @functools.wraps(view)
    def enter(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            answer = refused(request.headers.get("X-Request", ""), refusal)
            answer["Cache-Control"] = "private, no-store"
            return answer

    return enter
